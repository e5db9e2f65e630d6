"""The shortcut sheet (F1)."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS
from app.key_names import key_texts
from app.language import tr, tr_later, without_mnemonic
from app.theme import RADIUS, SPACE, Theme

_COLUMNS: Final = (
    ("tool", "edit", "file", "help"),
    ("go", "propagate", "proposal", "review"),
    ("object", "mask", "view", "pointer"),
)
"""The menus in each column; any other menu goes to the last column."""
MOUSE: Final = (
    (tr_later("Wheel"), tr_later("Zoom at pointer")),
    (tr_later("Space+drag or middle drag"), tr_later("Pan the view")),
    (tr_later("Right button or Shift"), tr_later("Erase with the brush")),
    (tr_later("Right click"), tr_later("Negative click (clicks tool)")),
    (tr_later("Shift+drag"), tr_later("Mark a range (timeline)")),
    (tr_later("Wheel on the timeline"), tr_later("Zoom the timeline")),
    (tr_later("Ctrl+click"), tr_later("Select the object under the mouse with any tool")),
    (tr_later("Ctrl+Shift+click"), tr_later("Add it to the selection")),
)
_SIZE_PX: Final = (1240, 860)


class CheatSheet(QDialog):
    """All current shortcuts by menu, in three columns, with a search field.

    Signals:
        shortcuts_requested: open the shortcuts dialog.
    """

    shortcuts_requested = Signal()

    def __init__(
        self, keys: Mapping[str, tuple[str, ...]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cheatSheet")
        self.setWindowTitle(tr("Keyboard Shortcuts"))
        self._theme = theme
        self._groups: list[_Group] = []
        self._find = QLineEdit(self)
        self._find.setObjectName("cheatFind")
        self._find.setPlaceholderText(tr("Find by name or key"))
        self._find.setAccessibleName(tr("Find by name or key"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._show_matches)
        self._none = QLabel(tr("No shortcut matches."), self)
        self._none.setObjectName("cheatNone")
        self._none.setProperty("role", "dim")
        self._none.hide()
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 0)
        head.addWidget(self._find, 1)
        head.addWidget(self._none, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._make_page(keys), 1)
        layout.addLayout(self._make_footer())
        self._find.setFocus()
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_SIZE_PX[0], room.width() - 40), min(_SIZE_PX[1], room.height() - 80))

    def _make_page(self, keys: Mapping[str, tuple[str, ...]]) -> QScrollArea:
        page = QWidget(self)
        columns = QHBoxLayout(page)
        columns.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        columns.setSpacing(6 * SPACE)
        named = {menu for menus in _COLUMNS for menu in menus}
        others = tuple(menu for menu in MENUS if menu not in named)
        for place, menus in enumerate((*_COLUMNS[:-1], (*_COLUMNS[-1], *others))):
            column = QVBoxLayout()
            column.setSpacing(4 * SPACE)
            for menu in menus:
                rows = [
                    (spec.title.removesuffix("..."), key_texts(keys[spec.action_id]))
                    for spec in ACTIONS.values()
                    if spec.menu == menu and keys.get(spec.action_id)
                ]
                self._add_group(column, without_mnemonic(tr(MENUS[menu])), rows)
            if place == len(_COLUMNS) - 1:
                self._add_group(
                    column, tr("Mouse"), [(tr(text), (tr(act),)) for act, text in MOUSE]
                )
            column.addStretch(1)
            columns.addLayout(column, 1)
        scroll = QScrollArea(self)
        scroll.setObjectName("cheatScroll")
        scroll.setAccessibleName(tr("Shortcuts"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setMinimumWidth(page.minimumSizeHint().width() + 4 * SPACE)
        return scroll

    def _add_group(
        self, column: QVBoxLayout, title: str, rows: Sequence[tuple[str, tuple[str, ...]]]
    ) -> None:
        if rows:
            group = _Group(title, rows, self._theme)
            self._groups.append(group)
            column.addWidget(group)

    def _make_footer(self) -> QHBoxLayout:
        change = QPushButton(tr("Customize Shortcuts..."), self)
        change.setObjectName("cheatChange")
        change.setAutoDefault(False)
        change.clicked.connect(self._on_change)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("cheatClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 4 * SPACE)
        foot.addWidget(change)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    def _show_matches(self, text: str) -> None:
        found = [group.show_matches(text.casefold().strip()) for group in self._groups]
        self._none.setVisible(not any(found))

    def _on_change(self) -> None:
        self.accept()
        self.shortcuts_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.accept()
        else:
            super().keyPressEvent(event)


class _Group(QWidget):
    """The shortcuts of one menu."""

    def __init__(
        self, title: str, rows: Sequence[tuple[str, tuple[str, ...]]], theme: Theme
    ) -> None:
        super().__init__()
        self._title = title
        head = QLabel(title)
        head.setProperty("role", "title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(head)
        self._rows: list[tuple[str, QWidget]] = []
        for text, keys in rows:
            row = _row(text, keys, theme)
            layout.addWidget(row)
            self._rows.append((f"{text} {' '.join(keys)}".casefold(), row))

    def show_matches(self, text: str) -> bool:
        """Show the rows that contain a text, or all if the title does. Return whether any match."""
        is_whole = text in self._title.casefold()
        matches = [is_whole or text in words for words, _ in self._rows]
        for (_, row), is_match in zip(self._rows, matches, strict=True):
            row.setVisible(is_match)
        self.setVisible(any(matches))
        return any(matches)


def _row(text: str, keys: tuple[str, ...], theme: Theme) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE)
    layout.addWidget(QLabel(text))
    layout.addStretch(1)
    for key in keys:
        cap = QLabel(key)
        cap.setStyleSheet(
            f"background: {theme.raised}; border: 1px solid {theme.line};"
            f"border-radius: {RADIUS}px; padding: 0 5px;"
        )
        layout.addWidget(cap)
    return row
