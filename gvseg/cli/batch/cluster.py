"""Processes videos on several Ray workers, on this machine or on a cluster."""

import argparse
import math
import os
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import Any

from gvseg.cli.batch.listing import VideoJob
from gvseg.cli.batch.worker import Outcome, SessionLoader, VideoRunner, Worker
from gvseg.errors import RequestError, UserError

RETRIES = 2
"""Number of retries of a video if its worker dies."""


def outcomes_on_cluster(
    arguments: argparse.Namespace,
    jobs: Sequence[VideoJob],
    run_video: VideoRunner,
    load: SessionLoader,
) -> Iterator[Outcome]:
    """Process one video per worker at a time, and yield outcomes in order of completion.

    If a worker dies (killed, out of memory, machine lost), its video is retried on another one.

    Raises:
        RequestError: Ray is not installed, or there is no cluster at this address.
        UserError: the network cannot be loaded.
    """
    ray = _connect(arguments.ray, arguments.workers)
    try:
        workers, resources = _worker_resources(ray, arguments)
        workers = min(workers, len(jobs))
        print(f"Using {workers} Ray workers.", file=sys.stderr, flush=True)
        actor = ray.remote(Worker).options(scheduling_strategy="SPREAD", **resources)
        yield from _Pool(ray, lambda: actor.remote(arguments, run_video, load), jobs).run(workers)
    finally:
        ray.shutdown()


class _Pool:
    """Ray workers and their current jobs; `create` starts a worker."""

    def __init__(self, ray: Any, create: Any, jobs: Sequence[VideoJob]) -> None:
        self.ray, self.create = ray, create
        self.waiting = deque(jobs)
        self.busy: dict[Any, tuple[Any, VideoJob | None]] = {}
        self.deaths: Counter[str] = Counter()

    def run(self, workers: int) -> Iterator[Outcome]:
        for _ in range(workers):
            self._start_worker()
        while self.waiting or any(job for _, job in self.busy.values()):
            (future,), _ = self.ray.wait(list(self.busy), num_returns=1)
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
                continue
            if outcome is not None:
                yield outcome
            self._assign_next(worker)

    def _start_worker(self) -> None:
        worker = self.create()
        self.busy[worker.open.remote()] = (worker, None)

    def _assign_next(self, worker: Any) -> None:
        if self.waiting:
            job = self.waiting.popleft()
            self.busy[worker.run_quietly.remote(job)] = (worker, job)

    def _replace_worker(self, job: VideoJob | None, error: Exception) -> Iterator[Outcome]:
        """Start a new worker for one that died, and retry its video unless it failed too often."""
        name = "" if job is None else job.name
        self.deaths[name] += 1
        if self.deaths[name] <= RETRIES:
            if job is not None:
                print(f"{name}: its worker died; retrying.", file=sys.stderr, flush=True)
                self.waiting.appendleft(job)
        elif job is None:
            raise UserError(f"Ray workers die on startup: {error}") from error
        else:
            failure = f"its worker died {self.deaths[name]} times"
            yield Outcome(name, f"{failure} (out of memory? try fewer --workers).")
        if self.waiting:
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
