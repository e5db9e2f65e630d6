"""The decode thread: opens videos, decodes the current frame and thumbnails."""

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

from app.language import tr
from gvseg.annotation.records import VideoSource
from gvseg.errors import UserError
from gvseg.video import ValueRange, Video, VideoCancelledError, first_frame, open_video

THUMBNAIL_PX: Final = 320
"""Longer side of a thumbnail, in pixels."""
_THUMBNAIL_CACHE_BYTES: Final = 24 * 2**20
_THUMBNAILS_WAITING: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A frame ready to be drawn.

    Attributes:
        pixels: the decoded frame, H x W x 3, uint8, RGB.
        bgrx: the frame for a 32-bit QImage, H x W x 4, uint8, with brightness and contrast applied.
    """

    frame_index: int
    pixels: NDArray[np.uint8]
    bgrx: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class OpenedVideo:
    """An opened video waiting to be adopted or discarded.

    Attributes:
        video: only for `gvseg.project.compare_video`, because the decode thread owns its frames.
        times_s: time of each frame, in seconds after frame 0.
        notes: warnings about the source, one sentence each.
        automatic_range: values shown as black and white, or None for 8-bit images.
        cancelled: set when another source was requested in the meantime.
    """

    path: Path
    source: VideoSource
    video: Video
    times_s: NDArray[np.float64]
    notes: tuple[str, ...]
    automatic_range: ValueRange | None
    cancelled: threading.Event


class FrameLoader(QObject):
    """Owns the open video and the only thread that decodes it. Only the latest request for a frame
    is served.

    Signals (delivered in the GUI thread):
        preview(Path, object): the first frame (H x W x 3, uint8) of a video that is still being
            indexed.
        open_progress(float): fraction of the video read so far, 0..1.
        opened(OpenedVideo): the video is ready; call `adopt` or `discard`.
        open_failed(Path, str, str): path, message, traceback ("" if the file is at fault).
        frame_ready(Shown): a frame that `show` requested.
        frame_failed(int, str): frame index, message.
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
        """Open a video or folder; the current one stays open until the new one is adopted."""
        self.cancel_open()
        cancel = self._cancel_open = threading.Event()
        self._call(lambda: self._open(path, cancel))

    def cancel_open(self) -> None:
        """Stop opening a video; no signal is emitted."""
        self._cancel_open.set()

    def adopt(self, opened: OpenedVideo) -> None:
        """Start using an opened video."""
        self._forget_requests()
        self._call(lambda: self._adopt(opened.video))

    def discard(self, opened: OpenedVideo) -> None:
        """Close an opened video; the current one stays open."""
        self._call(lambda: self._discard(opened.video))

    def close_video(self) -> None:
        self._forget_requests()
        self._call(self._close)

    def _forget_requests(self) -> None:
        with self._condition:
            self._wanted = None
            self._thumbnails_wanted.clear()

    def show(self, frame_index: int) -> None:
        """Request a frame, discarding earlier requests that have not been served."""
        with self._condition:
            self._wanted = frame_index
            self._condition.notify()
        self._start()

    def set_levels(self, brightness: float, contrast: float) -> None:
        """Set brightness (-1..1) and contrast (2 ** contrast), and show the last frame again."""
        self._levels = _levels_table(brightness, contrast)
        self._call(self._show_last)

    def set_value_range(self, value_range: ValueRange | None) -> None:
        """Set the range of values shown for deep images. If None, use the automatic range."""
        self._call(lambda: self._set_value_range(value_range))

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
        self._discard(self._candidate)
        try:
            self.preview.emit(path, first_frame(path))
            video = open_video(path, progress=self.open_progress.emit, cancel=cancel)
            self._candidate = video
            opened = _describe(path, video, cancel)
        except VideoCancelledError:
            return
        except UserError as error:
            self.open_failed.emit(path, str(error), "")
            return
        except OSError as error:
            self.open_failed.emit(
                path,
                tr("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror),
                "",
            )
            return
        except Exception as error:  # noqa: BLE001 - shown with details; the application stays open
            words = tr("{path} cannot be opened ({kind}); please report the details.").format(
                path=path, kind=type(error).__name__
            )
            self.open_failed.emit(path, words, traceback.format_exc())
            return
        if cancel.is_set():
            self._discard(video)
        else:
            self.opened.emit(opened)

    def _adopt(self, opened: Video) -> None:
        if opened is self._candidate:  # otherwise it was closed when another video was opened
            self._close()
            self._video, self._candidate = opened, None

    def _close(self) -> None:
        for video in (self._video, self._thumbnail_video):
            if video is not None:
                video.close()
        self._video = self._thumbnail_video = None
        self._last = None

    def _discard(self, opened: Video | None) -> None:
        if opened is not None and opened is self._candidate:
            opened.close()
            self._candidate = None

    def _set_value_range(self, value_range: ValueRange | None) -> None:
        for video in (self._video, self._thumbnail_video):
            if video is not None and video.automatic_range is not None:
                video.value_range = value_range or video.automatic_range
        if self._last is not None and self._video is not None and self._video.value_range:
            self._show(self._last[0])

    def _show(self, frame_index: int) -> None:
        if self._video is None:
            return
        try:
            pixels = self._video.frame(frame_index)
        except UserError as error:
            self.frame_failed.emit(frame_index, str(error))
            return
        except Exception as error:  # noqa: BLE001 - one bad frame must not end the decode thread
            words = tr("Frame {frame} cannot be shown ({kind}: {error}).").format(
                frame=frame_index, kind=type(error).__name__, error=error
            )
            self.frame_failed.emit(frame_index, words)
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
                self._thumbnail_video.value_range = self._video.value_range
            pixels = self._thumbnail_video.frame(frame_index)
        except Exception:  # noqa: BLE001 - showing the frame itself will report the error
            return
        scale = THUMBNAIL_PX / max(pixels.shape[:2])
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        self.thumbnail_ready.emit(frame_index, small)


def _describe(path: Path, video: Video, cancelled: threading.Event) -> OpenedVideo:
    return OpenedVideo(
        path=path,
        source=VideoSource.of(video, is_absolute=True),
        video=video,
        times_s=np.fromiter(map(video.time_s, range(video.frame_count)), np.float64),
        notes=(*_missing(video), *video.notes),
        automatic_range=video.automatic_range,
        cancelled=cancelled,
    )


def to_bgrx(
    pixels: NDArray[np.uint8], levels: NDArray[np.uint8] | None = None
) -> NDArray[np.uint8]:
    """Return a frame as the bytes of a 32-bit QImage, after mapping each value through `levels`."""
    shown = pixels if levels is None else cv2.LUT(pixels, levels)
    return np.asarray(cv2.cvtColor(shown, cv2.COLOR_RGB2BGRA), np.uint8)


def _levels_table(brightness: float, contrast: float) -> NDArray[np.uint8] | None:
    if brightness == 0 and contrast == 0:
        return None
    values = (np.arange(256) / 255 - 0.5) * 2.0**contrast + 0.5 + brightness
    return np.asarray(np.clip(values * 255, 0, 255).round(), np.uint8)


def _missing(video: Video) -> list[str]:
    if not video.missing_frames:
        return []
    return [
        tr(
            "{missing} of {name} cannot be read; the file may be truncated. You can annotate "
            "the other {frames}."
        ).format(
            missing=tr("%n frame(s)", "", video.missing_frames),
            frames=tr("%n frame(s)", "", video.frame_count),
            name=video.path.name,
        )
    ]
