"""Write comments in a real window, as a reviewer would."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from window_acts import key


def trigger(application: Any, action_id: str) -> None:
    application.window.actions_by_id[action_id].trigger()


def comment_line(application: Any) -> QLineEdit:
    line: QLineEdit = application.panels.comments.findChild(QLineEdit, "commentText")
    return line


def begin_comment(application: Any) -> QLineEdit:
    """Press the key for a comment; return the line, which now has the focus."""
    key(application.window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    line = comment_line(application)
    assert line.hasFocus()
    return line


def write_comment(application: Any, text: str, *, on_object: bool = False) -> None:
    line = begin_comment(application)
    about = application.panels.comments.findChild(QComboBox, "commentAbout")
    about.setCurrentIndex(1 if on_object else 0)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert application.canvas.hasFocus()


def comments_of(application: Any) -> list[Any]:
    return list(application.workspace.document.notes.comments.values())
