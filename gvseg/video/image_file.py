"""Frame source for single image files: stills, multi-page TIFF and animated WebP."""

import hashlib
import struct
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from PIL import Image

from gvseg.errors import VideoError
from gvseg.file_names import IMAGE_SUFFIXES, readable_name
from gvseg.video.container import check_file
from gvseg.video.index_cache import hash_head
from gvseg.video.pixels import Pixels, RgbImage, is_deep
from gvseg.video.still import read_pixels
from gvseg.video.still_decoding import DECODING_ERRORS, ignore_warnings, pillow_pixels
from gvseg.video.still_header import read_header
from gvseg.video.still_kind import HEAD_BYTES, WITHOUT_MAGIC, explain_unreadable, identify_format
from gvseg.video.tiff_pages import TiffPages
from gvseg.video.value_range import find_range, sample_indices
from gvseg.video.video import Video, VideoReference

_FRAME_RATE: Final = 25.0
_MIN_DURATION_S: Final = 0.01
_ALWAYS: Final = frozenset({"WebP", "AVIF", WITHOUT_MAGIC})
_BY_SUFFIX: Final = frozenset({"JPEG", "BMP", "JPEG 2000"})
_RAW_SUFFIXES: Final = frozenset({".dng", ".nef", ".cr2", ".arw", ".pef", ".srw", ".3fr", ".iiq"})
_NEVER: Final = frozenset({"HEIC", "JPEG XL", "Photoshop", "OpenEXR", "PDF"})


def is_image_file(path: Path) -> bool:
    """Return whether a file is opened as a `ImageFile` rather than as a video.

    Motion JPEG starts like a JPEG image and raw photos start like a TIFF, so their suffix decides.
    Animated PNG and GIF files are videos.

    Raises:
        VideoError: the file cannot be read, or its image format is not supported.
    """
    check_file(path)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(0)
        header = read_header(file) if head.startswith(b"\x89PNG") else None
    suffix = path.suffix.lower()
    kind = identify_format(head, suffix)
    if kind in _NEVER:
        raise VideoError(explain_unreadable(path, head))
    if kind == "PNG":
        return header is None or not header.has_more_frames
    if kind == "TIFF":
        return suffix not in _RAW_SUFFIXES
    return kind in _ALWAYS or (kind in _BY_SUFFIX and suffix in IMAGE_SUFFIXES)


class Pages(Protocol):
    """Frames of an image file.

    Attributes:
        count: number of frames.
        durations_s: display time of each frame; empty if the file does not specify it.
    """

    count: int
    durations_s: Sequence[float]

    def pixels(self, page_index: int) -> Pixels:
        """Return a frame, upright, with the bit depth of the file."""

    def close(self) -> None:
        """Release the file."""


