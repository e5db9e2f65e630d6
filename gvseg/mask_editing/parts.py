"""Holes and islands of a mask."""

from typing import Final

import cv2
import numpy as np

from gvseg.mask_editing.crops import crop_around, with_crop
from gvseg.masks import Mask

ISLAND_SHARE: Final = 0.05
"""Parts smaller than this share of the largest are islands."""


def fill_holes(mask: Mask) -> Mask:
    """Return the mask with every hole filled."""
    crop = crop_around(mask)
    around = np.pad(~crop.inside, 1, constant_values=True).astype(np.uint8)
    _, parts = cv2.connectedComponents(around, connectivity=4)
    holes = np.asarray((around == 1) & (parts != parts[0, 0]))[1:-1, 1:-1]
    return with_crop(mask, crop, crop.inside | holes)


def remove_islands(mask: Mask) -> Mask:
    """Return the mask without the parts that are much smaller than the largest one."""
    crop = crop_around(mask)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(
        crop.inside.astype(np.uint8), connectivity=8
    )
    areas = np.asarray(stats)[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    is_island = areas < ISLAND_SHARE * areas.max(initial=0)
    is_island[0] = False
    return with_crop(mask, crop, crop.inside & ~is_island[np.asarray(parts)])
