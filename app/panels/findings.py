"""The table model of the findings, in frame order."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.language import tr, tr_later
from app.library_texts import tr_library
from app.panels.similarities import MaskSimilarities
from app.wording import listed, with_label
from app.workspace import Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.review import (
    Finding,
    FindingKind,
    MeasureCache,
    find_in_identity,
    find_in_pixels,
    find_in_states,
)
from gvseg.engine.request import ClipResult

_BUDGET_S: Final = 0.008
_WAIT_MS: Final = 400
FINDINGS_MAX: Final = 5000
_NOTHING: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_TITLES: Final = (tr_later("Frame"), tr_later("Object"), tr_later("Finding"))


@dataclass(frozen=True, slots=True)
class Scope:
    kinds: frozenset[FindingKind]
    track_ids: tuple[int, ...]
    first: int
    last: int


class FindingsModel(QAbstractTableModel):
    """Searches for findings in small steps, and again after each change of the document.

    After a change, only the changed objects are searched again.

    Signals:
        searched: a search ended.
    """

    searched = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._cache = MeasureCache()
        self._by_track: dict[int, list[Finding]] = {}
        self._rows: list[Finding] = []
        self._similarities = MaskSimilarities(workspace)
        self._scope = Scope(frozenset(), (), 0, -1)
        self._low = 0.6
        self._stale: set[int] = set()
        self._changed: set[int] = set()  # since the search of these objects began
        self._scan: Iterator[None] | None = None
        self._scanned: Document | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._work)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._begin)

    @property
    def is_searching(self) -> bool:
        """True if the search is still running."""
        return self._scan is not None or self._soon.isActive()

    def finding(self, row: int) -> Finding:
        return self._rows[row]

    def search(self, scope: Scope, low: float) -> None:
        """Search again, with another scope or confidence threshold."""
        if (scope, low) != (self._scope, self._low):
            self._scope, self._low = scope, low
            self._by_track.clear()
            self._stale = set(scope.track_ids)
            self._begin()

    def refresh(self, track_ids: frozenset[int]) -> None:
        """Search changed objects again, after a short delay."""
        self._stale |= track_ids & set(self._scope.track_ids)
        self._changed |= track_ids
        if self._stale:
            self._soon.start()

    def store_similarities(self, clip: ClipResult) -> None:
        """Store the similarities of a clip's masks for the identity check."""
        self._similarities.store(clip)

    def clear(self) -> None:
        """Clear everything, because another video was opened."""
        self._scope = Scope(frozenset(), (), 0, -1)
        self._similarities.clear()
        self._by_track.clear()
        self._stale.clear()
        self._changed.clear()
        self._scan = None
        self._timer.stop()
        self._show()

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        track = self._workspace.document.tracks.get(one.track_id)
        name = track.name if track else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return (frames_text(one), name, tr_library(one.description))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return with_label(listed((name, frames_text(one))), tr_library(one.description))
        return None

    def _begin(self) -> None:
        self._soon.stop()
        self._scanned = self._workspace.document if self._workspace.is_open else None
        self._scan = self._search_all()
        self._timer.start()

    def _work(self) -> None:
        if self._workspace.is_open and self._workspace.document is not self._scanned:
            self._begin()  # the project was saved elsewhere, which closed the searched file
        stop_at = time.monotonic() + _BUDGET_S
        while self._scan is not None and time.monotonic() < stop_at:
            if next(self._scan, self) is self:
                self._scan = None
        if self._scan is None:
            self._timer.stop()
            self._show()
            self.searched.emit()

    def _search_all(self) -> Iterator[None]:
        scope = self._scope
        for track_id in tuple(self._stale):
            found: list[Finding] = []
            self._changed.discard(track_id)
            steps = self._search_track(track_id, scope, found)
            # The object may be deleted between two steps.
            while self._is_there(track_id) and next(steps, steps) is not steps:
                yield
            self._by_track[track_id] = found
            if track_id not in self._changed:
                self._stale.discard(track_id)
            yield

    def _is_there(self, track_id: int) -> bool:
        return self._workspace.is_open and track_id in self._workspace.document.tracks

    def _search_track(self, track_id: int, scope: Scope, found: list[Finding]) -> Iterator[None]:
        document = self._workspace.document
        found += find_in_states(
            document, track_id, scope.kinds, low=self._low, first=scope.first, last=scope.last
        )
        yield
        if any(kind.needs_pixels for kind in scope.kinds):
            for one in find_in_pixels(
                document, track_id, scope.kinds, self._cache, first=scope.first, last=scope.last
            ):
                if one is not None:
                    found.append(one)
                yield
            for one in find_in_identity(
                document,
                track_id,
                scope.kinds,
                self._similarities,
                first=scope.first,
                last=scope.last,
            ):
                if one is not None:
                    found.append(one)
                yield

    def _show(self) -> None:
        found = sorted(one for found in self._by_track.values() for one in found)
        rows = _without_mirrored(found)[:FINDINGS_MAX]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()


def _without_mirrored(findings: list[Finding]) -> list[Finding]:
    """Return the findings, with one instead of two where both objects have the same finding."""
    kept: list[Finding] = []
    seen: set[tuple[int, int, str, int, int | None]] = set()
    for one in findings:
        if (one.first, one.last, one.kind_name, one.other_id, one.track_id) not in seen:
            kept.append(one)
            seen.add((one.first, one.last, one.kind_name, one.track_id, one.other_id))
    return kept


def frames_text(finding: Finding) -> str:
    """Return text such as "12" or "12 to 40"."""
    if finding.first == finding.last:
        return str(finding.first)
    return tr("{first} to {last}").format(first=finding.first, last=finding.last)
