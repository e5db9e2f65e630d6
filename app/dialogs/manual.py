"""The manual: chapters on the left, their text with the current keys on the right."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, translated_asset
from app.theme import SPACE

_SIZE_PX: Final = (820, 560)
_CHAPTERS_PX: Final = 200


class ManualDialog(QDialog):
    """Shows one chapter at a time. Not modal.

    Args:
        with_keys: replaces "{go.play}" in a text with the key of that action.
    """

    def __init__(self, with_keys: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manualDialog")
        self.setWindowTitle(tr("Manual"))
        self.resize(*_SIZE_PX)
        text = translated_asset("help", "manual.md").read_text("utf-8")
        self._texts = chapters(with_keys(re.sub(r"\{[a-z_.]+\}", r"**\g<0>**", text)))
        self._list = QListWidget(self)
        self._list.setObjectName("manualChapters")
        self._list.setAccessibleName(tr("Chapters"))
        self._list.setFixedWidth(_CHAPTERS_PX)
        self._list.addItems(list(self._texts))
        self._page = QTextBrowser(self)
        self._page.setObjectName("manualPage")
        self._page.setAccessibleName(tr("Chapter"))
        self._page.document().setDocumentMargin(3 * SPACE)
        close = QPushButton(tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        body = QHBoxLayout()
        body.setSpacing(2 * SPACE)
        body.addWidget(self._list)
        body.addWidget(self._page, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addLayout(body, 1)
        layout.addLayout(foot)
        self._list.currentTextChanged.connect(self._show)
        self._list.setCurrentRow(0)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _show(self, title: str) -> None:
        self._page.setMarkdown(f"## {title}\n\n{self._texts[title]}")


def chapters(text: str) -> dict[str, str]:
    """Return the sections of a Markdown page by their top-level headings."""
    parts = re.split(r"^# (.+)$", text, flags=re.MULTILINE)
    return {
        title.strip(): body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)
    }
