"""`gvseg propagate`: propagate exemplar masks or clicks through a video."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.batch.options import EPILOG as MANY
from gvseg.cli.batch.options import add_many_options, check_many_options
from gvseg.cli.options import (
    add_range_options,
    add_session_options,
    check_order,
    check_range,
    load_session,
)
from gvseg.cli.specs import box_spec, click_spec, mask_spec, object_numbers
from gvseg.console.arguments import duration
from gvseg.errors import UserError

if TYPE_CHECKING:
    from gvseg.cli.batch.worker import SessionLoader
    from gvseg.cli.run import RunOutcome
    from gvseg.engine.request import SegmentRequest
    from gvseg.video import Video

EPILOG = """\
SOURCE is a video file or a folder of images. Frames are numbered from 0 in display order. MASK is
an indexed PNG: 0 is background, 1 to 254 are objects, 255 is void (unlabelled); a black-and-white
image is object 1. An object that is missing from a later mask is still propagated through it.
Clicks on an object that has a mask or a box in that frame refine it.

If SOURCE is a project (.gvseg), its own exemplars are propagated and the masks are saved in it. An
object without an exemplar starts from its imported or verified masks.

With --objects, other objects of the exemplars compete for pixels but are not written. With
--others, they keep their masks from an earlier run, which are written unchanged.

examples:
  gvseg propagate talk.mp4 --exemplar first.png --out masks
  gvseg propagate talk.mp4 --exemplar 0:a.png --exemplar 90:b.png --first 0 --last 120 --out masks
  gvseg propagate talk.mp4 --click 0:1:320,180 --click 0:1:90,40:- --format ytvis --out talk.json
  gvseg propagate talk.mp4 --box 0:1:200,80,420,470 --out masks
  gvseg propagate talk.mp4 --exemplar a.png --exemplar 90:b.png --objects 2 --others masks \\
    --out masks2
  gvseg propagate talk.gvseg --adapt 20
  gvseg propagate --videos list.txt --exemplar masks/ --out all --workers 4

In an existing --out folder, files of the same name are replaced and others are kept. Ctrl-C during
adaptation ends it early and propagates with the result so far; after that, Ctrl-C stops at the
next frame and writes the finished frames (exit status 130).

"""
MANY_MASKS = """\
Each line of LIST is SOURCE, optionally followed by one or more tab-separated [FRAME:]MASK.png. A
video without a mask in the list uses NAME.png (for frame 0) from the folder given with --exemplar.
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "propagate",
        help="propagate masks or clicks through a video",
        description="Segment every frame of a video from one or more exemplar frames.",
        epilog=EPILOG + MANY + MANY_MASKS,
    )
    add_many_options(parser)
    _add_prompts(parser)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="output folder or file; not for a project"
    )
    parser.add_argument(
        "--format",
        metavar="NAME",
        action="append",
        dest="formats",
        help="davis (default) or any other export format; may be repeated",
    )
    add_range_options(parser)
    _add_objects(parser)
    parser.add_argument(
        "--adapt",
        metavar="SECONDS",
        type=duration,
        help="first adapt the network to the exemplars for this long (20 is a good start)",
    )
    add_session_options(parser)
    parser.set_defaults(run=run)


def _add_prompts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exemplar",
        metavar="[FRAME:]MASK.png",
        type=mask_spec,
        action="append",
        default=[],
        help="mask of a frame (default: frame 0); may be repeated",
    )
    parser.add_argument(
        "--click",
        metavar="FRAME:OBJECT:X,Y[:-]",
        type=click_spec,
        action="append",
        default=[],
        help="a pixel on an object, or with :- a pixel off it; may be repeated",
    )
    parser.add_argument(
        "--box",
        metavar="FRAME:OBJECT:X0,Y0,X1,Y1",
        type=box_spec,
        action="append",
        default=[],
        help="a box around an object, X1 and Y1 exclusive; may be repeated, and combined with "
        "--click",
    )


def _add_objects(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--objects",
        metavar="N,...",
        type=object_numbers,
        help="propagate only these objects (default: all that are marked)",
    )
    parser.add_argument(
        "--others",
        metavar="DIR",
        type=Path,
        help="with --objects: masks of an earlier run; its other objects stay unchanged",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    is_project = arguments.source is not None and arguments.source.suffix == ".gvseg"
    if arguments.out is None and not is_project:
        raise UserError("Give an output folder or file with --out (see gvseg propagate --help).")
    check_many_options(arguments)
    check_order(arguments.first, arguments.last)
    if arguments.others is not None and arguments.objects is None:
        raise UserError("--others needs --objects N,... to choose the objects to propagate.")
    if is_project:
        from gvseg.cli.propagate_project import propagate_project

        return propagate_project(arguments)
    if arguments.videos is not None:
        return run_list(arguments)
    return run_video(arguments, load_session, print).status("gvseg propagate")


def run_list(arguments: argparse.Namespace) -> int:
    """Propagate every video of a list and return the exit status."""
    from gvseg.cli.batch.listing import read_list, with_masks_of
    from gvseg.cli.batch.run import run_many

    jobs = read_list(arguments.videos)
    folders = [spec.path for spec in arguments.exemplar]
    if (
        arguments.click
        or arguments.box
        or arguments.others
        or len(folders) > 1
        or any(not folder.is_dir() for folder in folders)
    ):
        raise UserError(
            "With --videos, put the masks in the list (SOURCE, tab, MASK.png) or in one folder "
            "given with --exemplar (NAME.png for each video)."
        )
    for folder in folders:
        jobs = with_masks_of(jobs, folder)
    if bare := [job.name for job in jobs if not job.masks]:
        raise UserError(
            f"{arguments.videos} has no mask for {bare[0]}; add one after a tab, or give a folder "
            "of masks with --exemplar."
        )
    return run_many(arguments, jobs, run_video)


def run_video(
    arguments: argparse.Namespace, load: "SessionLoader", say: Callable[[str], None]
) -> "RunOutcome":
    """Propagate one video; see `gvseg.cli.batch.worker.VideoRunner`."""
    from gvseg.cli.inputs import open_source
    from gvseg.cli.outputs import check_writable, plan_destinations, write_results
    from gvseg.cli.results import Results
    from gvseg.cli.run import adapt_session, run_session
    from gvseg.console.interrupts import stop_on_interrupt

    if not (arguments.exemplar or arguments.click or arguments.box):
        raise UserError("Nothing to propagate; give --exemplar MASK.png, --click or --box.")
    destinations = plan_destinations(
        arguments.out, arguments.formats or ["davis"], arguments.source
    )
    with stop_on_interrupt() as stop, open_source(arguments.source, stop) as video:
        request = make_request(arguments, video)
        check_writable(destinations)
        session = load(arguments)
        if arguments.adapt is not None:
            adapt_session(session, request, video, arguments.adapt)
        results = Results(video, request)
        end = run_session(session, request, video, stop, results)
        for line in write_results(results, video, destinations):
            say(line)
    return end


def make_request(arguments: argparse.Namespace, video: "Video") -> "SegmentRequest":
    """Return the request that the arguments describe, checked against the video."""
    from gvseg.cli.exemplars import read_exemplars
    from gvseg.cli.others import read_others
    from gvseg.engine.request import SegmentRequest

    first, last = check_range(arguments.first, arguments.last, video.frame_count)
    exemplars = read_exemplars(arguments.exemplar, arguments.click, video, arguments.box)
    others = {}
    if arguments.others is not None:
        others = read_others(arguments.others, video, arguments.objects, first, last)
    return SegmentRequest(
        exemplars=exemplars, first=first, last=last, objects=arguments.objects, context=others
    )
