"""`gvseg dataset create`, `add`, `set` and `status`: manage the videos and their status."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.cli.dataset.arguments import add_dataset_argument
from gvseg.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gvseg.dataset_file import Addition, Dataset, DatasetVideo
    from gvseg.project import LockHolder

STATUSES = ("new", "marked", "propagated", "in review", "done", "auto")
_SOME_FAILED = 3


def add_parsers(actions: Any) -> None:
    """Add the actions to `gvseg dataset`."""
    create = actions.add_parser(
        "create",
        help="create a dataset",
        description="Create a dataset in a folder, and add videos to it.",
    )
    _add_paths(create, "*")
    _add_map(create)
    create.set_defaults(run=run_create)
    add = actions.add_parser(
        "add",
        help="add videos or projects",
        description="Add video files, frame folders and projects; other folders are searched for "
        "them. Categories of projects are matched to those of the dataset by name, and others are "
        "added to the dataset.",
    )
    _add_paths(add, "+")
    _add_map(add)
    add.set_defaults(run=run_add)
    status = actions.add_parser(
        "status",
        help="show the status of each video",
        description="Show the status of each video: new, marked (has drawn masks or exemplars), "
        "propagated, in review (some masks are verified) or done (set by a person).",
    )
    add_dataset_argument(status)
    status.add_argument("--json", action="store_true", help="print JSON for other programs")
    status.set_defaults(run=run_status)
    change = actions.add_parser(
        "set",
        help="set status, assignee or notes of videos",
        description="Set the status, assignee or notes of videos.",
    )
    add_dataset_argument(change)
    change.add_argument(
        "videos", metavar="VIDEO", nargs="+", help="names of videos, as shown by `status`"
    )
    change.add_argument(
        "--status", choices=STATUSES, help="status of the videos; auto derives it from the masks"
    )
    change.add_argument(
        "--assignee", metavar="NAME", help="person who annotates the videos; '' for nobody"
    )
    change.add_argument("--notes", metavar="TEXT", help="free text; replaces the earlier notes")
    change.set_defaults(run=run_set)

    _add_locate(actions)


def _add_locate(actions: Any) -> None:
    locate = actions.add_parser(
        "locate",
        help="find videos and projects that were moved",
        description="Search a folder for all videos and projects that are missing, and record "
        "where they are now.",
    )
    add_dataset_argument(locate)
    locate.add_argument("folder", metavar="FOLDER", type=Path, help="folder to search")
    locate.set_defaults(run=run_locate)


def _add_paths(parser: argparse.ArgumentParser, count: str) -> None:
    add_dataset_argument(parser)
    parser.add_argument(
        "paths", metavar="PATH", type=Path, nargs=count, help="videos, projects or folders of them"
    )


def _add_map(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        metavar="OLD=NEW",
        type=_mapping,
        action="append",
        default=[],
        help="use the category NEW of the dataset for the category OLD of the projects; may be "
        "repeated, also with the same NEW",
    )


def _mapping(text: str) -> tuple[str, str]:
    old, _, new = (part.strip() for part in text.partition("="))
    if not old or not new:
        raise argparse.ArgumentTypeError(f"{text!r} is not a mapping; write it as OLD=NEW")
    return old, new


def run_locate(arguments: argparse.Namespace) -> int:
    """Search for missing files and return the exit status."""
    from gvseg.counted import counted
    from gvseg.dataset_file import Dataset
    from gvseg.dataset_file.locating import locate

    with Dataset.open(arguments.dataset) as dataset:
        located = locate(dataset, arguments.folder)
    print(f"{counted(len(located.names), 'video')} located, {len(located.missing)} still missing.")
    for name in located.missing:
        print(f"missing: {name}", file=sys.stderr)
    return _SOME_FAILED if located.missing else 0


def run_create(arguments: argparse.Namespace) -> int:
    """Create a dataset and return the exit status."""
    from gvseg.dataset_file import Addition, Dataset, add_paths

    with Dataset.create(arguments.dataset) as dataset:
        added = Addition()
        if arguments.paths:
            added = add_paths(dataset, arguments.paths, dict(arguments.map))
        print(f"{dataset.path}: {_count(len(dataset.videos()), 'video')}")
    return _report(added)


def run_add(arguments: argparse.Namespace) -> int:
    """Add videos and return the exit status."""
    from gvseg.dataset_file import Dataset, add_paths

    with Dataset.open(arguments.dataset) as dataset:
        before = len(dataset.videos())
        added = add_paths(dataset, arguments.paths, dict(arguments.map))
        after = len(dataset.videos())
        print(f"{dataset.path}: {_count(after - before, 'video')} added, {after} in total")
    return _report(added)


def run_set(arguments: argparse.Namespace) -> int:
    """Set fields of videos and return the exit status."""
    from gvseg.dataset_file import Dataset, Status

    fields: dict[str, str | Status | None] = {}
    if arguments.status is not None:
        fields["status"] = None if arguments.status == "auto" else Status(arguments.status)
    if arguments.assignee is not None:
        fields["assignee"] = arguments.assignee
    if arguments.notes is not None:
        fields["notes"] = arguments.notes
    with Dataset.open(arguments.dataset) as dataset:
        chosen = find_videos(dataset, arguments.videos)
        dataset.set_fields([video.video_id for video in chosen], **fields)
    return 0


def run_status(arguments: argparse.Namespace) -> int:
    """Print the videos and return the exit status."""
    from gvseg.console.progress import FractionProgress
    from gvseg.dataset_file import Dataset, refresh

    with Dataset.open(arguments.dataset) as dataset:
        problems = []
        if not dataset.is_read_only:
            with FractionProgress("Reading projects") as progress:
                problems = refresh(dataset, progress=progress)
        videos = dataset.videos()
        missing = [video for video in videos if not video.video.exists()]
    if arguments.json:
        print(json.dumps([_as_json(video) for video in videos], indent=1))
    else:
        _print_table(videos)
    for problem in problems:
        print(f"gvseg dataset: {problem}", file=sys.stderr)
    for video in missing:
        print(f"gvseg dataset: {video.video} of {video.name} was not found.", file=sys.stderr)
    return _SOME_FAILED if problems or missing else 0


def find_videos(dataset: "Dataset", names: "Sequence[str]") -> "list[DatasetVideo]":
    """Return the videos with these names.

    Raises:
        DatasetError: a video does not exist.
    """
    known = {video.name.casefold(): video for video in dataset.videos()}
    for name in names:
        if name.casefold() not in known:
            raise DatasetError(f"{dataset.path} has no video {name}; see `gvseg dataset status`.")
    return [known[name.casefold()] for name in names]


def _print_table(videos: "Sequence[DatasetVideo]") -> None:
    heads = ("video", "status", "split", "objects", "masks", "verified", "accepted")
    rows = [(*heads, "need work", "comments", "assignee", "open by")]
    for video in videos:
        summary = video.summary
        share, accepted = summary.settled_share, summary.accepted_share
        holder = _holder(video)
        rows.append(
            (
                video.name,
                video.status.value,
                video.split or "-",
                str(summary.objects),
                str(summary.masks),
                "-" if share is None else f"{share:.0%}",
                "-" if accepted is None else f"{math.floor(100 * accepted)}%",
                str(summary.needs_work or "-"),
                str(summary.open_comments or "-"),
                video.assignee or "-",
                f"{holder.person} on {holder.host}" if holder else "-",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    counts = {status: sum(v.status.value == status for v in videos) for status in STATUSES}
    parts = ", ".join(f"{number} {status}" for status, number in counts.items() if number)
    print(f"{_count(len(videos), 'video')}: {parts}" if videos else "no videos yet")
    if proposals := sum(video.summary.proposals for video in videos):
        print(f"{_count(proposals, 'proposal')} to accept or reject in the window")


def _holder(video: "DatasetVideo") -> "LockHolder | None":
    """Return who else has the project of a video open."""
    from gvseg.project import read_holder

    holder = None if video.project is None else read_holder(video.project)
    return None if holder is None or holder.is_gone else holder


def _as_json(video: "DatasetVideo") -> dict[str, Any]:
    summary = video.summary
    holder = _holder(video)
    return {
        "name": video.name,
        "video": str(video.video),
        "project": None if video.project is None else str(video.project),
        "status": video.status.value,
        "split": video.split,
        "assignee": video.assignee,
        "notes": video.notes,
        "frames": summary.frames,
        "seconds": round(summary.seconds, 3),
        "objects": summary.objects,
        "masks": summary.masks,
        "settled": summary.settled,
        "verified": summary.verified,
        "exemplars": summary.exemplars,
        "proposals": summary.proposals,
        "accepted": summary.accepted,
        "needs_work": summary.needs_work,
        "open_comments": summary.open_comments,
        "open_by": holder and {"person": holder.person, "host": holder.host, "since": holder.since},
        "changed_at": summary.changed_at,
        "categories_wait": video.is_behind,
    }


def _report(added: "Addition") -> int:
    """Print what became of the categories, and the problems; return the exit status."""
    if added.matched:
        print(f"categories matched by name: {', '.join(added.matched)}")
    if added.mapped:
        pairs = (f"{old} to {new}" for old, new in added.mapped.items())
        print(f"categories mapped: {', '.join(pairs)}")
    if added.new_categories:
        print(f"categories added to the dataset: {', '.join(added.new_categories)}")
    for problem in added.problems:
        print(f"gvseg dataset: {problem}", file=sys.stderr)
    return _SOME_FAILED if added.problems else 0


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
