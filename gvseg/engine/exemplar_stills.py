"""Exemplars of a video as the network sees them, and how it is tuned to them at one runtime."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.adaptation.adapt import AdaptRecipe
from gvseg.engine.frame_encoding import inside_size
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.masks import VOID, Mask
from gvseg.model.network import SIZE_MULTIPLE
from gvseg.synthesis.copies import ExemplarStill
from gvseg.video import Video


def exemplar_stills(
    exemplars: Sequence[Exemplar], video: Video, runtime: Runtime
) -> list[ExemplarStill]:
    """The exemplars' frames and masks at the inside size; labels number the objects from 1.

    Args:
        exemplars: with masks. Objects beyond the 254th are background.
        video: where the frames come from.
        runtime: says the inside size.
    """
    tracks = sorted({track for exemplar in exemplars for track in exemplar.masks})[: VOID - 1]
    label_of = {track: order + 1 for order, track in enumerate(tracks)}
    height, width = inside_size(video.height, video.width, runtime.short_side)
    stills = []
    for exemplar in exemplars:
        frame = video.frame(exemplar.frame_index)
        shrinks = height < frame.shape[0]
        image = cv2.resize(
            frame, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        )
        labels = np.zeros((height, width), np.uint8)
        if exemplar.void is not None:
            labels[shrunk_mask(exemplar.void, height, width)] = VOID
        for track, label in label_of.items():
            if track in exemplar.masks:
                labels[shrunk_mask(exemplar.masks[track], height, width)] = label
        named = label_of.values() if exemplar.is_complete else map(label_of.get, exemplar.masks)
        stills.append(
            ExemplarStill(
                np.asarray(image, np.uint8), labels, frozenset(n for n in named if n is not None)
            )
        )
    return stills


def recipe_for(runtime: Runtime) -> AdaptRecipe:
    """The usual recipe, its canvas no larger than the frames at that runtime."""
    recipe = AdaptRecipe()
    side = runtime.short_side // SIZE_MULTIPLE * SIZE_MULTIPLE
    canvas = max(2 * SIZE_MULTIPLE, min(recipe.style.canvas, side))
    return replace(recipe, style=replace(recipe.style, canvas=canvas))


def shrunk_mask(mask: Mask, height: int, width: int) -> NDArray[np.bool_]:
    """A mask at a smaller size, pixels that it covers by half; one that is not empty keeps one."""
    pixels = mask.to_array().astype(np.float32)
    share = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    # What is too small for half a pixel keeps its fullest one.
    return np.asarray((share > 0) & (share >= min(0.5, float(share.max()))))
