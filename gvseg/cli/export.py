"""`gvseg export`: write a project in an interchange format."""

import argparse
import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.options import add_export_options, add_range_options, check_range, chosen_options

if TYPE_CHECKING:
    from gvseg.annotation.records import VideoSource
    from gvseg.formats import Format
    from gvseg.video import Video

EPILOG = """\
OUT is a file if it has the file extension of the format, otherwise a folder. The project is opened
read-only and may be open in the app at the same time.

Formats: {writable}
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "export",
        help="write a project in another format",
        description="Write the annotations of a project in a format that other programs read.",
        epilog=EPILOG,
    )
    parser.add_argument("project", metavar="PROJECT", type=Path, help="NAME.gvseg")
    parser.add_argument("--format", metavar="F", required=True)
    parser.add_argument("--out", metavar="OUT", type=Path, required=True)
    add_range_options(parser)
    parser.add_argument("--video", metavar="SOURCE", type=Path, help="the video, if it has moved")
    add_export_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the annotations and print where they are."""
    from gvseg.cli.outputs import check_writable, plan_destinations, write_reported
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.project import open_snapshot

    with stop_on_interrupt() as stop, open_snapshot(arguments.project) as document:
        source = document.source
        (destination,) = plan_destinations(arguments.out, [arguments.format], source.path)
        first, last = check_range(arguments.first, arguments.last, source.frame_count)
        options = replace(chosen_options(arguments), frames=range(first, last + 1))
        with _frames(arguments, destination.form, source, stop) as video:
            check_writable([destination])
            print(
                write_reported(
                    document,
                    destination,
                    options,
                    video=video,
                    stop=stop,
                    is_checked=arguments.check,
                )
            )
    return 0


def _frames(
    arguments: argparse.Namespace, form: "Format", source: "VideoSource", stop: threading.Event
) -> "AbstractContextManager[Video | None]":
    """Open the video of the project if the format needs its frames."""
    from gvseg.cli.inputs import open_source
    from gvseg.errors import VideoError
    from gvseg.project import compare_video, find_video

    if not (form.needs_video or arguments.jpeg_frames):
        return nullcontext()
    path = arguments.video or find_video(source, arguments.project)
    if path is None:
        raise VideoError(f"{source.path} no longer exists; give its new path with --video.")
    video = open_source(path, stop)
    match = compare_video(source, video)
    if not match.fits:
        video.close()
        raise VideoError(match.reason)
    return video
