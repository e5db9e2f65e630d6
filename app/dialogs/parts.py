"""Widgets used by several dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QSpinBox

from app.theme import SPACE


def wrapped(text: str, role: str, name: str) -> QLabel:
    """Return a wrapping label with selectable text, in a role of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", role)
    made.setObjectName(name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # On scaled screens, small text is one pixel taller than Qt computes.
    made.setContentsMargins(0, 0, 0, 1)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def number_box(name: str, least: int, most: int, unit: str, value: int) -> QSpinBox:
    """Return a number field with a unit, aligned with other fields."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(least, most)
    made.setSuffix(unit)
    made.setValue(value)
    made.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
    return made


def details_box(name: str, *, is_code: bool = False) -> QPlainTextEdit:
    """Return a read-only text box."""
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setReadOnly(True)
    made.setMinimumHeight(96)
    if is_code:
        made.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return made
