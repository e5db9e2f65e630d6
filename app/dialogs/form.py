"""Forms: aligned rows of a title and a field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QWidget

from app.theme import SPACE

_TITLE_PX = 24
_TITLE_WIDTH_PX = 104


class Form(QGridLayout):
    """A grid of two columns. (QFormLayout gives multi-line labels too much space.)"""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(4 * SPACE)
        self.setVerticalSpacing(2 * SPACE)
        self.setColumnStretch(1, 1)
        self.setColumnMinimumWidth(0, _TITLE_WIDTH_PX)

    def row(
        self, title: str | QLabel, field: QWidget | QLayout, buddy: QWidget | None = None
    ) -> None:
        """Add a row; "&F" in the title makes F the mnemonic of the field."""
        place = self.rowCount()
        label = QLabel(title) if isinstance(title, str) else title
        label.setMinimumHeight(_TITLE_PX)
        target = buddy or (field if isinstance(field, QWidget) else None)
        if target is not None:
            label.setBuddy(target)
        self.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(field, QWidget):
            self.addWidget(field, place, 1)
        else:
            self.addLayout(field, place, 1)

    def add_hint(self, text: QWidget) -> None:
        """Add a hint below the last field."""
        self.addWidget(text, self.rowCount(), 1)
