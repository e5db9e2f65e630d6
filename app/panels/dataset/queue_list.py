"""The queue of a dataset as a list whose order can be changed by dragging."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QWidget

from app.language import sentence_case, tr, tr_later
from app.library_texts import tr_library
from app.panels.clock import duration_text
from app.wording import with_label
from gvseg.dataset_file.queue import JobState, QueueJob, QueueTask

TASK_NAMES: Final = {
    QueueTask.PROPAGATE: tr_later("Propagate"),
    QueueTask.INSTANCE: tr_later("Detect Objects"),
    QueueTask.SEMANTIC: tr_later("Segment Surfaces"),
    QueueTask.PANOPTIC: tr_later("Segment Everything"),
    QueueTask.RETRAIN: tr_later("Train on the dataset"),
}
_JOB_ROLE: Final = Qt.ItemDataRole.UserRole
_ROWS_SHOWN: Final = 7
_ROW_PAD_PX: Final = 6


def job_title(job: QueueJob) -> str:
    """Return what a job does, and to which video."""
    task = tr(TASK_NAMES[job.task])
    if job.options.get("adapt"):
        task = tr("Adapt and Propagate")
    return with_label(task, job.name) if job.name else task


class QueueList(QListWidget):
    """Shows the running, waiting and failed jobs, and finished training.

    Waiting jobs are moved by dragging or with Alt+Up and Alt+Down. Delete removes jobs.

    Signals:
        order_requested(list): the ids of the waiting jobs, in their new order.
        remove_requested(list): remove jobs from the queue.
        retry_requested(list): try failed jobs again.
    """

    order_requested = Signal(list)
    remove_requested = Signal(list)
    retry_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("datasetQueueList")
        self.setAccessibleName(tr("Queue"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self._shown: tuple[Sequence[QueueJob], bool] = ((), False)

    def show_jobs(self, jobs: Sequence[QueueJob], *, is_running: bool) -> None:
        """Show the jobs of a queue, unless the user is dragging one.

        Args:
            jobs: all jobs in their order.
            is_running: whether a process works on the queue.
        """
        shown = [job for job in jobs if job.state is not JobState.DONE or job.message]
        if (shown, is_running) == self._shown or self._is_dragging():
            return
        self._shown = (shown, is_running)
        if [job.job_id for job in self._jobs()] != [job.job_id for job in shown]:
            self._put_rows(shown)
        for row, job in enumerate(shown):
            self._fill(self.item(row), job, is_running=is_running)

    def menu(self) -> QMenu:
        """Return the context menu of the selected jobs."""
        chosen = self._selected()
        waiting = [job.job_id for job in chosen if job.state is JobState.WAITING]
        failed = [job.job_id for job in chosen if job.state is JobState.FAILED]
        idle = [job.job_id for job in chosen if job.state is not JobState.RUNNING]
        rest = [job.job_id for job in self._order() if job.job_id not in waiting]
        menu = QMenu(self)
        for text, signal, ids, is_enabled in (
            (tr("Move to Front"), self.order_requested, waiting + rest, bool(waiting)),
            (tr("Move to End"), self.order_requested, rest + waiting, bool(waiting)),
            (tr("Try Again"), self.retry_requested, failed, bool(failed)),
            (tr("Remove from Queue"), self.remove_requested, idle, bool(idle)),
        ):
            action = menu.addAction(text, partial(signal.emit, ids))
            action.setEnabled(is_enabled)
        return menu

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height() + _ROW_PAD_PX
        return QSize(super().sizeHint().width(), _ROWS_SHOWN * height)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._shown = ((), False)  # show the order that the queue has then
        self.order_requested.emit([job.job_id for job in self._order()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Delete:
            if chosen := [job.job_id for job in self._selected()]:
                self.remove_requested.emit(chosen)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Without this, the window would take Alt+Up and Alt+Down as shortcuts.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete)
            if event.key() in keys:
                event.accept()
                return True
        return super().event(event)

    def _put_rows(self, jobs: Sequence[QueueJob]) -> None:
        """Add a row for each job; the same jobs stay selected."""
        chosen = {job.job_id for job in self._selected()}
        current = self.currentItem()
        current_id = None if current is None else current.data(_JOB_ROLE).job_id
        self.clear()
        for job in jobs:
            item = QListWidgetItem(self)
            item.setData(_JOB_ROLE, job)
            if job.job_id == current_id:
                self.setCurrentItem(item)
        for item in map(self.item, range(self.count())):
            item.setSelected(item.data(_JOB_ROLE).job_id in chosen)

    def _fill(self, item: QListWidgetItem, job: QueueJob, *, is_running: bool) -> None:
        message = tr_library(job.message)
        parts = [job_title(job), _state_text(job, is_running=is_running)]
        item.setText("  ·  ".join([*parts, message] if message else parts))
        item.setToolTip(message or tr("Drag to change the order; press Delete to remove"))
        item.setData(_JOB_ROLE, job)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if job.state is JobState.WAITING:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)

    def _is_dragging(self) -> bool:
        return self.state() == QAbstractItemView.State.DraggingState

    def _jobs(self) -> list[QueueJob]:
        return [self.item(row).data(_JOB_ROLE) for row in range(self.count())]

    def _selected(self) -> list[QueueJob]:
        chosen = {self.row(item) for item in self.selectedItems()}
        return [job for row, job in enumerate(self._jobs()) if row in chosen]

    def _order(self) -> list[QueueJob]:
        return [job for job in self._jobs() if job.state is JobState.WAITING]

    def _move(self, step: int) -> None:
        """Move the selected waiting jobs up or down by one row."""
        chosen = {job.job_id for job in self._selected()}
        jobs = self._order()[::step]
        for place in range(len(jobs) - 2, -1, -1):
            if jobs[place].job_id in chosen and jobs[place + 1].job_id not in chosen:
                jobs[place], jobs[place + 1] = jobs[place + 1], jobs[place]
        self.order_requested.emit([job.job_id for job in jobs[::step]])

    def _show_menu(self, place: QPoint) -> None:
        if self._selected():
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.viewport().mapToGlobal(place))


def _state_text(job: QueueJob, *, is_running: bool) -> str:
    """Return the state of a job, with the progress of a running one."""
    if job.state is not JobState.RUNNING:
        return sentence_case(tr_library(job.state.value))
    if not is_running:  # its process died; the job starts again with the queue
        return tr("Interrupted")
    if not job.total:
        return tr("Starting...")
    if job.task is QueueTask.RETRAIN:
        left = max(0, job.total - job.done)
        return tr("{duration} left").format(duration=duration_text(left))
    return tr("{done} of {total} frames").format(done=job.done, total=job.total)
