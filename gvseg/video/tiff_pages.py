"""The pages of a TIFF file: microscopes, thermal cameras and scanners write videos this way."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tifffile
from PIL import Image

from gvseg.errors import VideoError
from gvseg.video.picture import Orientation
from gvseg.video.pixels import Pixels, as_pixels
from gvseg.video.still_decoding import CV2_FLAGS, DECODING_ERRORS, pillow_pixels, quiet, rgb_of_cv2

logging.getLogger("tifffile").addHandler(logging.NullHandler())  # our own sentence is enough

_PLAIN = frozenset({"MINISBLACK", "MINISWHITE", "RGB"})


class TiffPages:
    """Pages of the main series of a TIFF file, which leaves out thumbnails and reduced copies.

    Raises:
        VideoError: it is no TIFF file, or damaged.
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
        """One page, upright, in the depth that the file has.

        Raises:
            VideoError: it cannot be decoded.
        """
        if self._stack is not None:
            stacked = as_pixels(np.array(self._stack[page_index]))
            if stacked is not None:
                return stacked
        page = self._pages[page_index]
        pixels = None if page is None else page_pixels(page)
        if pixels is None and page is not None:
            pixels = self._read_elsewhere(int(page.index))
        if pixels is None:
            raise VideoError(
                f"Page {page_index} of {self._path} cannot be decoded: it is damaged or "
                f"compressed in an unusual way; save it again without compression."
            )
        return pixels

    def close(self) -> None:
        """Release the file."""
        self._file.close()
        self._handle.close()

    def _map(self, series: Any, count: int) -> Pixels:
        """A stack that ImageJ writes behind a single page."""
        kind = np.dtype(series.dtype).newbyteorder(self._file.byteorder)
        shape = (count, *series.keyframe.shape)
        return np.memmap(self._handle, kind, mode="r", offset=series.dataoffset, shape=shape)

    def _read_elsewhere(self, page_index: int) -> Pixels | None:
        """A page that tifffile cannot decode without more packages, LZW or JPEG for example."""
        try:
            with quiet(), Image.open(self._path) as picture:
                picture.seek(page_index)
                return pillow_pixels(picture)
        except DECODING_ERRORS:
            pass
        try:
            _, pages = cv2.imreadmulti(str(self._path), page_index, 1, flags=CV2_FLAGS)
        except (cv2.error, UnicodeError):
            return None
        return rgb_of_cv2(pages[0]) if pages else None


def page_pixels(page: "tifffile.TiffPage | tifffile.TiffFrame") -> Pixels | None:
    """The pixels of a TIFF page, upright; None if they need another reader."""
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
        pixels = _inverted(pixels, 255 if array.dtype == np.bool_ else 2**key.bitspersample - 1)
    tag = key.tags.get("Orientation")
    return Orientation.of_exif(int(tag.value) if tag is not None else 1).apply(pixels)


def _inverted(pixels: Pixels, top: int) -> Pixels:
    return (top - pixels).astype(pixels.dtype) if pixels.dtype.kind == "u" else -pixels
