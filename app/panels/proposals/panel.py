"""The proposals dock: detected objects to accept or reject."""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSlider,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, tr_later
from app.panels.buttons import Actions, action_button, label, separator, tabular
from app.panels.empty import LIST_MIN_PX, EmptyHint
from app.panels.proposals.delegate import BUTTON_PX, ProposalDelegate
from app.panels.proposals.model import Column, ProposalsModel
from app.theme import SPACE, Theme
from app.wording import Decimal
from app.workspace import Workspace

NO_VIDEO: Final = tr_later("Open a video to begin.")
NO_PROPOSAL: Final = tr_later(
    "Choose Instance, Semantic or Panoptic above the video and press Segment; "
    "detected objects appear here for you to accept or reject."
)
ALL_HIDDEN: Final = tr_later("All proposals have a lower score; move the slider to the left.")


_ROW_MAX_PX: Final = 340


class ProposalsPanel(QWidget):
    """The score threshold, the list, and buttons that accept or reject all shown proposals.

    Signals:
        show_requested(int), accept_requested(int), reject_requested(int): a proposal was clicked.
    """

    show_requested = Signal(int)
    accept_requested = Signal(int)
    reject_requested = Signal(int)

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("proposalsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace = workspace
        self._model = ProposalsModel(workspace, actions, self)
        self._delegate = ProposalDelegate(theme, self)
        self.view = ProposalsView(self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("scoreSlider")
        self._slider.setAccessibleName(tr("Score threshold"))
        self._slider.setToolTip(tr("Hides proposals with a lower score"))
        self._slider.setRange(0, 100)
        self._score = label("", "", "leastScore", self)
        tabular(self._score)
        self._count = label("", "dim", "proposalsCount", self)
        self._empty = EmptyHint("mdi6.image-search-outline", tr(NO_VIDEO), theme, self)
        self._stack = QStackedLayout()
        self._style_view()
        self._lay_out(actions)
        self._connect()
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self._empty.set_theme(theme)
        self.view.viewport().update()

    # -- building ----------------------------------------------------------------------

    def _style_view(self) -> None:
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(BUTTON_PX)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column in (Column.FRAMES, Column.SCORE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (Column.ACCEPT, Column.REJECT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, BUTTON_PX)

    def _lay_out(self, actions: Actions) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(label(tr("Min. score"), "dim", "", self))
        head.addWidget(self._slider, 1)
        head.addWidget(self._score)
        acts = QHBoxLayout()
        acts.setSpacing(0)
        for action_id in ("proposal.previous", "proposal.next"):
            acts.addWidget(action_button(actions, action_id, self))
        acts.addSpacing(SPACE)
        acts.addWidget(separator(self))
        acts.addSpacing(SPACE)
        for action_id in ("proposal.accept", "proposal.reject"):
            acts.addWidget(action_button(actions, action_id, self))
        acts.addStretch(1)
        acts.addWidget(self._count)
        acts.addSpacing(SPACE)
        acts.addWidget(action_button(actions, "proposal.reject_hidden", self))
        every = [
            action_button(actions, action_id, self, with_text=True)
            for action_id in ("proposal.accept_all", "proposal.reject_all")
        ]
        # Long words get a line each, so that they do not widen the panel.
        is_wide = sum(button.sizeHint().width() for button in every) > _ROW_MAX_PX
        whole = QVBoxLayout() if is_wide else QHBoxLayout()
        whole.setSpacing(0)
        for button in every:
            whole.addWidget(button)
        whole.addStretch(0 if is_wide else 1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addLayout(acts)
        layout.addLayout(self._stack, 1)
        layout.addLayout(whole)

    def _connect(self) -> None:
        workspace = self._workspace
        self._slider.valueChanged.connect(lambda value: workspace.view.set_least_score(value / 100))
        workspace.view.least_score_changed.connect(self._refresh)
        workspace.opened.connect(self._refresh)
        workspace.view.proposal_changed.connect(self._show_selected)
        workspace.changed.connect(lambda _: self._show_count())
        self._model.modelReset.connect(self._refresh)
        self.view.clicked_at.connect(self._on_click)
        self.view.stepped.connect(lambda row: self.show_requested.emit(self._model.track_id(row)))

    # -- reacting to signals -----------------------------------------------------------

    def _refresh(self) -> None:
        score = self._workspace.view.least_score
        self._slider.setValue(round(100 * score))
        self._score.setText(f"{Decimal(score):.2f}")
        self._show_count()
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        self._show_selected()

    def _show_count(self) -> None:
        workspace = self._workspace
        total = len(workspace.document.proposals) if workspace.is_open else 0
        shown = len(workspace.shown_proposals)
        words = tr("%n proposal(s)", "", total) if total else ""
        is_hiding = shown < total
        below = tr("{count} more below {score:.2f}") if shown else tr("{count} below {score:.2f}")
        self._count.setText(
            below.format(count=total - shown, score=Decimal(workspace.view.least_score))
            if is_hiding
            else words
        )
        self._count.setToolTip(
            tr("{count} of %n proposal(s)", "", total).format(count=shown) if is_hiding else ""
        )
        if not workspace.is_open:
            self._empty.set_text(tr(NO_VIDEO))
        else:
            self._empty.set_text(tr(ALL_HIDDEN if total else NO_PROPOSAL))

    def _show_selected(self) -> None:
        row = self._model.row_of(self._workspace.view.proposal_id)
        selection, flag = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        if row is None:
            selection.clear()
            return
        index = self._model.index(row, 0)
        selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.view.scrollTo(index)

    def _on_click(self, index: QModelIndex) -> None:
        track_id = self._model.track_id(index.row())
        requests = {Column.ACCEPT: self.accept_requested, Column.REJECT: self.reject_requested}
        requests.get(Column(index.column()), self.show_requested).emit(track_id)


class ProposalsView(QTreeView):
    """The list view; the workspace determines the selected row.

    Signals:
        clicked_at(QModelIndex): a cell was clicked.
        stepped(int): the arrow keys moved to another row.
    """

    clicked_at = Signal(QModelIndex)
    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("proposalsList")
        self.setAccessibleName(tr("Proposals"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.header().setSectionsClickable(False)
        self.setIndentation(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(LIST_MIN_PX)

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.clicked_at.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ignore drags, which would select rows."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Treat a double click as two clicks, so that no fast click is lost."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by row with Up and Down, and leave letters to the window's shortcuts."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        row = self.currentIndex().row() + step
        if step and 0 <= row < self.model().rowCount():
            self.stepped.emit(row)
        elif not step:
            event.ignore()
