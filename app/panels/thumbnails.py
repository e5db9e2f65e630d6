"""Thumbnails of frames, requested once and cached."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from gvseg.annotation.records import Colour
from gvseg.masks import Mask

HEIGHT_PX: Final = 144
"""Height of a stored thumbnail, enough for the hover card at scale 2."""
KEPT_MAX: Final = 400
_ASKED_MAX: Final = 24


class Thumbnails(QObject):
    """Thumbnails of the open video by frame index.

    Signals:
        wanted(int): decode this frame, then call `put`.
        arrived(int): the thumbnail of this frame is available.
    """

    wanted = Signal(int)
    arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._asked: OrderedDict[int, None] = OrderedDict()

    def get(self, frame_index: int) -> QImage | None:
        """Return the thumbnail, or request it and return None if it is not available yet."""
        if frame_index in self._kept:
            self._kept.move_to_end(frame_index)
            return self._kept[frame_index]
        if frame_index not in self._asked:
            self._asked[frame_index] = None
            # A request that was never answered can be made again later.
            while len(self._asked) > _ASKED_MAX:
                self._asked.popitem(last=False)
            self.wanted.emit(frame_index)
        return None

    def put(self, frame_index: int, frame: Any) -> None:
        """Store the thumbnail of a frame (H x W x 3, uint8, RGB, or a QImage)."""
        self._asked.pop(frame_index, None)
        self._kept[frame_index] = _shrunk(frame)
        while len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        self.arrived.emit(frame_index)

    def clear(self) -> None:
        """Remove all thumbnails when another video is opened."""
        self._kept.clear()
        self._asked.clear()


def _shrunk(frame: Any) -> QImage:
    if isinstance(frame, QImage):
        image = frame
    else:
        # Subsampling first avoids filtering a whole 4K frame.
        step = max(1, frame.shape[0] // (2 * HEIGHT_PX))
        pixels = np.ascontiguousarray(frame[::step, ::step], np.uint8)
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    size = QSize(4 * HEIGHT_PX, HEIGHT_PX)
    return image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).copy()


def tinted(image: QImage, masks: Sequence[tuple[Mask, Colour]], opacity: float = 0.55) -> QImage:
    """Return a copy of a thumbnail with masks drawn over it."""
    painted = image.convertToFormat(QImage.Format.Format_RGB32)
    height, width = painted.height(), painted.width()
    memory = np.frombuffer(painted.bits(), np.uint8).reshape(height, painted.bytesPerLine())
    pixels = memory[:, : 4 * width].reshape(height, width, 4)
    for mask, colour in masks:
        rows = np.arange(height) * mask.height // height
        columns = np.arange(width) * mask.width // width
        inside = mask.to_array()[np.ix_(rows, columns)]
        blue_first = np.array(colour[::-1], np.float32) * opacity
        pixels[inside, :3] = (pixels[inside, :3] * (1 - opacity) + blue_first).astype(np.uint8)
    return painted
