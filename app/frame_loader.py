"""The decode thread: opens videos, decodes the frame that is looked at, and thumbnails."""

import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gvseg.annotation.records import VideoSource
from gvseg.errors import UserError
from gvseg.video import Video, VideoCancelledError, first_frame, open_video

THUMBNAIL_PX: Final = 320
"""Longer side of a thumbnail."""
_THUMBNAIL_CACHE_BYTES: Final = 24 * 2**20
_THUMBNAILS_WAITING: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A frame ready to be drawn.

    Attributes:
        frame_index: which frame.
        pixels: H x W x 3, uint8, RGB, as filmed.
        bgrx: H x W x 4, uint8, in the byte order of a 32-bit image, with brightness and contrast.
    """

    frame_index: int
    pixels: NDArray[np.uint8]
    bgrx: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class OpenedVideo:
    """A video that was opened and waits to be adopted or discarded.

    Attributes:
        video: for `gvseg.project.compare_video` only; its frames belong to the decode thread.
        times_s: when each frame is shown, seconds after frame 0.
        note: what is odd about the file, one sentence; "" for nothing.
    """

    path: Path
    source: VideoSource
    video: Video
    times_s: NDArray[np.float64]
    note: str


class FrameLoader(QObject):
    """One thread that owns the open video. Of several requests for a frame only the latest counts.

    Signals (delivered in the GUI thread):
        preview(Path, object): the first frame (H x W x 3, uint8) of a video still being indexed.
        open_progress(float): how much of it is read, 0..1.
        opened(OpenedVideo): it is ready; answer with `adopt` or `discard`.
        open_failed(Path, str, str): path, sentence, traceback ("" where the file is at fault).
        frame_ready(Shown): a frame that `show` asked for.
        frame_failed(int, str): frame index, sentence.
        thumbnail_ready(int, object): frame index, h x w x 3 uint8.
    """

    preview = Signal(object, object)
    open_progress = Signal(float)
    opened = Signal(object)
    open_failed = Signal(object, str, str)
    frame_ready = Signal(object)
    frame_failed = Signal(int, str)
    thumbnail_ready = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._calls: deque[Callable[[], None]] = deque()
        self._wanted: int | None = None
        self._thumbnails_wanted: deque[int] = deque()
        self._levels = _levels_table(0.0, 0.0)
        self._cancel_open = threading.Event()
        self._is_closing = False
        self._thread: threading.Thread | None = None
        # Owned by the thread:
        self._video: Video | None = None
        self._thumbnail_video: Video | None = None
        self._candidate: Video | None = None
        self._last: tuple[int, NDArray[np.uint8]] | None = None

    # -- requests, from the GUI thread ---------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a video or folder; the one in use stays until the new one is adopted."""
        self.cancel_open()
        cancel = self._cancel_open = threading.Event()
        self._call(lambda: self._open(path, cancel))

    def cancel_open(self) -> None:
        """Stop opening; nothing is told of it."""
        self._cancel_open.set()

    def adopt(self) -> None:
        """Take the video that was opened last into use."""
        with self._condition:
            self._wanted = None
            self._thumbnails_wanted.clear()
        self._call(self._adopt)

    def discard(self) -> None:
        """Close the video that was opened last; the one in use stays."""
        self._call(self._discard)

    def close_video(self) -> None:
        """Put the video in use away."""
        self._candidate = None
        self.adopt()

    def show(self, frame_index: int) -> None:
        """Request a frame; requests not yet served are discarded."""
        with self._condition:
            self._wanted = frame_index
            self._condition.notify()
        self._start()

    def set_levels(self, brightness: float, contrast: float) -> None:
        """Show frames brighter (-1..1) and with contrast 2 ** contrast; shows the last again."""
        self._levels = _levels_table(brightness, contrast)
        self._call(self._show_last)

    def request_thumbnail(self, frame_index: int) -> None:
        """Request a thumbnail of a frame; the latest requests are served first."""
        with self._condition:
            if frame_index in self._thumbnails_wanted:
                self._thumbnails_wanted.remove(frame_index)
            self._thumbnails_wanted.append(frame_index)
            while len(self._thumbnails_wanted) > _THUMBNAILS_WAITING:
                self._thumbnails_wanted.popleft()
            self._condition.notify()
        self._start()

    def shut_down(self) -> None:
        """Close everything and join the thread."""
        self.cancel_open()
        with self._condition:
            self._is_closing = True
            self._condition.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _call(self, function: Callable[[], None]) -> None:
        with self._condition:
            self._calls.append(function)
            self._condition.notify()
        self._start()

    def _start(self) -> None:
        if self._thread is None and not self._is_closing:
            self._thread = threading.Thread(target=self._work, name="gvseg-frames", daemon=True)
            self._thread.start()

    # -- in the decode thread ----------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._condition:
                while not (
                    self._is_closing
                    or self._calls
                    or self._wanted is not None
                    or self._thumbnails_wanted
                ):
                    self._condition.wait()
                if self._is_closing:
                    break
                job = self._next_job()
            job()
        for video in (self._video, self._thumbnail_video, self._candidate):
            if video is not None:
                video.close()

    def _next_job(self) -> Callable[[], None]:
        if self._calls:
            return self._calls.popleft()
        if self._wanted is not None:
            frame_index, self._wanted = self._wanted, None
            return lambda: self._show(frame_index)
        wanted = self._thumbnails_wanted.pop()
        return lambda: self._make_thumbnail(wanted)

    def _open(self, path: Path, cancel: threading.Event) -> None:
        self._discard()
        try:
            self.preview.emit(path, first_frame(path))
            video = open_video(path, progress=self.open_progress.emit, cancel=cancel)
        except VideoCancelledError:
            return
        except UserError as error:
            self.open_failed.emit(path, str(error), "")
            return
        except Exception as error:  # noqa: BLE001 - a bug here is shown, the application stays open
            words = f"{path} cannot be opened ({type(error).__name__}); report the details."
            self.open_failed.emit(path, words, traceback.format_exc())
            return
        if cancel.is_set():
            video.close()
            return
        self._candidate = video
        times = np.fromiter(map(video.time_s, range(video.frame_count)), np.float64)
        self.opened.emit(OpenedVideo(path, source_of(video), video, times, _note_of(video)))

    def _adopt(self) -> None:
        for video in (self._video, self._thumbnail_video):
            if video is not None:
                video.close()
        self._video, self._candidate = self._candidate, None
        self._thumbnail_video = None
        self._last = None

    def _discard(self) -> None:
        if self._candidate is not None:
            self._candidate.close()
            self._candidate = None

    def _show(self, frame_index: int) -> None:
        if self._video is None:
            return
        try:
            pixels = self._video.frame(frame_index)
        except UserError as error:
            self.frame_failed.emit(frame_index, str(error))
            return
        self._last = (frame_index, pixels)
        self._show_last()

    def _show_last(self) -> None:
        if self._last is not None:
            frame_index, pixels = self._last
            self.frame_ready.emit(Shown(frame_index, pixels, to_bgrx(pixels, self._levels)))

    def _make_thumbnail(self, frame_index: int) -> None:
        if self._video is None or not 0 <= frame_index < self._video.frame_count:
            return
        try:
            if self._thumbnail_video is None:
                self._thumbnail_video = open_video(
                    self._video.path, cache_bytes=_THUMBNAIL_CACHE_BYTES
                )
            pixels = self._thumbnail_video.frame(frame_index)
        except UserError:
            return
        scale = THUMBNAIL_PX / max(pixels.shape[:2])
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        self.thumbnail_ready.emit(frame_index, small)


