"""A label that elides the middle of its text when space is short."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_LEAST_PX: Final = 140
_ANY_PX: Final = 10_000
_STEP_PX: Final = 12


class ElidedLabel(QLabel):
    """Prefers the width of the full text but can shrink; the tooltip shows the full text.

    Args:
        lines: number of lines to use before the text is elided.
        role: role of the style sheet, such as "dim".
    """

    def __init__(self, name: str, parent: QWidget, *, lines: int = 1, role: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(lines > 1)
        self._lines = lines
        self._whole = self._short = ""

    def set_whole(self, text: str, short: str = "") -> None:
        """Show a text. A short form, if given, is used when the whole text does not fit."""
        self._whole, self._short = text, short
        self.setToolTip(text)
        self.updateGeometry()
        self._elide()

    def hasHeightForWidth(self) -> bool:
        """Return False, so that a narrow label does not make its bar higher."""
        return False

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self._whole), self._height)

    def minimumSizeHint(self) -> QSize:
        least = min(_LEAST_PX, self._width_of(self._short or self._whole))
        return QSize(least, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        whole = self._whole if self._fits(self._whole) else self._short or self._whole
        text, room = whole, self._lines * self.width()
        while not self._fits(text) and room >= self.width():
            text = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, room)
            room -= _STEP_PX
        self.setText(text)

    def _fits(self, text: str) -> bool:
        if self._lines == 1:
            return self._width_of(text) <= self.width()
        used = self._rect_of(text, self.width())
        line = self._rect_of(text, _ANY_PX)  # higher than Latin lines if another font is needed
        return used.width() <= self.width() and used.height() <= self._lines * line.height()

    @property
    def _height(self) -> int:
        return self._rect_of("\n".join(self._lines * "x"), _ANY_PX).height()

    def _rect_of(self, text: str, width: int) -> QRect:
        room = QRect(0, 0, width, _ANY_PX)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 2
