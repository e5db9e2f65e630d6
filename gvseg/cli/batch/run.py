"""Runs a command on a list of videos; skips finished ones and reports failures at the end."""

import argparse
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import closing

from gvseg.cli.batch.done import describe_job, is_done, remove_leftovers
from gvseg.cli.batch.listing import VideoJob
from gvseg.cli.batch.worker import Outcome, SessionLoader, VideoRunner, Worker
from gvseg.cli.options import load_session, weights_in_use
from gvseg.errors import OutputError
from gvseg.formats import find_format

FAILED = 2
INTERRUPTED = 130


def run_many(
    arguments: argparse.Namespace,
    jobs: Sequence[VideoJob],
    run_video: VideoRunner,
    load: SessionLoader = load_session,
) -> int:
    """Process all videos and return the exit status: 0 all done, 2 some failed, 130 stopped.

    Args:
        arguments: arguments of the command, with `out`, `workers` and `ray`.
        jobs: the videos.
        run_video: processes one video; a module-level function, so that it can be pickled.
        load: loads the network of a worker; also a module-level function.

    Raises:
        UserError: a format, the weights, the device or the cluster is not available.
    """
    for name in arguments.formats or []:
        find_format(name, to_write=True)
    weights = arguments.weights or weights_in_use()
    paths = {"out": arguments.out.absolute(), "weights": weights and weights.absolute()}
    arguments = argparse.Namespace(**(vars(arguments) | paths))
    todo, failures = _plan(arguments, jobs)
    skipped = len(jobs) - len(todo) - len(failures)
    if skipped:
        _print(f"{skipped} of {len(jobs)} videos are already done.")
    done, is_stopped, start_s = skipped, False, time.monotonic()
    try:
        with closing(_outcomes(arguments, todo, run_video, load)) as outcomes:
            for number, outcome in enumerate(outcomes, start=1):
                done += outcome.failure is None
                if outcome.failure is not None:
                    failures.append(outcome)
                    remove_leftovers(arguments.out / outcome.name)
                left_s = (time.monotonic() - start_s) / number * (len(todo) - number)
                _report(outcome, done + len(failures), len(jobs), left_s)
                if outcome.is_disk_full:
                    break  # the other videos would fail too
    except KeyboardInterrupt:
        is_stopped = True
        for job in todo:
            remove_leftovers(arguments.out / job.name)
    return _report_end(arguments, len(jobs), done, failures, is_stopped)


def _plan(
    arguments: argparse.Namespace, jobs: Sequence[VideoJob]
) -> tuple[list[VideoJob], list[Outcome]]:
    """Return the unfinished jobs, and failures for jobs that cannot be run."""
    todo, failures = [], []
    for job in jobs:
        try:
            if not is_done(arguments.out / job.name, describe_job(arguments, job)):
                todo.append(job)
        except OutputError as error:
            failures.append(Outcome(job.name, str(error)))
    return todo, failures


def _outcomes(
    arguments: argparse.Namespace,
    todo: Sequence[VideoJob],
    run_video: VideoRunner,
    load: SessionLoader,
) -> Generator[Outcome, None, None]:
    if not todo:
        return
    if arguments.workers is None and arguments.ray is None:
        worker = Worker(arguments, run_video, load)
        worker.open()
        for job in todo:
            _print(f"{job.name}: {job.source}")
            yield worker.run(job)
        return
    from gvseg.cli.batch.cluster import outcomes_on_cluster

    yield from outcomes_on_cluster(arguments, todo, run_video, load)


def _report(outcome: Outcome, number: int, total: int, left_s: float) -> None:
    for line in outcome.notes:
        _print(f"{outcome.name}: {line}")
    end = "done" if outcome.failure is None else f"failed: {outcome.failure}"
    left = f", about {left_s / 60:.0f} min left" if left_s else ""
    _print(f"[{number}/{total}{left}] {outcome.name}: {end}")


def _report_end(
    arguments: argparse.Namespace,
    total: int,
    done: int,
    failures: Sequence[Outcome],
    is_stopped: bool,
) -> int:
    print(f"{done} of {total} videos are done: {arguments.out}")
    for outcome in failures:
        _print(f"failed: {outcome.name}: {outcome.failure}")
    if any(outcome.is_disk_full for outcome in failures):
        _print("Free some space, then run the same command again to process the remaining videos.")
    if is_stopped:
        _print("Stopped; run the same command again to process the remaining videos.")
        return INTERRUPTED
    return FAILED if failures else 0


def _print(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
