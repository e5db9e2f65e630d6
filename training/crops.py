"""Crop clips of real video with the same square window and photometry for all frames."""

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
    """Return a clip whose frames are cropped, flipped and recoloured in the same way.

    Args:
        rng: random generator; the same state gives the same clip.
        images: T images, H x W x 3, RGB.
        labels: T label maps, H x W: 0 background, 1..N objects, 255 void. The window contains the
            centre of object 1.
        style: size of the clip and smallest window.
        light: strength of changes in light and colour.
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
        resized = cv2.resize(image[crop], size, interpolation=how)
        mask = cv2.resize(label[crop], size, interpolation=cv2.INTER_NEAREST)
        if flipped:
            resized, mask = resized[:, ::-1], mask[:, ::-1]
        out_images.append(photometry.apply(np.ascontiguousarray(resized, np.uint8), t))
        out_labels.append(mask)
    return LabelledClip(np.stack(out_images), np.stack(out_labels).astype(np.uint8))


def _window(rng: np.random.Generator, labels: Labels, smallest: float) -> tuple[int, int, int]:
    """Return a square window (x, y, side) around the centre of the first object."""
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
