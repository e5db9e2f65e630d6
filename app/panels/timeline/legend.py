"""The legend of the timeline, with its symbols and mouse gestures."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import sentence_case, tr, tr_later
from app.panels.buttons import label
from app.panels.timeline.painting import dashed
from app.panels.timeline.review_marks import paint_bubble, paint_state
from app.theme import SPACE, Theme
from gvseg.annotation.review_notes import ReviewState

SIGNS: Final = (
    tr_later("exemplar"),
    tr_later("drawn"),
    tr_later("propagated"),
    tr_later("proposed"),
    tr_later("verified"),
    tr_later("not in frame"),
    tr_later("low confidence"),
    tr_later("accepted"),
    tr_later("needs work"),
    tr_later("open comment"),
)
_STATES: Final = {state.value: state for state in ReviewState}
_MOUSE: Final = (
    (tr_later("Click or drag"), tr_later("go to a frame")),
    (tr_later("Shift+drag"), tr_later("mark a range")),
    (tr_later("Wheel"), tr_later("zoom")),
    (tr_later("Shift+wheel"), tr_later("scroll along the video")),
    (tr_later("Double-click the ruler"), tr_later("show the whole video")),
)


class Legend(QWidget):
    """A table of symbols, then a table of mouse gestures."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timelineLegend")
        self._signs = [Symbol(name, theme, self) for name in SIGNS]
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for row, sign in enumerate(self._signs):
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(sentence_case(tr(sign.name)), parent=self), row, 1)
        grid.setRowMinimumHeight(len(SIGNS), 3 * SPACE)
        for row, (gesture, effect) in enumerate(_MOUSE, start=len(SIGNS) + 1):
            grid.addWidget(label(tr(gesture), "dim", parent=self), row, 0)
            grid.addWidget(label(sentence_case(tr(effect)), parent=self), row, 1)

    def set_theme(self, theme: Theme) -> None:
        for sign in self._signs:
            sign.set_theme(theme)


class Symbol(QWidget):
    """A symbol, drawn as on the timeline."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(18, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        theme, middle = self._theme, self.height() // 2
        neutral = theme.colour("dim_text")
        if self.name in ("propagated", "low confidence"):
            neutral.setAlpha(150)
        if self.name == "exemplar":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("panel"), 1))
            painter.setBrush(theme.colour("text"))
            centre = QPoint(9, middle)
            steps = ((-5, 0), (0, -5), (5, 0), (0, 5))
            painter.drawPolygon([centre + QPoint(*step) for step in steps])
        elif self.name == "proposed":
            painter.setPen(dashed(neutral))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(0, middle - 5, 17, 9)
        elif self.name == "not in frame":
            painter.fillRect(0, middle - 1, 18, 2, neutral)
        elif self.name in _STATES:
            paint_state(painter, theme, _STATES[self.name], (0, middle - 2), 18)
        elif self.name == "open comment":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_bubble(painter, theme, QPointF(9, middle - 4), is_open=True)
        else:
            painter.fillRect(0, middle - 5, 18, 10, neutral)
        if self.name == "verified":
            painter.fillRect(0, middle + 6, 18, 2, theme.colour("good"))
        if self.name == "low confidence":
            painter.fillRect(0, middle - 8, 18, 3, theme.colour("warning"))
