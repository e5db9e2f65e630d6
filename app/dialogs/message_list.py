"""All messages of this session, latest first."""

import time
from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, tr_later
from app.theme import SPACE
from app.wording import with_label
from app.workspace import Level, Message

_KINDS: Final = {
    Level.INFO: tr_later("Note"),
    Level.GOOD: tr_later("Done"),
    Level.WARNING: tr_later("Warning"),
    Level.ERROR: tr_later("Error"),
}


class MessageListDialog(QDialog):
    """Shows messages with times and details. Not modal."""

    def __init__(self, messages: Iterable[Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageList")
        self.setWindowTitle(tr("Messages"))
        self.resize(640, 420)
        self._text = QPlainTextEdit(messages_text(messages), self)
        self._text.setObjectName("messageListText")
        self._text.setAccessibleName(tr("Messages"))
        self._text.setReadOnly(True)
        self._text.setPlaceholderText(tr("No messages yet."))
        copy = QPushButton(tr("Copy All"), self)
        copy.setObjectName("messageListCopy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("messageListClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def messages_text(messages: Iterable[Message]) -> str:
    """Return messages as text, latest first, with their details."""
    told = []
    for message in reversed(list(messages)):
        clock = time.strftime("%H:%M:%S", time.localtime(message.posted_at))
        line = f"{clock}  {with_label(tr(_KINDS[message.level]), message.text)}"
        told.append(f"{line}\n{message.details.rstrip()}" if message.details else line)
    return "\n\n".join(told)
