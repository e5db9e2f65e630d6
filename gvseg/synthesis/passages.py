"""Clips made from the real frames between two exemplars, with labels only at both ends.

Unlike copies of an exemplar, they show how an object changes over time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import VOID
from gvseg.synthesis.copies import ExemplarStill
from gvseg.synthesis.photometry import RgbImage
from gvseg.synthesis.stills import SMALLEST_OBJECT_PX, LabelledClip, Labels, box_of

JITTER = 0.15
"""Largest random shift of the canvas from the objects, in canvas sides."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Frames from one exemplar to another.

    Attributes:
        start: exemplar to propagate.
        approach: unlabelled frames just before the end, in order, H x W x 3.
        end: exemplar that serves as ground truth.
    """

    start: ExemplarStill
    approach: tuple[RgbImage, ...]
    end: ExemplarStill

    def tracked(self) -> list[int]:
        """Return the labels that both exemplars name and that are large enough at the start."""
        pixels = np.bincount(self.start.labels.ravel(), minlength=VOID + 1)
        common = self.start.named & self.end.named
        return sorted(label for label in common if pixels[label] >= SMALLEST_OBJECT_PX)


def passage_clip(
    passage: Passage, rng: np.random.Generator, *, canvas: int, frames: int, objects: int
) -> LabelledClip:
    """Return a clip of the start, frames of the approach (labelled as void) and the end.

    Args:
        passage: passage with at least one object to track.
        rng: random generator; the same state gives the same clip.
        canvas: side of the square frames, in pixels.
        frames: length of the clip, at least 2.
        objects: largest number of tracked objects.
    """
    tracked = rng.permutation(passage.tracked())[:objects]
    first, last = (_renumber(still.labels, tracked) for still in (passage.start, passage.end))
    between = _approach(passage.approach, frames - 2, rng)
    void = np.full_like(first, VOID)
    images = [passage.start.image, *between, passage.end.image]
    labels = [first, *[void] * len(between), last]
    corner = _corner(first, last, canvas, rng)
    return LabelledClip(
        np.stack([_crop(image, corner, canvas, 0) for image in images]),
        np.stack([_crop(plane, corner, canvas, VOID) for plane in labels]),
    )


def _renumber(labels: Labels, tracked: NDArray[np.int64]) -> Labels:
    """Number the tracked labels from 1; keep void, and make other labels background."""
    numbers = np.zeros(VOID + 1, np.uint8)
    numbers[VOID] = VOID
    numbers[tracked] = np.arange(1, len(tracked) + 1)
    return np.asarray(numbers[labels], np.uint8)


def _approach(images: Sequence[RgbImage], count: int, rng: np.random.Generator) -> list[RgbImage]:
    """Return `count` random images in order, with repetitions if there are fewer."""
    chosen = np.sort(rng.choice(len(images), count, replace=count > len(images)))
    return [images[index] for index in chosen]


def _corner(first: Labels, last: Labels, canvas: int, rng: np.random.Generator) -> tuple[int, int]:
    """Return the top left corner (x, y) of a canvas around the objects at both ends."""
    inside = [(plane > 0) & (plane < VOID) for plane in (first, last)]
    centres = [box_of(plane)[:2] for plane in inside if plane.any()]
    corner = np.mean(centres, 0) + rng.uniform(-JITTER, JITTER, 2) * canvas - canvas / 2
    height, width = first.shape
    x = int(np.clip(corner[0], min(0, width - canvas), max(0, width - canvas)))
    y = int(np.clip(corner[1], min(0, height - canvas), max(0, height - canvas)))
    return x, y


def _crop(
    plane: NDArray[np.uint8], corner: tuple[int, int], canvas: int, outside: int
) -> NDArray[np.uint8]:
    """Return the part of a plane inside the canvas, padded with `outside`."""
    x, y = corner
    result = np.full((canvas, canvas, *plane.shape[2:]), outside, np.uint8)
    part = plane[max(0, y) : y + canvas, max(0, x) : x + canvas]
    top, left = max(0, -y), max(0, -x)
    result[top : top + part.shape[0], left : left + part.shape[1]] = part
    return result
