"""Thumbnails and approximate lengths of videos, read in a thread when a row is first shown."""

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from gvseg.errors import UserError
from gvseg.video import first_frame, stated_seconds

THUMBNAIL_PX: Final = QSize(96, 54)
_KEPT_MAX: Final = 2000
_ASKED_MAX: Final = 40
"""Maximum number of pending requests; older ones are dropped, so that visible rows come first."""


class VideoThumbnails(QObject):
    """Provides the first frame of each video and the length stated in its header, by video id.

    Signals:
        arrived(int): both are available for a video.
    """

    arrived = Signal(int)
    _made = Signal(int, object, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._seconds: dict[int, float] = {}
        self._asked: OrderedDict[int, Path] = OrderedDict()
        self._condition = threading.Condition()
        self._is_closing = False
        self._made.connect(self._keep)
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()

    def get(self, video_id: int, path: Path) -> QPixmap | None:
        """Return a thumbnail, or request it and return None if it is not ready yet."""
        if video_id in self._kept:
            self._kept.move_to_end(video_id)
            return self._kept[video_id]
        with self._condition:
            self._asked[video_id] = path
            self._asked.move_to_end(video_id)
            while len(self._asked) > _ASKED_MAX:
                self._asked.popitem(last=False)
            self._condition.notify()
        return None

    def seconds(self, video_id: int) -> float:
        """Return the length that the header states, or 0 if it is not known."""
        return self._seconds.get(video_id, 0.0)

    def forget(self, video_id: int) -> None:
        """Make the thumbnail of a video again when it is next shown."""
        self._kept.pop(video_id, None)
        self._seconds.pop(video_id, None)

    def clear(self) -> None:
        """Remove all thumbnails when another dataset is shown."""
        with self._condition:
            self._asked.clear()
        self._kept.clear()
        self._seconds.clear()

    def shut_down(self) -> None:
        """Stop the thread after its current thumbnail."""
        with self._condition:
            self._is_closing = True
            self._condition.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._asked and not self._is_closing:
                    self._condition.wait()
                if self._is_closing:
                    return
                video_id, path = self._asked.popitem(last=True)
            self._made.emit(video_id, _thumbnail(path), _seconds(path))

    def _keep(self, video_id: int, image: QImage, seconds: float) -> None:
        self._seconds[video_id] = seconds
        self._kept[video_id] = QPixmap.fromImage(image)
        while len(self._kept) > _KEPT_MAX:
            self._kept.popitem(last=False)
        self.arrived.emit(video_id)


def _seconds(path: Path) -> float:
    try:
        return 0.0 if path.is_dir() else stated_seconds(path) or 0.0
    except (UserError, OSError):
        return 0.0


def _thumbnail(path: Path) -> QImage:
    """Return the first frame, scaled to fit, or a blank image if the video cannot be read."""
    image = QImage(THUMBNAIL_PX, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    try:
        pixels = first_frame(path)
    except (UserError, OSError):
        return image
    height, width = pixels.shape[:2]
    scale = min(THUMBNAIL_PX.width() / width, THUMBNAIL_PX.height() / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    canvas = np.zeros((THUMBNAIL_PX.height(), THUMBNAIL_PX.width(), 3), np.uint8)
    top, left = (canvas.shape[0] - size[1]) // 2, (canvas.shape[1] - size[0]) // 2
    canvas[top : top + size[1], left : left + size[0]] = small
    kind = QImage.Format.Format_RGB888
    result = QImage(canvas.data, canvas.shape[1], canvas.shape[0], canvas.strides[0], kind)
    return result.copy()  # copy, because QImage does not keep the array alive
