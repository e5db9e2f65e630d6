"""Pieces that dialogs are made of."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QSpinBox

from app.theme import SPACE


def wrapped(text: str, role: str, name: str) -> QLabel:
    """A text of several lines in a role of the style sheet, which can be marked and copied."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", role)
    made.setObjectName(name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # Small text is a pixel higher than Qt reckons where the screen is scaled.
    made.setContentsMargins(0, 0, 0, 1)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def number_box(name: str, least: int, most: int, unit: str, value: int) -> QSpinBox:
    """A field for a number and its unit, with the text in line with that of other fields."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(least, most)
    made.setSuffix(unit)
    made.setValue(value)
    made.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
    return made


def details_box(name: str, *, is_code: bool = False) -> QPlainTextEdit:
    """A box of text to read and copy."""
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setReadOnly(True)
    made.setMinimumHeight(96)
    if is_code:
        made.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return made
