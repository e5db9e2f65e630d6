"""The table model of the objects, upper layers first."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.language import tr, tr_later
from app.workspace import Touched, Workspace
from gvseg.annotation.colours import object_pattern
from gvseg.annotation.edits import ReorderLayers, UpdateTrack
from gvseg.annotation.records import Track

TRACK_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `Track` of a row."""
STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Flags of the row's object on the current frame; see `gvseg.annotation.states`."""
PATTERN_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The pattern of a row, or 0 for none; see `app.panels.patterns`."""
_NOTHING: Final = QModelIndex()
_MIME: Final = "application/x-gvseg-objects"
# Created once, because views ask for them for every row that they draw.
_USUAL_FLAGS: Final = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemNeverHasChildren
    | Qt.ItemFlag.ItemIsDragEnabled
)
_NAME_FLAGS: Final = _USUAL_FLAGS | Qt.ItemFlag.ItemIsEditable
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    NAME = 0
    CATEGORY = 1
    VISIBLE = 2
    LOCKED = 3


class ObjectsModel(QAbstractTableModel):
    """Follows the workspace. Renaming a row is an edit."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ids: tuple[int, ...] = ()
        workspace.opened.connect(self._reset)
        workspace.changed.connect(self._on_changed)
        workspace.view.frame_changed.connect(self._on_frame)
        workspace.view.options_changed.connect(lambda _: self._emit_all_changed())
        self._reset()

    def track_id(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, track_id: int) -> int | None:
        """Return the row of an object, or None if it is not in the list."""
        return self._ids.index(track_id) if track_id in self._ids else None

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # drop between rows, not onto them
        return _NAME_FLAGS if index.column() == Column.NAME else _USUAL_FLAGS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        track_id = self._ids[index.row()]
        document = self._workspace.document
        track = document.tracks.get(track_id)
        if track is None:
            return None
        if role == TRACK_ROLE:
            return track
        if role == STATE_ROLE:
            return int(document.states(track_id).flags[self._workspace.view.frame_index])
        if role == PATTERN_ROLE:
            is_shown = self._workspace.view.options.show_patterns
            return object_pattern(track_id) if is_shown else 0
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(track, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._tip(track, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return {Column.NAME: tr("Object"), Column.CATEGORY: tr("Category")}.get(
                Column(section), ""
            )
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.CATEGORY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.NAME or not name:
            return False
        track = self._workspace.document.tracks.get(self._ids[index.row()])
        if track is None:  # undo has just removed the object whose name is being edited
            return False
        return self._workspace.try_apply(
            UpdateTrack(replace(track, name=name), tr_later("Rename object"))
        )

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [self._ids[row] for row in sorted({index.row() for index in indexes})]
        data.setData(_MIME, QByteArray(" ".join(map(str, ids)).encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Move the dragged objects to a row (-1 for the end), which changes the layer order."""
        del action, column
        dragged = [int(one) for one in bytes(data.data(_MIME).data()).split()]
        if parent.isValid() or not dragged or not set(dragged) <= set(self._ids):
            return False
        upper = self._ids if row < 0 else self._ids[:row]
        before = [one for one in upper if one not in dragged]
        after = [one for one in self._ids if one not in before and one not in dragged]
        order = (*before, *dragged, *after)
        return order != self._ids and self._workspace.try_apply(ReorderLayers(order[::-1]))

    def _text(self, track: Track, column: int) -> str:
        if column == Column.NAME:
            return track.name
        if column == Column.CATEGORY:
            return self._workspace.document.category(track.category_id).name
        return ""

    def _tip(self, track: Track, column: int) -> str:
        if column == Column.VISIBLE:
            return tr("Hide object") if track.is_visible else tr("Show object")
        if column == Column.LOCKED:
            if track.is_locked:
                return tr("Unlock object")
            return tr("Lock object to protect its masks")
        category = self._workspace.document.category(track.category_id).name
        return tr("{name}, {category}; number {number}").format(
            name=track.name, category=category, number=track.track_id
        )

    def _reset(self) -> None:
        self.beginResetModel()
        is_open = self._workspace.is_open
        self._ids = tuple(reversed(self._workspace.document.layer_order)) if is_open else ()
        self.endResetModel()

    def _on_changed(self, touched: Touched) -> None:
        if self._ids != tuple(reversed(self._workspace.document.layer_order)):
            self._reset()
        else:
            self._emit_all_changed()

    def _on_frame(self, frame_index: int) -> None:
        del frame_index
        self._emit_all_changed()

    def _emit_all_changed(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
