"""Videos on several workers through Ray: processes of this machine, or of a cluster."""

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
"""How often a video is begun again whose worker died."""


def outcomes_on_cluster(
    arguments: argparse.Namespace,
    jobs: Sequence[VideoJob],
    run_video: VideoRunner,
    load: SessionLoader,
) -> Iterator[Outcome]:
    """Give each worker one video at a time; yields in the order in which they end.

    A video whose worker dies (killed, out of memory, its machine gone) is begun again elsewhere.

    Raises:
        RequestError: Ray is not installed, or there is no cluster at that address.
        UserError: the network cannot be loaded.
    """
    ray = _connect(arguments.ray, arguments.workers)
    try:
        workers, share = _shares(ray, arguments)
        workers = min(workers, len(jobs))
        print(f"{workers} workers through Ray", file=sys.stderr, flush=True)
        actor = ray.remote(Worker).options(scheduling_strategy="SPREAD", **share)
        yield from _Pool(ray, lambda: actor.remote(arguments, run_video, load), jobs).run(workers)
    finally:
        ray.shutdown()


class _Pool:
    """Workers and what each is at; `begin` starts one."""

    def __init__(self, ray: Any, begin: Any, jobs: Sequence[VideoJob]) -> None:
        self.ray, self.begin = ray, begin
        self.waiting = deque(jobs)
        self.busy: dict[Any, tuple[Any, VideoJob | None]] = {}
        self.deaths: Counter[str] = Counter()

    def run(self, workers: int) -> Iterator[Outcome]:
        for _ in range(workers):
            self._open_one()
        while self.waiting or any(job for _, job in self.busy.values()):
            (future,), _ = self.ray.wait(list(self.busy), num_returns=1)
            worker, job = self.busy.pop(future)
            try:
                outcome = self.ray.get(future)
            except self.ray.exceptions.RayTaskError as error:
                # Faults of a video come as outcomes; this is the network that cannot be loaded.
                if isinstance(error.cause, UserError):
                    raise error.cause from error
                raise
            except self.ray.exceptions.RayError as error:
                yield from self._bury(job, error)
                continue
            if outcome is not None:
                yield outcome
            self._go_on(worker)

    def _open_one(self) -> None:
        worker = self.begin()
        self.busy[worker.open.remote()] = (worker, None)

    def _go_on(self, worker: Any) -> None:
        if self.waiting:
            job = self.waiting.popleft()
            self.busy[worker.do_quietly.remote(job)] = (worker, job)

    def _bury(self, job: VideoJob | None, error: Exception) -> Iterator[Outcome]:
        """A worker died: begin another, and its video again."""
        name = "" if job is None else job.name
        self.deaths[name] += 1
        if self.deaths[name] <= RETRIES:
            if job is not None:
                print(f"{name}: its worker died; beginning again", file=sys.stderr, flush=True)
                self.waiting.appendleft(job)
        elif job is None:
            raise UserError(f"Ray's workers die while they start: {error}") from error
        else:
            died = f"its worker died {self.deaths[name]} times"
            yield Outcome(name, f"{died} (out of memory? try fewer --workers).")
        if self.waiting:
            self._open_one()


def _connect(address: str | None, workers: int | None) -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is reported to anybody
    try:
        import ray
    except ImportError as error:
        raise RequestError(
            "--workers and --ray need Ray, which is not installed: pip install 'ray>=2.9'"
        ) from error
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if address is not None:
        try:
            ray.init(address=address, **quiet)
        except (ConnectionError, ValueError) as error:
            raise RequestError(f"There is no Ray cluster at {address}: {error}") from error
        return ray
    cores = max(os.cpu_count() or 1, workers or 1)
    ray.init(address="local", num_cpus=cores, include_dashboard=False, **quiet)
    return ray


def _shares(ray: Any, arguments: argparse.Namespace) -> tuple[int, dict[str, float]]:
    """How many workers, and what each takes of its machine; Ray sets their threads by that."""
    machines = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    gpus = 0.0
    if not arguments.device.startswith("cpu"):
        gpus = sum(machine.get("GPU", 0.0) for machine in machines)
    workers = arguments.workers or int(gpus) or len(machines)
    cores = min(machine.get("CPU", 1.0) for machine in machines)
    on_each = math.ceil(workers / len(machines))
    share = {"num_cpus": max(1.0, cores // on_each)}
    if gpus:
        share["num_gpus"] = 1 / math.ceil(workers / gpus)
    return workers, share
