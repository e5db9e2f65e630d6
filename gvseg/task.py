"""The four tasks that one network serves (paper, section 1)."""

from enum import Enum


class Task(Enum):
    """A task: which targets the queries are, and how they are linked over time."""

    EXEMPLAR = "exemplar"
    INSTANCE = "instance"
    SEMANTIC = "semantic"
    PANOPTIC = "panoptic"
