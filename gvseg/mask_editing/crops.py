"""Crops around a mask, so that the cost of operations depends on the object's size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.painting import read_columns, write_columns
from gvseg.masks import Mask


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A box around a mask, clipped to the frame.

    Attributes:
        x: left column of the box in the frame.
        y: top row of the box in the frame.
        inside: h x w bool; which pixels of the box are in the mask.
    """

    x: int
    y: int
    inside: NDArray[np.bool_]

    def of(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the same box of an H x W x 3 image."""
        height, width = self.inside.shape
        return pixels[self.y : self.y + height, self.x : self.x + width]


def crop_around(mask: Mask, margin_px: int = 0) -> Crop:
    """Return the box of a mask, wider by a margin on each side; 1 x 1 for an empty mask."""
    x, y, width, height = mask.box
    if width == 0:
        return Crop(0, 0, np.zeros((1, 1), np.bool_))
    left, top = max(0, x - margin_px), max(0, y - margin_px)
    right, bottom = min(mask.width, x + width + margin_px), min(mask.height, y + height + margin_px)
    return Crop(left, top, read_columns(mask, left, right - left)[top:bottom])


def with_crop(mask: Mask, crop: Crop, inside: NDArray[np.bool_]) -> Mask:
    """Return a mask with the pixels of a box replaced."""
    height, width = inside.shape
    columns = read_columns(mask, crop.x, width)
    columns[crop.y : crop.y + height] = inside
    return write_columns(mask, crop.x, columns)
