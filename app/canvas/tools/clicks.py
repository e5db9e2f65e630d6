"""Clicks, boxes and scribbles that the engine turns into a mask."""

import math
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.canvas.tools.tool import Board, ClicksRequest, Ending, Pointer, ToCanvas, Tool
from gvseg.prompts import Box, Click

_RADIUS_PX: Final = 7.0
_DRAG_PX: Final = 4.0
"""Distance in screen pixels at which a click becomes a drag."""
_SCRIBBLE_STEP_PX: Final = 28.0
"""Distance in screen pixels between clicks along a scribble."""
_SCRIBBLE_MAX: Final = 8
_GREEN, _RED, _WHITE = QColor(35, 165, 70), QColor(210, 50, 45), QColor(255, 255, 255)

_State: TypeAlias = tuple[tuple[Click, ...], Box | None]


class Drag(Enum):
    """What a drag draws; with Ctrl, Shift or the right button it is always a scribble."""

    BOX = "box"
    SCRIBBLE = "scribble"


@dataclass(slots=True)
class _Stroke:
    """The mouse gesture since the button was pressed.

    Attributes:
        held: the existing click that was pressed, or None.
        path: positions in source pixels.
        drag: kind of drag, or None while it is still a click.
    """

    held: Click | None
    is_positive: bool
    is_scribble: bool
    path: list[tuple[float, float]] = field(default_factory=list)
    drag: Drag | None = None


