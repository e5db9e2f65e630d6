"""The sheet of shortcuts on F1."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS
from app.theme import RADIUS, SPACE, Theme

_COLUMNS: Final = (
    ("tool", "edit", "file", "help"),
    ("go", "propagate", "proposal", "review"),
    ("object", "view", "pointer"),
)
MOUSE: Final = (
    ("Wheel", "Zoom at pointer"),
    ("Space+drag or middle drag", "Pan the view"),
    ("Right button or Shift", "Erase with the brush"),
    ("Right click", "Negative click (clicks tool)"),
    ("Shift+drag", "Mark a range (timeline)"),
    ("Wheel on the timeline", "Zoom the timeline"),
    ("Ctrl+click", "Select the object under the mouse with any tool"),
    ("Ctrl+Shift+click", "Add it to the selection"),
)


class CheatSheet(QDialog):
    """All keys as they are now, by menu, in three columns.

    Signals:
        shortcuts_requested: open the shortcuts dialog.
    """

    shortcuts_requested = Signal()

    def __init__(
        self, keys: Mapping[str, tuple[str, ...]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cheatSheet")
        self.setWindowTitle("Shortcuts")
        self._theme = theme
        page = QWidget(self)
        columns = QHBoxLayout(page)
        columns.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        columns.setSpacing(6 * SPACE)
        for place, menus in enumerate(_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(4 * SPACE)
            for menu in menus:
                rows = [
                    (spec.text.removesuffix("..."), keys.get(spec.action_id, ()))
                    for spec in ACTIONS.values()
                    if spec.menu == menu and keys.get(spec.action_id)
                ]
                column.addLayout(self._group(MENUS[menu].replace("&", ""), rows))
            if place == len(_COLUMNS) - 1:
                column.addLayout(self._mouse())
            column.addStretch(1)
            columns.addLayout(column, 1)
        scroll = QScrollArea(self)
        scroll.setObjectName("cheatScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        change = QPushButton("Customize Shortcuts...", self)
        change.setObjectName("cheatChange")
        change.setAutoDefault(False)
        change.clicked.connect(self._on_change)
        close = QPushButton("Close", self)
        close.setObjectName("cheatClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 4 * SPACE)
        foot.addWidget(change)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1240, room.width() - 40), min(860, room.height() - 80))

    def _group(self, title: str, rows: list[tuple[str, tuple[str, ...]]]) -> QGridLayout:
        grid = self._grid(title)
        for row, (text, keys) in enumerate(rows, start=1):
            grid.addWidget(QLabel(text), row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(SPACE)
            caps.addStretch(1)
            for key in keys:
                sequence = QKeySequence.fromString(key)
                caps.addWidget(self._cap(sequence.toString(QKeySequence.SequenceFormat.NativeText)))
            grid.addLayout(caps, row, 1)
        return grid

    def _mouse(self) -> QGridLayout:
        grid = self._grid("Mouse")
        for row, (gesture, text) in enumerate(MOUSE, start=1):
            grid.addWidget(QLabel(text), row, 0)
            shown = QLabel(gesture)
            shown.setProperty("role", "dim")
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(shown, row, 1)
        return grid

    def _grid(self, title: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 1)
        head = QLabel(title)
        head.setProperty("role", "title")
        grid.addWidget(head, 0, 0, 1, 2)
        return grid

    def _cap(self, text: str) -> QLabel:
        cap = QLabel(text)
        cap.setStyleSheet(
            f"background: {self._theme.raised}; border: 1px solid {self._theme.line};"
            f"border-radius: {RADIUS}px; padding: 0 5px;"
        )
        return cap

    def _on_change(self) -> None:
        self.accept()
        self.shortcuts_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.accept()
        else:
            super().keyPressEvent(event)
