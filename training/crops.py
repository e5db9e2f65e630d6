"""Clips of real video: the same square window and look for all frames."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import VOID
from gvseg.synthesis.photometry import Photometry
from gvseg.synthesis.stills import ClipStyle, LabelledClip, Labels, box_of


def cropped_clip(
    rng: np.random.Generator,
    images: Sequence[NDArray[np.uint8]],
    labels: Sequence[Labels],
    style: ClipStyle,
    light: float = 0.6,
) -> LabelledClip:
    """Crop, turn round and recolour the frames of a clip alike.

    Args:
        rng: source of randomness; the same state gives the same clip.
        images: T pictures, H x W x 3, RGB.
        labels: T of H x W: 0 background, 1..N objects, 255 void; the window holds object 1.
        style: gives the size, and how near the window may come.
        light: how strongly light and colour change.
    """
    left, top, side = _window(rng, labels[0], style.smallest_window)
    flipped = bool(rng.random() < 0.5)
    photometry = Photometry(rng, len(images), light)
    size = (style.canvas, style.canvas)
    out_images, out_labels = [], []
    for t, (image, label) in enumerate(zip(images, labels, strict=True)):
        crop = np.s_[top : top + side, left : left + side]
        shrinks = side > style.canvas
        how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        picture = cv2.resize(image[crop], size, interpolation=how)
        mask = cv2.resize(label[crop], size, interpolation=cv2.INTER_NEAREST)
        if flipped:
            picture, mask = picture[:, ::-1], mask[:, ::-1]
        out_images.append(photometry.apply(np.ascontiguousarray(picture, np.uint8), t))
        out_labels.append(mask)
    return LabelledClip(np.stack(out_images), np.stack(out_labels).astype(np.uint8))


def _window(rng: np.random.Generator, labels: Labels, smallest: float) -> tuple[int, int, int]:
    """A square window (x, y, side) that holds the centre of an object."""
    height, width = labels.shape
    side = int(min(height, width) * rng.uniform(smallest, 1.0))
    present = np.unique(labels[(labels > 0) & (labels < VOID)])
    x, y = width / 2, height / 2
    if present.size:
        x, y, _, _ = box_of(labels == present[0])
    left = x - side * rng.uniform(0.25, 0.75)
    top = y - side * rng.uniform(0.25, 0.75)
    return (
        int(np.clip(left, 0, width - side)),
        int(np.clip(top, 0, height - side)),
        side,
    )
