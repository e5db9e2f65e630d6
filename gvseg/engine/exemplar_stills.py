"""Prepare the exemplars of a video for adaptation."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.adaptation.recipe import AdaptRecipe
from gvseg.engine.frame_encoding import inside_size
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.errors import VideoError
from gvseg.masks import VOID, Mask
from gvseg.model.network import SIZE_MULTIPLE
from gvseg.synthesis.copies import ExemplarStill
from gvseg.synthesis.passages import Passage
from gvseg.synthesis.photometry import RgbImage
from gvseg.video import Video

APPROACH = (1, 3, 6)
"""Distances from an exemplar to the frames of the passage that leads to it."""


def exemplar_stills(
    exemplars: Sequence[Exemplar], video: Video, runtime: Runtime
) -> list[ExemplarStill]:
    """Return the exemplars' frames and masks at network size; labels number the objects from 1.

    Args:
        exemplars: exemplars with masks. Objects after the 254th become background.
        video: source of the frames.
        runtime: runtime with the network size.
    """
    tracks = sorted({track for exemplar in exemplars for track in exemplar.masks})[: VOID - 1]
    label_of = {track: order + 1 for order, track in enumerate(tracks)}
    height, width = inside_size(video.height, video.width, runtime.short_side)
    stills = []
    for exemplar in exemplars:
        image = _at_size(video.frame(exemplar.frame_index), height, width)
        labels = np.zeros((height, width), np.uint8)
        if exemplar.void is not None:
            labels[shrink_mask(exemplar.void, height, width)] = VOID
        for track, label in label_of.items():
            if track in exemplar.masks:
                labels[shrink_mask(exemplar.masks[track], height, width)] = label
        named = map(label_of.get, exemplar.masks)
        stills.append(ExemplarStill(image, labels, frozenset(n for n in named if n is not None)))
    return stills


def exemplar_passages(
    exemplars: Sequence[Exemplar], stills: Sequence[ExemplarStill], video: Video
) -> list[Passage]:
    """Return the passages between neighbouring exemplars, in both directions.

    Args:
        exemplars: exemplars with masks.
        stills: result of `exemplar_stills`, in the same order.
        video: source of the frames in between; frames that cannot be decoded are skipped.
    """
    shown = sorted(zip(exemplars, stills, strict=True), key=lambda pair: pair[0].frame_index)
    passages = []
    for one, other in pairwise(shown):
        for (start, first), (end, last) in ((one, other), (other, one)):
            approach = _approach(start.frame_index, end.frame_index, video, first)
            passage = Passage(first, approach, last)
            if approach and passage.tracked():
                passages.append(passage)
    return passages


def _approach(start: int, end: int, video: Video, still: ExemplarStill) -> tuple[RgbImage, ...]:
    """Return a few frames just before `end`, coming from `start`, at the size of the still."""
    step = 1 if end > start else -1
    height, width = still.labels.shape
    images: list[RgbImage] = []
    for back in APPROACH:
        index = end - step * back
        if abs(end - start) > back:
            with suppress(VideoError):
                images.insert(0, _at_size(video.frame(index), height, width))
    return tuple(images)


def _at_size(frame: RgbImage, height: int, width: int) -> RgbImage:
    shrinks = height < frame.shape[0]
    resized = cv2.resize(
        frame, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    return np.asarray(resized, np.uint8)


def recipe_for(runtime: Runtime) -> AdaptRecipe:
    """Return the default recipe, with a canvas no larger than the frames of a runtime."""
    recipe = AdaptRecipe()
    side = runtime.short_side // SIZE_MULTIPLE * SIZE_MULTIPLE
    canvas = max(2 * SIZE_MULTIPLE, min(recipe.style.canvas, side))
    return replace(recipe, style=replace(recipe.style, canvas=canvas))


def shrink_mask(mask: Mask, height: int, width: int) -> NDArray[np.bool_]:
    """Return a mask scaled down to height x width; a pixel is kept if at least half of it is
    covered.

    A non-empty mask keeps at least one pixel.
    """
    pixels = mask.to_array().astype(np.float32)
    share = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    # If no pixel is half covered, keep the one that is covered most.
    return np.asarray((share > 0) & (share >= min(0.5, float(share.max()))))
