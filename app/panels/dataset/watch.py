"""Watches an open dataset and runs long tasks on it, in a separate thread."""

import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from gvseg.dataset_file import Dataset, DatasetVideo, refresh
from gvseg.dataset_file.locating import is_missing
from gvseg.dataset_file.queue import Queue, QueueJob, seconds_left
from gvseg.errors import UserError
from gvseg.project import LockHolder, read_holders
from gvseg.project.lock import STALE_S

_LOOK_S: Final = 2.0

Work = Callable[[Dataset], str]
"""A long task on a dataset; returns a sentence about its result, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetState:
    """The state of an open dataset.

    Attributes:
        path: the dataset file.
        videos: all videos by name.
        jobs: jobs in the queue.
        is_paused: whether the queue is paused.
        is_running: whether a process is working on the queue.
        seconds_left: time left for the queue, or None if unknown.
        obstacle: why the queue cannot run and what to do; "" if nothing prevents it.
        missing: ids of videos that were not found, or whose project was not found.
        holders: video id -> who else has its project open.
        problems: one sentence for each file that cannot be read.
    """

    path: Path
    videos: tuple[DatasetVideo, ...] = ()
    jobs: tuple[QueueJob, ...] = ()
    is_paused: bool = False
    is_running: bool = False
    seconds_left: float | None = None
    obstacle: str = ""
    missing: frozenset[int] = frozenset()
    holders: Mapping[int, LockHolder] = field(default_factory=dict)
    problems: tuple[str, ...] = field(default=())


class DatasetWatch(QObject):
    """Polls a dataset while its browser is visible.

    Signals (delivered in the GUI thread):
        changed(DatasetState): the state changed.
        done(str): a long task ended; a sentence about its result.
        failed(str, str): message, details.
    """

    changed = Signal(object)
    done = Signal(str)
    failed = Signal(str, str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._condition = threading.Condition()
        self._works: deque[Work] = deque()
        self._is_watching = True
        self._is_awake = True
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="dataset", daemon=True)

    def start(self) -> None:
        """Start the thread; connect the signals first."""
        self._thread.start()

    def read_now(self) -> None:
        with self._condition:
            self._is_awake = True
            self._condition.notify()

    def set_watching(self, *, is_watching: bool) -> None:
        """Poll regularly, or only when `read_now` is called."""
        with self._condition:
            self._is_watching = is_watching
            self._is_awake = self._is_awake or is_watching
            self._condition.notify()

    def run_task(self, work: Work) -> None:
        """Run a long task on the dataset in this thread."""
        with self._condition:
            self._works.append(work)
            self._condition.notify()

    def close(self) -> None:
        """Stop the thread once it has read its current project, and wait for it."""
        with self._condition:
            self._is_closing = True
            self._condition.notify()
        self._thread.join()

    def _run(self) -> None:
        last: DatasetState | None = None
        try:
            with Dataset.open(self._path) as dataset:
                last = self._read(dataset)  # what the file says, before the projects are read
                self.changed.emit(last)
                while self._wait():
                    self._do_works(dataset)
                    problems = () if dataset.is_read_only else self._refresh(dataset)
                    state = self._read(dataset, problems)
                    if state != last and not self._is_closing:
                        self.changed.emit(state)
                    last = state
        except UserError as error:
            self.failed.emit(str(error), "")
        except Exception as error:  # noqa: BLE001 - shown with details; the application stays open
            self.failed.emit(str(error), traceback.format_exc())

    def _wait(self) -> bool:
        with self._condition:
            if not (self._is_awake or self._works or self._is_closing):
                self._condition.wait(_LOOK_S if self._is_watching else None)
            self._is_awake = False
            return not self._is_closing

    def _do_works(self, dataset: Dataset) -> None:
        while self._works and not self._is_closing:
            work = self._works.popleft()
            try:
                sentence = work(dataset)
            except UserError as error:
                self.failed.emit(str(error), "")
            else:
                self.done.emit(sentence)

    def _refresh(self, dataset: Dataset) -> tuple[str, ...]:
        return tuple(refresh(dataset, is_cancelled=lambda: self._is_closing))

    def _read(self, dataset: Dataset, problems: tuple[str, ...] = ()) -> DatasetState:
        queue = Queue(dataset)
        videos, jobs = tuple(dataset.videos()), tuple(queue.jobs())
        frames = {video.video_id: video.summary.frames for video in videos}
        left = seconds_left(jobs, frames)
        return DatasetState(
            path=dataset.path,
            videos=videos,
            jobs=jobs,
            is_paused=queue.is_paused,
            is_running=queue.is_alive,
            seconds_left=None if left is None else round(left, -1),
            obstacle=queue.obstacle if jobs else "",
            missing=frozenset(one.video_id for one in videos if is_missing(one)),
            holders=_holders(videos),
            problems=problems,
        )


def _holders(videos: Iterable[DatasetVideo]) -> dict[int, LockHolder]:
    """Return who else has the projects of videos open; locks of ended programs do not count."""
    found = {}
    id_of = {video.project: video.video_id for video in videos if video.project is not None}
    for project, holder in read_holders(id_of).items():
        if not holder.is_gone:
            # Its age changes all the time, and a changed state is shown again.
            silent_s = STALE_S + 1 if holder.is_stale else 0.0
            found[id_of[project]] = replace(holder, silent_s=silent_s)
    return found
