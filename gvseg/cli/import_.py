"""`gvseg import`: annotations of other programs into a project."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gvseg.annotation.document import Document
    from gvseg.formats import ImportPlan

EPILOG = """\
FILE is a file or folder as the format has it, for example what `gvseg export` wrote. Frames are
matched to the video's by name, else by order; categories by name; ids stay where they are free.
What the project says already stays. PROJECT is made where it is missing. An import is one step
that the app can undo.
"""


def add_parser(subparsers: Any) -> None:
    """Put the subcommand into the command line."""
    parser = subparsers.add_parser(
        "import",
        help="annotations of other programs into a project",
        description="Take annotations in an interchange format into a project.",
        epilog=EPILOG,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="file or folder to read")
    parser.add_argument("--format", metavar="F", required=True)
    parser.add_argument("--project", metavar="PROJECT", type=Path, required=True)
    parser.add_argument(
        "--video", metavar="SOURCE", type=Path, help="the video; needed for a new project"
    )
    parser.add_argument(
        "--new-objects",
        action="store_true",
        help="give objects whose id the project has an id of their own",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would come, change nothing"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read all, say what fits, and write it in one transaction."""
    from gvseg.errors import ProjectError
    from gvseg.formats import find_format, read_documents

    find_format(arguments.format, to_read=True)
    is_new = not arguments.project.exists()
    if is_new and arguments.video is None:
        raise ProjectError(f"{arguments.project} does not exist; name its video with --video.")
    documents = read_documents(arguments.file, arguments.format)
    if is_new:
        _import_into_new(arguments, documents)
    else:
        _import_into_existing(arguments, documents)
    return 0


def _import_into_new(arguments: argparse.Namespace, documents: "list[Document]") -> None:
    from gvseg.annotation.document import Document
    from gvseg.annotation.records import VideoSource
    from gvseg.cli.opening import open_source
    from gvseg.cli.stopping import stop_on_interrupt
    from gvseg.project import Project

    with stop_on_interrupt() as stop, open_source(arguments.video, stop) as video:
        document = Document(VideoSource.of(video, is_absolute=True))
        plan = _say_plan(arguments, documents, document)
        if not arguments.dry_run:
            plan.edit().apply(document)
            Project.create(arguments.project, document).close()
            print(f"{arguments.format}: {arguments.project}")


def _import_into_existing(arguments: argparse.Namespace, documents: "list[Document]") -> None:
    from gvseg.errors import VideoError
    from gvseg.project import Project, compare_video
    from gvseg.video import open_video

    with Project.open(arguments.project) as project:
        if arguments.video is not None:
            with open_video(arguments.video) as video:
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

    imported = choose_document(documents, target)
    plan = plan_import(imported, target, join_tracks=not arguments.new_objects)
    for line in plan.lines():
        print(f"{arguments.format}: {line}", file=sys.stderr)
    return plan
