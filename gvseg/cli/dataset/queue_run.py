"""Processes the queue of a dataset, one video after the other, until it is empty or paused."""

import argparse
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from gvseg import training_runs
from gvseg.cli.batch.worker import SessionLoader
from gvseg.cli.dataset.project_run import ProjectJob, ProjectWorker
from gvseg.cli.options import load_session, weights_in_use
from gvseg.cli.run import RunOutcome
from gvseg.console.interrupts import stop_on_interrupt
from gvseg.dataset_file import Dataset, refresh
from gvseg.dataset_file.queue import Queue, QueueJob
from gvseg.errors import ProjectError, UserError
from gvseg.project import Project, ProjectLockedError

FAILED = 2
INTERRUPTED = 130
_OPEN_ELSEWHERE: Final = "The project is open in another program; it will be retried later."
_WAIT_S: Final = 5.0


def run_queue(path: Path, load: SessionLoader = load_session) -> int:
    """Process the queue and return the exit status: 0 all done, 2 some failed, 130 stopped.

    Masks are saved to the projects during the run. A video that fails does not stop the others. A
    video whose project is open in another program waits until it is closed.

    Raises:
        DatasetError: the dataset cannot be opened.
        OutputError: another process works on this queue.
    """
    with Dataset.open(path) as dataset, stop_on_interrupt() as stop:
        queue = Queue(dataset)
        with training_runs.hold(queue.folder):
            queue.recover()
            return _Runner(queue, stop, load).run()


class _Runner:
    def __init__(self, queue: Queue, stop: threading.Event, load: SessionLoader) -> None:
        self._queue, self._stop, self._load = queue, stop, load
        self._worker: ProjectWorker | None = None
        self._worker_options: Mapping[str, Any] | None = None
        self._postponed: set[int] = set()
        self._failures = 0
        self._reported_at = 0.0

    def run(self) -> int:
        while not self._stop.is_set():
            job = self._queue.claim(but_not=self._postponed)
            if job is not None:
                self._do(job)
            elif self._postponed and not self._queue.is_paused:
                self._stop.wait(_WAIT_S)
                self._postponed.clear()
            else:
                break
        if self._stop.is_set() and not self._queue.is_paused:
            return INTERRUPTED
        return FAILED if self._failures else 0

    def _do(self, job: QueueJob) -> None:
        queue = self._queue
        entry = queue.dataset.video(job.video_id)
        if entry.project is not None and _is_open_elsewhere(entry.project):
            self._postponed.add(job.job_id)
            queue.give_back(job.job_id, _OPEN_ELSEWHERE)
            return
        _say(f"{job.name}: {job.task.value}")
        # A pause stops the current video, like Ctrl-C.
        stop = threading.Event()
        try:
            worker = self._ready_worker(job)
            worker.dataset, worker.stop = queue.dataset, stop
            worker.report = lambda done, total: self._report(job, done, total, stop)
            outcome = worker.run(ProjectJob(job.name, entry.video, queued=job))
        except KeyboardInterrupt:
            queue.give_back(job.job_id)
            _say(f"{job.name}: stopped; it starts again with the queue")
            return
        except UserError as error:  # the network cannot be loaded
            queue.fail(job.job_id, str(error))
            self._failures += 1
            return
        if outcome.failure is None:
            queue.finish(job.job_id)
        else:
            queue.fail(job.job_id, outcome.failure)
            self._failures += 1
        _say(f"{job.name}: {outcome.failure or 'done'}")
        refresh(queue.dataset)

    def _report(self, job: QueueJob, done: int, total: int, stop: threading.Event) -> None:
        self._queue.report(job.job_id, done, total)
        if self._stop.is_set() or self._queue.is_paused:
            stop.set()

    def _ready_worker(self, job: QueueJob) -> ProjectWorker:
        if self._worker is None or self._worker_options != job.options:
            weights = job.options.get("weights")
            arguments = argparse.Namespace(
                weights=Path(weights) if weights else weights_in_use(),
                device=job.options.get("device", "auto"),
                short_side=job.options.get("short_side"),
                adapt=job.options.get("adapt"),
            )
            self._worker = ProjectWorker(arguments, _refuse, self._load)
            self._worker_options = job.options
        return self._worker


def _is_open_elsewhere(project: Path) -> bool:
    """Return whether another program has a project open; the run reports any other failure."""
    try:
        Project.open(project, is_exclusive=True).close()
    except ProjectLockedError:
        return True
    except ProjectError as error:
        code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return False


def _refuse(
    arguments: argparse.Namespace, load: SessionLoader, say: Callable[[str], None]
) -> RunOutcome:
    raise TypeError("the queue writes results to projects, not to folders")


def _say(line: str) -> None:
    print(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}", file=sys.stderr, flush=True)
