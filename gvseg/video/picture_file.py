"""One picture file as a source of frames: a still, the pages of a TIFF, an animated WebP."""

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
from gvseg.file_names import PICTURE_SUFFIXES, readable_name
from gvseg.video.container import check_file
from gvseg.video.index_cache import hash_head
from gvseg.video.pixels import Picture, Pixels, is_deep
from gvseg.video.still import read_pixels
from gvseg.video.still_decoding import DECODING_ERRORS, pillow_pixels, quiet
from gvseg.video.still_header import read_header
from gvseg.video.still_kind import HEAD_BYTES, UNNAMED, explain_unreadable, tell_kind
from gvseg.video.tiff_pages import TiffPages
from gvseg.video.value_range import find_range, spread_indexes
from gvseg.video.video import Video, VideoReference

_FRAME_RATE: Final = 25.0
_LEAST_S: Final = 0.01
_ALWAYS: Final = frozenset({"WebP", "AVIF", UNNAMED})
_BY_SUFFIX: Final = frozenset({"JPEG", "BMP", "JPEG 2000"})
_RAW_SUFFIXES: Final = frozenset({".dng", ".nef", ".cr2", ".arw", ".pef", ".srw", ".3fr", ".iiq"})
_NEVER: Final = frozenset({"HEIC", "JPEG XL", "Photoshop", "OpenEXR", "PDF"})


def is_picture_file(path: Path) -> bool:
    """Whether a file is read here rather than as a video.

    Motion JPEG begins like a JPEG picture, and raw photos like a TIFF: there the suffix decides.
    Animated PNG and GIF are videos.

    Raises:
        VideoError: it is no readable file, or a picture of a kind that cannot be read.
    """
    check_file(path)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(0)
        header = read_header(file) if head.startswith(b"\x89PNG") else None
    suffix = path.suffix.lower()
    kind = tell_kind(head, suffix)
    if kind in _NEVER:
        raise VideoError(explain_unreadable(path, head))
    if kind == "PNG":
        return header is None or not header.has_more_frames
    if kind == "TIFF":
        return suffix not in _RAW_SUFFIXES
    return kind in _ALWAYS or (kind in _BY_SUFFIX and suffix in PICTURE_SUFFIXES)


class Pages(Protocol):
    """Where the frames come from.

    Attributes:
        count: frames.
        durations_s: how long each is shown; empty where the file does not say.
    """

    count: int
    durations_s: Sequence[float]

    def pixels(self, page_index: int) -> Pixels:
        """One frame, upright, in the depth that the file has."""

    def close(self) -> None:
        """Release the file."""


class PictureFile(Video):
    """Frames of one picture file.

    Raises:
        VideoError: it cannot be read.
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
                places = spread_indexes(self.frame_count)
                self.automatic_range = find_range(self._pages.pixels(place) for place in places)
                self.value_range = self.automatic_range
        except VideoError:
            self._pages.close()
            raise
        self.height, self.width = first.shape[:2]
        length_s = self._times_s[-1]
        self.frame_rate = self.frame_count / length_s if length_s > 0 else _FRAME_RATE

    def frame(self, frame_index: int) -> Picture:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        if self._is_closed:
            raise VideoError(f"{self.path} is closed: open it again.")
        pixels = self._pages.pixels(frame_index)
        if pixels.shape[:2] != (self.height, self.width):
            raise VideoError(
                f"Page {frame_index} of {self.path} is {pixels.shape[1]}x{pixels.shape[0]} pixels, "
                f"but the first is {self.width}x{self.height}: all must have one size."
            )
        return self.show(pixels)

    def frame_name(self, frame_index: int) -> str:
        """Five digits or more."""
        self.check_frame(frame_index)
        return f"{frame_index:05d}"

    def time_s(self, frame_index: int) -> float:
        """See `Video.time_s`; at 25 frames a second where the file does not say."""
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
        """Always empty: an unreadable page is an error."""
        return frozenset()

    def close(self) -> None:
        """See `Video.close`."""
        self._is_closed = True
        self._pages.close()


class _Still:
    """A file with a single picture."""

    count = 1
    durations_s: Sequence[float] = ()

    def __init__(self, path: Path) -> None:
        self._pixels = read_pixels(path)

    def pixels(self, page_index: int) -> Pixels:
        return self._pixels.copy()

    def close(self) -> None:
        pass


class _WebpFrames:
    """The frames of an animated WebP; those seen last are kept, for each builds on those before."""

    def __init__(self, path: Path, cache_bytes: int) -> None:
        self._path = path
        self._cache_bytes = cache_bytes
        self._kept: OrderedDict[int, Pixels] = OrderedDict()
        self._picture = Image.open(path)
        self.count = int(getattr(self._picture, "n_frames", 1))
        self.durations_s: Sequence[float] = _webp_durations_s(path)
        if len(self.durations_s) != self.count:
            self.durations_s = ()

    def pixels(self, page_index: int) -> Pixels:
        if page_index not in self._kept:
            try:
                with quiet():
                    self._picture.seek(page_index)
                    pixels = pillow_pixels(self._picture)
            except DECODING_ERRORS:
                pixels = None
            if pixels is None:
                raise VideoError(
                    f"Frame {page_index} of {self._path} cannot be decoded: the file is damaged, "
                    f"copy or download it again."
                )
            self._kept[page_index] = pixels
            while len(self._kept) * pixels.nbytes > self._cache_bytes and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return self._kept[page_index].copy()

    def close(self) -> None:
        self._picture.close()
        self._kept.clear()


def _open_pages(path: Path, cache_bytes: int) -> Pages:
    with path.open("rb") as file:
        kind = tell_kind(file.read(HEAD_BYTES), path.suffix)
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
    """How long each frame of an animated WebP is shown."""
    durations: list[float] = []
    with path.open("rb") as file:
        file.seek(12)
        while len(start := file.read(8)) == 8:
            kind, length = struct.unpack("<4sI", start)
            after = file.tell() + length + length % 2
            if kind == b"ANMF":
                millis = int.from_bytes(file.read(16)[12:15], "little")
                durations.append(max(_LEAST_S, millis / 1000))
            file.seek(after)
    return durations
