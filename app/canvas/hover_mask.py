"""What a click under the mouse would change, faint, over the frame."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from gvseg.annotation.records import Colour
from gvseg.masks import Mask

_ADDED_ALPHA = 95
_REMOVED = (235, 60, 50, 110)
"""Red, green, blue, alpha of what the click would remove."""


class HoverMask:
    """A picture of the change, as large as its box in the frame."""

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._place = QRectF()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self._image is None

    def clear(self) -> bool:
        """Show nothing; returns whether something was shown."""
        had = not self.is_empty
        self._image = None
        return had

    def show(self, after: Mask, before: Mask | None, colour: Colour) -> None:
        """Show how a mask would change: what is added in the object's colour, the rest in red."""
        pixels = after.to_array()
        there = np.zeros_like(pixels) if before is None else before.to_array()
        changed = pixels != there
        self._image = None
        if not changed.any():
            return
        rows, columns = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
        box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        drawn = np.zeros((*changed[box].shape, 4), np.uint8)
        drawn[(changed & pixels)[box]] = (*colour, _ADDED_ALPHA)
        drawn[(changed & there)[box]] = _REMOVED
        height, width = drawn.shape[:2]
        image = QImage(drawn.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        self._image = image.copy()  # of its own memory
        self._place = QRectF(float(columns[0]), float(rows[0]), width, height)

    def draw(self, painter: QPainter, to_widget: QTransform) -> None:
        """Draw it."""
        if self._image is not None:
            painter.drawImage(to_widget.mapRect(self._place), self._image)
