"""Image arrays as stored, and as 8-bit RGB."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

RgbImage: TypeAlias = NDArray[np.uint8]
"""H x W x 3, RGB, 0..255."""

Pixels: TypeAlias = NDArray[Any]
"""H x W grey or H x W x 3 RGB, with the data type of the file."""


def as_pixels(values: Any) -> Pixels | None:
    """Return an image array as grey or RGB without alpha; None if it is not an image."""
    array = np.asarray(values)
    if array.dtype == np.bool_:
        array = array.astype(np.uint8) * 255
    if array.ndim == 3:
        array = array[:, :, 0] if array.shape[2] < 3 else array[:, :, :3]
    is_image = array.ndim in (2, 3) and array.dtype.kind in "uif" and array.size > 0
    return array if is_image else None


def is_deep(pixels: Pixels) -> bool:
    """Return whether pixels are deeper than 8 bits, so that displaying them needs a value range."""
    return bool(pixels.dtype != np.uint8)


def to_rgb(pixels: Pixels) -> RgbImage:
    """Return 8-bit pixels as H x W x 3, contiguous."""
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    return np.ascontiguousarray(pixels, dtype=np.uint8)