class ClicksTool(Tool):
    """Collects clicks and a box on one frame. Enter, or a change of tool or frame, keeps the mask.

    Attributes:
        clicks: clicks of the draft, or of the mask on this frame.
        box: box of the draft or of the mask on this frame, or None.
    """

    def __init__(self, board: Board, drag: Drag = Drag.BOX) -> None:
        super().__init__(board)
        self.clicks: tuple[Click, ...] = ()
        self.box: Box | None = None
        self._drag = drag
        self._before: list[_State] = []  # states before each step of the draft, for undo
        self._stroke: _Stroke | None = None

    @property
    def has_draft(self) -> bool:
        return bool(self._before)

    def show(self, clicks: tuple[Click, ...], box: Box | None) -> None:
        """Show the clicks and the box of the mask on this frame, without a draft."""
        if self._before or (clicks, box) == (self.clicks, self.box):
            return
        self.clicks, self.box = clicks, box
        self.board.refresh_all()

    def press(self, pointer: Pointer) -> None:
        """Grab the click under the mouse, or begin a new click, box or scribble."""
        is_positive = not (pointer.is_right or pointer.has_shift)
        is_scribble = self._drag is Drag.SCRIBBLE or pointer.has_control or not is_positive
        held = self.click_at(pointer)
        if held is None and self._pixel(pointer) is None and is_scribble:
            return
        self._stroke = _Stroke(held, is_positive, is_scribble, [(pointer.x, pointer.y)])

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        stroke = self._stroke
        if not is_down or stroke is None:
            return
        x, y = stroke.path[0]
        if stroke.drag is None and (
            math.hypot(pointer.x - x, pointer.y - y) >= _DRAG_PX * pointer.source_px
        ):
            stroke.drag = Drag.SCRIBBLE if stroke.is_scribble else Drag.BOX
        stroke.path.append((pointer.x, pointer.y))
        if stroke.drag is not None:
            self.board.refresh_all()

    def release(self, pointer: Pointer) -> None:
        """Request the mask."""
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        if stroke.held is not None:
            self._end_hold(stroke)
        elif stroke.drag is Drag.BOX:
            self._end_box(stroke)
        elif stroke.drag is Drag.SCRIBBLE:
            self._change(clicks=(*self.clicks, *self._scribbled(stroke, pointer)))
        else:
            x, y = stroke.path[0]
            self._change(clicks=(*self.clicks, *self._clicks_at([(x, y)], stroke)))

    def double_press(self, pointer: Pointer) -> None:
        """Add a second click nearby; otherwise the second press would remove the first click."""

    def keep(self) -> None:
        """Keep the mask together with its clicks."""
        self._stroke = None
        if self._before:
            self._before = []
            self.board.request(Ending.KEEP)
            self.board.refresh_all()

    def cancel(self) -> bool:
        had = bool(self._before)
        self._stroke = None
        if had:
            self.clicks, self.box = self._before[0]
            self._before = []
            self.board.request(Ending.DISCARD)
        self.board.refresh_all()
        return had

    def remove_last(self) -> bool:
        """Undo the last step: a click, a scribble, a box, a move or a removal."""
        if not self._before:
            return False
        self.clicks, self.box = self._before.pop()
        self._request()
        return True

    def click_at(self, pointer: Pointer) -> Click | None:
        """Return the latest click under the mouse."""
        reach = _RADIUS_PX * pointer.source_px
        x, y = pointer.x - 0.5, pointer.y - 0.5
        near = [c for c in self.clicks if math.hypot(c.x - x, c.y - y) <= reach]
        return near[-1] if near else None

    # -- results of a stroke -----------------------------------------------------------

    def _end_hold(self, stroke: _Stroke) -> None:
        """Move the pressed click if it was dragged, or remove it otherwise."""
        place = [click is stroke.held for click in self.clicks].index(True)
        kept: tuple[Click, ...] = ()
        if stroke.drag is not None:
            pixel = self._pixel(Pointer(*stroke.path[-1]))
            if pixel is None:
                return
            kept = (replace(self.clicks[place], x=pixel[0], y=pixel[1]),)
        self._change(clicks=(*self.clicks[:place], *kept, *self.clicks[place + 1 :]))

    def _end_box(self, stroke: _Stroke) -> None:
        left, top, right, bottom = self._rectangle(stroke)
        height, width = self.board.frame_size
        box = Box(
            max(0, math.floor(left)),
            max(0, math.floor(top)),
            min(width, math.ceil(right)),
            min(height, math.ceil(bottom)),
        )
        if box.left < box.right and box.top < box.bottom:
            self._change(box=box)
        else:
            self.board.refresh_all()

    def _scribbled(self, stroke: _Stroke, pointer: Pointer) -> tuple[Click, ...]:
        """Return clicks along the path at equal distances, including both ends."""
        steps = [math.dist(*pair) for pair in zip(stroke.path, stroke.path[1:], strict=False)]
        length = sum(steps)
        count = 1 + math.ceil(length / (_SCRIBBLE_STEP_PX * pointer.source_px))
        count = min(max(2, count), _SCRIBBLE_MAX)
        wanted = [length * number / (count - 1) for number in range(count)]
        places, done = [stroke.path[0]], 0.0
        for step, end in zip(steps, stroke.path[1:], strict=True):
            done += step
            while len(places) < count and done >= wanted[len(places)] - 1e-6:
                places.append(end)
        return self._clicks_at(places, stroke)

    def _clicks_at(self, places: list[tuple[float, float]], stroke: _Stroke) -> tuple[Click, ...]:
        pixels = [self._pixel(Pointer(x, y)) for x, y in places]
        inside = dict.fromkeys(pixel for pixel in pixels if pixel is not None)
        return tuple(Click(x, y, stroke.is_positive) for x, y in inside)

    def _pixel(self, pointer: Pointer) -> tuple[int, int] | None:
        height, width = self.board.frame_size
        x, y = math.floor(pointer.x), math.floor(pointer.y)
        return (x, y) if 0 <= x < width and 0 <= y < height else None

    @staticmethod
    def _rectangle(stroke: _Stroke) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = stroke.path[0], stroke.path[-1]
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _change(self, *, clicks: tuple[Click, ...] | None = None, box: Box | None = None) -> None:
        before = (self.clicks, self.box)
        self.clicks = self.clicks if clicks is None else clicks
        self.box = self.box if box is None else box
        if (self.clicks, self.box) == before:
            self.board.refresh_all()
            return
        self._before.append(before)
        self._request()

    def _request(self) -> None:
        self.board.refresh_all()
        if self._before:
            self.board.request(ClicksRequest(self.clicks, self.box))
        else:
            self.board.request(Ending.DISCARD)

    # -- drawing -----------------------------------------------------------------------

    def draw(self, painter: QPainter, to_canvas: ToCanvas) -> None:
        """Draw green discs with a plus, red discs with a minus, the box and the stroke."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = self._stroke
        if self.box is not None:
            box = self.box
            _draw_box(painter, to_canvas, (box.left, box.top, box.right, box.bottom))
        if stroke is not None and stroke.drag is Drag.BOX and stroke.held is None:
            _draw_box(painter, to_canvas, self._rectangle(stroke))
        for click in self.clicks:
            if stroke is not None and stroke.drag is not None and click is stroke.held:
                _draw_disc(painter, to_canvas(*stroke.path[-1]), click)
            else:
                _draw_disc(painter, to_canvas(click.x + 0.5, click.y + 0.5), click)
        if stroke is not None and stroke.drag is Drag.SCRIBBLE and stroke.held is None:
            line = QPolygonF([QPointF(*to_canvas(x, y)) for x, y in stroke.path])
            colour = _GREEN if stroke.is_positive else _RED
            for pen in (QPen(_WHITE, 6), QPen(colour, 3.5)):
                painter.setPen(pen)
                painter.drawPolyline(line)


def _draw_disc(painter: QPainter, at: tuple[float, float], click: Click) -> None:
    centre = QPointF(*at)
    painter.setPen(QPen(_WHITE, 1.5))
    painter.setBrush(_GREEN if click.is_positive else _RED)
    painter.drawEllipse(centre, _RADIUS_PX, _RADIUS_PX)
    painter.setPen(QPen(_WHITE, 2, c=Qt.PenCapStyle.FlatCap))
    half = _RADIUS_PX * 0.55
    painter.drawLine(centre - QPointF(half, 0), centre + QPointF(half, 0))
    if click.is_positive:
        painter.drawLine(centre - QPointF(0, half), centre + QPointF(0, half))


def _draw_box(
    painter: QPainter, to_canvas: ToCanvas, box: tuple[float, float, float, float]
) -> None:
    ends = QPointF(*to_canvas(box[0], box[1])), QPointF(*to_canvas(box[2], box[3]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 170), 3.5), QPen(_WHITE, 1.5, Qt.PenStyle.DashLine)):
        painter.setPen(pen)
        painter.drawRect(QRectF(*ends))
