"""Detect masks with two parts far apart, and separate the parts."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask

PART_MIN: Final = 0.2
"""Smallest share of a mask's area that counts as a part."""
GAP_MIN: Final = 0.5
"""Smallest gap between two parts that are far apart, relative to the size of the object."""


def has_far_parts(inside: NDArray[np.bool_] | NDArray[np.uint8]) -> bool:
    """Return whether a mask (H x W) has two large parts far from each other."""
    return _seeds(np.ascontiguousarray(inside, np.uint8)) is not None


def far_parts(mask: Mask) -> tuple[Mask, Mask] | None:
    """Return the two large parts of a mask, the larger first; None if they are not far apart.

    Small parts are assigned to the nearer large part.
    """
    if mask.is_empty:
        return None
    inside = mask.to_array()
    seeds = _seeds(np.ascontiguousarray(inside, np.uint8))
    if seeds is None:
        return None
    away = [cv2.distanceTransform((~seed).astype(np.uint8), cv2.DIST_L2, 3) for seed in seeds]
    is_first = np.asarray(away[0] <= away[1])
    return Mask.from_array(inside & is_first), Mask.from_array(inside & ~is_first)


def _seeds(inside: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Return the two largest connected parts, if both are large and far apart."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count < 3:
        return None
    order = np.argsort(areas)[::-1][:2] + 1
    if areas[order[1] - 1] < PART_MIN * areas.sum():
        return None
    largest, second = np.asarray(labels == order[0]), np.asarray(labels == order[1])
    away = cv2.distanceTransform((~largest).astype(np.uint8), cv2.DIST_L2, 3)
    if float(away[second].min()) < GAP_MIN * float(np.sqrt(areas.sum())):
        return None
    return largest, second
