"""Draws the parts of the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from app.panels.patterns import PATTERN_BRUSHES
from app.panels.timeline.axis import FrameAxis
from app.panels.timeline.spans import ABSENT, GAP, LOW, MACHINE, PERSON, PIN, SAID, UNVERIFIED, runs
from app.theme import SMALL_TEXT_PX, SPACE, Theme

GUTTER_PX: Final = 152
RULER_PX: Final = 28
_NUMBERS_PX: Final = 16
"""Height of the labels at the top of the ruler, above ticks, range marks and playhead."""
ROW_PX: Final = 20
STRIP_PX: Final = 30
_BAR_PX: Final = 10
_PROGRESS_PX: Final = 5
_STAR_PX: Final = 4.5
_LOCKED_BRUSH: Final = Qt.BrushStyle.BDiagPattern


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How a row looks.

    Attributes:
        name: text in the gutter.
        colour: colour of the object, or None for the sum row.
        pattern: pattern of the swatch, or 0 for none; see `app.panels.patterns`.
        is_proposed: whether it is a proposal, drawn dashed as on the canvas.
    """

    name: str
    colour: QColor | None
    is_selected: bool = False
    is_dimmed: bool = False
    is_locked: bool = False
    is_proposed: bool = False
    pattern: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """The states of a row, one per cell.

    Attributes:
        edges: first frame of each cell, then the end (exclusive) of the last one.
        bits: one value per cell; see `app.panels.timeline.spans`.
    """

    edges: NDArray[np.int64]
    bits: NDArray[np.uint8]


