"""Reads the mask image of one frame, as given with `--exemplar`."""

from pathlib import Path

import numpy as np

from gvseg.errors import MaskError
from gvseg.mask_images import Numbers, read_mask_numbers
from gvseg.masks import VOID


def read_mask_image(path: Path, height: int, width: int) -> Numbers:
    """Return the object numbers in a mask image; see `gvseg.mask_images`.

    Returns:
        height x width uint8: 0 background, 1..254 objects, 255 void.

    Raises:
        MaskError: the image is unreadable, has another size, has colours that are not object
            numbers, or contains no object.
    """
    numbers = read_mask_numbers(path)
    if numbers.shape != (height, width):
        raise MaskError(
            f"Mask {path} is {numbers.shape[1]}x{numbers.shape[0]} pixels, the video is "
            f"{width}x{height}; give a mask of the same size as the video."
        )
    if not np.any((numbers != 0) & (numbers != VOID)):
        raise MaskError(
            f"Mask {path} is empty: no pixel belongs to an object (0 is background, 255 void)."
        )
    return numbers
