"""`gvseg convert`: convert annotations to another format."""

import argparse
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.inputs import (
    READING_HELP,
    add_reading_options,
    first_number,
    print_omissions,
    read_reported,
)
from gvseg.cli.options import add_export_options, chosen_options
from gvseg.errors import UserError

if TYPE_CHECKING:
    from gvseg.annotation.document import Document
    from gvseg.video import Video

EPILOG = """\
IN is a file or folder written by another program or by `gvseg propagate`. With --video, frames are
matched to the frames of the video, and the output refers to the video.

{reading}
Formats to read: {readable}

Formats to write: {writable}
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "convert",
        help="convert annotations to another format",
        description="Read annotations in one format and write them in another.",
        epilog=EPILOG.replace("{reading}", READING_HELP),
    )
    parser.add_argument("input", metavar="IN", type=Path, help="file or folder to read")
    parser.add_argument("out", metavar="OUT", type=Path, help="file or folder to write")
    parser.add_argument(
        "--from", dest="source_format", metavar="F", help="input format (default: detected)"
    )
    parser.add_argument("--to", dest="format", metavar="F", required=True, help="output format")
    parser.add_argument("--video", metavar="SOURCE", type=Path, help="the annotated video")
    add_reading_options(parser)
    add_export_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from gvseg.cli.inputs import open_source
    from gvseg.cli.outputs import check_writable, plan_destinations, write_reported
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.formats import find_format

    if arguments.source_format is not None:
        find_format(arguments.source_format, to_read=True)
    (destination,) = plan_destinations(arguments.out, [arguments.format], arguments.input)
    with stop_on_interrupt() as stop, ExitStack() as stack:
        options, video, size = chosen_options(arguments), None, None
        if arguments.video is not None:
            video = stack.enter_context(open_source(arguments.video, stop))
            size = (video.height, video.width)
        _, report = read_reported(
            arguments, arguments.input, arguments.source_format, stop, frame_size=size
        )
        documents = list(report.documents)
        check_writable([destination])
        if video is not None:
            if len(documents) > 1:
                raise UserError(
                    f"{arguments.input} has {len(documents)} videos, but --video gives only one; "
                    "leave it out."
                )
            document, frames = _placed(documents[0], video, first_number(arguments))
            documents, options = [document], replace(options, frames=frames)
        print(
            write_reported(
                documents,
                destination,
                options,
                video=video,
                stop=stop,
                is_checked=arguments.check,
            )
        )
    return print_omissions(report)


def _placed(
    imported: "Document", video: "Video", first: int | None
) -> "tuple[Document, list[int]]":
    """Return the annotations as a document of the video, and the indices of their frames."""
    from gvseg.annotation.document import Document
    from gvseg.annotation.records import VideoSource
    from gvseg.formats import plan_import

    document = Document(VideoSource.of(video, is_absolute=True))
    plan = plan_import(imported, document, first_number=first)
    for reading in plan.readings:
        print(reading, file=sys.stderr)
    plan.edit().apply(document)
    return document, sorted(plan.frames.values())
