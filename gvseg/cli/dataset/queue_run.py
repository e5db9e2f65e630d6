"""Processes the queue of a dataset until it is empty or paused, on this machine or several."""

import argparse
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from gvseg import training_runs
from gvseg.cli.batch.worker import Outcome, SessionLoader
from gvseg.cli.dataset.project_run import ProjectJob, ProjectWorker, project_job, release_abandoned
from gvseg.cli.dataset.signals import JobSignals, set_stop
from gvseg.cli.dataset.training_run import run_training
from gvseg.cli.options import load_session
from gvseg.cli.run import RunOutcome
from gvseg.console.interrupts import stop_on_interrupt
from gvseg.dataset_file import Dataset, refresh
from gvseg.dataset_file.queue import (
    JobState,
    Queue,
    QueueJob,
    QueueTask,
    full_disk_message,
)
from gvseg.errors import ProjectError, UserError
from gvseg.files import find_full_disk, is_disk_full
from gvseg.project import Project, ProjectLockedError

FAILED = 2
INTERRUPTED = 130
_OPEN_ELSEWHERE: Final = "The project is open in another program; it will be retried later."
_WAIT_S: Final = 5.0
_MOST_WORKERS: Final = 1000


def run_queue(
    path: Path,
    load: SessionLoader = load_session,
    cluster: argparse.Namespace | None = None,
) -> int:
    """Process the queue and return the exit status: 0 all done, 2 some failed, 130 stopped.

    Masks are saved to the projects during the run. A video that fails does not stop the others. A
    video whose project is open in another program waits until it is closed. A full disk pauses the
    queue; the exit status is then 2.

    Args:
        path: the dataset.
        load: loads the network; a module-level function.
        cluster: `ray`, `workers` and `device` for workers of Ray; None to process one video after
            the other in this process.

    Raises:
        DatasetError: the dataset cannot be opened.
        OutputError: another process works on this queue.
        RequestError: Ray is not installed, or there is no cluster at this address.
    """
    with Dataset.open(path) as dataset, stop_on_interrupt() as stop:
        queue = Queue(dataset)
        with training_runs.hold(queue.folder):
            queue.recover()
            run = _QueueRun(queue, stop, queue.folder if cluster is not None else None)
            outcomes = _local_outcomes(run, load)
            if cluster is not None:
                from gvseg.cli.batch.cluster import work_on_cluster

                parts = (cluster, _refuse, load)
                outcomes = work_on_cluster(cluster, run, ProjectWorker, parts, _MOST_WORKERS)
            for outcome in outcomes:
                run.end(outcome)
            return run.status


def _local_outcomes(run: "_QueueRun", load: SessionLoader) -> Iterator[Outcome]:
    worker = ProjectWorker(argparse.Namespace(), _refuse, load)
    while run.has_more:
        job = run.take()
        if job is None:
            run.wait()
            continue
        # A pause stops the current video, like Ctrl-C.
        worker.stop = threading.Event()
        worker.report = run.reporter(job.queued, worker.stop)
        yield worker.run(job)


