"""Holes and specks of a mask, found in its bounding box."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.painting import read_columns
from gvseg.masks import Mask

SPECK_SHARE: Final = 0.05
"""Parts smaller than this share of the largest are specks."""


def holes_of(mask: Mask) -> tuple[int, int, NDArray[np.bool_]]:
    """Left, top and pixels (h x w bool) that the mask encloses and that are not of it."""
    x, y, inside = _crop(mask)
    around = np.pad(~inside, 1, constant_values=True).astype(np.uint8)
    _, parts = cv2.connectedComponents(around, connectivity=4)
    holes = np.asarray((around == 1) & (parts != parts[0, 0]))[1:-1, 1:-1]
    return x, y, holes


def specks_of(mask: Mask) -> tuple[int, int, NDArray[np.bool_]]:
    """Left, top and pixels (h x w bool) of the parts much smaller than the largest."""
    x, y, inside = _crop(mask)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(inside.astype(np.uint8), connectivity=8)
    areas = np.asarray(stats)[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    is_speck = areas < SPECK_SHARE * areas.max(initial=0)
    is_speck[0] = False
    return x, y, is_speck[np.asarray(parts)]


def _crop(mask: Mask) -> tuple[int, int, NDArray[np.bool_]]:
    x, y, width, height = mask.box
    if width == 0:
        return 0, 0, np.zeros((1, 1), np.bool_)
    return x, y, read_columns(mask, x, width)[y : y + height]
