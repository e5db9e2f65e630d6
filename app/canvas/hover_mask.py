"""A preview of how a click at the mouse position would change the mask."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from gvseg.annotation.records import Colour
from gvseg.masks import Mask

_ADDED_ALPHA = 95
_REMOVED = (235, 60, 50, 110)
"""Colour of removed pixels: red, green, blue, alpha."""


class HoverMask:
    """An image of the changed pixels, cropped to their bounding box."""

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._place = QRectF()

    @property
    def is_empty(self) -> bool:
        return self._image is None

    @property
    def place(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the preview in source pixels; all 0 without a preview."""
        place = QRectF() if self.is_empty else self._place
        return place.x(), place.y(), place.width(), place.height()

    def clear(self) -> None:
        self._image = None

    def show(self, after: Mask, before: Mask | None, colour: Colour) -> None:
        """Show how a mask changes: added pixels in the object's colour, removed ones in red."""
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
        self._image = image.copy()  # the copy owns its memory
        self._place = QRectF(float(columns[0]), float(rows[0]), width, height)

    def draw(self, painter: QPainter, to_widget: QTransform) -> None:
        if self._image is not None:
            painter.drawImage(to_widget.mapRect(self._place), self._image)