class ImageFile(Video):
    """Frames of an image file by index.

    Raises:
        VideoError: the file cannot be read.
    """

    is_folder = False
    missing_frames = 0
    clock = None

    def __init__(self, path: Path, *, cache_bytes: int) -> None:
        self._pages = _open_pages(path, cache_bytes)
        self._is_closed = False
        self.path = path
        self.name = readable_name(path.stem)
        self.frame_count = self._pages.count
        self._times_s = [0.0, *accumulate(self._pages.durations_s)]
        try:
            first = self._pages.pixels(0)
            if is_deep(first):
                indices = sample_indices(self.frame_count)
                self.automatic_range = find_range(self._pages.pixels(index) for index in indices)
                self.value_range = self.automatic_range
        except VideoError:
            self._pages.close()
            raise
        self.height, self.width = first.shape[:2]
        length_s = self._times_s[-1]
        self.frame_rate = self.frame_count / length_s if length_s > 0 else _FRAME_RATE

    def frame(self, frame_index: int) -> RgbImage:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        if self._is_closed:
            raise VideoError(f"{self.path} is closed: open it again.")
        pixels = self._pages.pixels(frame_index)
        if pixels.shape[:2] != (self.height, self.width):
            raise VideoError(
                f"Page {frame_index} of {self.path} is {pixels.shape[1]}x{pixels.shape[0]} pixels, "
                f"but the first page is {self.width}x{self.height}: save the pages in one size."
            )
        return self.to_8bit_rgb(pixels)

    def frame_name(self, frame_index: int) -> str:
        """Return the frame index, zero-padded to five digits."""
        self.check_frame(frame_index)
        return f"{frame_index:05d}"

    def time_s(self, frame_index: int) -> float:
        """See `Video.time_s`; 25 frames per second if the file does not specify durations."""
        self.check_frame(frame_index)
        if len(self._times_s) > self.frame_count:
            return self._times_s[frame_index]
        return frame_index / _FRAME_RATE

    @property
    def reference(self) -> VideoReference:
        """See `Video.reference`."""
        digest = hashlib.sha256(hash_head(self.path).encode())
        digest.update(np.arange(self.frame_count, dtype="<i8").tobytes())
        return VideoReference(self.path, self.path.stat().st_size, digest.hexdigest())

    @property
    def damaged_frames(self) -> frozenset[int]:
        """Always empty: reading a damaged page raises an error."""
        return frozenset()

    def close(self) -> None:
        """See `Video.close`."""
        self._is_closed = True
        self._pages.close()


class _Still:
    count = 1
    durations_s: Sequence[float] = ()

    def __init__(self, path: Path) -> None:
        self._pixels = read_pixels(path)

    def pixels(self, page_index: int) -> Pixels:
        return self._pixels.copy()

    def close(self) -> None:
        pass


class _WebpFrames:
    """Frames of an animated WebP, cached because decoding a frame requires the previous ones."""

    def __init__(self, path: Path, cache_bytes: int) -> None:
        self._path = path
        self._cache_bytes = cache_bytes
        self._cache: OrderedDict[int, Pixels] = OrderedDict()
        self._image = Image.open(path)
        self.count = int(getattr(self._image, "n_frames", 1))
        self.durations_s: Sequence[float] = _webp_durations_s(path)
        if len(self.durations_s) != self.count:
            self.durations_s = ()

    def pixels(self, page_index: int) -> Pixels:
        if page_index not in self._cache:
            try:
                with ignore_warnings():
                    self._image.seek(page_index)
                    pixels = pillow_pixels(self._image)
            except DECODING_ERRORS:
                pixels = None
            if pixels is None:
                raise VideoError(
                    f"Frame {page_index} of {self._path} cannot be decoded: the file is damaged, "
                    f"copy or download it again."
                )
            self._cache[page_index] = pixels
            while len(self._cache) * pixels.nbytes > self._cache_bytes and len(self._cache) > 1:
                self._cache.popitem(last=False)
        return self._cache[page_index].copy()

    def close(self) -> None:
        self._image.close()
        self._cache.clear()


def _open_pages(path: Path, cache_bytes: int) -> Pages:
    with path.open("rb") as file:
        kind = identify_format(file.read(HEAD_BYTES), path.suffix)
        file.seek(0)
        header = read_header(file)
    if kind == "TIFF":
        return TiffPages(path)
    if kind == "WebP" and header is not None and header.has_more_frames:
        try:
            return _WebpFrames(path, cache_bytes)
        except DECODING_ERRORS as error:
            raise VideoError(explain_unreadable(path, path.read_bytes())) from error
    return _Still(path)


def _webp_durations_s(path: Path) -> list[float]:
    """Return the display time of each frame of an animated WebP."""
    durations: list[float] = []
    with path.open("rb") as file:
        file.seek(12)
        while len(start := file.read(8)) == 8:
            kind, length = struct.unpack("<4sI", start)
            after = file.tell() + length + length % 2
            if kind == b"ANMF":
                millis = int.from_bytes(file.read(16)[12:15], "little")
                durations.append(max(_MIN_DURATION_S, millis / 1000))
            file.seek(after)
    return durations
