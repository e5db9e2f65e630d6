"""The table model of the visible proposals, in the order they were found."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from app.language import tr
from app.panels.buttons import Actions, tip_of
from app.wording import Decimal
from app.workspace import Touched, Workspace
from gvseg.annotation.records import Track
from gvseg.annotation.states import EMPTY, PRESENT

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `Row` of an index."""
HERE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""True if the proposal has pixels in the current frame."""
_RENEW_MS: Final = 120
_NOTHING: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    NAME = 0
    FRAMES = 1
    SCORE = 2
    ACCEPT = 3
    REJECT = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal and the frames that it covers.

    Attributes:
        category: name of its category.
        first, last: first and last frame with pixels, inclusive.
        count: number of frames with pixels.
    """

    track: Track
    category: str
    first: int
    last: int
    count: int

    @property
    def frames_text(self) -> str:
        """Return text such as "12" or "12–80"."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first}\N{EN DASH}{self.last}"


class ProposalsModel(QAbstractTableModel):
    """Follows the workspace; during a run it updates at intervals instead of after each mask."""

    def __init__(
        self, workspace: Workspace, actions: Actions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._rows: dict[int, Row] = {}
        self._ids: tuple[int, ...] = ()
        self._stale: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=_RENEW_MS)
        self._soon.timeout.connect(self.refresh)
        workspace.opened.connect(self._on_opened)
        workspace.changed.connect(self._on_changed)
        workspace.view.least_score_changed.connect(self.refresh)
        workspace.view.frame_changed.connect(lambda _: self._emit_all_changed())
        self.refresh()

    def track_id(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, track_id: int | None) -> int | None:
        """Return the row of a proposal, or None if it is hidden."""
        return self._ids.index(track_id) if track_id in self._ids else None

    def refresh(self) -> None:
        """Update the rows from the document."""
        self._soon.stop()
        shown = self._workspace.shown_proposals
        kept = {one: row for one, row in self._rows.items() if one not in self._stale}
        rows = {one: kept.get(one) or self._row(one) for one in shown}
        self._stale.clear()
        if shown != self._ids:
            self.beginResetModel()
            self._ids, self._rows = shown, rows
            self.endResetModel()
        else:
            self._rows = rows
            self._emit_all_changed()

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        track_id = self._ids[index.row()]
        row = self._rows[track_id]
        if role == ROW_ROLE:
            return row
        if role == HERE_ROLE:
            flags = self._flags(track_id)[self._workspace.view.frame_index]
            return bool(flags & PRESENT) and not flags & EMPTY
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._tip(row, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = {
            Column.NAME: tr("Proposal"),
            Column.FRAMES: tr("Frames"),
            Column.SCORE: tr("Score"),
        }
        return names.get(Column(section), "")

    def _row(self, track_id: int) -> Row:
        document = self._workspace.document
        track = document.proposals[track_id]
        seen = np.flatnonzero((self._flags(track_id) & (PRESENT | EMPTY)) == PRESENT)
        first, last = (int(seen[0]), int(seen[-1])) if seen.size else (0, 0)
        category = document.category(track.category_id).name
        return Row(track, category, first, last, int(seen.size))

    def _tip(self, row: Row, column: int) -> str:
        name = row.track.name
        if column == Column.ACCEPT:
            return tip_of(
                tr("Accept {name}").format(name=name), self._actions["proposal.accept"].shortcut()
            )
        if column == Column.REJECT:
            return tip_of(
                tr("Reject {name}").format(name=name), self._actions["proposal.reject"].shortcut()
            )
        frames = tr("%n frame(s)", "", row.count)
        return tr("{name}, {category}; on {frames}, {frames_text}").format(
            name=name, category=row.category, frames=frames, frames_text=row.frames_text
        )

    def _flags(self, track_id: int) -> NDArray[np.uint8]:
        return self._workspace.document.states(track_id).flags

    def _on_opened(self) -> None:
        self._rows = {}
        self.refresh()

    def _on_changed(self, touched: Touched) -> None:
        document = self._workspace.document
        self._stale |= set(self._ids) if touched.has_categories else touched.track_ids
        if any(track_id not in document.proposals for track_id in self._ids):
            self.refresh()
        elif not self._soon.isActive() and self._workspace.shown_proposals:
            self._soon.start()

    def _emit_all_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, Column.REJECT))


def _text(row: Row, column: int) -> str:
    if column == Column.NAME:
        return row.track.name
    if column == Column.FRAMES:
        return row.frames_text
    if column == Column.SCORE:
        return "" if row.track.score is None else f"{Decimal(row.track.score):.2f}"
    return ""
