"""`gvseg propagate`: masks of every frame from exemplar masks or clicks."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.parser import duration
from gvseg.cli.session_options import add_session_options, load_session
from gvseg.cli.specs import click_spec, mask_spec
from gvseg.errors import UserError

if TYPE_CHECKING:
    from gvseg.engine.request import SegmentRequest
    from gvseg.video import Video

EPILOG = """\
SOURCE is a video file or a folder of pictures. Frames count from 0, in the order in which they
are shown. MASK is an indexed PNG: 0 background, 1 to 254 objects, 255 void (nothing said); a
black-and-white picture is object 1. An object that a later mask does not show goes on there.

examples:
  gvseg propagate talk.mp4 --exemplar first.png --out masks
  gvseg propagate talk.mp4 --exemplar 0:a.png --exemplar 90:b.png --first 0 --last 120 --out masks
  gvseg propagate talk.mp4 --click 0:1:320,180 --click 0:1:90,40:- --format ytvis --out talk.json

An existing --out folder is kept: files of the same name are replaced, others stay. Ctrl-C while
it adapts goes on with what that reached; later it ends at the next frame and
writes the frames that are done (exit status 130).
"""


def add_parser(subparsers: Any) -> None:
    """Put the subcommand into the command line."""
    parser = subparsers.add_parser(
        "propagate",
        help="masks of every frame from exemplar masks or clicks",
        description="Give every frame its masks, from one or more exemplar frames.",
        epilog=EPILOG,
    )
    parser.add_argument("source", metavar="SOURCE", type=Path, help="video file or frame folder")
    parser.add_argument(
        "--exemplar",
        metavar="[FRAME:]MASK.png",
        type=mask_spec,
        action="append",
        default=[],
        help="mask of one frame (default: frame 0); may be repeated",
    )
    parser.add_argument(
        "--click",
        metavar="FRAME:OBJECT:X,Y[:-]",
        type=click_spec,
        action="append",
        default=[],
        help="a pixel of an object, or with :- one outside it; may be repeated",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where to write")
    parser.add_argument(
        "--format",
        metavar="NAME",
        action="append",
        dest="formats",
        help="davis (default), or another that gvseg export writes; may be repeated",
    )
    parser.add_argument("--first", metavar="N", type=int, default=0, help="first frame wanted")
    parser.add_argument("--last", metavar="N", type=int, help="last frame wanted, included")
    parser.add_argument(
        "--adapt",
        metavar="SECONDS",
        type=duration,
        help="first tune the network to the exemplars for so long (20 is a good start)",
    )
    add_session_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do the job and return the exit status."""
    from gvseg.cli.adapting import adapt_session
    from gvseg.cli.destinations import check_writable, plan_destinations
    from gvseg.cli.opening import open_source
    from gvseg.cli.results import Results
    from gvseg.cli.running import run_session
    from gvseg.cli.stopping import stop_on_interrupt
    from gvseg.cli.writing import write_results

    if not arguments.exemplar and not arguments.click:
        raise UserError("Nothing to propagate; give --exemplar MASK.png or --click.")
    destinations = plan_destinations(
        arguments.out, arguments.formats or ["davis"], arguments.source
    )
    with stop_on_interrupt() as stop, open_source(arguments.source, stop) as video:
        request = make_request(arguments, video)
        check_writable(destinations)
        session = load_session(arguments)
        if arguments.adapt is not None:
            adapt_session(session, request, video, arguments.adapt)
        results = Results(video, request.exemplars)
        end = run_session(session, request, video, stop, results)
        for line in write_results(results, video, destinations):
            print(line)
    return end.status("gvseg propagate")


def make_request(arguments: argparse.Namespace, video: "Video") -> "SegmentRequest":
    """The job that the arguments ask for, checked against the video."""
    from gvseg.cli.exemplars import check_range, read_exemplars
    from gvseg.engine.request import SegmentRequest

    first, last = check_range(arguments.first, arguments.last, video.frame_count)
    exemplars = read_exemplars(arguments.exemplar, arguments.click, video)
    return SegmentRequest(exemplars=exemplars, first=first, last=last)
