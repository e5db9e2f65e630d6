"""Snaps the outline of a mask to the colour edge near it."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.mask_editing.crops import crop_around, with_crop
from gvseg.mask_editing.outlines import signed_distance
from gvseg.masks import Mask

_LEAST_WINDOW_PX: Final = 15
_COLOUR_WEIGHT: Final = 0.7
_MOST_EVIDENCE: Final = 6.0
"""Limit of the log odds, so that a single unusual pixel does not outweigh its neighbours."""
_TRUST_AT_BAND: Final = 6.0
"""Log odds that a pixel at the edge of the band is labelled correctly by the mask."""
_SMOOTHING_PX: Final = 1.0
_NOISE: Final = 12.0
"""Variance of a flat colour in CIELAB, from noise and compression."""
_LEAST_PIXELS: Final = 20


def refine_edge(mask: Mask, pixels: NDArray[np.uint8], band_px: float) -> Mask:
    """Return the mask with its outline moved to the nearest edge between two colours.

    Each pixel in the band around the outline is compared with the colours of the object and the
    background nearby, both sampled outside the band. Where these are similar, the outline does not
    move. On photographs with hand-made masks, this improves imprecise outlines. Unlike GrabCut,
    which uses one colour model for the whole object, it hardly damages good ones.

    Args:
        mask: the mask of a frame.
        pixels: the frame: H x W x 3, uint8, RGB.
        band_px: how far from the outline the true edge may lie, in pixels.
    """
    window_px = max(_LEAST_WINDOW_PX, round(2.5 * band_px))
    crop = crop_around(mask, round(band_px) + window_px)
    if not crop.inside.any() or crop.inside.all():
        return mask
    distance = signed_distance(crop.inside)
    image = crop.of(pixels).astype(np.float32) / 255
    lab = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2LAB), np.float32)
    object_fit, object_count = _colour_fit(lab, distance > band_px, window_px)
    ground_fit, ground_count = _colour_fit(lab, distance < -band_px, window_px)
    evidence = np.clip(object_fit - ground_fit, -_MOST_EVIDENCE, _MOST_EVIDENCE)
    evidence[np.minimum(object_count, ground_count) < _LEAST_PIXELS] = 0
    evidence = cv2.GaussianBlur(_COLOUR_WEIGHT * evidence, (0, 0), _SMOOTHING_PX)
    odds = evidence + distance * np.float32(_TRUST_AT_BAND / band_px)
    after = np.where(np.abs(distance) <= band_px, odds > 0, crop.inside)
    return with_crop(mask, crop, after)


def _colour_fit(
    lab: NDArray[np.float32], is_sure: NDArray[np.bool_], window_px: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the log likelihood of each colour among the certain pixels nearby, and their
    number."""
    weight = is_sure.astype(np.float32)
    count = _sum_near(weight, window_px) + np.float32(1e-3)
    weighted = lab * weight[..., None]
    mean = _sum_near(weighted, window_px) / count[..., None]
    square = _sum_near(lab * weighted, window_px) / count[..., None]
    variance = np.maximum(square - mean * mean, 0) + np.float32(_NOISE)
    fit = -0.5 * ((lab - mean) ** 2 / variance + np.log(variance)).sum(axis=2)
    return fit.astype(np.float32), count


def _sum_near(values: NDArray[np.float32], window_px: int) -> NDArray[np.float32]:
    size = (2 * window_px + 1, 2 * window_px + 1)
    found = cv2.boxFilter(values, -1, size, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(found)
