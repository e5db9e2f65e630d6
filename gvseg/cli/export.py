"""`gvseg export`: write one or more projects in an interchange format."""

import argparse
import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.options import (
    add_export_options,
    add_range_options,
    add_split_options,
    check_range,
    chosen_options,
)
from gvseg.console.arguments import positive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gvseg.annotation.document import Document
    from gvseg.annotation.records import VideoSource
    from gvseg.formats import Format
    from gvseg.video import Video

EPILOG = """\
OUT is a file if it has the file extension of the format, otherwise a folder. Projects are opened
read-only and may be open in the app at the same time.

Several projects are exported together: their categories are merged by name, and ids are unique. A
dataset has its own categories and, if `gvseg dataset split` was used, its own splits. With --split,
each video goes to one split, and OUT is a new folder in the layout of published datasets in this
format, such as train.json and train/JPEGImages for ytvis. Without --jpeg-frames, a JSON refers to
the frames by name and to the video by path.

examples:
  gvseg export clip.gvseg --format ytvis --out clip.json
  gvseg export *.gvseg --format coco --out data --split train=0.8,val=0.2 --seed 1 --jpeg-frames

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
    parser.add_argument(
        "projects",
        metavar="PROJECT",
        type=Path,
        nargs="+",
        help="project (NAME.gvseg), or a dataset (its folder or NAME.gvset)",
    )
    parser.add_argument("--format", metavar="F", required=True, help="output format; see below")
    parser.add_argument(
        "--out", metavar="OUT", type=Path, required=True, help="output file or folder"
    )
    add_range_options(parser)
    parser.add_argument(
        "--every", metavar="N", type=positive, default=1, help="write every N-th frame only"
    )
    parser.add_argument(
        "--verified-only",
        action="store_true",
        help="write only frames in which every mask was drawn or verified by a person",
    )
    parser.add_argument("--video", metavar="SOURCE", type=Path, help="the video, if it has moved")
    add_split_options(parser)
    add_export_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the annotations and print where they are."""
    first = arguments.projects[0]
    is_dataset = first.is_dir() or first.suffix == ".gvset"
    if len(arguments.projects) > 1 or arguments.split is not None or is_dataset:
        from gvseg.cli.export_many import export_many

        return export_many(arguments)
    return _export_one(arguments, first)


def _export_one(arguments: argparse.Namespace, project: Path) -> int:
    from gvseg.cli.outputs import check_writable, plan_destinations, write_reported
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.project import open_snapshot

    with stop_on_interrupt() as stop, open_snapshot(project) as document:
        source = document.source
        (destination,) = plan_destinations(arguments.out, [arguments.format], source.path)
        first, last = check_range(arguments.first, arguments.last, source.frame_count)
        frames = _chosen_frames(arguments, document, range(first, last + 1, arguments.every))
        options = replace(chosen_options(arguments), frames=frames)
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


def _chosen_frames(
    arguments: argparse.Namespace, document: "Document", frames: range
) -> "Sequence[int]":
    from gvseg.dataset_file import states_of, verified_frames
    from gvseg.errors import OutputError

    if not arguments.verified_only:
        return frames
    verified = verified_frames(states_of(document), frames)
    if not verified:
        raise OutputError(
            "No chosen frame has only verified masks; verify some frames first, or leave out "
            "--verified-only."
        )
    return verified


def _frames(
    arguments: argparse.Namespace, form: "Format", source: "VideoSource", stop: threading.Event
) -> "AbstractContextManager[Video | None]":
    """Open the video of the project if the format needs its frames."""
    from gvseg.cli.inputs import open_source
    from gvseg.errors import VideoError
    from gvseg.project import compare_video, find_video

    if not (form.needs_video or arguments.jpeg_frames):
        return nullcontext()
    path = arguments.video or find_video(source, arguments.projects[0])
    if path is None:
        raise VideoError(f"{source.path} no longer exists; give its new path with --video.")
    video = open_source(path, stop)
    match = compare_video(source, video)
    if not match.fits:
        video.close()
        raise VideoError(match.reason)
    return video
