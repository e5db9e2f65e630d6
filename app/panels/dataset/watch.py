"""Looks after an open dataset in a thread of its own: what has changed, and long work on it."""

import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from gvseg.dataset_file import Dataset, DatasetVideo, refresh
from gvseg.dataset_file.queue import Queue, QueueJob, seconds_left
from gvseg.errors import UserError

_LOOK_S: Final = 2.0

Work = Callable[[Dataset], str]
"""Long work on a dataset; returns a sentence about its result, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetState:
    """What is known of an open dataset.

    Attributes:
        path: the dataset file.
        videos: all videos by name.
        jobs: of the queue.
        is_paused: whether the queue is paused.
        is_running: whether a process works on the queue.
        seconds_left: of the queue; None if it is not known.
        problems: what cannot be read, one sentence each.
    """

    path: Path
    videos: tuple[DatasetVideo, ...] = ()
    jobs: tuple[QueueJob, ...] = ()
    is_paused: bool = False
    is_running: bool = False
    seconds_left: float | None = None
    problems: tuple[str, ...] = field(default=())


class DatasetWatch(QObject):
    """Reads a dataset again and again while somebody looks at it.

    Signals (delivered in the GUI thread):
        changed(DatasetState): something is different from before.
        done(str): long work has ended; a sentence about its result.
        failed(str, str): sentence, details.
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
        """Begin; connect the signals before."""
        self._thread.start()

    def look(self) -> None:
        """Read the dataset now."""
        with self._condition:
            self._is_awake = True
            self._condition.notify()

    def set_watching(self, *, is_watching: bool) -> None:
        """Read again and again, or only when `look` is called."""
        with self._condition:
            self._is_watching = is_watching
            self._is_awake = self._is_awake or is_watching
            self._condition.notify()

    def do(self, work: Work) -> None:
        """Do long work on the dataset in this thread."""
        with self._condition:
            self._works.append(work)
            self._condition.notify()

    def close(self) -> None:
        """End the thread at the next project; waits for it."""
        with self._condition:
            self._is_closing = True
            self._condition.notify()
        self._thread.join()

    def _run(self) -> None:
        last: DatasetState | None = None
        try:
            with Dataset.open(self._path) as dataset:
                while self._wait():
                    self._do_works(dataset)
                    state = self._read(dataset)
                    if state != last and not self._is_closing:
                        self.changed.emit(state)
                    last = state
        except UserError as error:
            self.failed.emit(str(error), "")
        except Exception as error:  # noqa: BLE001 - a bug here is shown, the application stays open
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

    def _read(self, dataset: Dataset) -> DatasetState:
        problems: list[str] = []
        if not dataset.is_read_only:
            problems = refresh(dataset, is_cancelled=lambda: self._is_closing)
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
            problems=tuple(problems),
        )
