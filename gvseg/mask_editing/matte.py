"""Soft mattes of masks, for compositing."""

import numpy as np
from numpy.typing import NDArray

from gvseg.mask_editing.outlines import signed_distance
from gvseg.masks import Mask


def matte_of(mask: Mask, feather_px: float) -> NDArray[np.uint8]:
    """Return the opacity of a mask: H x W, uint8, 0 outside to 255 inside.

    Args:
        mask: the mask of a frame.
        feather_px: width of the soft edge, centred on the outline, in pixels; 0 for a hard edge.
            The opacity rises across it along an S-shaped curve.
    """
    inside = mask.to_array()
    if feather_px <= 0 or inside.all() or not inside.any():
        return inside.astype(np.uint8) * 255
    share = np.clip(signed_distance(inside) / feather_px + 0.5, 0, 1)
    return np.asarray(np.rint(255 * share * share * (3 - 2 * share)), np.uint8)
