"""The review dock: the findings, and how much is verified."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.language import sentence_case, tr
from app.library_texts import tr_library
from app.panels.buttons import Actions, action_button, label, tabular
from app.panels.empty import LIST_MIN_PX, EmptyHint
from app.panels.finding_fixes import FindingFixes
from app.panels.findings import FINDINGS_MAX, FindingsModel, Scope
from app.theme import SPACE, Theme
from app.wording import listed
from app.workspace import Touched, Workspace
from gvseg.annotation.review import FindingKind, review_progress
from gvseg.engine.request import ClipResult

_FIRST: Final = frozenset({FindingKind.LOW_CONFIDENCE, FindingKind.EMPTY, FindingKind.FLICKER}) | {
    kind for kind in FindingKind if kind.is_of_identity
}
"""Kinds of findings that are enabled by default."""


class ReviewPanel(QWidget):
    """Filters, the list of findings, and the progress of verification.

    Slots for actions: `go_to_finding(1)` for review.next_finding, `go_to_finding(-1)` for
    review.previous_finding. The search pauses while the dock is hidden.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace = workspace
        self._low = 0.6
        self._model = FindingsModel(workspace, self)
        self._where = QComboBox(self)
        self._where.setObjectName("reviewWhere")
        self._where.setAccessibleName(tr("Scope"))
        self._where.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._where.setMinimumContentsLength(7)
        self._where.addItems([tr("All objects"), tr("Selected objects")])
        self._kinds = {kind: self._kind_box(kind) for kind in FindingKind}
        self._filters = QPushButton(self)
        self._figures = label("", "dim", "reviewFigures", self)
        tabular(self._figures)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("reviewProgress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setMinimumWidth(48)
        self._count = label("", "dim", "reviewCount", self)
        self.view = self._list_made()
        self._empty = EmptyHint("mdi6.check-all", tr("No findings."), theme, self)
        self.fixes = FindingFixes(workspace, self)
        self._stack = QStackedLayout()
        self._lay_out(actions)
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._soon.timeout.connect(self._refresh)
        self._connect()
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._empty.set_theme(theme)

    def set_low_confidence(self, low: float) -> None:
        """Set the threshold of low confidence, 0..1."""
        self._low = low
        self._refresh()

    def store_similarities(self, clip: ClipResult) -> None:
        """Store the similarities of a clip's masks for the identity check."""
        self._model.store_similarities(clip)

    def go_to_finding(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) finding. Return whether there is one."""
        self._refresh()
        count = self._model.rowCount()
        here = (self._workspace.view.frame_index, self._workspace.view.track_id or 0)
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
        box = QCheckBox(sentence_case(tr_library(kind.value)), self)
        box.setObjectName(f"find.{kind.value}")
        box.setChecked(kind in _FIRST)
        box.toggled.connect(self._refresh)
        return box

    def _filter_button(self) -> QPushButton:
        """Return a button with a menu of filters that stays open while filters are chosen."""
        self._filters.setObjectName("reviewFilters")
        menu = QMenu(self._filters)
        holder = QWidgetAction(menu)
        page = QWidget(menu)
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        column.setSpacing(0)
        for box in self._kinds.values():
            column.addWidget(box)
        holder.setDefaultWidget(page)
        menu.addAction(holder)
        self._filters.setMenu(menu)
        return self._filters

    def _list_made(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("findings")
        view.setAccessibleName(tr("Findings"))
        view.setModel(self._model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 72)
        header.resizeSection(1, 96)
        header.setMinimumSectionSize(40)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumHeight(LIST_MIN_PX)
        tabular(view)
        return view

    def _lay_out(self, actions: Actions) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._where, 1)
        for action_id in ("review.previous_finding", "review.next_finding"):
            head.addWidget(action_button(actions, action_id, self))
        head.insertWidget(1, self._filter_button())
        done = QHBoxLayout()
        done.setSpacing(3 * SPACE)
        done.addWidget(self._figures)
        done.addWidget(self._bar, 1)
        acts = QHBoxLayout()
        acts.setSpacing(SPACE)
        acts.addWidget(self._count, 1)
        for action_id in ("review.verify", "review.unverify", "review.verify_track"):
            acts.addWidget(action_button(actions, action_id, self))
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(done)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.fixes)
        layout.addLayout(acts)

    def _connect(self) -> None:
        workspace = self._workspace
        self._where.currentIndexChanged.connect(self._refresh)
        self.view.clicked.connect(lambda index: self._go(index.row()))
        self.view.activated.connect(lambda index: self._go(index.row()))
        self._model.modelReset.connect(self._show_count)
        self._model.searched.connect(self._show_count)
        self._model.modelReset.connect(self._show_fixes)
        self.view.selectionModel().currentRowChanged.connect(self._show_fixes)
        workspace.opened.connect(self._on_opened)
        workspace.view.selection_changed.connect(self._soon.start)
        workspace.view.range_changed.connect(self._soon.start)
        workspace.changed.connect(self._on_changed)

    # -- reacting to signals -----------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._refresh()

    def _on_opened(self) -> None:
        self._model.clear()
        self._soon.start()

    def _on_changed(self, touched: Touched) -> None:
        self._model.refresh(touched.track_ids)
        if touched.has_tracks:
            self._show_fixes()
        self._soon.start()

    def _refresh(self) -> None:
        if not self._workspace.is_open:
            self._model.clear()
            self._figures.setText("")
            self._bar.setValue(0)
            self._empty.set_text(tr("Open a video to begin."))
            self._show_count()
            return
        workspace = self._workspace
        is_selected_only = self._where.currentIndex() == 1
        order = workspace.document.layer_order
        selected = tuple(one for one in workspace.view.selected if one in order)
        tracks = selected if is_selected_only else order
        if self.isVisible():
            kinds = frozenset(kind for kind, box in self._kinds.items() if box.isChecked())
            first, last = workspace.view.frame_range or (0, workspace.view.last_frame)
            self._model.search(Scope(kinds, tracks, first, last), self._low)
            self._show_figures(tracks)
        self._show_count()

    def _show_figures(self, tracks: tuple[int, ...]) -> None:
        progress = review_progress(self._workspace.document, tracks)
        share = progress.verified / progress.masks if progress.masks else 0.0
        self._bar.setValue(round(1000 * share))
        self._figures.setText(
            tr("{verified} of %n mask(s) verified ({share:.0f} %)", "", progress.masks).format(
                verified=progress.verified, share=100 * share
            )
            if progress.masks
            else tr("No masks yet")
        )

    def _show_count(self) -> None:
        chosen = [tr_library(kind.value) for kind, box in self._kinds.items() if box.isChecked()]
        self._filters.setText(tr("%n filter(s)", "", len(chosen)))
        self._filters.setToolTip(
            tr("Checks for: {checks}").format(checks=listed(chosen) or tr("nothing"))
        )
        count = self._model.rowCount()
        self._stack.setCurrentIndex(0 if count else 1)
        words = tr("%n finding(s)", "", count) if count else ""
        self._count.setText(
            tr("The first %n finding(s)", "", count) if count == FINDINGS_MAX else words
        )
        if self._workspace.is_open:
            words = tr("Searching...") if self._model.is_searching else tr("No findings.")
            self._empty.set_text(words if chosen else tr("Choose what to check for."))

    def _show_fixes(self) -> None:
        row = self.view.currentIndex().row()
        is_row = 0 <= row < self._model.rowCount()
        self.fixes.set_finding(self._model.finding(row) if is_row else None)

    def _go(self, row: int) -> None:
        one = self._model.finding(row)
        index = self._model.index(row, 0)
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        if one.track_id in self._workspace.document.tracks:
            self._workspace.view.select(one.track_id)
        self._workspace.view.set_frame(one.worst)
