"""Processes videos on several Ray workers, on this machine or on a cluster."""

import argparse
import math
import os
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol

from gvseg.cli.batch.listing import VideoJob
from gvseg.cli.batch.worker import Outcome, SessionLoader, VideoRunner, Worker
from gvseg.errors import RequestError, UserError

RETRIES = 2
"""Number of retries of a video if its worker dies."""
_LOOK_S: Final = 1.0


class JobSource(Protocol):
    """Supplies videos to the workers."""

    @property
    def has_more(self) -> bool:
        """True if `take` may return a video now or later."""

    def take(self) -> VideoJob | None:
        """Return the next video; None if there is none at the moment."""

    def give_back(self, job: VideoJob) -> None:
        """Put a video whose worker died back at the front of the queue."""

    def look(self) -> None:
        """Do periodic work; called about once per second while the workers run."""


class ListedJobs:
    """The videos of a list, in its order."""

    def __init__(self, jobs: Sequence[VideoJob]) -> None:
        self._waiting = deque(jobs)

    @property
    def has_more(self) -> bool:
        """See `JobSource`."""
        return bool(self._waiting)

    def take(self) -> VideoJob | None:
        """See `JobSource`."""
        return self._waiting.popleft() if self._waiting else None

    def give_back(self, job: VideoJob) -> None:
        """See `JobSource`."""
        self._waiting.appendleft(job)

    def look(self) -> None:
        """See `JobSource`."""


def outcomes_on_cluster(
    arguments: argparse.Namespace,
    jobs: Sequence[VideoJob],
    run_video: VideoRunner,
    load: SessionLoader,
) -> Iterator[Outcome]:
    """Process one video of a list per worker at a time, and yield outcomes as they complete.

    If a worker dies (killed, out of memory, machine lost), its video is retried on another one.

    Raises:
        RequestError: Ray is not installed, or there is no cluster at this address.
        UserError: the network cannot be loaded.
    """
    source = ListedJobs(jobs)
    yield from work_on_cluster(arguments, source, Worker, (arguments, run_video, load), len(jobs))


def work_on_cluster(
    arguments: argparse.Namespace,
    source: JobSource,
    kind: type[Worker],
    parts: tuple[Any, ...],
    most_workers: int,
) -> Iterator[Outcome]:
    """Process one video per worker at a time, and yield outcomes as they complete.

    Args:
        arguments: `ray`, `workers` and `device` of the command.
        source: the videos.
        kind: class of the workers.
        parts: arguments of that class, which can be pickled.
        most_workers: largest number of workers.

    Raises:
        RequestError: Ray is not installed, or there is no cluster at this address.
        UserError: the network cannot be loaded.
    """
    ray = _connect(arguments.ray, arguments.workers)
    try:
        workers, resources = _worker_resources(ray, arguments)
        workers = min(workers, most_workers)
        print(f"Using {workers} Ray workers.", file=sys.stderr, flush=True)
        actor = ray.remote(kind).options(scheduling_strategy="SPREAD", **resources)
        yield from _Pool(ray, lambda: actor.remote(*parts), source).run(workers)
    finally:
        ray.shutdown()


class _Pool:
    """Ray workers and their current jobs; `create` starts a worker."""

    def __init__(self, ray: Any, create: Callable[[], Any], source: JobSource) -> None:
        self.ray, self.create, self.source = ray, create, source
        self.busy: dict[Any, tuple[Any, VideoJob | None]] = {}
        self.idle: list[Any] = []
        self.deaths: Counter[str] = Counter()

    def run(self, workers: int) -> Iterator[Outcome]:
        for _ in range(workers):
            self._start_worker()
        while self.source.has_more or any(job for _, job in self.busy.values()):
            self.source.look()
            while self.idle and self._assign_next(self.idle[-1]):
                self.idle.pop()
            if not self.busy:  # the remaining videos must wait
                time.sleep(_LOOK_S)
                continue
            ready, _ = self.ray.wait(list(self.busy), num_returns=1, timeout=_LOOK_S)
            for future in ready:
                yield from self._receive(future)

    def _receive(self, future: Any) -> Iterator[Outcome]:
        worker, job = self.busy.pop(future)
        try:
            outcome = self.ray.get(future)
        except self.ray.exceptions.RayTaskError as error:
            # A video's failure is returned as its outcome, so this error comes from loading
            # the network.
            if isinstance(error.cause, UserError):
                raise error.cause from error
            raise
        except self.ray.exceptions.RayError as error:
            yield from self._replace_worker(job, error)
            return
        if outcome is not None:
            yield outcome
        if not self._assign_next(worker):
            self.idle.append(worker)

    def _start_worker(self) -> None:
        worker = self.create()
        self.busy[worker.open.remote()] = (worker, None)

    def _assign_next(self, worker: Any) -> bool:
        """Give a worker its next video; return False if there is none at the moment."""
        job = self.source.take()
        if job is not None:
            self.busy[worker.run_quietly.remote(job)] = (worker, job)
        return job is not None

    def _replace_worker(self, job: VideoJob | None, error: Exception) -> Iterator[Outcome]:
        """Start a new worker for one that died, and retry its video unless it failed too often."""
        name = "" if job is None else job.name
        self.deaths[name] += 1
        if self.deaths[name] <= RETRIES:
            if job is not None:
                print(f"{name}: its worker died; retrying.", file=sys.stderr, flush=True)
                self.source.give_back(job)
        elif job is None:
            raise UserError(f"Ray workers die on startup: {error}") from error
        else:
            failure = f"its worker died {self.deaths[name]} times"
            yield Outcome(name, f"{failure} (out of memory? try fewer --workers).")
        if self.source.has_more:
            self._start_worker()


def _connect(address: str | None, workers: int | None) -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # no telemetry
    try:
        import ray
    except ImportError as error:
        raise RequestError(
            "--workers and --ray need Ray, which is not installed. Run: pip install 'ray>=2.9'"
        ) from error
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if address is not None:
        try:
            ray.init(address=address, **quiet)
        except (ConnectionError, ValueError) as error:
            raise RequestError(f"Cannot connect to a Ray cluster at {address}: {error}") from error
        return ray
    cores = max(os.cpu_count() or 1, workers or 1)
    ray.init(address="local", num_cpus=cores, include_dashboard=False, **quiet)
    return ray


def _worker_resources(ray: Any, arguments: argparse.Namespace) -> tuple[int, dict[str, float]]:
    """Return the number of workers and the Ray resources of each, which also limit its threads."""
    machines = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    gpus = 0.0
    if not arguments.device.startswith("cpu"):
        gpus = sum(machine.get("GPU", 0.0) for machine in machines)
    workers = arguments.workers or int(gpus) or len(machines)
    cores = min(machine.get("CPU", 1.0) for machine in machines)
    per_machine = math.ceil(workers / len(machines))
    resources = {"num_cpus": max(1.0, cores // per_machine)}
    if gpus:
        resources["num_gpus"] = 1 / math.ceil(workers / gpus)
    return workers, resources
