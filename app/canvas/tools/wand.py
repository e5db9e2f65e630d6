"""The magic wand: a click selects a region of one colour, and dragging right extends it."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.tools.tool import Board, PaintRequest, Pointer, ToCanvas, Tool
from app.language import tr_later
from gvseg.mask_editing.colour_flood import ColourFlood

_TOLERANCE_PER_PX = 0.2
_TOLERANCE_MAX = 100.0
_Region = NDArray[np.bool_]


class WandTool(Tool):
    """Collects regions: Shift adds one, Alt or the right button removes one, Enter keeps them.

    A draft started with Alt, the right button or *Subtract* is erased from the mask.
    """

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.is_subtracting = False
        self._region: _Region | None = None
        self._earlier: list[_Region | None] = []
        self._start: Pointer | None = None
        self._is_removing = False
        self._flood: ColourFlood | None = None
        self._flooded: NDArray[np.uint8] | None = None
        self._outlines: list[NDArray[np.int32]] = []

    @property
    def has_draft(self) -> bool:
        return self._region is not None and bool(self._region.any())

    def press(self, pointer: Pointer) -> None:
        """Select a region; without a modifier key it replaces the draft."""
        height, width = self.board.frame_size
        pixels = self.board.frame_pixels
        if pixels is None or not (0 <= pointer.x < width and 0 <= pointer.y < height):
            return
        if pixels is not self._flooded:
            self._flood, self._flooded = ColourFlood(pixels), pixels
        removes = pointer.has_alt or pointer.is_right
        self._earlier.append(self._region)
        if not self.has_draft or not (removes or pointer.has_shift):
            self.is_subtracting = removes or self.board.options.is_subtracting
            self._region = None
            removes = False
        self._start, self._is_removing = pointer, removes
        self._fill(self.board.options.wand_tolerance)

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        """Raise the tolerance when dragging right, lower it when dragging left."""
        if is_down and self._start is not None:
            moved_px = (pointer.x - self._start.x) / pointer.source_px
            wanted = self.board.options.wand_tolerance + _TOLERANCE_PER_PX * moved_px
            self._region = self._earlier[-1] if self._extends else None
            self._fill(min(max(0.0, wanted), _TOLERANCE_MAX))

    def release(self, pointer: Pointer) -> None:
        """Make the region part of the draft."""
        del pointer
        self._start = None

    def keep(self) -> None:
        """Add the draft to the mask, or erase it."""
        region, subtracts = self._region, self.is_subtracting
        self._clear()
        if region is None or not region.any():
            return
        rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
        top, left = int(rows[0]), int(columns[0])
        painted = region[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1].copy()
        self.board.request(PaintRequest(left, top, painted, subtracts, tr_later("Magic wand")))

    def cancel(self) -> bool:
        had = self.has_draft
        self._clear()
        return had

    def remove_last(self) -> bool:
        if not self._earlier:
            return False
        self._show(self._earlier.pop())
        return True

    def draw(self, painter: QPainter, to_canvas: ToCanvas) -> None:
        """Draw the outline of the draft, red and dashed if it erases."""
        if not self._outlines:
            return
        (left, top), (right, bottom) = to_canvas(0.0, 0.0), to_canvas(1.0, 1.0)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for outline in self._outlines:
            places = (outline + 0.5) * (right - left, bottom - top) + (left, top)
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))
            path.closeSubpath()
        colour = QColor(255, 90, 80) if self.is_subtracting else QColor(255, 255, 255)
        style = Qt.PenStyle.DashLine if self.is_subtracting else Qt.PenStyle.SolidLine
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 70))
        for pen in (QPen(QColor(0, 0, 0, 170), 3.5), QPen(colour, 1.5, style)):
            painter.setPen(pen)
            painter.drawPath(path)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    @property
    def _extends(self) -> bool:
        """True if the current click changes the earlier draft instead of replacing it."""
        return self._is_removing or (self._start is not None and self._start.has_shift)

    def _fill(self, tolerance: float) -> None:
        if self._start is None or self._flood is None:
            return
        found = self._flood.region(int(self._start.x), int(self._start.y), tolerance)
        if self._region is not None:
            found = self._region & ~found if self._is_removing else self._region | found
        self._show(found)

    def _show(self, region: _Region | None) -> None:
        self._region = region
        self._outlines = []
        if region is not None:
            shape = region.astype(np.uint8)
            found, _ = cv2.findContours(shape, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
            self._outlines = [np.asarray(outline, np.int32)[:, 0] for outline in found]
        self.board.refresh_all()

    def _clear(self) -> None:
        self._earlier = []
        self._start = None
        self._flood = self._flooded = None
        if self._region is not None:
            self._show(None)
