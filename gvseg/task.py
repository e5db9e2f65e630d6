"""The four tasks that one network serves (paper, section 1)."""

from enum import Enum


class Task(Enum):
    """What decides which targets a query stands for, and how it is linked over time."""

    EXEMPLAR = "exemplar"
    INSTANCE = "instance"
    SEMANTIC = "semantic"
    PANOPTIC = "panoptic"
