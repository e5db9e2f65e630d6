"""Polygon, lasso and rectangle: an outline with draggable corners; Enter keeps it."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.canvas.tools.tool import Board, PaintRequest, Pointer, ToCanvas, Tool
from app.language import tr_later

_SUBPIXEL_BITS = 4
_NEAR_PX = 8.0
_HANDLE_PX = 4.0
_LASSO_TOLERANCE_PX = 1.2


class OutlineTool(Tool):
    """Edits an outline with corners; subclasses define how it is drawn."""

    label = tr_later("Polygon")

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.corners: list[tuple[float, float]] = []
        self.is_closed = False
        self.is_subtracting = False
        self._held: int | None = None
        self._hover: tuple[float, float] | None = None

    @property
    def has_draft(self) -> bool:
        return len(self.corners) >= 3

    def grab_corner(self, pointer: Pointer) -> bool:
        """Grab the corner under the mouse, or add one on a side of a closed outline."""
        self._held = self._corner_at(pointer)
        if self._held is None and self.is_closed:
            side = self._side_at(pointer)
            if side is not None:
                self.corners.insert(side + 1, (pointer.x, pointer.y))
                self._held = side + 1
        return self._held is not None

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        self._hover = (pointer.x, pointer.y)
        if is_down and self._held is not None:
            self.corners[self._held] = self._inside(pointer)
        if self.corners:
            self.board.refresh_all()

    def release(self, pointer: Pointer) -> None:
        self._held = None

    def keep(self) -> None:
        """Paint the inside of the outline."""
        corners, subtracts = self.corners, self.is_subtracting
        self._clear()
        if len(corners) < 3:
            return
        found = polygon_pixels(corners, self.board.frame_size)
        if found is not None:
            x, y, painted = found
            self.board.request(PaintRequest(x, y, painted, subtracts, self.label))

    def cancel(self) -> bool:
        had = bool(self.corners)
        self._clear()
        return had

    def remove_last(self) -> bool:
        """Remove the last corner."""
        if not self.corners:
            return False
        self.corners.pop()
        self.is_closed = False
        self.board.refresh_all()
        return True

    def draw(self, painter: QPainter, to_canvas: ToCanvas) -> None:
        """Draw outline and corners; a subtracting outline is red and dashed."""
        if not self.corners:
            return
        points = [QPointF(*to_canvas(x, y)) for x, y in self.corners]
        if not self.is_closed and self._held is None:
            points += [QPointF(*to_canvas(*place)) for place in self._pending()]
        colour = QColor(255, 90, 80) if self.is_subtracting else QColor(255, 255, 255)
        style = Qt.PenStyle.DashLine if self.is_subtracting else Qt.PenStyle.SolidLine
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 40))
        for pen in (QPen(QColor(0, 0, 0, 170), 3.5), QPen(colour, 1.5, style)):
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF(points))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(self.corners) > 400:
            return
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(colour)
        for x, y in self.corners:
            centre = QPointF(*to_canvas(x, y))
            half = QPointF(_HANDLE_PX, _HANDLE_PX)
            painter.drawRect(QRectF(centre - half, centre + half))

    def _pending(self) -> list[tuple[float, float]]:
        """Return the corners that a click would add."""
        return [] if self._hover is None else [self._hover]

    def _begin(self, pointer: Pointer) -> None:
        self.is_closed = False
        self.is_subtracting = (
            self.board.options.is_subtracting or pointer.has_shift or pointer.is_right
        )
        self.corners = [self._inside(pointer)]

    def _clear(self) -> None:
        self.corners = []
        self.is_closed = False
        self._held = None
        self.board.refresh_all()

    def _inside(self, pointer: Pointer) -> tuple[float, float]:
        height, width = self.board.frame_size
        return min(max(0.0, pointer.x), float(width)), min(max(0.0, pointer.y), float(height))

    def _corner_at(self, pointer: Pointer) -> int | None:
        reach = _NEAR_PX * pointer.source_px
        distances = [math.hypot(x - pointer.x, y - pointer.y) for x, y in self.corners]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= reach else None

    def _side_at(self, pointer: Pointer) -> int | None:
        reach = _NEAR_PX * pointer.source_px / 2
        count = len(self.corners)
        for index in range(count):
            ends = self.corners[index], self.corners[(index + 1) % count]
            if _distance_to_side((pointer.x, pointer.y), *ends) <= reach:
                return index
        return None


class LassoTool(OutlineTool):
    """Draws an outline freehand; its corners can be dragged until Enter keeps it."""

    label = tr_later("Lasso")

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._is_drawing = False

    def press(self, pointer: Pointer) -> None:
        if self.is_closed and self.grab_corner(pointer):
            return
        if self.is_closed:
            self.keep()
        self._begin(pointer)
        self._is_drawing = True

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        if is_down and self._is_drawing:
            self.corners.append(self._inside(pointer))
        super().move(pointer, is_down=is_down)

    def release(self, pointer: Pointer) -> None:
        """Close the outline and simplify it."""
        super().release(pointer)
        if not self._is_drawing:
            return
        self._is_drawing = False
        if self.corners:  # undo may have removed all corners while the button was down
            points = np.array(self.corners, np.float32)[:, None]
            kept = cv2.approxPolyDP(points, _LASSO_TOLERANCE_PX * pointer.source_px, closed=True)
            self.corners = [(float(x), float(y)) for x, y in kept[:, 0]]
        self.is_closed = True
        if len(self.corners) < 3:
            self._clear()
        self.board.refresh_all()

    def cancel(self) -> bool:
        self._is_drawing = False
        return super().cancel()


class RectangleTool(OutlineTool):
    """Draws a rectangle; its corners can be dragged until Enter keeps it."""

    label = tr_later("Rectangle")

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._start: tuple[float, float] | None = None

    def press(self, pointer: Pointer) -> None:
        if self.is_closed and self._corner_at(pointer) is not None:
            held = self._corner_at(pointer) or 0
            # The opposite corner stays fixed.
            self._start = self.corners[(held + 2) % 4]
            return
        if self.is_closed:
            self.keep()
        self._begin(pointer)
        self._start = self.corners[0]

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        if is_down and self._start is not None:
            (x0, y0), (x1, y1) = self._start, self._inside(pointer)
            self.corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
            self.is_closed = True
        super().move(pointer, is_down=is_down)

    def release(self, pointer: Pointer) -> None:
        """Keep the rectangle as a draft, or discard it if the mouse was not dragged."""
        super().release(pointer)
        self._start = None
        if len(self.corners) < 4:
            self._clear()

    def cancel(self) -> bool:
        self._start = None
        return super().cancel()


def polygon_pixels(
    corners: list[tuple[float, float]], size: tuple[int, int]
) -> tuple[int, int, NDArray[np.bool_]] | None:
    """Return the left, top and pixels (h x w bool) of a clipped polygon, or None if it is empty."""
    height, width = size
    points = np.array(corners, np.float64)
    left = int(np.clip(np.floor(points[:, 0].min()), 0, width))
    top = int(np.clip(np.floor(points[:, 1].min()), 0, height))
    right = int(np.clip(np.ceil(points[:, 0].max()), 0, width))
    bottom = int(np.clip(np.ceil(points[:, 1].max()), 0, height))
    if left >= right or top >= bottom:
        return None
    # Integer coordinates are pixel centres for fillPoly, but pixel edges for corners.
    shifted = (points - (left + 0.5, top + 0.5)) * (1 << _SUBPIXEL_BITS)
    canvas = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(canvas, [shifted.round().astype(np.int32)], [1], shift=_SUBPIXEL_BITS)
    return left, top, canvas.view(np.bool_)


def _distance_to_side(
    point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]
) -> float:
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0
    if length > 0:
        share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / length
    share = min(max(share, 0.0), 1.0)
    return math.hypot(
        point[0] - start[0] - share * along[0], point[1] - start[1] - share * along[1]
    )
