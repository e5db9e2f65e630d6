"""The hint that an empty panel shows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.panels.buttons import label
from app.theme import SPACE, Theme, icon

LIST_MIN_PX = 104
"""Minimum height of a list: four rows."""
_HINT_MIN_PX = 28
_ICON_PX = 28


class EmptyHint(QWidget):
    """A sentence that says what to do, with an icon if it fits."""

    def __init__(self, icon_name: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label(text, "hint", "emptyHint", self)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        layout.setSpacing(SPACE)
        layout.addStretch(1)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        layout.addStretch(1)
        self.setMinimumHeight(_HINT_MIN_PX)
        self.set_theme(theme)

    def set_text(self, text: str) -> None:
        self._text.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() - 8 * SPACE
        needed = self._text.heightForWidth(width) + _ICON_PX + SPACE
        self._icon.setVisible(self.height() >= needed)

    def set_theme(self, theme: Theme) -> None:
        theme_icon = icon(self._icon_name, theme, role="dim_text")
        self._icon.setPixmap(theme_icon.pixmap(_ICON_PX, _ICON_PX))
