"""Clicks on the object and beside it; the engine answers with a mask."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.tools.tool import Board, ClicksRequest, Ending, Pointer, ToCanvas, Tool
from gvseg.engine.request import Click

_RADIUS_PX = 7.0


class ClicksTool(Tool):
    """A draft of clicks on one frame; kept with Enter, with another tool or another frame."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.clicks: list[Click] = []

    @property
    def has_draft(self) -> bool:
        """Whether Enter would keep something."""
        return bool(self.clicks)

    def press(self, pointer: Pointer) -> None:
        """Add a click, or remove the one under the mouse; clicks outside the frame do nothing."""
        height, width = self.board.frame_size
        x, y = math.floor(pointer.x), math.floor(pointer.y)
        if not (0 <= x < width and 0 <= y < height):
            return
        reach = _RADIUS_PX * pointer.source_px
        near = [c for c in self.clicks if math.hypot(c.x - x, c.y - y) <= reach]
        if near:
            self.clicks.remove(near[-1])
        else:
            self.clicks.append(Click(x, y, not (pointer.is_right or pointer.has_shift)))
        self._tell()

    def double_press(self, pointer: Pointer) -> None:
        """Treat two quick clicks as two nearby clicks, not as adding and removing one."""

    def keep(self) -> None:
        """Hand the mask of the clicks on."""
        if self.clicks:
            self.clicks = []
            self.board.request(Ending.KEEP)
            self.board.refresh_all()

    def cancel(self) -> bool:
        """Forget the clicks."""
        had = bool(self.clicks)
        self.clicks = []
        if had:
            self.board.request(Ending.DISCARD)
            self.board.refresh_all()
        return had

    def remove_last(self) -> bool:
        """Take the last click back."""
        if not self.clicks:
            return False
        self.clicks.pop()
        self._tell()
        return True

    def draw(self, painter: QPainter, to_canvas: ToCanvas) -> None:
        """Green discs with a plus, red ones with a minus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for click in self.clicks:
            centre = QPointF(*to_canvas(click.x + 0.5, click.y + 0.5))
            colour = QColor(35, 165, 70) if click.is_positive else QColor(210, 50, 45)
            painter.setPen(QPen(QColor(255, 255, 255), 1.5))
            painter.setBrush(colour)
            painter.drawEllipse(centre, _RADIUS_PX, _RADIUS_PX)
            painter.setPen(QPen(QColor(255, 255, 255), 2, c=Qt.PenCapStyle.FlatCap))
            half = _RADIUS_PX * 0.55
            painter.drawLine(centre - QPointF(half, 0), centre + QPointF(half, 0))
            if click.is_positive:
                painter.drawLine(centre - QPointF(0, half), centre + QPointF(0, half))

    def _tell(self) -> None:
        self.board.refresh_all()
        if self.clicks:
            self.board.request(ClicksRequest(tuple(self.clicks)))
        else:
            self.board.request(Ending.DISCARD)
