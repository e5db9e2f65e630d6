"""The objects dock, which lists the objects in layer order."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, tr_later
from app.panels.buttons import Actions, action_button, label, separator
from app.panels.empty import EmptyHint
from app.panels.objects.delegate import BUTTON_PX, NAME_LEFT_PX, ROW_PX, ObjectDelegate
from app.panels.objects.model import Column, ObjectsModel
from app.panels.objects.swatches import SwatchMenu
from app.theme import SPACE, Theme
from app.workspace import Workspace
from gvseg.annotation.edits import UpdateTrack
from gvseg.annotation.records import Colour

_FILTER_FROM: Final = 9
_LEAST_ROWS: Final = 4
_HEADING_PX: Final = 32
"""Height of the list's header and border."""
_TOOLS: Final = (
    ("object.up", "object.down"),
    ("object.merge", "object.split", "object.swap"),
)
_MENU: Final = (
    ("object.rename", "object.hide", "object.lock", "object.solo"),
    ("view.zoom_object", "object.up", "object.down"),
    ("object.merge", "object.split", "object.swap"),
    ("review.verify_track", "edit.clear_range"),
    ("object.delete",),
)
_TOGGLE_LABELS: Final = {
    ("is_visible", False): (tr_later("Hide object"), tr_later("Hide objects")),
    ("is_visible", True): (tr_later("Show object"), tr_later("Show objects")),
    ("is_locked", False): (tr_later("Unlock object"), tr_later("Unlock objects")),
    ("is_locked", True): (tr_later("Lock object"), tr_later("Lock objects")),
}
NO_VIDEO = tr_later("Open a video to begin.")
NO_OBJECT = tr_later("Paint or click on the frame to mark your first object.")


