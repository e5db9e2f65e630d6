"""A label that elides the middle of its text when space is short."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_LEAST_PX: Final = 140


class ElidedLabel(QLabel):
    """Prefers the width of the full text but can shrink; the tooltip shows the full text."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = self._short = ""

    def set_whole(self, text: str, short: str = "") -> None:
        """Show a text. A short form, if given, is used when the whole text does not fit."""
        self._whole, self._short = text, short
        self.setToolTip(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self._whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = min(_LEAST_PX, self._width_of(self._short or self._whole))
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        is_cut = self._width_of(self._whole) > self.width()
        text = self._short if is_cut and self._short else self._whole
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(text, middle, self.width()))

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 2
