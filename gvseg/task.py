"""The four tasks of the network (paper, section 1)."""

from enum import Enum


class Task(Enum):
    """A segmentation task."""

    EXEMPLAR = "exemplar"
    INSTANCE = "instance"
    SEMANTIC = "semantic"
    PANOPTIC = "panoptic"