class ObjectsPanel(QWidget):
    """Finds, selects, renames, colours, hides, locks, orders, merges and splits objects.

    Selecting rows selects objects in the workspace, the focused row first. Buttons and the menu
    use the window's actions.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("objectsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace, self._actions = workspace, actions
        self._is_showing_selection = False
        self._model = ObjectsModel(workspace, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._shown.setFilterKeyColumn(-1)
        self._filter = QLineEdit(self)
        self._filter.setObjectName("objectsFilter")
        self._filter.setPlaceholderText(tr("Find by name or category"))
        self._filter.setAccessibleName(tr("Find by name or category"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._shown.setFilterFixedString)
        self._delegate = ObjectDelegate(theme, self)
        self.view = ObjectsView(self)
        self._style_view()
        self._empty = EmptyHint("mdi6.shape-outline", tr(NO_VIDEO), theme, self)
        self._count = label("", "dim", "objectsCount", self)
        self._stack = QStackedLayout()
        self._lay_out()
        workspace.view.selection_changed.connect(self._show_selection)
        self._model.modelReset.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self._empty.set_theme(theme)
        self.view.viewport().update()

    def begin_rename(self) -> None:
        """Edit the name of the current object in the list."""
        track_id = self._workspace.view.track_id
        row = None if track_id is None else self._row_of(track_id)
        if row is not None:
            name = self._shown.index(row, Column.NAME)
            if not self.view.is_editing:
                self.view.setFocus()
                self.view.edit(name)

    def show_menu(self, at: QPoint) -> None:
        """Show the menu of the selected objects at a screen position."""
        menu = QMenu(self)
        menu.setObjectName("objectsMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, group in enumerate(_MENU):
            if place:
                menu.addSeparator()
            for action_id in group:
                menu.addAction(self._actions[action_id])
            if place == 0:
                menu.addMenu(self._category_menu(menu))
        menu.popup(at)

    # -- building ----------------------------------------------------------------------

    def _style_view(self) -> None:
        view = self.view
        view.setModel(self._shown)
        view.setItemDelegate(self._delegate)
        header = view.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(BUTTON_PX)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.CATEGORY, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(Column.CATEGORY, 76)
        for column in (Column.VISIBLE, Column.LOCKED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, BUTTON_PX)
        view.selectionModel().selectionChanged.connect(self._emit_selection)
        view.selectionModel().currentChanged.connect(self._emit_selection)
        view.pressed_at.connect(self._on_press)
        view.customContextMenuRequested.connect(
            lambda at: self.show_menu(view.viewport().mapToGlobal(at))
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, SPACE, SPACE, 0)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(action_button(self._actions, "object.categories", self))
        head.addWidget(action_button(self._actions, "object.new", self))
        find = QHBoxLayout()
        find.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        find.addWidget(self._filter)
        tools = QHBoxLayout()
        tools.setContentsMargins(SPACE, 0, SPACE, 0)
        tools.setSpacing(0)
        for place, group in enumerate(_TOOLS):
            if place:
                tools.addSpacing(SPACE)
                tools.addWidget(separator(self))
                tools.addSpacing(SPACE)
            for action_id in group:
                tools.addWidget(action_button(self._actions, action_id, self))
        tools.addStretch(1)
        tools.addWidget(action_button(self._actions, "object.delete", self))
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addLayout(find)
        layout.addLayout(self._stack, 1)

    def _category_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(tr("Category"), parent)
        document = self._workspace.document
        track_id = self._workspace.view.track_id
        current = None if track_id is None else document.track(track_id).category_id
        for category in sorted(document.categories.values(), key=lambda one: one.name.casefold()):
            action = QAction(category.name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(category.category_id == current)
            number = category.category_id
            action.triggered.connect(lambda _=False, number=number: self._set_category(number))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self._actions["object.categories"])
        return menu

    # -- selection ---------------------------------------------------------------------

    def _row_of(self, track_id: int) -> int | None:
        row = self._model.row_of(track_id)
        if row is None:
            return None
        shown = self._shown.mapFromSource(self._model.index(row, 0))
        return shown.row() if shown.isValid() else None

    def _track_of(self, index: QModelIndex) -> int:
        return self._model.track_id(self._shown.mapToSource(index).row())

    def _emit_selection(self) -> None:
        if self._is_showing_selection:
            return
        chosen = [self._track_of(one) for one in self.view.selectionModel().selectedRows()]
        current = self.view.currentIndex()
        if current.isValid() and (first := self._track_of(current)) in chosen:
            chosen.remove(first)
            chosen.insert(0, first)
        self._workspace.view.select(*chosen)

    def _show_selection(self) -> None:
        self._is_showing_selection = True
        try:
            selection = QItemSelection()
            rows = [
                row
                for one in self._workspace.view.selected
                if (row := self._row_of(one)) is not None
            ]
            for row in rows:
                selection.select(self._shown.index(row, 0), self._shown.index(row, len(Column) - 1))
            model, flag = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
            if rows:
                model.setCurrentIndex(self._shown.index(rows[0], 0), flag.NoUpdate)
            model.select(selection, flag.ClearAndSelect)
            if rows:
                self.view.scrollTo(self._shown.index(rows[0], 0))
        finally:
            self._is_showing_selection = False

    # -- actions -----------------------------------------------------------------------

    def _on_press(self, index: QModelIndex, x: int) -> None:
        track_id = self._track_of(index)
        if index.column() == Column.VISIBLE:
            self._toggle(track_id, "is_visible")
        elif index.column() == Column.LOCKED:
            self._toggle(track_id, "is_locked")
        elif index.column() == Column.NAME and x < NAME_LEFT_PX - SPACE:
            self._choose_colour(track_id)

    def _toggle(self, track_id: int, name: str) -> None:
        """Toggle visibility or lock of an object, or of all selected ones if it is selected."""
        document = self._workspace.document
        wanted = not getattr(document.track(track_id), name)
        selected = self._workspace.view.selected
        ids = selected if track_id in selected else (track_id,)
        with self._workspace.group(_TOGGLE_LABELS[name, wanted][len(ids) > 1]):
            for one in ids:
                track = replace(document.track(one), **{name: wanted})  # type: ignore[arg-type]
                self._workspace.try_apply(UpdateTrack(track))

    def _choose_colour(self, track_id: int) -> None:
        track = self._workspace.document.track(track_id)
        menu = SwatchMenu(track.colour, self)
        menu.chosen.connect(lambda colour: self._recolour(track_id, colour))
        row = self._row_of(track_id)
        place = self.view.visualRect(self._shown.index(row or 0, 0))
        menu.popup(self.view.viewport().mapToGlobal(place.bottomLeft()))

    def _recolour(self, track_id: int, colour: Colour) -> None:
        track = self._workspace.document.track(track_id)
        self._workspace.try_apply(
            UpdateTrack(replace(track, colour=colour), tr_later("Change colour"))
        )

    def _set_category(self, category_id: int) -> None:
        with self._workspace.group(tr_later("Change category")):
            for track_id in self._workspace.view.selected:
                track = self._workspace.document.track(track_id)
                self._workspace.try_apply(UpdateTrack(replace(track, category_id=category_id)))

    def _refresh(self) -> None:
        count = self._model.rowCount()
        self._count.setText(tr("%n object(s)", "", count) if count else tr("No objects"))
        self._filter.setVisible(count >= _FILTER_FROM)
        if count < _FILTER_FROM:
            self._filter.clear()
        self._empty.set_text(tr(NO_OBJECT if self._workspace.is_open else NO_VIDEO))
        self._stack.setCurrentIndex(0 if count else 1)
        self._show_selection()


class ObjectsView(QTreeView):
    """The list view. Pressing a swatch, an eye or a lock does not change the selection.

    Signals:
        pressed_at(QModelIndex, int): a toggle in a row was pressed; x is measured from the row's
            left edge.
    """

    pressed_at = Signal(QModelIndex, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("objectsList")
        self.setAccessibleName(tr("Objects"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.header().setSectionsClickable(False)
        self.setMinimumHeight(_LEAST_ROWS * ROW_PX + _HEADING_PX)

    @property
    def is_editing(self) -> bool:
        """Whether a name is being edited."""
        return self.state() is QAbstractItemView.State.EditingState

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() is Qt.MouseButton.LeftButton and self._is_switch(index, at):
            self.pressed_at.emit(index, at.x())
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._is_switch(self.indexAt(at), at):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters to the window's shortcuts; Qt would use them to search the rows."""
        is_move = event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
        )
        if is_move and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _is_switch(self, index: QModelIndex, at: QPoint) -> bool:
        if not index.isValid():
            return False
        is_swatch = index.column() == Column.NAME and at.x() < NAME_LEFT_PX - SPACE
        return is_swatch or index.column() in (Column.VISIBLE, Column.LOCKED)
