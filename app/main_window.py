"""The main window: menus, the tool rail, the canvas and docks around it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDockWidget,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS, keys_of
from app.language import tr
from app.theme import ICON_PX, Theme, icon

_TYPED = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
LAYOUT_VERSION = 1
_TITLE_BAR_PX = 32
_SWITCHES = frozenset({"tool.subtract", "tool.snap"})  # options of tools, not tools themselves


class MainWindow(QMainWindow):
    """Arranges the panels. It does not access documents.

    Attributes:
        may_close: called before the window closes; if it returns False, the window stays open.

    Signals:
        dropped(Path): a file or folder was dropped on the window.
        several_dropped(list): several files or folders were dropped at once.
        recent_requested(Path): the user chose an entry of the recent list.
        closing: the window is about to close.
    """

    dropped = Signal(object)
    several_dropped = Signal(list)
    recent_requested = Signal(object)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.may_close: Callable[[], bool] = lambda: True
        self.actions_by_id: dict[str, QAction] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self.menus: dict[str, QMenu] = {}
        self.recent_menu = QMenu(tr("Open Recent"), self)
        self.recent_menu.setObjectName("recentMenu")
        self.bars = QVBoxLayout()
        self.feet = QVBoxLayout()
        self.pages = QStackedWidget()
        self._first_layout = QByteArray()
        self._hidden_layout = QByteArray()
        self._make_actions()
        self._make_menus()
        self._make_rail()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bars.setContentsMargins(0, 0, 0, 0)
        self.bars.setSpacing(0)
        column.addLayout(self.bars)
        column.addWidget(self.pages, 1)
        column.addLayout(self.feet)
        self.setCentralWidget(middle)

    # -- building ----------------------------------------------------------------------

    def add_dock(
        self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea
    ) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        self.menus["view"].addAction(dock.toggleViewAction())
        return dock

    def connect_actions(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        for action_id, handler in handlers.items():
            self.actions_by_id[action_id].triggered.connect(lambda _=False, call=handler: call())

    def set_keys(self, preset: str, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Set the keys of all actions. Actions whose keys stay the same are left alone."""
        wanted = keys_of(preset, chosen)
        for action_id, keys in wanted.items():
            if keys != self._keys.get(action_id):
                self.actions_by_id[action_id].setShortcuts([QKeySequence(key) for key in keys])
        self._keys = dict(wanted)

    def set_theme(self, theme: Theme) -> None:
        for action_id, action in self.actions_by_id.items():
            name = ACTIONS[action_id].icon
            if name:
                action.setIcon(icon(name, theme))

    def set_recent(self, paths: tuple[str, ...]) -> None:
        """Fill the recent list."""
        self.recent_menu.clear()
        self.recent_menu.setEnabled(bool(paths))
        for text in paths:
            path = Path(text)
            entry = self.recent_menu.addAction(f"{path.name}    {path.parent}")
            entry.triggered.connect(lambda _=False, wanted=path: self.recent_requested.emit(wanted))

    def store_initial_layout(self) -> None:
        """Store the layout that Reset Layout restores."""
        self._first_layout = self.saveState(LAYOUT_VERSION)

    def reset_layout(self) -> None:
        """Restore the layout that `store_initial_layout` stored."""
        self.restoreState(self._first_layout, LAYOUT_VERSION)

    def toggle_panels(self) -> None:
        """Hide all docks, or restore the docks hidden by this method."""
        docks = [dock for dock in self.findChildren(QDockWidget) if not dock.isFloating()]
        if any(dock.toggleViewAction().isChecked() for dock in docks):
            self._hidden_layout = self.saveState(LAYOUT_VERSION)
            for dock in docks:
                dock.hide()
        elif not self.restoreState(self._hidden_layout, LAYOUT_VERSION):
            for dock in docks:
                dock.show()

    def layout_texts(self) -> tuple[str, str]:
        """Return geometry and state in hexadecimal, as if temporarily hidden panels were shown."""
        docks = self.findChildren(QDockWidget)
        is_any_shown = any(dock.toggleViewAction().isChecked() for dock in docks)
        is_flipped = not is_any_shown and not self._hidden_layout.isEmpty()
        state = self._hidden_layout if is_flipped else self.saveState(LAYOUT_VERSION)
        return bytes(self.saveGeometry().data()).hex(), bytes(state.data()).hex()

    def restore_layout(self, geometry: str, state: str) -> None:
        """Restore what `layout_texts` returned, ignoring damaged text."""
        try:
            self.restoreGeometry(QByteArray(bytes.fromhex(geometry)))
            self.restoreState(QByteArray(bytes.fromhex(state)), LAYOUT_VERSION)
        except ValueError:
            return

    def _make_actions(self) -> None:
        tools, scopes = QActionGroup(self), QActionGroup(self)
        for action_id, spec in ACTIONS.items():
            action = QAction(spec.title, self)
            action.setObjectName(action_id)
            action.setCheckable(spec.is_checkable)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            if spec.menu == "tool" and spec.is_checkable and action_id not in _SWITCHES:
                tools.addAction(action)
            elif action_id.startswith("propagate.scope_"):
                scopes.addAction(action)
            self.addAction(action)
            self.actions_by_id[action_id] = action

    def _make_menus(self) -> None:
        for name, title in MENUS.items():
            self.menus[name] = QMenu(tr(title), self)
            self.menus[name].setToolTipsVisible(True)
            if name not in ("pointer", "choose"):
                self.menuBar().addMenu(self.menus[name])
        for action_id, spec in ACTIONS.items():
            menu = self.menus[spec.menu]
            if spec.starts_group:
                menu.addSeparator()
            menu.addAction(self.actions_by_id[action_id])
            if action_id == "file.open_project":
                menu.addMenu(self.recent_menu)
        self.menus["tool"].addSeparator()
        self.menus["tool"].addMenu(self.menus["pointer"])
        self.menus["object"].addMenu(self.menus["choose"])
        self.menus["view"].addSeparator()

    def _make_rail(self) -> None:
        rail = QToolBar(tr("Tools"), self)
        rail.setObjectName("toolRail")
        rail.setMovable(False)
        rail.setOrientation(Qt.Orientation.Vertical)
        rail.setIconSize(QSize(ICON_PX, ICON_PX))
        for action_id, spec in ACTIONS.items():
            if spec.menu == "tool" and spec.is_checkable and action_id not in _SWITCHES:
                rail.addAction(self.actions_by_id[action_id])
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, rail)
        rail.toggleViewAction().setVisible(False)

    # -- Qt's events -------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Space and Enter act on the focused button or row first, and as shortcuts otherwise.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            focus = self.focusWidget()
            is_tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if is_tab and focus is not None and focus.objectName() != "canvas":
                event.accept()  # Tab moves between panels; on the canvas it selects the next object
                return True
            takes_keys = isinstance(focus, QAbstractButton | QAbstractItemView | QComboBox)
            if takes_keys and event.key() in _TYPED and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
        if len(paths) > 1:
            self.several_dropped.emit(paths)
        elif paths:
            self.dropped.emit(paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)


def initial_size(screen: QSize) -> QSize:
    """Return the initial size of the window, which fits on the screen with its title bar."""
    return QSize(1440, 900).boundedTo(screen - QSize(0, _TITLE_BAR_PX))