class TimelinePainter:
    """Draws the timeline in the colours of a theme and along an axis."""

    def __init__(self, painter: QPainter, theme: Theme, axis: FrameAxis) -> None:
        self._painter = painter
        self._theme = theme
        self._axis = axis
        self._small = QFont(painter.font())
        self._small.setPixelSize(SMALL_TEXT_PX)
        self._small.setFeature(QFont.Tag.fromString("tnum"), 1)

    def draw_ruler(self, marks: Sequence[tuple[int, str, str]]) -> None:
        """Draw ticks along the top, each with its frame index and its time."""
        painter, axis, theme = self._painter, self._axis, self._theme
        width = axis.left + axis.width
        painter.fillRect(0, 0, width + SPACE, RULER_PX, theme.colour("panel"))
        painter.setFont(self._small)
        for frame_index, name, time_text in marks:
            x = round(axis.x_of(frame_index))
            painter.fillRect(x, _NUMBERS_PX, 1, RULER_PX - _NUMBERS_PX, theme.colour("dim_text"))
            painter.setPen(theme.colour("text"))
            painter.drawText(x, _NUMBERS_PX - 3, name)
            painter.setPen(theme.colour("dim_text"))
            after = x + painter.fontMetrics().horizontalAdvance(name) + 2 * SPACE
            if after + painter.fontMetrics().horizontalAdvance(time_text) <= width:
                painter.drawText(after, _NUMBERS_PX - 3, time_text)
        painter.fillRect(0, RULER_PX - 1, width + SPACE, 1, theme.colour("line"))

    def draw_range(self, frames: tuple[int, int], height: int) -> None:
        """Draw the marked range as a band on the ruler, and dim the frames outside."""
        painter, axis = self._painter, self._axis
        left = max(axis.left, round(axis.x_of(frames[0])))
        right = min(axis.left + axis.width, round(axis.x_of(frames[1] + 1)))
        veil = self._theme.colour("window")
        veil.setAlpha(150)
        painter.fillRect(axis.left, RULER_PX, left - axis.left, height - RULER_PX, veil)
        painter.fillRect(right, RULER_PX, axis.left + axis.width - right, height - RULER_PX, veil)
        accent = self._theme.colour("accent")
        painter.fillRect(left, RULER_PX - 4, max(2, right - left), 4, accent)
        for x in (left, max(left, right - 2)):
            painter.fillRect(x, _NUMBERS_PX, 2, RULER_PX - _NUMBERS_PX, accent)

    def draw_run_progress(self, frames: tuple[int, int], done: Sequence[tuple[int, int]]) -> None:
        """Draw the progress of a run on the ruler, filled where frames are done."""
        painter, axis = self._painter, self._axis
        trough = self._theme.colour("dim_text")
        trough.setAlpha(90)
        for (first, stop), colour in (
            ((frames[0], frames[1] + 1), trough),
            *((span, self._theme.colour("good")) for span in done),
        ):
            left, right = self._pixel_span(first, stop)
            if right > axis.left and left < axis.left + axis.width:
                painter.fillRect(left, RULER_PX - _PROGRESS_PX, right - left, _PROGRESS_PX, colour)

    def draw_gutter(self, top: int, style: RowStyle) -> None:
        """Draw the swatch and the name of a row."""
        painter, theme = self._painter, self._theme
        ground = "raised" if style.is_selected else "panel"
        painter.fillRect(0, top, GUTTER_PX, ROW_PX, theme.colour(ground))
        if style.is_selected:
            painter.fillRect(0, top, 2, ROW_PX, theme.colour("accent"))
        left = 2 * SPACE
        if style.colour is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(dashed(style.colour) if style.is_proposed else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if style.is_proposed else style.colour)
            painter.drawRoundedRect(QRectF(left, top + 5, 10, 10), 2, 2)
            if style.is_locked or style.pattern:
                brush = PATTERN_BRUSHES[style.pattern] if style.pattern else _LOCKED_BRUSH
                painter.setBrush(QBrush(theme.colour("window"), brush))
                painter.drawRoundedRect(QRectF(left, top + 5, 10, 10), 2, 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        left += 10 + 2 * SPACE
        plain = style.colour is not None and not style.is_dimmed
        painter.setPen(theme.colour("text" if plain else "dim_text"))
        place = QRect(left, top, GUTTER_PX - left - SPACE, ROW_PX)
        shown = painter.fontMetrics().elidedText(
            style.name, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def draw_row(self, top: int, style: RowStyle, cells: Cells) -> None:
        """Draw the spans of a row."""
        painter, theme, axis = self._painter, self._theme, self._axis
        ground = theme.colour("raised" if style.is_selected else "window")
        painter.fillRect(axis.left, top, axis.width, ROW_PX, ground)
        painter.fillRect(axis.left, top + ROW_PX - 1, axis.width, 1, theme.colour("panel"))
        colour = style.colour or theme.colour("dim_text")
        for start, stop, bits in runs(cells.bits & ~np.uint8(PIN)):
            if style.is_proposed and bits & (MACHINE | PERSON):
                self._draw_proposed(top, cells.edges[start], cells.edges[stop], colour)
            elif bits & SAID:
                self._draw_span(top, cells.edges[start], cells.edges[stop], bits, colour)
        self._draw_pins(top, cells)

    def draw_strip(
        self, top: int, name: str, edges: NDArray[np.int64], least: NDArray[np.float32], low: float
    ) -> None:
        """Draw the curve of the lowest confidence, from 0 at the bottom to 1 at the top."""
        painter, theme, axis = self._painter, self._theme, self._axis
        painter.fillRect(0, top, axis.left + axis.width, STRIP_PX, theme.colour("panel"))
        painter.fillRect(0, top, axis.left + axis.width, 1, theme.colour("line"))
        painter.setPen(theme.colour("dim_text"))
        painter.setFont(self._small)
        place = QRect(2 * SPACE, top, GUTTER_PX - 3 * SPACE, STRIP_PX)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        floor, high = top + STRIP_PX - 3, STRIP_PX - 8
        steps = np.nan_to_num(np.ceil(least * high), nan=-1).astype(np.int16)
        levels = (steps + 1).clip(0, 255).astype(np.uint8)
        limit = np.ceil(low * high)
        good, bad = theme.colour("accent"), _fill_colour(theme.colour("warning"))
        good.setAlpha(150)
        for start, stop, level in runs(levels):
            if level:
                left, right = self._pixel_span(edges[start], edges[stop])
                height = max(1, level - 1)
                painter.fillRect(
                    left, floor - height, right - left, height, bad if height < limit else good
                )
        painter.setPen(QPen(theme.colour("dim_text"), 1, Qt.PenStyle.DotLine))
        y = floor - round(low * high)
        painter.drawLine(axis.left, y, axis.left + axis.width, y)

    def draw_playhead(self, frame_index: int, height: int) -> None:
        painter, axis = self._painter, self._axis
        left, right = axis.x_of(frame_index), axis.x_of(frame_index + 1)
        if right < axis.left or left > axis.left + axis.width:
            return
        accent = self._theme.colour("accent")
        if right - left >= 4:
            veil = QColor(accent)
            veil.setAlpha(50)
            painter.fillRect(QRectF(left, RULER_PX, right - left, height - RULER_PX), veil)
        middle = round((left + right) / 2) if right - left >= 4 else round(left)
        painter.fillRect(middle, RULER_PX - 4, 1, height - RULER_PX + 4, accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        x, y = middle + 0.5, RULER_PX - 1.0
        painter.drawPolygon(
            QPolygonF([QPointF(x - 5, y - 9), QPointF(x + 5, y - 9), QPointF(x, y)])
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_span(self, top: int, first: int, stop: int, bits: int, colour: QColor) -> None:
        painter = self._painter
        left, right = self._pixel_span(first, stop)
        bar = top + (ROW_PX - _BAR_PX) // 2 - 1
        width = right - left
        if bits & (MACHINE | PERSON):
            fill = QColor(colour)
            # A column that also covers frames without a mask is paler.
            fill.setAlpha((110 if bits & GAP else 160) if bits & MACHINE else 255)
            painter.fillRect(left, bar, width, _BAR_PX, fill)
        elif bits & ABSENT:
            painter.fillRect(left, bar + _BAR_PX // 2 - 1, width, 2, self._theme.colour("dim_text"))
        if bits & LOW:
            painter.fillRect(left, bar - 3, width, 3, _fill_colour(self._theme.colour("warning")))
        if not bits & UNVERIFIED:
            painter.fillRect(left, bar + _BAR_PX + 1, width, 2, self._theme.colour("good"))

    def _draw_proposed(self, top: int, first: int, stop: int, colour: QColor) -> None:
        left, right = self._pixel_span(first, stop)
        fill = QColor(colour)
        fill.setAlpha(60)
        bar = QRect(left, top + (ROW_PX - _BAR_PX) // 2 - 1, right - left, _BAR_PX)
        self._painter.fillRect(bar, fill)
        self._painter.setPen(dashed(colour))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(bar.adjusted(0, 0, -1, -1))

    def _draw_pins(self, top: int, cells: Cells) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("window"), 1))
        painter.setBrush(self._theme.colour("text"))
        y = top + ROW_PX / 2 - 1
        for cell in np.flatnonzero(cells.bits & PIN):
            edges = cells.edges[cell : cell + 2]
            x = (self._axis.x_of(int(edges[0])) + self._axis.x_of(int(edges[1]))) / 2
            r = _STAR_PX
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
                )
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _pixel_span(self, first: int, stop: int) -> tuple[int, int]:
        axis = self._axis
        left = max(axis.left, round(axis.x_of(int(first))))
        right = min(axis.left + axis.width, round(axis.x_of(int(stop))))
        return left, max(left + 1, right)


def dashed(colour: QColor) -> QPen:
    """Return the pen for outlines of proposals."""
    pen = QPen(colour, 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3.0, 2.0])
    return pen


def _fill_colour(colour: QColor) -> QColor:
    """Return a text colour at medium lightness, to fill areas in both themes."""
    return QColor.fromHslF(colour.hslHueF(), colour.hslSaturationF(), 0.5)
