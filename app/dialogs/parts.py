"""Pieces that dialogs are made of."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy


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
