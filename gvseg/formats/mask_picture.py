"""Reads a picture of object numbers: what `--exemplar` names."""

from pathlib import Path

import numpy as np

from gvseg.errors import MaskError
from gvseg.mask_pictures import Numbers, read_mask_numbers
from gvseg.masks import VOID


def read_mask_picture(path: Path, height: int, width: int) -> Numbers:
    """Return the object numbers in a mask of one frame; see `gvseg.mask_pictures`.

    Returns:
        height x width uint8: 0 background, 1..254 objects, 255 void.

    Raises:
        MaskError: no readable picture, another size, colours that are no object numbers, or no
            object in it.
    """
    numbers = read_mask_numbers(path)
    if numbers.shape != (height, width):
        raise MaskError(
            f"Mask {path} has {numbers.shape[1]}x{numbers.shape[0]} pixels, "
            f"the video {width}x{height}; they must be the same."
        )
    if not np.any((numbers != 0) & (numbers != VOID)):
        raise MaskError(
            f"Mask {path} is empty: no pixel belongs to an object (0 is background, 255 void)."
        )
    return numbers
