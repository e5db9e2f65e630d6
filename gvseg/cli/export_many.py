"""Exports several projects as one data set, with or without splits."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.cli.options import chosen_options
from gvseg.errors import OutputError, RequestError

if TYPE_CHECKING:
    import threading

    from gvseg.annotation.document import Document
    from gvseg.annotation.records import Category
    from gvseg.dataset_file import ProjectView, ViewedProject
    from gvseg.formats import ExportOptions, Format

_NAMES_SHOWN = 3


def export_many(arguments: argparse.Namespace) -> int:
    """Write the projects into one data set and return the exit status."""
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.dataset_file import parse_shares, view_projects
    from gvseg.formats import check_splits, find_format
    from gvseg.project import ProjectPool

    _check_options(arguments)
    options = chosen_options(arguments)
    form = find_format(arguments.format, to_write=True)
    shares = None if arguments.split is None else parse_shares(arguments.split)
    if shares is not None:
        check_splits(form.name, shares)
    contents = _read_contents(arguments.projects)
    with stop_on_interrupt() as stop, ProjectPool() as pool:
        views = view_projects(
            contents.projects,
            pool,
            categories=contents.categories,
            # Readers of a file with several videos look up objects by id.
            has_distinct_ids=form.holds_many and not form.is_folder,
            every=arguments.every,
            only_verified=arguments.verified_only,
        )
        views = _with_content(views)
        if form.needs_video or options.jpeg_frames:
            _check_videos(views)
        options = replace(
            options, frames={view.document.source.name: view.frames for view in views}
        )
        if shares is not None:
            splits = _split(arguments, views, shares)
        else:
            splits = _own_splits(views, contents.split_of) if form.has_splits else {}
        if splits:
            _write_splits(arguments, form, splits, options, stop)
        else:
            _write_together(arguments, views, options, stop)
    return 0


@dataclass(frozen=True, slots=True)
class _Contents:
    """The projects to export.

    Attributes:
        projects: one per video.
        categories: categories of the dataset; empty for projects without a dataset.
        split_of: video name -> its split in the dataset.
    """

    projects: "list[ViewedProject]"
    categories: "tuple[Category, ...]" = ()
    split_of: Mapping[str, str] = field(default_factory=dict)


def _read_contents(paths: Sequence[Path]) -> _Contents:
    """Return the projects given by paths, or the projects of a dataset.

    Raises:
        RequestError: a dataset was given together with other paths.
        DatasetError, OutputError: the dataset cannot be read, or none of its videos has a project.
    """
    from gvseg.dataset_file import SUFFIX, Dataset, Status, ViewedProject, refresh

    datasets = [path for path in paths if path.is_dir() or path.suffix == SUFFIX]
    if not datasets:
        return _Contents([ViewedProject(path=path) for path in dict.fromkeys(paths)])
    if len(paths) > 1:
        raise RequestError("Give either one dataset or projects.")
    with Dataset.open(datasets[0]) as dataset:
        if not dataset.is_read_only:
            for problem in refresh(dataset):
                print(f"gvseg export: {problem}", file=sys.stderr)
        videos = [video for video in dataset.videos() if video.project is not None]
        if not videos:
            raise OutputError(f"No video in {dataset.path} has a project yet; annotate one first.")
        projects = [
            ViewedProject(
                path=video.project,
                name=video.name,
                links=dataset.links(video.video_id),
                keeps_empty=video.status is Status.DONE,
            )
            for video in videos
            if video.project is not None
        ]
        split_of = {video.name: video.split for video in videos if video.split}
        return _Contents(projects, tuple(dataset.categories().values()), split_of)


def _own_splits(
    views: "Sequence[ProjectView]", split_of: Mapping[str, str]
) -> "dict[str, list[Document]]":
    """Return the splits of the dataset; videos without a split are left out and reported."""
    splits: dict[str, list[Document]] = {split: [] for split in sorted(set(split_of.values()))}
    for view in views:
        name = view.document.source.name
        if name in split_of:
            splits[split_of[name]].append(view.document)
        elif splits:
            print(f"{name} was left out: it has no split.", file=sys.stderr)
    return {split: documents for split, documents in splits.items() if documents}


def _check_options(arguments: argparse.Namespace) -> None:
    one_only = {
        "--video": arguments.video is not None,
        "--first": arguments.first != 0,
        "--last": arguments.last is not None,
    }
    if given := [name for name, is_given in one_only.items() if is_given]:
        raise RequestError(f"{given[0]} applies only to one project without --split; leave it out.")
    if arguments.check and arguments.split is not None:
        raise RequestError("--check does not apply to --split; leave it out.")


def _with_content(views: "Sequence[ProjectView]") -> "list[ProjectView]":
    """Return the projects that have something to export, and report the others.

    Raises:
        OutputError: no project has anything to export.
    """
    for view in views:
        if view.reason:
            print(f"{view.path} was left out: {view.reason}.", file=sys.stderr)
    kept = [view for view in views if not view.reason]
    if not kept:
        raise OutputError("None of the projects has anything to export; annotate at least one.")
    return kept


def _check_videos(views: "Sequence[ProjectView]") -> None:
    """Check that all videos exist, before anything is written.

    Raises:
        OutputError: a video is missing.
    """
    for view in views:
        path = view.document.source.path
        if not path.exists():
            raise OutputError(
                f"The video of {view.path} was not found at {path}; put it next to the project, "
                "or leave out --jpeg-frames."
            )


def _split(
    arguments: argparse.Namespace, views: "Sequence[ProjectView]", shares: Mapping[str, float]
) -> "dict[str, list[Document]]":
    from gvseg.dataset_file import split_videos

    documents = {view.document.source.name: view.document for view in views}
    objects = None
    if arguments.stratify:
        objects = {
            name: Counter(
                document.category(track.category_id).name for track in document.tracks.values()
            )
            for name, document in documents.items()
        }
    split_of = split_videos(documents, shares, arguments.seed, objects=objects)
    return {
        split: [documents[name] for name, own in split_of.items() if own == split]
        for split in shares
    }


def _write_together(
    arguments: argparse.Namespace,
    views: "Sequence[ProjectView]",
    options: "ExportOptions",
    stop: "threading.Event",
) -> None:
    from gvseg.cli.outputs import check_writable, plan_destinations, write_reported

    for view in views:
        (destination,) = plan_destinations(
            arguments.out, [arguments.format], view.document.source.path
        )
    check_writable([destination])
    documents = [view.document for view in views]
    print(write_reported(documents, destination, options, stop=stop, is_checked=arguments.check))


def _write_splits(
    arguments: argparse.Namespace,
    form: "Format",
    splits: "Mapping[str, Sequence[Document]]",
    options: "ExportOptions",
    stop: "threading.Event",
) -> None:
    from gvseg.cli.outputs import check_folder
    from gvseg.console.progress import FractionProgress
    from gvseg.formats import ExportCancelledError, write_splits

    check_folder(arguments.out)
    try:
        with FractionProgress(f"Writing {form.name}") as progress:
            report = write_splits(
                splits, arguments.out, form.name, options=options, progress=progress, cancel=stop
            )
    except ExportCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    for note in report.notes:
        print(f"{form.name}: {note}", file=sys.stderr)
    for split, documents in splits.items():
        names = ", ".join(document.source.name for document in documents[:_NAMES_SHOWN])
        more = ", ..." if len(documents) > _NAMES_SHOWN else ""
        videos = "1 video" if len(documents) == 1 else f"{len(documents)} videos"
        print(f"{split}: {videos} ({names}{more})")
    print(f"{form.name}: {report.path}")
