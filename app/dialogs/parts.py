"""Widgets used by several dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QSpinBox

from app.theme import SPACE


def wrapped(text: str, role: str, name: str) -> QLabel:
    """Return a wrapping label with selectable text, in a role of the style sheet."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(True)
    result.setProperty("role", role)
    result.setObjectName(name)
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # On scaled screens, small text is one pixel taller than Qt computes.
    result.setContentsMargins(0, 0, 0, 1)
    result.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return result


def number_box(name: str, least: int, most: int, unit: str, value: int) -> QSpinBox:
    """Return a number field with a unit, aligned with other fields."""
    result = QSpinBox()
    result.setObjectName(name)
    result.setRange(least, most)
    result.setSuffix(unit)
    result.setValue(value)
    result.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
    return result


def details_box(name: str, *, is_code: bool = False) -> QPlainTextEdit:
    """Return a read-only text box."""
    result = QPlainTextEdit()
    result.setObjectName(name)
    result.setReadOnly(True)
    result.setMinimumHeight(96)
    if is_code:
        result.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        result.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return result
