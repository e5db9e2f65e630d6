"""The queue of the open dataset: which videos the engine processes, and in which order."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from app.language import tr
from app.panels.dataset import DatasetPanel
from app.workspace import Level, Workspace
from gvseg.dataset_file import Dataset, Status
from gvseg.dataset_file.queue import JobState, Queue, QueueTask
from gvseg.errors import DatasetError, UserError

_ADAPT_S: Final = 20
"""Time to adapt the network to each video."""


@contextmanager
def posted_errors(workspace: Workspace) -> Iterator[None]:
    """Post a UserError as a message instead of raising it."""
    try:
        yield
    except UserError as error:
        workspace.post(Level.ERROR, str(error))


class DatasetQueueCommands(QObject):
    """Adds videos to the queue and starts its process.

    Attributes:
        dataset: the open dataset, or None.

    Signals:
        changed: the queue changed.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, panel: DatasetPanel, parent: QObject) -> None:
        super().__init__(parent)
        self.dataset: Dataset | None = None
        self._workspace = workspace
        panel.queue_requested.connect(self.add)
        panel.first_requested.connect(self._move_first)
        panel.dequeue_requested.connect(self._dequeue)
        panel.adapt_requested.connect(self._add_adapted)
        panel.queue.pause_requested.connect(self._pause)
        panel.queue.jobs.order_requested.connect(self._arrange)
        panel.queue.jobs.remove_requested.connect(self._remove_jobs)
        panel.queue.jobs.retry_requested.connect(self._retry)

    def add(
        self, video_ids: list[int], task: QueueTask, options: Mapping[str, Any] | None = None
    ) -> None:
        """Add videos to the queue and start it; an empty list adds all videos with exemplars."""
        dataset = self.dataset
        if dataset is None:
            return
        with posted_errors(self._workspace):
            chosen = video_ids or [
                video.video_id
                for video in dataset.videos()
                if video.status is Status.MARKED and video.summary.is_ready
            ]
            if not chosen:
                raise DatasetError(tr("No video has an exemplar. Draw an object in one first."))
            queue = Queue(dataset)
            added = queue.add(chosen, task, options)
            self._workspace.post(Level.GOOD, tr("%n video(s) added to the queue.", "", len(added)))
            self._run(queue)

    def add_training(self, *, is_used: bool) -> None:
        """Add training on the dataset to the queue and start it.

        Args:
            is_used: whether to use the new weights from then on if they are better.
        """
        if self.dataset is not None:
            with posted_errors(self._workspace):
                queue = Queue(self.dataset)
                queue.add_training({"use": True} if is_used else {})
                self._workspace.post(Level.GOOD, tr("Training was added to the queue."))
                self._run(queue)

    def _add_adapted(self, video_ids: list[int]) -> None:
        self.add(video_ids, QueueTask.PROPAGATE, {"adapt": _ADAPT_S})

    def _arrange(self, job_ids: list[int]) -> None:
        if self.dataset is not None:
            with posted_errors(self._workspace):
                Queue(self.dataset).arrange(job_ids)
                self.changed.emit()

    def _remove_jobs(self, job_ids: list[int]) -> None:
        if self.dataset is not None:
            with posted_errors(self._workspace):
                Queue(self.dataset).remove(job_ids)
                self.changed.emit()

    def _retry(self, job_ids: list[int]) -> None:
        if self.dataset is not None:
            with posted_errors(self._workspace):
                queue = Queue(self.dataset)
                queue.retry(job_ids)
                self._run(queue)

    def _run(self, queue: Queue) -> None:
        queue.set_paused(False)
        if not queue.is_alive:
            queue.start_process()
        self.changed.emit()

    def _pause(self, is_paused: bool) -> None:
        if self.dataset is None:
            return
        with posted_errors(self._workspace):
            queue = Queue(self.dataset)
            if is_paused:
                queue.set_paused(True)
                self.changed.emit()
            else:
                self._run(queue)

    def _move_first(self, video_ids: list[int]) -> None:
        if self.dataset is not None:
            with posted_errors(self._workspace):
                queue = Queue(self.dataset)
                place = {video_id: number for number, video_id in enumerate(video_ids)}
                jobs = [job for job in queue.jobs() if job.video_id in place]
                waiting = [job for job in jobs if job.state is JobState.WAITING]
                waiting.sort(key=lambda job: place[job.video_id])
                queue.arrange([job.job_id for job in waiting])
                self.changed.emit()

    def _dequeue(self, video_ids: list[int]) -> None:
        if self.dataset is not None:
            with posted_errors(self._workspace):
                queue = Queue(self.dataset)
                chosen = set(video_ids)
                queue.remove([job.job_id for job in queue.jobs() if job.video_id in chosen])
                self.changed.emit()
