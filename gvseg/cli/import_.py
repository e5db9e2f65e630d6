"""`gvseg import`: import annotations into a project."""

import argparse
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.inputs import (
    READING_HELP,
    add_reading_options,
    first_number,
    print_omissions,
    read_reported,
)
from gvseg.counted import counted

if TYPE_CHECKING:
    from gvseg.annotation.document import Document
    from gvseg.formats import ImportPlan
    from gvseg.project import Project
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
    parser.add_argument(
        "--project", metavar="PROJECT", type=Path, required=True, help="project to import into"
    )
    parser.add_argument("--video", metavar="SOURCE", type=Path, help="the video of a new project")
    parser.add_argument(
        "--new-objects",
        action="store_true",
        help="give an object a new id if its id is already used in the project",
    )
    parser.add_argument(
        "--link",
        choices=("id", "overlap"),
        default="id",
        help="with overlap, join objects without an id to those that they overlap by half or more",
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
    # For an existing project, opening it reports whether it can be written.
    if not arguments.project.exists() and not arguments.dry_run:
        check_folder(arguments.project.parent)
    with stop_on_interrupt() as stop, ExitStack() as stack:
        project, target = _open_target(arguments, stop, stack)
        size = None if target is None else (target.source.height, target.source.width)
        arguments.format, report = read_reported(
            arguments, arguments.file, arguments.format, stop, frame_size=size
        )
        documents = list(report.documents)
        if target is None:
            target = _document_of(stack.enter_context(_named_video(arguments, documents, stop)))
        plan = _print_plan(arguments, documents, target)
        if not arguments.dry_run:
            _write(arguments.project, project, plan)
            print(f"{arguments.format}: {arguments.project}")
    return print_omissions(report)


def _open_target(
    arguments: argparse.Namespace, stop: threading.Event, stack: ExitStack
) -> "tuple[Project | None, Document | None]":
    """Return the project if it exists, and the document to import into if it is already known."""
    from gvseg.cli.inputs import open_source
    from gvseg.errors import VideoError
    from gvseg.project import Project, compare_video

    video = None
    if arguments.project.exists():
        project = stack.enter_context(Project.open(arguments.project))
        if arguments.video is not None:
            video = stack.enter_context(open_source(arguments.video, stop))
            match = compare_video(project.document.source, video)
            if not match.fits:
                raise VideoError(match.reason)
        return project, project.document
    if arguments.video is not None:
        video = stack.enter_context(open_source(arguments.video, stop))
    return None, None if video is None else _document_of(video)


def _document_of(video: "Video") -> "Document":
    from gvseg.annotation.document import Document
    from gvseg.annotation.records import VideoSource

    return Document(VideoSource.of(video, is_absolute=True))


def _named_video(
    arguments: argparse.Namespace, documents: "list[Document]", stop: threading.Event
) -> "Video":
    """Open the video that the file names, for a new project."""
    from gvseg.cli.inputs import open_source
    from gvseg.errors import ProjectError, VideoError
    from gvseg.project import compare_video, find_video

    source = documents[0].source
    # Only GvSeg writes a hash; without one, the path could lead to a different video.
    path = find_video(source, arguments.file) if len(documents) == 1 and source.sha256 else None
    if path is None:
        raise ProjectError(
            f"{arguments.project} does not exist; give the video for a new project with --video."
        )
    video = open_source(path, stop)
    if not compare_video(source, video).is_same:
        video.close()
        raise VideoError(f"{path} is not the annotated video; give the right one with --video.")
    return video


def _write(path: Path, project: "Project | None", plan: "ImportPlan") -> None:
    from gvseg.project import Project

    if project is not None:
        project.apply(plan.edit())
    else:
        plan.edit().apply(plan.target)
        Project.create(path, plan.target).close()


def _print_plan(
    arguments: argparse.Namespace, documents: "list[Document]", target: "Document"
) -> "ImportPlan":
    from gvseg.formats import choose_document, plan_import

    imported = choose_document(documents, target)
    others = [one.source.name for one in documents if one is not imported]
    if others and imported in documents:
        count = counted(len(others), "other video")
        print(
            f"{arguments.format}: Importing {imported.source.name}; the file has {count} "
            f"({', '.join(others[:5])}).",
            file=sys.stderr,
        )
    plan = plan_import(
        imported,
        target,
        join_tracks=not arguments.new_objects,
        links_overlaps=arguments.link == "overlap",
        first_number=first_number(arguments),
    )
    for line in (*plan.lines(), *map(str, plan.readings)):
        print(f"{arguments.format}: {line}", file=sys.stderr)
    return plan
