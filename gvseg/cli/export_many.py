"""Exports several projects together, with or without splits."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.cli.options import chosen_options
from gvseg.errors import RequestError

if TYPE_CHECKING:
    import threading

    from gvseg.dataset_file import ExportContents, ExportPlan
    from gvseg.formats import Format

_NAMES_SHOWN = 3


def export_many(arguments: argparse.Namespace) -> int:
    """Write the projects together and return the exit status."""
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.dataset_file import ExportChoices, parse_shares, plan_export
    from gvseg.formats import find_format
    from gvseg.project import ProjectPool

    _check_options(arguments)
    form = find_format(arguments.format, to_write=True)
    choices = ExportChoices(
        format_name=form.name,
        options=chosen_options(arguments),
        shares=None if arguments.split is None else parse_shares(arguments.split),
        seed=arguments.seed,
        is_stratified=arguments.stratify,
        every=arguments.every,
        only_verified=arguments.verified_only,
    )
    contents = _read_contents(arguments.projects)
    with stop_on_interrupt() as stop, ProjectPool() as pool:
        needs_frames = form.needs_video or arguments.jpeg_frames
        plan = plan_export(contents, choices, pool, needs_frames=needs_frames)
        for sentence in plan.left_out:
            print(sentence, file=sys.stderr)
        if plan.splits:
            _write_splits(arguments, form, plan, stop)
        else:
            _write_together(arguments, plan, stop)
    return 0


def _read_contents(paths: Sequence[Path]) -> "ExportContents":
    """Return the projects given by paths, or the projects of a dataset.

    Raises:
        RequestError: a dataset was given together with other paths.
        DatasetError, OutputError: the dataset cannot be read, or none of its videos has a project.
    """
    from gvseg.dataset_file import (
        SUFFIX,
        Dataset,
        ExportContents,
        ViewedProject,
        dataset_contents,
        refresh,
    )

    datasets = [path for path in paths if path.is_dir() or path.suffix == SUFFIX]
    if not datasets:
        return ExportContents([ViewedProject(path=path) for path in dict.fromkeys(paths)])
    if len(paths) > 1:
        raise RequestError("Give either one dataset or projects.")
    with Dataset.open(datasets[0]) as dataset:
        if not dataset.is_read_only:
            for problem in refresh(dataset):
                print(f"gvseg export: {problem}", file=sys.stderr)
        return dataset_contents(dataset)


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


def _write_together(
    arguments: argparse.Namespace,
    plan: "ExportPlan",
    stop: "threading.Event",
) -> None:
    from gvseg.cli.outputs import check_writable, plan_destinations, write_reported

    for view in plan.views:
        (destination,) = plan_destinations(
            arguments.out, [arguments.format], view.document.source.path
        )
    check_writable([destination])
    print(
        write_reported(
            plan.documents, destination, plan.options, stop=stop, is_checked=arguments.check
        )
    )


def _write_splits(
    arguments: argparse.Namespace,
    form: "Format",
    plan: "ExportPlan",
    stop: "threading.Event",
) -> None:
    from gvseg.cli.outputs import check_folder
    from gvseg.console.progress import FractionProgress
    from gvseg.formats import ExportCancelledError, write_splits

    check_folder(arguments.out)
    try:
        with FractionProgress(f"Writing {form.name}") as progress:
            report = write_splits(
                plan.splits,
                arguments.out,
                form.name,
                options=plan.options,
                progress=progress,
                cancel=stop,
            )
    except ExportCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    for note in report.notes:
        print(f"{form.name}: {note}", file=sys.stderr)
    for split, documents in plan.splits.items():
        names = ", ".join(document.source.name for document in documents[:_NAMES_SHOWN])
        more = ", ..." if len(documents) > _NAMES_SHOWN else ""
        videos = "1 video" if len(documents) == 1 else f"{len(documents)} videos"
        print(f"{split}: {videos} ({names}{more})")
    print(f"{form.name}: {report.path}")
