"""The queue below the videos: its progress, and a list that can be shown and reordered."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.language import tr
from app.library_texts import tr_library
from app.panels.buttons import label
from app.panels.clock import duration_text
from app.panels.dataset.queue_list import QueueList, job_title
from app.panels.dataset.watch import DatasetState
from app.panels.elided import ElidedLabel
from app.theme import SPACE
from app.wording import listed
from gvseg.dataset_file.queue import JobState, QueueJob


class QueueBar(QWidget):
    """Shows what the queue does.

    Signals:
        pause_requested(bool): pause or resume the queue.
    """

    pause_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = QueueList(self)
        self.jobs.hide()
        self._text = ElidedLabel("datasetQueue", self)
        self._obstacle = label("", "warning", "datasetObstacle")
        self._obstacle.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName("datasetQueueBar")
        self._bar.setAccessibleName(tr("Progress of the current job"))
        self._toggle = self._button("datasetQueueToggle", self._toggle_jobs)
        self._toggle.setText(tr("Show Queue"))
        self._pause = self._button("datasetPause", self._toggle_pause)
        self._is_running = False
        row = QHBoxLayout()
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addStretch()
        row.addWidget(self._toggle)
        row.addWidget(self._pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._obstacle)
        column.addLayout(row)
        column.addWidget(self.jobs)

    def set_state(self, state: DatasetState) -> None:
        open_jobs = [j for j in state.jobs if j.state in (JobState.WAITING, JobState.RUNNING)]
        running = [job for job in open_jobs if job.state is JobState.RUNNING]
        self._text.set_whole(listed(_parts(state, open_jobs, running)))
        obstacle = state.obstacle if open_jobs else ""
        self._obstacle.setText(tr_library(obstacle))
        self._obstacle.setVisible(bool(obstacle))
        self.jobs.show_jobs(state.jobs, is_running=state.is_running)
        self._bar.setVisible(bool(running) and state.is_running)
        if running:
            self._bar.setRange(0, sum(max(1, job.total) for job in running))
            self._bar.setValue(sum(job.done for job in running))
        self._is_running = state.is_running and not state.is_paused
        self._pause.setText(tr("Pause") if self._is_running else tr("Run Queue"))
        self._pause.setEnabled(bool(open_jobs))

    def _toggle_jobs(self) -> None:
        is_shown = self.jobs.isHidden()
        self.jobs.setVisible(is_shown)
        self._toggle.setText(tr("Hide Queue") if is_shown else tr("Show Queue"))

    def _toggle_pause(self) -> None:
        self.pause_requested.emit(self._is_running)

    def _button(self, name: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(lambda _=False: call())
        return button


def _parts(state: DatasetState, open_jobs: list[QueueJob], running: list[QueueJob]) -> list[str]:
    parts = [tr("%n job(s) in the queue", "", len(open_jobs)) if open_jobs else tr("Queue empty")]
    failed = sum(job.state is JobState.FAILED for job in state.jobs)
    if failed:
        parts.append(tr("{failed} failed").format(failed=failed))
    if open_jobs and state.is_paused:
        parts.append(tr("paused"))
    elif running and not state.is_running:
        parts.append(tr("interrupted"))
    elif running:
        parts.append(job_title(running[0]))
    if state.seconds_left is not None and state.is_running and not state.is_paused:
        parts.append(tr("{duration} left").format(duration=duration_text(state.seconds_left)))
    return parts
