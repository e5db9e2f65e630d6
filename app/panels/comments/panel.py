"""The comments dock: the review state of the frame, the list, and a line for a new comment."""

from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.language import sentence_case, tr
from app.panels.buttons import Actions, action_button, tabular
from app.panels.comments.entry import CommentEntry
from app.panels.comments.model import CommentsModel, note_text, state_text
from app.panels.elided import ElidedLabel
from app.panels.empty import EmptyHint
from app.theme import SPACE, Theme
from app.workspace import Touched, Workspace

_PERSON_PX: Final = 60
_LIST_MIN_PX: Final = 72
_WHOLE_PX: Final = (50, 66)
"""Least and largest height of the selected comment: two or three lines; it scrolls."""
_MENU: Final = ("review.resolve", "review.delete_comment")


class CommentsPanel(QWidget):
    """Lists comments and frames that need work; a click goes to the frame and object.

    Slots for actions: `go_to_comment(1)` for review.next_comment, `go_to_comment(-1)` for
    review.previous_comment.

    Attributes:
        entry: the line for a new comment.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("commentsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace = workspace
        self._model = CommentsModel(workspace, theme, self)
        self._state = ElidedLabel("commentState", self)
        self._scope = NoWheelComboBox(self)
        self._scope.setObjectName("commentScope")
        self._scope.setAccessibleName(tr("Scope"))
        self._scope.addItems([tr("Open comments"), tr("All comments")])
        self.view = self._list_made()
        self.view.addActions([actions[action_id] for action_id in _MENU])
        self._empty = EmptyHint("mdi6.comment-text-outline", "", theme, self)
        self._whole = QPlainTextEdit(self)
        self._whole.setObjectName("commentWhole")
        self._whole.setAccessibleName(tr("Selected comment"))
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        self._whole.setMinimumHeight(_WHOLE_PX[0])
        self._whole.setMaximumHeight(_WHOLE_PX[1])
        self.entry = CommentEntry(workspace, self)
        self._stack = QStackedLayout()
        self._lay_out(actions)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh)
        self._connect()
        self._refresh()
        self._show_whole()

    @property
    def chosen_id(self) -> int | None:
        """Id of the selected comment; None if no comment is selected."""
        row = self._row()
        comment = None if row is None else self._model.row_of(row).comment
        return None if comment is None else comment.comment_id

    def set_theme(self, theme: Theme) -> None:
        """Apply another theme."""
        self._empty.set_theme(theme)
        self._model.set_theme(theme)
        self.view.viewport().update()

    def show_added(self, comment_id: int) -> None:
        """Clear the line and select the new comment."""
        self.entry.clear()
        self._refresh()
        row = self._model.find(comment_id)
        if row is not None:
            self._select(row)

    def go_to_comment(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) row. Return whether there is one."""
        self._refresh()
        here, chosen = self._workspace.view.frame_index, self._row()
        rows = range(self._model.rowCount())
        for row in rows if step > 0 else reversed(rows):
            one = self._model.row_of(row)
            if chosen is not None and self._model.row_of(chosen).covers(here):
                # Several comments can be on one frame, so go on from the selected one.
                is_beyond = row > chosen if step > 0 else row < chosen
            else:
                is_beyond = one.last >= here if step > 0 else one.first <= here
            if is_beyond:
                self._go(row)
                return True
        return False

    def go_to_end(self, step: int) -> bool:
        """Go to the first (1) or last (-1) row. Return whether there is one."""
        count = self._model.rowCount()
        if count:
            self._go(0 if step > 0 else count - 1)
        return count > 0

    # -- building ----------------------------------------------------------------------

    def _list_made(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("commentList")
        view.setAccessibleName(tr("Comments"))
        view.setModel(self._model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = view.header()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, _PERSON_PX)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumHeight(_LIST_MIN_PX)
        tabular(view)
        return view

    def _lay_out(self, actions: Actions) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        rows = (
            (self._state, ("review.accept_frame", "review.needs_work")),
            (
                self._scope,
                ("review.previous_comment", "review.next_comment", "review.resolve"),
            ),
        )
        for widget, ids in rows:
            row = QHBoxLayout()
            row.setSpacing(SPACE)
            row.addWidget(widget, 1)
            for action_id in ids:
                row.addWidget(action_button(actions, action_id, self))
            layout.addLayout(row)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._whole)
        layout.addWidget(self.entry)

    def _connect(self) -> None:
        workspace = self._workspace
        self._scope.currentIndexChanged.connect(self._refresh)
        self.view.clicked.connect(lambda index: self._go(index.row()))
        self.view.activated.connect(lambda index: self._go(index.row()))
        self.view.selectionModel().currentRowChanged.connect(self._show_whole)
        self._model.modelReset.connect(self._show_whole)
        workspace.opened.connect(self._refresh)
        workspace.changed.connect(self._on_changed)
        workspace.view.frame_changed.connect(self._on_view)
        workspace.view.selection_changed.connect(self._on_view)

    # -- reacting to signals -----------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._refresh()

    def _on_changed(self, touched: Touched) -> None:
        if self.isVisible() and (touched.has_notes or touched.has_tracks):
            self._soon.start()

    def _on_view(self) -> None:
        if self.isVisible():
            self._show_frame()

    def _refresh(self) -> None:
        """Load the list again, keeping the selection."""
        chosen, only_open = self.chosen_id, self._scope.currentIndex() == 0
        self._model.load(only_open=only_open)
        row = None if chosen is None else self._model.find(chosen)
        if row is not None:
            self._select(row)
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        if self._workspace.is_open:
            words = tr("No open comments.") if only_open else tr("No comments.")
        else:
            words = tr("Open a video to begin.")
        self._empty.set_text(words)
        self._show_frame()

    def _show_frame(self) -> None:
        self.entry.refresh()
        if not self._workspace.is_open:
            self._state.set_whole("")
            return
        frame = self._workspace.view.frame_index
        state = state_text(self._workspace.document.notes.frames.get(frame))
        words = tr("Frame {frame}: {state}").format(frame=frame, state=state)
        self._state.set_whole(words, sentence_case(state))

    def _show_whole(self) -> None:
        row = self._row()
        words = "" if row is None else note_text(self._workspace.document, self._model.row_of(row))
        self._whole.setPlainText(words)
        self._whole.setVisible(bool(words))

    def _row(self) -> int | None:
        """Return the selected row."""
        row = self.view.currentIndex().row()
        return row if 0 <= row < self._model.rowCount() else None

    def _select(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        index = self._model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def _go(self, row: int) -> None:
        self._select(row)
        one = self._model.row_of(row)
        track_id = None if one.comment is None else one.comment.track_id
        if track_id is not None and track_id in self._workspace.document.tracks:
            self._workspace.view.select(track_id)
        self._workspace.view.set_frame(one.first)
