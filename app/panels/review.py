"""The review dock: what is left to look at, and how far the person is."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.panels.buttons import Actions, action_button, label, tabular
from app.panels.empty import EmptyHint
from app.theme import SPACE, Theme
from app.workspace import Touched, Workspace
from gvseg.annotation.review import (
    Finding,
    FindingKind,
    MeasureCache,
    find_in_pixels,
    find_in_states,
    review_progress,
)

_BUDGET_S: Final = 0.008
_WAIT_MS: Final = 400
_SHOWN_MAX: Final = 5000
_NOTHING: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_TITLES: Final = ("Frame", "Object", "Finding")
_FIRST: Final = frozenset({FindingKind.LOW_CONFIDENCE, FindingKind.EMPTY, FindingKind.FLICKER})
"""Which findings are looked for at first."""


@dataclass(frozen=True, slots=True)
class _Scope:
    kinds: frozenset[FindingKind]
    track_ids: tuple[int, ...]
    first: int
    last: int


class FindingsModel(QAbstractTableModel):
    """Findings in order of time; looked for bit by bit, anew when the document changes.

    A change of one object looks at that object only.
    """

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._cache = MeasureCache()
        self._by_track: dict[int, list[Finding]] = {}
        self._rows: list[Finding] = []
        self._scope = _Scope(frozenset(), (), 0, -1)
        self._low = 0.6
        self._stale: set[int] = set()
        self._scan: Iterator[None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._work)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._begin)

    @property
    def is_looking(self) -> bool:
        """Whether there may be more findings soon."""
        return self._scan is not None or self._soon.isActive()

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._rows[row]

    def look(self, scope: _Scope, low: float) -> None:
        """Look for other findings."""
        if (scope, low) != (self._scope, self._low):
            self._scope, self._low = scope, low
            self._by_track.clear()
            self._stale = set(scope.track_ids)
            self._begin()

    def renew(self, track_ids: frozenset[int]) -> None:
        """These objects changed: look at them again, a little later."""
        self._stale |= track_ids & set(self._scope.track_ids)
        if self._stale:
            self._soon.start()

    def forget(self) -> None:
        """Another video is open."""
        self._scope = _Scope(frozenset(), (), 0, -1)
        self._by_track.clear()
        self._stale.clear()
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
            return _TITLES[section]
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
            return (frames_text(one), name, one.words)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{name}, {frames_text(one)}: {one.words}"
        return None

    def _begin(self) -> None:
        self._soon.stop()
        self._scan = self._look_through()
        self._timer.start()

    def _work(self) -> None:
        stop_at = time.monotonic() + _BUDGET_S
        while self._scan is not None and time.monotonic() < stop_at:
            if next(self._scan, self) is self:
                self._scan = None
        if self._scan is None:
            self._timer.stop()
            self._show()

    def _look_through(self) -> Iterator[None]:
        scope = self._scope
        for track_id in tuple(self._stale):
            found: list[Finding] = []
            if self._workspace.is_open and track_id in self._workspace.document.tracks:
                yield from self._look_at(track_id, scope, found)
            self._by_track[track_id] = found
            self._stale.discard(track_id)
            yield

    def _look_at(self, track_id: int, scope: _Scope, found: list[Finding]) -> Iterator[None]:
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

    def _show(self) -> None:
        rows = sorted(one for found in self._by_track.values() for one in found)[:_SHOWN_MAX]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()


class ReviewPanel(QWidget):
    """Filters, the list of findings, the progress.

    Slots for actions: `go_to_finding(1)` for review.next_finding, `go_to_finding(-1)` for
    review.previous_finding. Nothing is looked for while the dock is hidden.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPanel")
        self._workspace = workspace
        self._low = 0.6
        self._model = FindingsModel(workspace, self)
        self._where = QComboBox(self)
        self._where.setObjectName("reviewWhere")
        self._where.setAccessibleName("Where to look")
        self._where.addItems(["All objects", "Selected objects"])
        self._kinds = {kind: self._kind_box(kind) for kind in FindingKind}
        self._figures = label("", "dim", "reviewFigures", self)
        tabular(self._figures)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("reviewProgress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._count = label("", "dim", "reviewCount", self)
        self.view = self._list_made()
        self._empty = EmptyHint("mdi6.check-all", "Nothing found.", theme, self)
        self._stack = QStackedLayout()
        self._lay_out(actions)
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._soon.timeout.connect(self._renew)
        self._connect()
        self._renew()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._empty.set_theme(theme)

    def set_low_confidence(self, low: float) -> None:
        """Below what a confidence is low, 0..1."""
        self._low = low
        self._renew()

    def go_to_finding(self, step: int) -> bool:
        """Go to the next finding (1) or the one before (-1); returns whether there is one."""
        self._renew()
        count = self._model.rowCount()
        here = (self._workspace.frame_index, self._workspace.track_id or 0)
        places = [
            (self._model.finding(row).worst, self._model.finding(row).track_id)
            for row in range(count)
        ]
        order = sorted(range(count), key=lambda row: places[row])
        rows = order if step > 0 else order[::-1]
        is_beyond: Callable[[tuple[int, int]], bool] = (
            (lambda place: place > here) if step > 0 else (lambda place: place < here)
        )
        for row in rows:
            if is_beyond(places[row]):
                self._go(row)
                return True
        return False

    # -- building ----------------------------------------------------------------------

    def _kind_box(self, kind: FindingKind) -> QCheckBox:
        box = QCheckBox(kind.value.capitalize(), self)
        box.setObjectName(f"find.{kind.value}")
        box.setChecked(kind in _FIRST)
        box.toggled.connect(self._renew)
        return box

    def _list_made(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("findings")
        view.setAccessibleName("Findings")
        view.setModel(self._model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 72)
        header.resizeSection(1, 64)
        header.setMinimumSectionSize(40)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tabular(view)
        return view

    def _lay_out(self, actions: Actions) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._where, 1)
        for action_id in ("review.previous_finding", "review.next_finding"):
            head.addWidget(action_button(actions, action_id, self))
        filters = QGridLayout()
        filters.setHorizontalSpacing(2 * SPACE)
        filters.setVerticalSpacing(0)
        for place, box in enumerate(self._kinds.values()):
            filters.addWidget(box, place // 2, place % 2)
        acts = QHBoxLayout()
        acts.setSpacing(SPACE)
        acts.addWidget(self._count, 1)
        for action_id in ("review.verify", "review.unverify", "review.verify_track"):
            acts.addWidget(action_button(actions, action_id, self))
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._figures)
        layout.addWidget(self._bar)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addLayout(self._stack, 1)
        layout.addLayout(acts)

    def _connect(self) -> None:
        desk = self._workspace
        self._where.currentIndexChanged.connect(self._renew)
        self.view.clicked.connect(lambda index: self._go(index.row()))
        self.view.activated.connect(lambda index: self._go(index.row()))
        self._model.modelReset.connect(self._show_count)
        desk.opened.connect(self._on_opened)
        desk.selection_changed.connect(self._soon.start)
        desk.range_changed.connect(self._soon.start)
        desk.changed.connect(self._on_changed)

    # -- following ---------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._renew()

    def _on_opened(self) -> None:
        self._model.forget()
        self._soon.start()

    def _on_changed(self, touched: Touched) -> None:
        self._model.renew(touched.track_ids)
        self._soon.start()

    def _renew(self) -> None:
        if not self._workspace.is_open:
            self._model.forget()
            self._figures.setText("")
            self._bar.setValue(0)
            self._empty.set_text("Open a video to begin.")
            self._show_count()
            return
        desk = self._workspace
        is_selected_only = self._where.currentIndex() == 1
        order = desk.document.layer_order
        tracks = tuple(one for one in desk.selected if one in order) if is_selected_only else order
        if self.isVisible():
            kinds = frozenset(kind for kind, box in self._kinds.items() if box.isChecked())
            first, last = desk.frame_range or (0, desk.last_frame)
            self._model.look(_Scope(kinds, tracks, first, last), self._low)
            self._show_figures(tracks)
        self._show_count()

    def _show_figures(self, tracks: tuple[int, ...]) -> None:
        progress = review_progress(self._workspace.document, tracks)
        share = progress.verified / progress.masks if progress.masks else 0.0
        self._bar.setValue(round(1000 * share))
        self._figures.setText(
            f"{progress.verified} of {progress.masks} masks verified ({share:.0%})"
            if progress.masks
            else "No masks yet"
        )

    def _show_count(self) -> None:
        count = self._model.rowCount()
        self._stack.setCurrentIndex(0 if count else 1)
        words = {0: "", 1: "1 finding"}.get(count, f"{count} findings")
        self._count.setText(f"The first {count} findings" if count == _SHOWN_MAX else words)
        if self._workspace.is_open:
            has_kind = any(box.isChecked() for box in self._kinds.values())
            self._empty.set_text("Nothing found." if has_kind else "Choose what to look for.")

    def _go(self, row: int) -> None:
        one = self._model.finding(row)
        index = self._model.index(row, 0)
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        if one.track_id in self._workspace.document.tracks:
            self._workspace.select(one.track_id)
        self._workspace.set_frame(one.worst)


def frames_text(finding: Finding) -> str:
    """As "12" or "12 to 40"."""
    if finding.first == finding.last:
        return str(finding.first)
    return f"{finding.first} to {finding.last}"
