"""Moves and smooths the outline of a mask by a width that is the same in all directions.

The border of the frame does not count as an outline, so an object that the frame cuts off stays cut
off.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.mask_editing.crops import crop_around, with_crop
from gvseg.masks import Mask


def grow(mask: Mask, width_px: float) -> Mask:
    """Return the mask with its outline moved outwards by a width."""
    crop = crop_around(mask, math.ceil(width_px))
    if not crop.inside.any():
        return mask
    return with_crop(mask, crop, distance_to(crop.inside) <= width_px)


def shrink(mask: Mask, width_px: float) -> Mask:
    """Return the mask with its outline moved inwards by a width."""
    crop = crop_around(mask, 1)
    if crop.inside.all():
        return mask
    return with_crop(mask, crop, distance_to(~crop.inside) > width_px)


def smooth(mask: Mask, width_px: float) -> Mask:
    """Return the mask without bumps and dents narrower than a width."""
    crop = crop_around(mask, math.ceil(width_px))
    sigma = width_px / 2
    soft = cv2.GaussianBlur(
        crop.inside.astype(np.float32), (0, 0), sigma, borderType=cv2.BORDER_REPLICATE
    )
    return with_crop(mask, crop, np.asarray(soft > 0.5))


def distance_to(inside: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the distance from each pixel centre to the nearest set pixel, in pixels."""
    outside = (~inside).astype(np.uint8)
    return np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE))


def signed_distance(inside: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the distance to the outline in pixels, positive inside."""
    within = distance_to(~inside) - 0.5
    without = distance_to(inside) - 0.5
    return np.where(inside, within, -without).astype(np.float32)