def source_of(video: Video) -> VideoSource:
    """What a document remembers of a video."""
    reference = video.reference
    names: tuple[str, ...] = ()
    if video.is_folder:
        names = tuple(video.frame_name(index) for index in range(video.frame_count))
    return VideoSource(
        path=reference.path.absolute(),
        size_bytes=reference.size_bytes,
        sha256=reference.sha256,
        height=video.height,
        width=video.width,
        frame_count=video.frame_count,
        frame_rate=video.frame_rate,
        frame_names=names,
        is_folder=video.is_folder,
    )


def to_bgrx(
    pixels: NDArray[np.uint8], levels: NDArray[np.uint8] | None = None
) -> NDArray[np.uint8]:
    """H x W x 4 in the byte order of a 32-bit image, through a table of 256 levels."""
    shown = pixels if levels is None else cv2.LUT(pixels, levels)
    return np.asarray(cv2.cvtColor(shown, cv2.COLOR_RGB2BGRA), np.uint8)


def _levels_table(brightness: float, contrast: float) -> NDArray[np.uint8] | None:
    if brightness == 0 and contrast == 0:
        return None
    values = (np.arange(256) / 255 - 0.5) * 2.0**contrast + 0.5 + brightness
    return np.asarray(np.clip(values * 255, 0, 255).round(), np.uint8)


def _note_of(video: Video) -> str:
    if video.missing_frames:
        return (
            f"{video.path.name} announces {video.missing_frames} frames more than can be read; "
            f"it seems cut off. The {video.frame_count} frames that are there can be annotated."
        )
    return ""
