"""Reads the masks of objects that a propagation keeps unchanged (`--others`)."""

from pathlib import Path

import numpy as np

from gvseg.engine.request import KnownMasks
from gvseg.errors import RequestError
from gvseg.formats.mask_image import read_mask_image
from gvseg.masks import VOID, Mask
from gvseg.video import Video


def read_others(
    folder: Path, video: Video, objects: frozenset[int], first: int, last: int
) -> dict[int, KnownMasks]:
    """Return frame index -> masks of all but these objects, from the output of an earlier run.

    Frames without a file are left out.

    Args:
        folder: indexed PNGs, named like the output of `gvseg propagate`.
        video: the video.
        objects: objects that are propagated again.
        first: first frame.
        last: last frame, inclusive.

    Raises:
        RequestError: the folder has no masks of these frames.
        MaskError: a file cannot be read or has the wrong size.
    """
    known: dict[int, KnownMasks] = {}
    is_any = False
    for frame_index in range(first, last + 1):
        path = folder / f"{video.frame_name(frame_index)}.png"
        if not path.is_file():
            continue
        is_any = True
        numbers = read_mask_image(path, video.height, video.width)
        others = {int(number) for number in np.unique(numbers)} - {0, VOID} - objects
        masks = {number: Mask.from_array(numbers == number) for number in sorted(others)}
        if masks:
            known[frame_index] = KnownMasks(masks, frozenset(masks))
    if not is_any:
        raise RequestError(
            f"{folder} has no mask of frames {first} to {last}; give the --out folder of an "
            "earlier run."
        )
    return known
