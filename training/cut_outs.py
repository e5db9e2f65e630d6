"""Cut objects out of labelled video and stills, for pasting elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.synthesis.photometry import RgbImage
from gvseg.synthesis.stills import Still, box_of

MARGIN_PX = 4
"""Margin around the box of an object, for its soft edge."""


@dataclass(frozen=True, slots=True)
class CutOut:
    """An object, centred in one image per frame.

    Attributes:
        stills: images of the same size, with labels 0 and 1.
        extent: longer side of the object's box in frame 0, in pixels.
        is_moving: whether the object comes from video, so that the stills differ.
    """

    stills: tuple[Still, ...]
    extent: float
    is_moving: bool

    @property
    def centre_xy(self) -> tuple[float, float]:
        """Centre of the object's box, in pixels of the stills."""
        height, width = self.stills[0].labels.shape
        return width / 2, height / 2

    def recoloured(self, hue_step: int) -> "CutOut":
        """Return the object with its hue rotated by `hue_step` of 180 steps."""
        stills = [replace(one, image=_turn_hues(one.image, hue_step)) for one in self.stills]
        return CutOut(tuple(stills), self.extent, self.is_moving)


def cut_from_video(images: Sequence[RgbImage], masks: Sequence[NDArray[np.bool_]]) -> CutOut:
    """Cut an object out of frames, centred on its box; frame 0 must show it."""
    boxes = [box_of(mask) if mask.any() else None for mask in masks]
    shown = [box for box in boxes if box is not None]
    width = int(max(box[2] for box in shown)) + 2 * MARGIN_PX
    height = int(max(box[3] for box in shown)) + 2 * MARGIN_PX
    stills = []
    x, y, _, _ = shown[0]
    for image, mask, box in zip(images, masks, boxes, strict=True):
        if box is not None:
            x, y, _, _ = box
        shift = np.array([[1, 0, round(width / 2 - x)], [0, 1, round(height / 2 - y)]], np.float64)
        size, nearest = (width, height), cv2.INTER_NEAREST
        moved = cv2.warpAffine(image, shift, size, flags=nearest, borderMode=cv2.BORDER_REPLICATE)
        inside = cv2.warpAffine(mask.astype(np.uint8), shift, size, flags=nearest)
        stills.append(Still(np.asarray(moved, np.uint8), np.asarray(inside, np.uint8)))
    return CutOut(tuple(stills), max(shown[0][2], shown[0][3]), len(stills) > 1)


def cut_from_still(still: Still, label: int, frames: int) -> CutOut:
    """Cut an object out of a still and repeat it for all frames."""
    one = cut_from_video([still.image], [still.labels == label])
    return CutOut(one.stills * frames, one.extent, is_moving=False)


def share_at_border(mask: NDArray[np.bool_]) -> float:
    """Return the object's longest contact with a frame border as a share of its longer side."""
    if not mask.any():
        return 0.0
    along = max(side.sum() for side in (mask[0], mask[-1], mask[:, 0], mask[:, -1]))
    _, _, width, height = box_of(mask)
    return float(along) / max(width, height)


def _turn_hues(image: RgbImage, step: int) -> RgbImage:
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(np.int16) + step) % 180
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB), np.uint8)
