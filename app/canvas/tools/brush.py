"""The brush and the eraser: a round tip that follows the mouse."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.tools.tool import Board, PaintRequest, Pointer, ToCanvas, Tool
from app.language import tr_later


class BrushTool(Tool):
    """Paints or erases. Each stroke, from press to release, becomes one edit request."""

    cursor = Qt.CursorShape.BlankCursor

    def __init__(self, board: Board, *, is_eraser: bool = False) -> None:
        super().__init__(board)
        self._is_eraser = is_eraser
        self._stroke: NDArray[np.bool_] | None = None
        self._box = (0, 0, 0, 0)
        self._is_erasing = is_eraser
        self._at: Pointer | None = None

    @property
    def radius(self) -> float:
        """Radius of the tip in source pixels; on the screen its size does not depend on the zoom.

        Light pen pressure reduces it.
        """
        pressure = 1.0 if self._at is None else self._at.pressure
        return self._full_radius * pressure

    @property
    def _full_radius(self) -> float:
        return self.board.options.diameter_px / 2 * self.board.source_px

    def press(self, pointer: Pointer) -> None:
        """Begin a stroke; the right button or Shift swaps brush and eraser."""
        height, width = self.board.frame_size
        self._stroke = np.zeros((height, width), np.bool_)
        self._box = (width, height, 0, 0)
        self._is_erasing = self._is_eraser != (pointer.is_right or pointer.has_shift)
        self._at = pointer
        self._draw_to(pointer)

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        """Extend the stroke; if there is none, only move the tip."""
        before, self._at = self._at, pointer
        if is_down and self._stroke is not None:
            self._draw_to(pointer, before)
        for at in (before, pointer):
            if at is not None:
                self._refresh_tip(at)

    def release(self, pointer: Pointer) -> None:
        """End the stroke and request the edit."""
        stroke, self._stroke = self._stroke, None
        left, top, right, bottom = self._box
        if stroke is None or left >= right or top >= bottom:
            self.board.clear_preview()
            return
        painted = stroke[top:bottom, left:right].copy()
        label = tr_later("Erase") if self._is_erasing else tr_later("Paint")
        self.board.request(PaintRequest(left, top, painted, self._is_erasing, label))

    def cancel(self) -> bool:
        had = self._stroke is not None
        self._stroke = None
        if had:
            self.board.clear_preview()
        return had

    def hide_tip(self) -> None:
        """Hide the tip when the mouse leaves the canvas."""
        if self._at is not None:
            self._refresh_tip(self._at)
            self._at = None

    def draw(self, painter: QPainter, to_canvas: ToCanvas) -> None:
        """Draw the tip at its true size: a light ring inside a dark one, visible on any frame."""
        if self._at is None:
            return
        centre = QPointF(*to_canvas(self._at.x, self._at.y))
        edge = QPointF(*to_canvas(self._at.x + self.radius, self._at.y))
        radius = max(1.5, edge.x() - centre.x())
        erases = self._is_erasing if self._stroke is not None else self._is_eraser
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 170), 3))
        painter.drawEllipse(centre, radius, radius)
        style = Qt.PenStyle.DashLine if erases else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(255, 255, 255), 1.2, style))
        painter.drawEllipse(centre, radius, radius)
        if radius < 5:
            for dx, dy in ((9, 0), (-9, 0), (0, 9), (0, -9)):
                painter.drawLine(centre + QPointF(dx, dy), centre + QPointF(dx, dy) * 0.6)

    def _refresh_tip(self, at: Pointer) -> None:
        reach = self._full_radius + 12 * at.source_px + 2
        self.board.refresh(at.x - reach, at.y - reach, 2 * reach, 2 * reach)

    def _draw_to(self, pointer: Pointer, before: Pointer | None = None) -> None:
        if self._stroke is None:
            return
        start = before or pointer
        height, width = self._stroke.shape
        reach = int(self.radius) + 2
        left = max(0, int(min(start.x, pointer.x)) - reach)
        top = max(0, int(min(start.y, pointer.y)) - reach)
        right = min(width, int(max(start.x, pointer.x)) + reach + 1)
        bottom = min(height, int(max(start.y, pointer.y)) + reach + 1)
        if left >= right or top >= bottom:
            return
        dab = capsule(
            (start.x - left, start.y - top),
            (pointer.x - left, pointer.y - top),
            self.radius,
            (bottom - top, right - left),
        )
        self._stroke[top:bottom, left:right] |= dab
        box = self._box
        self._box = (min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom))
        self.board.preview(left, top, dab, is_erasing=self._is_erasing)


def capsule(
    start: tuple[float, float], end: tuple[float, float], radius: float, size: tuple[int, int]
) -> NDArray[np.bool_]:
    """Return the pixels whose centres are within `radius` of a line, and always its last pixel.

    Args:
        start, end: (x, y) as floats; pixel (0, 0) covers 0..1.
        size: (height, width) of the result.
    """
    ys = np.arange(size[0], dtype=np.float32)[:, None] + np.float32(0.5)
    xs = np.arange(size[1], dtype=np.float32)[None, :] + np.float32(0.5)
    along = np.array(end, np.float32) - np.array(start, np.float32)
    length = float(along @ along)
    share: NDArray[np.float32] | float = 0.0
    if length > 0:
        share = np.clip(((xs - start[0]) * along[0] + (ys - start[1]) * along[1]) / length, 0, 1)
    off_x = xs - (start[0] + share * along[0])
    off_y = ys - (start[1] + share * along[1])
    near: NDArray[np.bool_] = (off_x * off_x + off_y * off_y) <= radius * radius
    x, y = int(end[0]), int(end[1])
    if radius <= 1 and 0 <= y < size[0] and 0 <= x < size[1]:
        near[y, x] = True
    return near
