"""`gvseg import`: import annotations into a project."""

import argparse
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.inputs import (
    READING_HELP,
    add_reading_options,
    first_number,
    read_reported,
    say_omissions,
)

if TYPE_CHECKING:
    from gvseg.annotation.document import Document
    from gvseg.formats import ImportPlan
    from gvseg.video import Video

EPILOG = """\
FILE is a file or folder written by another program or by `gvseg export`. Its format is detected
from its content unless you give --format. Frames are matched to the video by name, number or order,
and categories by name; ids are kept where they are free. Masks that are already in the project are
kept. PROJECT is created if it does not exist; its video is then SOURCE, or the video that FILE
names if GvSeg wrote it. An import is one undo step in the app.

{reading}
Formats: {readable}
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "import",
        help="import annotations into a project",
        description="Import annotations of other programs into a project.",
        epilog=EPILOG.replace("{reading}", READING_HELP),
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="file or folder to read")
    parser.add_argument("--format", metavar="F", help="format of FILE (default: detected)")
    parser.add_argument("--project", metavar="PROJECT", type=Path, required=True)
    parser.add_argument("--video", metavar="SOURCE", type=Path, help="the video of a new project")
    parser.add_argument(
        "--new-objects",
        action="store_true",
        help="give an object a new id if its id is already used in the project",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would be imported and change nothing"
    )
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from gvseg.cli.outputs import check_folder
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.formats import find_format

    if arguments.format is not None:
        find_format(arguments.format, to_read=True)
    # An existing project reports on opening if it cannot be written.
    if not arguments.project.exists() and not arguments.dry_run:
        check_folder(arguments.project.parent)
    with stop_on_interrupt() as stop:
        arguments.format, report = read_reported(arguments, arguments.file, arguments.format, stop)
        documents = list(report.documents)
        if arguments.project.exists():
            _import_into_existing(arguments, documents, stop)
        else:
            _import_into_new(arguments, documents, stop)
    return say_omissions(report)


def _import_into_new(
    arguments: argparse.Namespace, documents: "list[Document]", stop: threading.Event
) -> None:
    from gvseg.annotation.document import Document
    from gvseg.annotation.records import VideoSource
    from gvseg.project import Project

    with _open_video(arguments, documents, stop) as video:
        document = Document(VideoSource.of(video, is_absolute=True))
        plan = _say_plan(arguments, documents, document)
        if not arguments.dry_run:
            plan.edit().apply(document)
            Project.create(arguments.project, document).close()
            print(f"{arguments.format}: {arguments.project}")


def _open_video(
    arguments: argparse.Namespace, documents: "list[Document]", stop: threading.Event
) -> "Video":
    """Open the video of a new project: the given one, or the one that the file names."""
    from gvseg.cli.inputs import open_source
    from gvseg.errors import ProjectError, VideoError
    from gvseg.project import compare_video, find_video

    if arguments.video is not None:
        return open_source(arguments.video, stop)
    source = documents[0].source
    # Without the hash that only GvSeg writes, a path alone may be any video.
    path = find_video(source, arguments.file) if len(documents) == 1 and source.sha256 else None
    if path is None:
        raise ProjectError(
            f"{arguments.project} does not exist; give the video for a new project with --video."
        )
    video = open_source(path, stop)
    if not compare_video(source, video).is_same:
        video.close()
        raise VideoError(f"{path} is not the annotated video; give that with --video.")
    return video


def _import_into_existing(
    arguments: argparse.Namespace, documents: "list[Document]", stop: threading.Event
) -> None:
    from gvseg.cli.inputs import open_source
    from gvseg.errors import VideoError
    from gvseg.project import Project, compare_video

    with Project.open(arguments.project) as project:
        if arguments.video is not None:
            with open_source(arguments.video, stop) as video:
                match = compare_video(project.document.source, video)
                if not match.fits:
                    raise VideoError(match.reason)
        plan = _say_plan(arguments, documents, project.document)
        if not arguments.dry_run:
            project.apply(plan.edit())
            print(f"{arguments.format}: {arguments.project}")


def _say_plan(
    arguments: argparse.Namespace, documents: "list[Document]", target: "Document"
) -> "ImportPlan":
    from gvseg.formats import choose_document, plan_import

    plan = plan_import(
        choose_document(documents, target),
        target,
        join_tracks=not arguments.new_objects,
        first_number=first_number(arguments),
    )
    for line in (*plan.lines(), *map(str, plan.readings)):
        print(f"{arguments.format}: {line}", file=sys.stderr)
    return plan
