"""Prompts that mark an object: clicks and boxes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Click:
    """A click, in source pixels.

    Attributes:
        x: column, from the left.
        y: row, from the top.
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
