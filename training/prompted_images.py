"""Batches of images with an object each, prompted by clicks, a box or a wrong mask to refine."""

from collections.abc import Callable

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from gvseg.losses.prompts import PromptBatch
from gvseg.masks import VOID
from gvseg.synthesis.photometry import Photometry, RgbImage
from gvseg.synthesis.stills import Labels, Still, box_of
from training.real_clips import VideoSet
from training.recipe import PhaseRecipe

Pixels = NDArray[np.bool_]
BOX_SHARE = 0.25
"""Share of the images that are prompted by a box."""
DRAFT_SHARE = 0.3
"""Share of the images that start from a wrong mask."""
SMALLEST_WINDOW = 0.2
"""Smallest side of a window, in short sides of the image."""
WINDOW_MARGIN = 1.15
"""Smallest side of a window, in sides of the object."""
SMALLEST_SHARE = 0.002
"""Smallest area of an object, as a share of the window."""
BOX_JITTER = 0.02
"""Standard deviation of the edges of boxes, in sides of the box."""
ATTEMPTS = 8


class PromptedImages:
    """Draws images and prompts.

    Args:
        still: returns a random labelled image.
        videos: videos whose frames are drawn with the phase's `video_share`.
    """

    def __init__(self, still: Callable[[np.random.Generator], Still], videos: VideoSet) -> None:
        self._still, self._videos = still, videos

    def batch(self, rng: np.random.Generator, phase: PhaseRecipe) -> PromptBatch:
        """Return `clips` images of the phase's canvas."""
        rows = [self._row(rng, phase) for _ in range(phase.clips)]
        images, truth, known, drafts, boxes = (
            np.stack(column) for column in zip(*rows, strict=True)
        )
        return PromptBatch(
            images=torch.from_numpy(images).permute(0, 3, 1, 2).float(),
            truth=torch.from_numpy(truth).float(),
            known=torch.from_numpy(known).float(),
            drafts=torch.from_numpy(drafts).float(),
            boxes=torch.from_numpy(boxes).float(),
        )

    def _row(
        self, rng: np.random.Generator, phase: PhaseRecipe
    ) -> tuple[RgbImage, Pixels, Pixels, Pixels, NDArray[np.float64]]:
        for _ in range(ATTEMPTS):
            still = self._image(rng, phase)
            present = np.unique(still.labels)
            objects = present[(present > 0) & (present < VOID)]
            if not objects.size:
                continue
            label = int(rng.choice(objects))
            image, labels = _window(rng, still, label, phase.canvas)
            truth = labels == label
            if truth.mean() >= SMALLEST_SHARE:
                break
        kind = rng.random()
        draft, box = np.zeros_like(truth), np.zeros(4)
        if kind < BOX_SHARE and truth.any():
            box = _box(rng, truth)
        elif kind < BOX_SHARE + DRAFT_SHARE:
            others = (labels > 0) & (labels < VOID) & ~truth
            draft = wrong_mask(rng, truth, others)
        image = Photometry(rng, 1, 0.6).apply(np.ascontiguousarray(image), 0)
        return image, truth, labels != VOID, draft, box

    def _image(self, rng: np.random.Generator, phase: PhaseRecipe) -> Still:
        if not self._videos.videos or rng.random() >= phase.video_share:
            return self._still(rng)
        sample = self._videos.sample(rng, 2)
        return Still(sample.images[0], sample.labels(sample.trackable)[0])


def wrong_mask(rng: np.random.Generator, truth: Pixels, others: Pixels) -> Pixels:
    """Return a mask with mistakes like those of propagation.

    Args:
        rng: draws the mistakes.
        truth: the true mask, H x W.
        others: pixels of other objects, H x W.
    """
    if not truth.any():
        return truth.copy()
    draft = truth.copy()
    x, y, width, height = box_of(truth)
    extent = max(width, height)
    rows, columns = np.indices(truth.shape)
    for _ in range(int(rng.integers(1, 3))):
        kind = rng.choice(5)
        if kind == 0:  # a part is missing
            angle, offset = rng.uniform(0, 2 * np.pi), rng.uniform(-0.25, 0.25) * extent
            draft &= (columns - x) * np.cos(angle) + (rows - y) * np.sin(angle) < offset
        elif kind == 1 and others.any():  # a neighbour joined
            draft |= others
        elif kind == 2:  # the outline is too wide or too narrow
            size = 2 * int(rng.integers(1, max(2, round(0.08 * extent)))) + 1
            change = cv2.dilate if rng.random() < 0.5 else cv2.erode
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
            draft = np.asarray(change(draft.astype(np.uint8), kernel) > 0)
        elif kind == 3:  # it lags behind
            shift = np.eye(2, 3, dtype=np.float32)
            shift[:, 2] = rng.uniform(-0.25, 0.25, 2) * extent
            size_xy = (truth.shape[1], truth.shape[0])
            draft = np.asarray(cv2.warpAffine(draft.astype(np.uint8), shift, size_xy) > 0)
        else:  # a patch of background joined, or a hole
            radius = rng.uniform(0.1, 0.35) * extent
            px, py = (x, y) + rng.uniform(-0.6, 0.6, 2) * (width, height)
            patch = (columns - px) ** 2 + (rows - py) ** 2 < radius**2
            draft = draft | patch if rng.random() < 0.5 else draft & ~patch
    return draft


def _window(
    rng: np.random.Generator, still: Still, label: int, canvas: int
) -> tuple[RgbImage, Labels]:
    """Return a square window that shows an object, resized to the canvas and perhaps mirrored."""
    height, width = still.labels.shape
    short = min(height, width)
    x, y, object_width, object_height = box_of(still.labels == label)
    extent = max(object_width, object_height)
    smallest = float(np.clip(WINDOW_MARGIN * extent / short, SMALLEST_WINDOW, 1.0))
    side = max(8, int(short * np.exp(rng.uniform(np.log(smallest), 0.0))))
    spare = max(0.0, side - extent) / 2
    left = x - side / 2 + rng.uniform(-1, 1) * spare
    top = y - side / 2 + rng.uniform(-1, 1) * spare
    left, top = int(np.clip(left, 0, width - side)), int(np.clip(top, 0, height - side))
    window = np.s_[top : top + side, left : left + side]
    how = cv2.INTER_AREA if side > canvas else cv2.INTER_CUBIC
    image = cv2.resize(still.image[window], (canvas, canvas), interpolation=how)
    labels = cv2.resize(still.labels[window], (canvas, canvas), interpolation=cv2.INTER_NEAREST)
    step = -1 if rng.random() < 0.5 else 1
    return np.asarray(image[:, ::step], np.uint8), np.asarray(labels[:, ::step], np.uint8)


def _box(rng: np.random.Generator, truth: Pixels) -> NDArray[np.float64]:
    """Return the edges of a mask, a little off, as shares of the canvas from -1 to 1."""
    x, y, width, height = box_of(truth)
    edges = np.array(
        [x - (width - 1) / 2, y - (height - 1) / 2, x + (width + 1) / 2, y + (height + 1) / 2]
    )
    edges += rng.normal(0, BOX_JITTER, 4) * (width, height, width, height)
    return np.clip(2 * edges / truth.shape[0] - 1, -1.0, 1.0)
