"""The browser: search, filters, the table of videos, and the queue below it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.language import sentence_case, tr
from app.library_texts import tr_library
from app.panels.buttons import label
from app.panels.dataset.delegate import VideoDelegate, video_width
from app.panels.dataset.model import VIDEO_ROLE, Column, DatasetFilter, DatasetModel, ReviewFilter
from app.panels.dataset.queue_bar import QueueBar
from app.panels.dataset.queue_list import TASK_NAMES
from app.panels.dataset.thumbnails import THUMBNAIL_PX, VideoThumbnails
from app.panels.dataset.watch import DatasetState
from app.theme import SPACE
from app.wording import listed
from gvseg.dataset_file import Status
from gvseg.dataset_file.queue import QueueTask

_TABLE_MIN_PX: Final = 128
_MOST_VIDEO_PX: Final = 420
_MEASURED: Final = 20
"""Number of the longest names that are measured."""
_WIDTHS: Final = {
    Column.VIDEO: 200,
    Column.LENGTH: 130,
    Column.STATUS: 90,
    Column.OBJECTS: 80,
    Column.VERIFIED: 75,
    Column.REVIEW: 215,
    Column.COMMENTS: 80,
    Column.CHANGED: 145,
    Column.SPLIT: 60,
    Column.ASSIGNEE: 90,
    Column.OPEN_BY: 160,
}


class DatasetPanel(QWidget):
    """Shows a dataset and emits requests, without changing anything itself.

    Signals:
        open_requested(int): open a video.
        status_chosen(list, object): set the status of videos; None derives it from their masks.
        split_chosen(list, str): assign videos to a split; "" removes them from their split.
        new_split_requested(list): assign videos to a new split.
        assignee_requested(list): assign an annotator to videos.
        queue_requested(list, QueueTask): add videos to the queue; an empty list means all videos
            that are ready.
        adapt_requested(list): add videos to the queue, to adapt the network to each first.
        first_requested(list): move jobs of videos to the front of the queue.
        dequeue_requested(list): remove jobs of videos from the queue.
        remove_requested(list): remove videos from the dataset.
        add_requested: add videos.
        locate_requested: search a folder for missing videos.
        locate_one_requested(int): choose the file of a missing video.
    """

    open_requested = Signal(int)
    status_chosen = Signal(list, object)
    split_chosen = Signal(list, str)
    new_split_requested = Signal(list)
    assignee_requested = Signal(list)
    queue_requested = Signal(list, object)
    adapt_requested = Signal(list)
    first_requested = Signal(list)
    dequeue_requested = Signal(list)
    remove_requested = Signal(list)
    add_requested = Signal()
    locate_requested = Signal()
    locate_one_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("datasetPanel")
        self.thumbnails = VideoThumbnails(self)
        self.model = DatasetModel(self.thumbnails, self)
        self.rows = DatasetFilter(self)
        self.rows.setSourceModel(self.model)
        self._state: DatasetState | None = None
        self._fitted_px = 0
        self._title = label("", "title", "datasetTitle")
        self._counts = label("", "dim", "datasetCounts")
        self._search = QLineEdit(placeholderText=tr("Search names, assignees and notes"))
        self._search.setObjectName("datasetSearch")
        self._search.setAccessibleName(tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._status = _filter_box("datasetStatus", tr("Status"))
        self._status.addItem(tr("Any status"), None)
        for status in Status:
            self._status.addItem(sentence_case(tr_library(status.value)), status)
        self._split = _filter_box("datasetSplit", tr("Split"))
        self._split.addItem(tr("Any split"), None)
        self._review = _filter_box("datasetReview", tr("Review"))
        self._review.addItem(tr("Any review"), None)
        for choice in ReviewFilter:
            self._review.addItem(tr(choice.value), choice)
        self._fitted_px = 0
        self.table = QTableView()
        self._set_up_table()
        self._missing = label("", "warning", "datasetMissing")
        self._locate = self._button(
            tr("Locate Missing Videos..."), "datasetLocate", self.locate_requested.emit
        )
        self.queue = QueueBar(self)
        self._place()
        self._search.textChanged.connect(lambda _: self._choose())
        for box in (self._status, self._split, self._review):
            box.currentIndexChanged.connect(lambda _: self._choose())

    def set_state(self, state: DatasetState) -> None:
        if self._state is None or self._state.path != state.path:
            self.thumbnails.clear()
        self._state = state
        self._title.setText(state.path.parent.name)
        self._title.setToolTip(str(state.path))
        counts = [
            tr("{count} {kind}").format(count=count, kind=tr_library(status.value))
            for status in Status
            if (count := sum(video.status is status for video in state.videos))
        ]
        self._counts.setText(listed([tr("%n video(s)", "", len(state.videos)), *counts]))
        self._fit_names([video.name for video in state.videos])
        self.model.set_state(state)
        self._missing.setText(
            tr("%n video(s) or their projects were not found.", "", len(state.missing))
        )
        for widget in (self._missing, self._locate):
            widget.setVisible(bool(state.missing))
        self._set_splits(sorted({video.split for video in state.videos if video.split}))
        self.queue.set_state(state)

    def _fit_names(self, names: list[str]) -> None:
        """Widen the column of videos for the longest names, unless the user has resized it."""
        if self.table.columnWidth(Column.VIDEO) != self._fitted_px:
            return
        metrics = self.table.fontMetrics()
        longest = sorted(names, key=len)[-_MEASURED:]
        text_px = max((metrics.horizontalAdvance(name) for name in longest), default=0)
        wanted = min(max(self._fitted_px, video_width(text_px + 1)), _MOST_VIDEO_PX)
        self.table.setColumnWidth(Column.VIDEO, wanted)
        self._fitted_px = wanted

    def set_current(self, video_id: int | None) -> None:
        """Highlight the open video and select its row."""
        self.model.set_current(video_id)
        for row in range(self.rows.rowCount()):
            if self.rows.index(row, 0).data(VIDEO_ROLE).video_id == video_id:
                self.table.selectRow(row)
                return

    def neighbour(self, video_id: int | None, step: int) -> int | None:
        """Return the video `step` rows below the given one, or None if there is none."""
        rows = range(self.rows.rowCount())
        ids: list[int] = [self.rows.index(row, 0).data(VIDEO_ROLE).video_id for row in rows]
        if not ids:
            return None
        if video_id not in ids:
            return ids[0 if step > 0 else -1]
        place = ids.index(video_id) + step
        return ids[place] if 0 <= place < len(ids) else None

    def selected(self) -> list[int]:
        """Return the selected videos in row order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.rows.index(row, 0).data(VIDEO_ROLE).video_id for row in rows]

    def menu_of(self, video_ids: list[int]) -> QMenu:
        """Return the context menu for videos."""
        menu = QMenu(self)
        if len(video_ids) == 1:
            menu.addAction(tr("Open"), lambda: self.open_requested.emit(video_ids[0]))
        if len(video_ids) == 1 and self._is_missing(video_ids[0]):
            menu.addAction(
                tr("Locate Video..."), lambda: self.locate_one_requested.emit(video_ids[0])
            )
        statuses = menu.addMenu(tr("Set Status"))
        for status in (Status.IN_REVIEW, Status.DONE):
            statuses.addAction(
                sentence_case(tr_library(status.value)),
                partial(self.status_chosen.emit, video_ids, status),
            )
        statuses.addAction(
            tr("Derive from Masks"), lambda: self.status_chosen.emit(video_ids, None)
        )
        splits = menu.addMenu(tr("Set Split"))
        for number in range(1, self._split.count()):
            name = self._split.itemData(number)
            splits.addAction(name, partial(self.split_chosen.emit, video_ids, name))
        splits.addAction(tr("New Split..."), lambda: self.new_split_requested.emit(video_ids))
        splits.addAction(tr("None"), lambda: self.split_chosen.emit(video_ids, ""))
        menu.addAction(tr("Assign To..."), lambda: self.assignee_requested.emit(video_ids))
        menu.addSeparator()
        for task, name in TASK_NAMES.items():
            if task is not QueueTask.RETRAIN:
                menu.addAction(tr(name), partial(self.queue_requested.emit, video_ids, task))
        menu.addAction(tr("Adapt and Propagate"), lambda: self.adapt_requested.emit(video_ids))
        menu.addAction(tr("Move to Front of Queue"), lambda: self.first_requested.emit(video_ids))
        menu.addAction(tr("Remove from Queue"), lambda: self.dequeue_requested.emit(video_ids))
        menu.addSeparator()
        menu.addAction(tr("Remove from Dataset"), lambda: self.remove_requested.emit(video_ids))
        return menu

    def _is_missing(self, video_id: int) -> bool:
        return self._state is not None and video_id in self._state.missing

    def _set_up_table(self) -> None:
        table = self.table
        table.setObjectName("datasetTable")
        table.setAccessibleName(tr("Videos"))
        table.setModel(self.rows)
        table.setItemDelegate(VideoDelegate(table))
        table.setSortingEnabled(True)
        table.sortByColumn(Column.VIDEO, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMinimumHeight(_TABLE_MIN_PX)
        heights = table.verticalHeader()
        heights.hide()
        heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heights.setDefaultSectionSize(THUMBNAIL_PX.height() + SPACE)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, max(width, header.sectionSizeHint(column)))
        self._fitted_px = table.columnWidth(Column.VIDEO)
        header.setStretchLastSection(True)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.activated.connect(self._open)

    def _place(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._counts)
        head.addStretch(1)
        head.addWidget(self._button(tr("Add Videos..."), "datasetAdd", self.add_requested.emit))
        propagate = self._button(
            tr("Propagate All"),
            "datasetPropagate",
            lambda: self.queue_requested.emit([], QueueTask.PROPAGATE),
        )
        propagate.setToolTip(
            tr("Add all videos that have exemplars and no propagated masks to the queue")
        )
        head.addWidget(propagate)
        filters = QHBoxLayout()
        filters.addWidget(self._search, 1)
        filters.addWidget(self._status)
        filters.addWidget(self._split)
        filters.addWidget(self._review)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(filters)
        missing = QHBoxLayout()
        missing.addWidget(self._missing)
        missing.addStretch(1)
        missing.addWidget(self._locate)
        column.addLayout(missing)
        column.addWidget(self.table, 1)
        column.addWidget(self.queue)

    def _button(self, text: str, name: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(lambda _=False: call())
        return button

    def _set_splits(self, names: list[str]) -> None:
        if names == [self._split.itemData(number) for number in range(1, self._split.count())]:
            return
        chosen = self._split.currentData()
        self._split.blockSignals(True)
        while self._split.count() > 1:
            self._split.removeItem(1)
        for name in names:
            self._split.addItem(name, name)
        self._split.setCurrentIndex(max(0, self._split.findData(chosen)))
        self._split.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        boxes = (self._status, self._split, self._review)
        self.rows.choose(self._search.text(), *(box.currentData() for box in boxes))

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(VIDEO_ROLE).video_id)

    def _show_menu(self, place: QPoint) -> None:
        if video_ids := self.selected():
            menu = self.menu_of(video_ids)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.table.viewport().mapToGlobal(place))


def _filter_box(name: str, words: str) -> NoWheelComboBox:
    box = NoWheelComboBox()
    box.setObjectName(name)
    box.setAccessibleName(words)
    return box
