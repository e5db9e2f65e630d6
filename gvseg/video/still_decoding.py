"""Decode images with Pillow and OpenCV as grey or RGB, with the bit depth of the file."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image, ImageOps

from gvseg.video.pixels import Pixels, as_pixels

CV2_FLAGS: Final = cv2.IMREAD_ANYCOLOR | cv2.IMREAD_ANYDEPTH | cv2.IMREAD_IGNORE_ORIENTATION
_EXIF_ORIENTATION: Final = 274
DECODING_ERRORS: Final = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    SyntaxError,
    ImportError,
    MemoryError,
    AssertionError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    cv2.error,
)
"""Exceptions that image libraries raise for content they cannot read."""


cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # GvSeg reports its own errors


@contextmanager
def ignore_warnings() -> Iterator[None]:
    """Suppress Pillow's warnings about files that it can still read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def decode_with_cv2(content: bytes) -> Pixels | None:
    """Return an encoded image as stored, not rotated; None if OpenCV cannot decode it."""
    try:
        pixels = cv2.imdecode(np.frombuffer(content, np.uint8), CV2_FLAGS)
    except cv2.error:
        return None
    return None if pixels is None else from_cv2(pixels)


def from_cv2(pixels: Any) -> Pixels | None:
    """Return an image from OpenCV with its channels in RGB order."""
    return as_pixels(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB) if pixels.ndim == 3 else pixels)


def decode_with_pillow(content: bytes, *, apply_orientation: bool) -> Pixels | None:
    """Return the first frame of an encoded image; None if Pillow cannot decode it.

    `apply_orientation` rotates it by its EXIF orientation.
    """
    try:
        with ignore_warnings(), Image.open(io.BytesIO(content)) as image:
            return pillow_pixels(ImageOps.exif_transpose(image) if apply_orientation else image)
    except DECODING_ERRORS:
        return None


def pillow_size(path: Path) -> tuple[int, int] | None:
    """Return the upright height and width of an image; None if Pillow cannot read its header."""
    try:
        with ignore_warnings(), Image.open(path) as image:
            height, width = image.height, image.width
            is_sideways = image.getexif().get(_EXIF_ORIENTATION, 1) in (5, 6, 7, 8)
            return (width, height) if is_sideways else (height, width)
    except DECODING_ERRORS:
        return None


def is_animated(path: Path) -> bool:
    """Return whether Pillow finds more than one frame in an image file."""
    try:
        with ignore_warnings(), Image.open(path) as image:
            return bool(getattr(image, "is_animated", False))
    except DECODING_ERRORS:
        return False


def pillow_pixels(image: Image.Image) -> Pixels | None:
    """Return the current frame of a Pillow image."""
    if image.mode in ("L", "I", "F") or image.mode.startswith("I;16"):
        return as_pixels(image)
    return as_pixels(image.convert("L" if image.mode == "1" else "RGB"))
