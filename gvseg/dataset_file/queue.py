"""The queue of a dataset: jobs for the engine, stored in the dataset file."""

import json
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Final

from gvseg import training_runs
from gvseg.dataset_file.dataset import Dataset
from gvseg.files import find_full_disk
from gvseg.parts import child_environment, gvseg_command

NO_VIDEO: Final = 0
"""`QueueJob.video_id` of entries that do not belong to a video."""
MINUTES: Final = 30.0
"""Time limit of a training run, unless its options give another."""
MOST_ATTEMPTS: Final = 3
"""Maximum number of attempts for a video whose process dies."""
_LOG: Final = "queue.log"
_COLUMNS: Final = (
    "job_id, jobs.video_id, COALESCE(name, ''), task, options, state, done, total, message, "
    "started_at, ended_at, attempts"
)


class QueueTask(Enum):
    """The engine's task for a video."""

    PROPAGATE = "propagate"
    INSTANCE = "instance"
    SEMANTIC = "semantic"
    PANOPTIC = "panoptic"
    RETRAIN = "retrain"
    """Trains new weights on the whole dataset; does not belong to a video."""


class JobState(Enum):
    """State of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueJob:
    """One entry of the queue: a video, or a training run.

    Attributes:
        job_id: id, which never changes.
        video_id: the video; `NO_VIDEO` for training.
        name: name of the video; "" for training.
        task: what to do.
        options: those of `adapt` (seconds), `weights`, `device`, `short_side`, and for training
            `minutes` and `use` that are set.
        state: current state.
        done: number of finished frames, or seconds of training.
        total: number of frames of the video, or seconds of training; 0 before it has started.
        message: why it failed or is waiting, or the result of training; "" otherwise.
        started_at: when it last started, in seconds since 1970; None if it never did.
        ended_at: when it ended, in seconds since 1970; None if it has not.
        attempts: number of times it was started.
    """

    job_id: int
    video_id: int
    name: str
    task: QueueTask
    options: Mapping[str, Any] = field(default_factory=dict)
    state: JobState
    done: int
    total: int
    message: str
    started_at: float | None
    ended_at: float | None
    attempts: int


class Queue:
    """The jobs of a dataset, in order; each change is durable when its method returns."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def jobs(self) -> list[QueueJob]:
        """Return all jobs: running, waiting (in queue order), then ended."""
        rows = self.dataset.query(
            f"SELECT {_COLUMNS} FROM jobs LEFT JOIN videos ON videos.video_id = jobs.video_id "
            "ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, "
            "CASE WHEN state IN ('running', 'waiting') THEN place END, ended_at DESC"
        )
        return [_job(row) for row in rows]

    def add(
        self, video_ids: Iterable[int], task: QueueTask, options: Mapping[str, Any] | None = None
    ) -> list[int]:
        """Append videos and return their jobs, skipping videos that already wait for the task.

        A video that waits before a training may be added again after it.
        """
        text = json.dumps(dict(options or {}), sort_keys=True)
        added = []
        with self.dataset.transaction() as connection:
            (last,) = connection.execute("SELECT COALESCE(MAX(place), 0) FROM jobs").fetchone()
            (trained,) = connection.execute(
                "SELECT COALESCE(MAX(place), -9e999) FROM jobs WHERE task = ? "
                "AND state IN ('waiting', 'running')",
                (QueueTask.RETRAIN.value,),
            ).fetchone()
            for place, video_id in enumerate(video_ids, start=1):
                known = connection.execute(
                    "SELECT 1 FROM jobs WHERE video_id = ? AND task = ? AND place > ? "
                    "AND state IN ('waiting', 'running')",
                    (video_id, task.value, trained),
                ).fetchone()
                if known is None:
                    done = connection.execute(
                        "INSERT INTO jobs (video_id, place, task, options) VALUES (?, ?, ?, ?)",
                        (video_id, last + place, task.value, text),
                    )
                    added.append(int(done.lastrowid or 0))
        return added

    def add_training(self, options: Mapping[str, Any] | None = None) -> int:
        """Append a training run on the whole dataset, and return its job."""
        text = json.dumps(dict(options or {}), sort_keys=True)
        with self.dataset.transaction() as connection:
            done = connection.execute(
                "INSERT INTO jobs (video_id, place, task, options) "
                "SELECT ?, COALESCE(MAX(place), 0) + 1, ?, ? FROM jobs",
                (NO_VIDEO, QueueTask.RETRAIN.value, text),
            )
            return int(done.lastrowid or 0)

    def claim(self, but_not: Iterable[int] = ()) -> QueueJob | None:
        """Start the next waiting job; return None if there is none or the queue is paused."""
        skipped = json.dumps(list(but_not))
        with self.dataset.transaction() as connection:
            if self.is_paused:
                return None
            row = connection.execute(
                "SELECT job_id FROM jobs WHERE state = 'waiting' "
                "AND job_id NOT IN (SELECT value FROM json_each(?)) ORDER BY place LIMIT 1",
                (skipped,),
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE jobs SET state = 'running', attempts = attempts + 1, started_at = ?, "
                "ended_at = NULL, done = 0, message = '' WHERE job_id = ?",
                (time.time(), row[0]),
            )
            return self._find(row[0])

    def report(self, job_id: int, done: int, total: int) -> None:
        """Record the progress of a job."""
        self._update(job_id, done=done, total=total)

    def finish(self, job_id: int, message: str = "") -> None:
        """Record that a job is complete, and its result."""
        self._update(job_id, state="done", ended_at=time.time(), message=message)

    def fail(self, job_id: int, message: str) -> None:
        """Record that a job failed, and the reason."""
        self._update(job_id, state="failed", ended_at=time.time(), message=message)

    def give_back(self, job_id: int, message: str = "") -> None:
        """Return a running job to its position in the queue without counting the attempt."""
        with self.dataset.transaction() as connection:
            connection.execute(
                "UPDATE jobs SET state = 'waiting', message = ?, attempts = MAX(attempts - 1, 0) "
                "WHERE job_id = ? AND state = 'running'",
                (message, job_id),
            )

    def recover(self) -> None:
        """Requeue jobs whose process died; a job that died too often fails."""
        with self.dataset.transaction() as connection:
            connection.execute(
                "UPDATE jobs SET state = 'failed', ended_at = ?, message = ? "
                "WHERE state = 'running' AND attempts >= ?",
                (
                    time.time(),
                    f"The process died {MOST_ATTEMPTS} times on this video, perhaps out of memory.",
                    MOST_ATTEMPTS,
                ),
            )
            connection.execute("UPDATE jobs SET state = 'waiting' WHERE state = 'running'")

    def retry(self, job_ids: Iterable[int]) -> None:
        """Requeue failed jobs."""
        for job_id in job_ids:
            self._update(job_id, state="waiting", attempts=0, message="", ended_at=None)

    def remove(self, job_ids: Iterable[int]) -> None:
        """Remove jobs that are not running."""
        with self.dataset.transaction() as connection:
            connection.executemany(
                "DELETE FROM jobs WHERE job_id = ? AND state != 'running'",
                [(job_id,) for job_id in job_ids],
            )

    def arrange(self, job_ids: Sequence[int]) -> None:
        """Move waiting jobs to the front, in this order; the other jobs keep their order.

        A running job stays before them, so that it continues first if it is interrupted.
        """
        with self.dataset.transaction() as connection:
            running = [job.job_id for job in self.jobs() if job.state is JobState.RUNNING]
            job_ids = [*running, *(job_id for job_id in job_ids if job_id not in running)]
            (first,) = connection.execute("SELECT COALESCE(MIN(place), 0) FROM jobs").fetchone()
            begin = first - len(job_ids)
            connection.executemany(
                "UPDATE jobs SET place = ? WHERE job_id = ?",
                [(begin + number, job_id) for number, job_id in enumerate(job_ids)],
            )

    def move(self, job_ids: Iterable[int], before: int | None) -> None:
        """Move waiting jobs before another waiting job, or to the end; they keep their order."""
        chosen = set(job_ids)
        with self.dataset.transaction():
            waiting = [job.job_id for job in self.jobs() if job.state is JobState.WAITING]
            moved = [job_id for job_id in waiting if job_id in chosen]
            rest = [job_id for job_id in waiting if job_id not in chosen]
            after = waiting[waiting.index(before) :] if before in waiting else []
            place = next((rest.index(job_id) for job_id in after if job_id in rest), len(rest))
            self.arrange([*rest[:place], *moved, *rest[place:]])

    @property
    def is_paused(self) -> bool:
        """True if the queue is paused: no job starts, and the running one stops at its next
        frame.
        """
        rows = self.dataset.query("SELECT value FROM state WHERE key = 'queue_is_paused'")
        return bool(rows) and rows[0][0] == "1"

    @property
    def obstacle(self) -> str:
        """Why the queue cannot run and what to do, in one sentence; "" if nothing prevents it."""
        if find_full_disk([self.dataset.folder]):  # the queue may have been unable to record it
            return full_disk_message(self.dataset.folder)
        rows = self.dataset.query("SELECT value FROM state WHERE key = 'queue_obstacle'")
        return str(rows[0][0]) if rows and self.is_paused else ""

    def set_paused(self, is_paused: bool, obstacle: str = "") -> None:
        """Pause or resume the queue.

        Args:
            is_paused: whether to pause it.
            obstacle: what prevents it from running, in one sentence; "" if a person paused it.
        """
        with self.dataset.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?)",
                [("queue_is_paused", str(int(is_paused))), ("queue_obstacle", obstacle)],
            )

    @property
    def folder(self) -> Path:
        """Folder of the queue process's log and lock."""
        return self.dataset.folder / "queue"

    @property
    def is_alive(self) -> bool:
        """True if a process on this machine is working on the queue."""
        try:
            return training_runs.is_alive(self.folder)
        except OSError:  # no process can work on a read-only disk
            return False

    def start_process(self, arguments: Sequence[str] = ()) -> None:
        """Start a separate process that works on the queue and outlives this one.

        Args:
            arguments: additional arguments of `gvseg dataset queue --run`.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        command = gvseg_command("dataset", "queue", str(self.dataset.path), "--run", *arguments)
        with (self.folder / _LOG).open("ab") as log:
            subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=child_environment(),
                start_new_session=True,  # so that Ctrl-C here does not stop it
            )

    def _find(self, job_id: int) -> QueueJob:
        (row,) = self.dataset.query(
            f"SELECT {_COLUMNS} FROM jobs LEFT JOIN videos ON videos.video_id = jobs.video_id "
            "WHERE job_id = ?",
            (job_id,),
        )
        return _job(row)

    def _update(self, job_id: int, **values: object) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        with self.dataset.transaction() as connection:
            connection.execute(
                f"UPDATE jobs SET {names} WHERE job_id = ?", (*values.values(), job_id)
            )


def full_disk_message(folder: Path) -> str:
    """Return what to do if the disk of a folder is full."""
    return f"The disk of {folder} is full. Free some space, then run the queue again."


def seconds_left(jobs: Sequence[QueueJob], frames_of: Mapping[int, int]) -> float | None:
    """Estimate the time left for running and waiting jobs; None without measured speeds.

    Args:
        jobs: jobs in the queue.
        frames_of: video id -> number of frames, where known.
    """
    now = time.time()
    training = sum(
        max(0.0, (job.total or 60 * job.options.get("minutes", MINUTES)) - job.done)
        for job in jobs
        if job.task is QueueTask.RETRAIN and job.state in (JobState.WAITING, JobState.RUNNING)
    )
    jobs = [job for job in jobs if job.task is not QueueTask.RETRAIN]
    timed = [
        (job.done, (job.ended_at or now) - job.started_at)
        for job in jobs
        if job.started_at is not None and job.done and job.state is not JobState.WAITING
    ]
    frames, seconds = sum(done for done, _ in timed), sum(spent for _, spent in timed)
    open_jobs = [job for job in jobs if job.state in (JobState.WAITING, JobState.RUNNING)]
    if training and not open_jobs:
        return training
    if not frames or not open_jobs:
        return None
    known = [job.total or frames_of.get(job.video_id, 0) for job in jobs]
    usual = sum(known) / max(1, sum(number > 0 for number in known))
    left = 0.0
    for job in open_jobs:
        total = job.total or frames_of.get(job.video_id, 0) or usual
        left += total - (job.done if job.state is JobState.RUNNING else 0)
    return left * seconds / frames + training


def _job(row: tuple[Any, ...]) -> QueueJob:
    job_id, video_id, name, task, options, state, done, total, message, started, ended, tries = row
    return QueueJob(
        job_id=job_id,
        video_id=video_id,
        name=name,
        task=QueueTask(task),
        options=json.loads(options),
        state=JobState(state),
        done=done,
        total=total,
        message=message,
        started_at=started,
        ended_at=ended,
        attempts=tries,
    )
