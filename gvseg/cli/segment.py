"""`gvseg segment`: instance, semantic and panoptic segmentation, without exemplars."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gvseg.cli.batch.options import EPILOG as MANY
from gvseg.cli.batch.options import add_many_options, check_many_options
from gvseg.cli.options import (
    add_range_options,
    add_session_options,
    check_order,
    check_range,
    load_session,
)
from gvseg.errors import RequestError
from gvseg.task import Task

if TYPE_CHECKING:
    from gvseg.cli.batch.worker import SessionLoader
    from gvseg.cli.run import RunOutcome

DEFAULT_FORMATS: Final = {
    Task.INSTANCE: "ytvis",
    Task.SEMANTIC: "semantic-png",
    Task.PANOPTIC: "vipseg",
}

EPILOG = """\
instance: detects and tracks every object of the thing classes. semantic: assigns a class to every
pixel. panoptic: both. The classes depend on the weights; the model card next to the weights file
lists them. Class numbers in output files start at 1, in the order of the card.

examples:
  gvseg segment drive.mp4 --task panoptic --out panoptic
  gvseg segment frames/ --task semantic --out classes --format semantic-png
  gvseg segment drive.mp4 --task instance --min-score 0.5 --format ytvis-results --out found.json
  gvseg segment --videos list.txt --task semantic --out all --workers 4

In an existing --out folder, files of the same name are replaced and others are kept. Ctrl-C stops
at the next clip and writes the finished frames (exit status 130).

"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "segment",
        help="segment a video without exemplars",
        description="Detect, classify and track the objects in a video, without exemplars.",
        epilog=EPILOG + MANY,
    )
    add_many_options(parser)
    parser.add_argument(
        "--task",
        choices=[task.value for task in DEFAULT_FORMATS],
        required=True,
        help="segmentation task",
    )
    parser.add_argument(
        "--out", metavar="OUT", type=Path, required=True, help="output folder or file"
    )
    parser.add_argument(
        "--format",
        metavar="NAME",
        action="append",
        dest="formats",
        help="default: ytvis for instance, semantic-png for semantic, vipseg for panoptic; "
        "may be repeated",
    )
    add_range_options(parser)
    parser.add_argument(
        "--min-score",
        metavar="S",
        type=float,
        default=0.3,
        help="lowest score of objects to keep, 0 to 1 (default: 0.3)",
    )
    add_session_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    check_many_options(arguments)
    check_order(arguments.first, arguments.last)
    if not 0 <= arguments.min_score <= 1:
        raise RequestError(f"--min-score must be between 0 and 1; {arguments.min_score:g} is not.")
    if arguments.videos is not None:
        from gvseg.cli.batch.listing import read_list
        from gvseg.cli.batch.run import run_many

        jobs = read_list(arguments.videos)
        if with_masks := [job.name for job in jobs if job.masks]:
            raise RequestError(
                f"{arguments.videos} has a mask for {with_masks[0]}; gvseg segment takes no masks."
            )
        return run_many(arguments, jobs, run_video)
    return run_video(arguments, load_session, print).status("gvseg segment")


def run_video(
    arguments: argparse.Namespace, load: "SessionLoader", say: Callable[[str], None]
) -> "RunOutcome":
    """Segment one video; see `gvseg.cli.batch.worker.VideoRunner`."""
    from gvseg.cli.inputs import open_source
    from gvseg.cli.outputs import check_writable, plan_destinations, write_results
    from gvseg.cli.results import FoundResults
    from gvseg.cli.run import run_session
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.engine.request import SegmentRequest

    task = Task(arguments.task)
    destinations = plan_destinations(
        arguments.out, arguments.formats or [DEFAULT_FORMATS[task]], arguments.source
    )
    with stop_on_interrupt() as stop, open_source(arguments.source, stop) as video:
        first, last = check_range(arguments.first, arguments.last, video.frame_count)
        check_writable(destinations)
        session = load(arguments)
        results = FoundResults(video, session.vocabulary, task)
        request = SegmentRequest(
            task=task, first=first, last=last, smallest_score=arguments.min_score
        )
        end = run_session(session, request, video, stop, results)
        for line in write_results(results, video, destinations):
            say(line)
    return end