class _QueueRun:
    """Takes jobs from the queue and records their outcomes; a `JobSource` for workers."""

    def __init__(self, queue: Queue, stop: threading.Event, signals: Path | None) -> None:
        self._queue, self._stop, self._signals = queue, stop, signals
        self._postponed: set[int] = set()
        self._postponed_at = 0.0
        self._running: dict[str, ProjectJob] = {}
        self._failures = 0
        self._is_out_of_space = False
        if signals is not None:
            set_stop(signals, is_stopped=False)

    @property
    def status(self) -> int:
        """The exit status of the run."""
        if self._stop.is_set() and not self._queue.is_paused:
            return INTERRUPTED
        return FAILED if self._failures or self._is_out_of_space else 0

    @property
    def is_stopping(self) -> bool:
        """True if no more jobs may start."""
        return self._stop.is_set() or self._queue.is_paused

    @property
    def has_more(self) -> bool:
        """See `JobSource`."""
        if self.is_stopping:
            return False
        return any(job.state is JobState.WAITING for job in self._queue.jobs())

    def take(self) -> ProjectJob | None:
        """Return the next video whose project is not open elsewhere, after running any training
        before it.
        """
        while not self.is_stopping and self._has_space([]):
            if self._running and self._is_training_next():
                return None  # it waits for the videos before it
            job = self._queue.claim(but_not=self._postponed | self._of_running_videos())
            if job is None:
                return None
            if job.task is QueueTask.RETRAIN:
                self._train(job)
                continue
            if (made := self._prepare(job)) is not None:
                self._running[job.name] = made
                _say(f"{job.name}: {job.task.value}")
                return made
        return None

    def wait(self) -> None:
        """Wait until a postponed video can be retried."""
        self._stop.wait(_WAIT_S)
        self._postponed.clear()

    def give_back(self, job: object) -> None:
        """See `JobSource`."""
        if isinstance(job, ProjectJob):
            self._running.pop(job.name, None)
            self._queue.give_back(job.queued.job_id)

    def look(self) -> None:
        """Record the progress of the workers, and tell them to stop."""
        if self._signals is None:
            return
        for job in self._running.values():
            job_id = job.queued.job_id
            if (found := JobSignals(self._signals, job_id).read()) is not None:
                self._queue.report(job_id, *found)
        self._has_space(self._running.values())
        set_stop(self._signals, is_stopped=self.is_stopping)
        if self._postponed and time.monotonic() - self._postponed_at > _WAIT_S:
            self._postponed.clear()

    def end(self, outcome: Outcome) -> None:
        """Record the outcome of a video."""
        ended = self._running.pop(outcome.name)
        job = ended.queued
        for line in outcome.notes:
            _say(f"{outcome.name}: {line}")
        if self._signals is not None:
            signals = JobSignals(self._signals, job.job_id)
            if (found := signals.read()) is not None:
                self._queue.report(job.job_id, *found)
            signals.remove()
        if outcome.is_stopped:
            self._queue.give_back(job.job_id)
            _say(f"{job.name}: stopped; it starts again with the queue")
            return
        if outcome.failure is None:
            self._queue.finish(job.job_id, outcome.remark)
        elif outcome.is_disk_full or not self._has_space([ended]):
            self._run_out_of_space(ended.project.parent, job)
        else:
            self._fail(job, outcome.failure)
        _say(f"{job.name}: {' '.join([outcome.failure or 'done', outcome.remark]).strip()}")
        refresh(self._queue.dataset)

    def reporter(self, job: QueueJob, stop: threading.Event) -> "_Reporter":
        """Return a function that records the progress of a job, and stops it for a pause."""
        return _Reporter(self, job, stop)

    def record(self, job: QueueJob, done: int, total: int) -> None:
        """Record the progress of a job."""
        self._queue.report(job.job_id, done, total)
        self._has_space(one for one in self._running.values() if one.queued is job)

    def _prepare(self, job: QueueJob) -> ProjectJob | None:
        dataset = self._queue.dataset
        try:
            project = dataset.video(job.video_id).project
            if project is not None:
                release_abandoned(project)
            if project is not None and _is_open_elsewhere(project):
                self._postponed.add(job.job_id)
                self._postponed_at = time.monotonic()
                self._queue.give_back(job.job_id, _OPEN_ELSEWHERE)
                return None
            made = project_job(dataset, job, self._signals)
        except UserError as error:
            if is_disk_full(error):
                self._run_out_of_space(dataset.folder, job)
                return None
            self._fail(job, " ".join(str(error).split()))
            _say(f"{job.name}: {error}")
            return None
        if not self._has_space([made]):
            self._queue.give_back(job.job_id)
            return None
        return made

    def _has_space(self, jobs: Iterable[ProjectJob]) -> bool:
        """Return whether the dataset and the projects of jobs can be written; if not, pause the
        queue while the file of the dataset can still record it.
        """
        folders = [self._queue.dataset.folder, *(job.project.parent for job in jobs)]
        if (full := find_full_disk(folders)) is not None:
            self._run_out_of_space(full)
        return full is None

    def _run_out_of_space(self, folder: Path, job: QueueJob | None = None) -> None:
        """Pause the queue, because otherwise each video would fail; return a job to its place."""
        if job is not None:
            self._queue.give_back(job.job_id)
        if not self._is_out_of_space:
            self._is_out_of_space = True
            message = full_disk_message(folder)
            self._queue.set_paused(True, message)
            _say(message)

    def _of_running_videos(self) -> set[int]:
        """Return the jobs of videos that other workers are processing."""
        videos = {job.queued.video_id for job in self._running.values()}
        return {job.job_id for job in self._queue.jobs() if job.video_id in videos}

    def _is_training_next(self) -> bool:
        waiting = (job for job in self._queue.jobs() if job.state is JobState.WAITING)
        first = next((job for job in waiting if job.job_id not in self._postponed), None)
        return first is not None and first.task is QueueTask.RETRAIN

    def _train(self, job: QueueJob) -> None:
        _say("training on the dataset")
        stop = threading.Event()
        refresh(self._queue.dataset)
        try:
            path = self._queue.dataset.path.absolute()
            verdict = run_training(path, job, stop, self.reporter(job, stop))
        except KeyboardInterrupt:
            self._queue.give_back(job.job_id)
            _say("training: stopped; it continues with the queue")
        except UserError as error:
            if is_disk_full(error) or not self._has_space([]):
                self._run_out_of_space(self._queue.dataset.folder, job)
            else:
                self._fail(job, " ".join(str(error).split()))
            _say(f"training: {error}")
        else:
            self._queue.finish(job.job_id, verdict)
            _say(f"training: {verdict}")

    def _fail(self, job: QueueJob, message: str) -> None:
        self._queue.fail(job.job_id, message)
        self._failures += 1


class _Reporter:
    """Records the progress of a job in this process, and stops it for a pause."""

    def __init__(self, run: _QueueRun, job: QueueJob, stop: threading.Event) -> None:
        self._run, self._job, self._stop = run, job, stop

    def __call__(self, done: int, total: int) -> None:
        self._run.record(self._job, done, total)
        if self._run.is_stopping:
            self._stop.set()


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


def _refuse(arguments: argparse.Namespace, load: SessionLoader, say: object) -> RunOutcome:
    raise TypeError("the queue writes results to projects, not to folders")


def _say(line: str) -> None:
    with suppress(OSError):  # the log may be on a full disk
        print(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}", file=sys.stderr, flush=True)
