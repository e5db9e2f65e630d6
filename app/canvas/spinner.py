"""A spinner at the mouse while the engine works."""

from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

_STEP_MS: Final = 50
_STEP_DEGREES: Final = 30
_ARC_DEGREES: Final = 110
_RADIUS_PX: Final = 8.0
_OFFSET_PX: Final = 18.0
_MARGIN_PX: Final = 4


class Spinner(QObject):
    """A spinner that a widget draws over its contents at the mouse."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._at = QPointF(widget.rect().center())
        self._angle = 0
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._turn)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def set_running(self, *, is_running: bool) -> None:
        if is_running == self.is_running:
            return
        if is_running:
            self._timer.start()
        else:
            self._timer.stop()
        self._refresh()

    def follow(self, at: QPointF) -> None:
        """Move the spinner to the mouse position on the widget."""
        if self.is_running:
            self._refresh()
        self._at = at
        if self.is_running:
            self._refresh()

    def draw(self, painter: QPainter) -> None:
        """Draw the spinner light on dark, so that it is visible on any frame."""
        if not self.is_running:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 4.5))
        painter.drawEllipse(self._box())
        painter.setPen(QPen(QColor(255, 255, 255), 2.5))
        painter.drawArc(self._box(), -16 * self._angle, 16 * _ARC_DEGREES)

    def _turn(self) -> None:
        self._angle = (self._angle + _STEP_DEGREES) % 360
        self._refresh()

    def _box(self) -> QRectF:
        centre = self._at + QPointF(_OFFSET_PX, _OFFSET_PX)
        half = QPointF(_RADIUS_PX, _RADIUS_PX)
        return QRectF(centre - half, centre + half)

    def _refresh(self) -> None:
        box = self._box().toAlignedRect()
        self._widget.update(box.adjusted(-_MARGIN_PX, -_MARGIN_PX, _MARGIN_PX, _MARGIN_PX))
