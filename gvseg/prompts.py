"""Clicks and boxes: where an object is, as a person marks it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Click:
    """A click by a person, in source pixels (x right, y down).

    Attributes:
        is_positive: whether the pixel belongs to the object.
    """

    x: int
    y: int
    is_positive: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A box around one object, in source pixels; `right` and `bottom` are exclusive."""

    left: int
    top: int
    right: int
    bottom: int
