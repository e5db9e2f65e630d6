"""Read the pixels of an image file, upright."""

import io
from pathlib import Path

import tifffile

from gvseg.errors import VideoError
from gvseg.video.frame_conversion import Orientation
from gvseg.video.pixels import Pixels, RgbImage, to_rgb
from gvseg.video.still_decoding import (
    DECODING_ERRORS,
    decode_with_cv2,
    decode_with_pillow,
    pillow_size,
)
from gvseg.video.still_header import StillHeader, read_header
from gvseg.video.still_kind import HEAD_BYTES, WITHOUT_MAGIC, explain_unreadable, identify_format
from gvseg.video.tiff_pages import page_pixels
from gvseg.video.value_range import find_range

_SIZE_NEEDS_DECODING = frozenset({".tif", ".tiff"})  # decoders disagree on rotation
_READ_BY_PILLOW = frozenset({"AVIF", "GIF", WITHOUT_MAGIC})


def read_still(path: Path) -> RgbImage:
    """Return an image as H x W x 3, uint8, RGB, without alpha and with EXIF orientation applied.

    An image deeper than 8 bits is mapped with its own value range.

    Raises:
        VideoError: the image cannot be read.
    """
    pixels = read_pixels(path)
    value_range = find_range([pixels])
    return to_rgb(pixels) if value_range is None else value_range.apply(pixels)


def read_pixels(path: Path) -> Pixels:
    """Return an image upright with its stored values: H x W grey or H x W x 3 RGB, any depth.

    Raises:
        VideoError: the image cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VideoError(f"The image {path} cannot be read: {error.strerror}.") from error
    kind = identify_format(content[:HEAD_BYTES], path.suffix)
    pixels = _decode(content, kind) if kind else None
    if pixels is None:
        raise VideoError(explain_unreadable(path, content))
    header = None if kind == "TIFF" else read_header(content)
    if header is None:
        return pixels
    return Orientation.from_exif(header.exif_orientation).apply(pixels)


def read_still_size(path: Path) -> tuple[int, int]:
    """Return the height and width of an upright image, from its header if possible.

    Raises:
        VideoError: the image cannot be read.
    """
    header = read_still_header(path)
    if header is None:
        size = None if path.suffix.lower() in _SIZE_NEEDS_DECODING else pillow_size(path)
        return size or read_pixels(path).shape[:2]
    orientation = Orientation.from_exif(header.exif_orientation)
    return orientation.size(header.height, header.width)


def read_still_header(path: Path) -> StillHeader | None:
    """Return the header of an image; None if it is not understood.

    Raises:
        VideoError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_header(file)
    except OSError as error:
        raise VideoError(f"The image {path} cannot be read: {error.strerror}.") from error


def _decode(content: bytes, kind: str) -> Pixels | None:
    if kind in _READ_BY_PILLOW:
        return decode_with_pillow(content, apply_orientation=True)
    if kind == "TIFF" and (pixels := _decode_tiff(content)) is not None:
        return pixels
    pixels = decode_with_cv2(content)
    if pixels is None:
        pixels = decode_with_pillow(content, apply_orientation=kind == "TIFF")
    return pixels


def _decode_tiff(content: bytes) -> Pixels | None:
    try:
        with tifffile.TiffFile(io.BytesIO(content)) as file:
            return page_pixels(file.pages.first)
    except DECODING_ERRORS:
        return None
