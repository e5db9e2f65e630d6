"""What Pillow and OpenCV decode, as grey or RGB in the depth that the file has."""

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
"""What the libraries raise at content that they cannot read."""


cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # our own sentence is enough


@contextmanager
def quiet() -> Iterator[None]:
    """Let Pillow not warn of what it can read all the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def decode_with_cv2(content: bytes) -> Pixels | None:
    """A picture in memory as stored, not turned; None if OpenCV cannot decode it."""
    try:
        pixels = cv2.imdecode(np.frombuffer(content, np.uint8), CV2_FLAGS)
    except cv2.error:
        return None
    return None if pixels is None else rgb_of_cv2(pixels)


def rgb_of_cv2(pixels: Any) -> Pixels | None:
    """OpenCV's channels in the usual order."""
    return as_pixels(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB) if pixels.ndim == 3 else pixels)


def decode_with_pillow(content: bytes, *, is_turned: bool) -> Pixels | None:
    """The first frame of a picture in memory; None if Pillow cannot decode it.

    `is_turned` applies the orientation that the file asks for.
    """
    try:
        with quiet(), Image.open(io.BytesIO(content)) as picture:
            return pillow_pixels(ImageOps.exif_transpose(picture) if is_turned else picture)
    except DECODING_ERRORS:
        return None


def pillow_size(path: Path) -> tuple[int, int] | None:
    """Height and width of a picture once upright, from its header; None where Pillow cannot."""
    try:
        with quiet(), Image.open(path) as picture:
            is_turned = picture.getexif().get(_EXIF_ORIENTATION, 1) in (5, 6, 7, 8)
            return (picture.width, picture.height) if is_turned else (picture.height, picture.width)
    except DECODING_ERRORS:
        return None


def is_animated(path: Path) -> bool:
    """Whether a picture holds more than one frame, as far as Pillow can tell."""
    try:
        with quiet(), Image.open(path) as picture:
            return bool(getattr(picture, "is_animated", False))
    except DECODING_ERRORS:
        return False


def pillow_pixels(picture: Image.Image) -> Pixels | None:
    """The pixels of an open Pillow picture at its current frame."""
    if picture.mode in ("L", "I", "F") or picture.mode.startswith("I;16"):
        return as_pixels(picture)
    return as_pixels(picture.convert("L" if picture.mode == "1" else "RGB"))
