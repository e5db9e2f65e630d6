"""Read the pages of multi-page TIFF files, as written by microscopes and thermal cameras."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tifffile
from PIL import Image

from gvseg.errors import VideoError
from gvseg.video.frame_conversion import Orientation
from gvseg.video.pixels import Pixels, as_pixels
from gvseg.video.still_decoding import (
    CV2_FLAGS,
    DECODING_ERRORS,
    from_cv2,
    ignore_warnings,
    pillow_pixels,
)

logging.getLogger("tifffile").addHandler(logging.NullHandler())  # GvSeg reports its own errors

_PLAIN = frozenset({"MINISBLACK", "MINISWHITE", "RGB"})


class TiffPages:
    """Pages of the main series of a TIFF file, without thumbnails and reduced copies.

    Raises:
        VideoError: the file is damaged or not a TIFF.
    """

    durations_s: Sequence[float] = ()

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = path.open("rb")
        self._stack: Pixels | None = None
        try:
            self._file = tifffile.TiffFile(self._handle)
            series = self._file.series[0]
            self._pages = series.pages
            self.count = len(self._pages)
            whole = int(series.size // max(1, series.keyframe.size))
            if whole > self.count and series.dataoffset is not None:
                self._stack = self._map(series, whole)
                self.count = whole
        except DECODING_ERRORS as error:
            self._handle.close()
            raise VideoError(
                f"The TIFF file {path} is damaged ({error}): copy or download it again."
            ) from error

    def pixels(self, page_index: int) -> Pixels:
        """Return a page, upright, with the bit depth of the file.

        Raises:
            VideoError: the page cannot be decoded.
        """
        if self._stack is not None:
            stacked = as_pixels(np.array(self._stack[page_index]))
            if stacked is not None:
                return stacked
        page = self._pages[page_index]
        pixels = None if page is None else page_pixels(page)
        if pixels is None and page is not None:
            pixels = self._read_with_fallback(int(page.index))
        if pixels is None:
            raise VideoError(
                f"Page {page_index} of {self._path} cannot be decoded: it is damaged or its "
                f"compression is not supported; save it again without compression."
            )
        return pixels

    def close(self) -> None:
        """Release the file."""
        self._file.close()
        self._handle.close()

    def _map(self, series: Any, count: int) -> Pixels:
        """Memory-map a stack that ImageJ stored after a single page."""
        kind = np.dtype(series.dtype).newbyteorder(self._file.byteorder)
        shape = (count, *series.keyframe.shape)
        return np.memmap(self._handle, kind, mode="r", offset=series.dataoffset, shape=shape)

    def _read_with_fallback(self, page_index: int) -> Pixels | None:
        """Read a page with Pillow or OpenCV; tifffile needs extra packages for LZW and JPEG."""
        try:
            with ignore_warnings(), Image.open(self._path) as image:
                image.seek(page_index)
                return pillow_pixels(image)
        except DECODING_ERRORS:
            pass
        try:
            _, pages = cv2.imreadmulti(str(self._path), page_index, 1, flags=CV2_FLAGS)
        except (cv2.error, UnicodeError):
            return None
        return from_cv2(pages[0]) if pages else None


def page_pixels(page: "tifffile.TiffPage | tifffile.TiffFrame") -> Pixels | None:
    """Return the pixels of a TIFF page, upright; None if tifffile cannot decode it."""
    key = page.keyframe
    if key is None:
        return None
    photometric = getattr(key.photometric, "name", "")
    if photometric not in _PLAIN or key.imagedepth != 1:
        return None
    try:
        array = page.asarray()
    except DECODING_ERRORS:
        return None
    if key.axes == "SYX":
        array = np.moveaxis(array, 0, -1)
    pixels = as_pixels(array)
    if pixels is None:
        return None
    if photometric == "MINISWHITE":
        pixels = _invert(pixels, 255 if array.dtype == np.bool_ else 2**key.bitspersample - 1)
    tag = key.tags.get("Orientation")
    return Orientation.from_exif(int(tag.value) if tag is not None else 1).apply(pixels)


def _invert(pixels: Pixels, top: int) -> Pixels:
    return (top - pixels).astype(pixels.dtype) if pixels.dtype.kind == "u" else -pixels
