"""Runs a command on a list of videos: skips what is done, reports at the end what failed."""

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
    """Do all videos and return the exit status: 0 all done, 2 some failed, 130 stopped.

    Args:
        arguments: of the command, with `out`, `workers` and `ray`.
        jobs: the videos.
        run_video: the command's work on one video; a function that a module holds.
        load: makes a worker's network; likewise.

    Raises:
        UserError: nothing can be done at all: no such format, weights, device or cluster.
    """
    for name in arguments.formats or []:
        find_format(name, to_write=True)
    weights = arguments.weights or weights_in_use()
    paths = {"out": arguments.out.absolute(), "weights": weights and weights.absolute()}
    arguments = argparse.Namespace(**(vars(arguments) | paths))
    todo, failures = _plan(arguments, jobs)
    skipped = len(jobs) - len(todo) - len(failures)
    if skipped:
        _say(f"{skipped} of {len(jobs)} videos are done already.")
    done, is_stopped, began_s = skipped, False, time.monotonic()
    try:
        with closing(_outcomes(arguments, todo, run_video, load)) as outcomes:
            for number, outcome in enumerate(outcomes, start=1):
                done += outcome.failure is None
                if outcome.failure is not None:
                    failures.append(outcome)
                    remove_leftovers(arguments.out / outcome.name)
                left_s = (time.monotonic() - began_s) / number * (len(todo) - number)
                _tell(outcome, done + len(failures), len(jobs), left_s)
    except KeyboardInterrupt:
        is_stopped = True
        for job in todo:
            remove_leftovers(arguments.out / job.name)
    return _tell_end(arguments, len(jobs), done, failures, is_stopped)


def _plan(
    arguments: argparse.Namespace, jobs: Sequence[VideoJob]
) -> tuple[list[VideoJob], list[Outcome]]:
    """What is to be done, and what cannot be."""
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
            _say(f"{job.name}: {job.source}")
            yield worker.do(job)
        return
    from gvseg.cli.batch.cluster import outcomes_on_cluster

    yield from outcomes_on_cluster(arguments, todo, run_video, load)


def _tell(outcome: Outcome, number: int, total: int, left_s: float) -> None:
    for line in outcome.notes:
        _say(f"{outcome.name}: {line}")
    end = "done" if outcome.failure is None else f"failed: {outcome.failure}"
    left = f", about {left_s / 60:.0f} min left" if left_s else ""
    _say(f"[{number}/{total}{left}] {outcome.name}: {end}")


def _tell_end(
    arguments: argparse.Namespace,
    total: int,
    done: int,
    failures: Sequence[Outcome],
    is_stopped: bool,
) -> int:
    print(f"{done} of {total} videos are done: {arguments.out}")
    for outcome in failures:
        _say(f"failed: {outcome.name}: {outcome.failure}")
    if is_stopped:
        _say("Stopped; the same command goes on with the videos that are left.")
        return INTERRUPTED
    return FAILED if failures else 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
