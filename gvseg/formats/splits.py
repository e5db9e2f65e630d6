"""Writes datasets with splits, in the layout in which datasets of the format are published."""

import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.errors import FormatError, OutputError
from gvseg.files import atomic_folder
from gvseg.formats.job import ExportJob, ExportOptions, ExportReport, Progress
from gvseg.formats.registry import FORMATS, Format, find_format
from gvseg.formats.transfer import check_names

_SPLIT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def check_splits(format_name: str, splits: Mapping[str, object]) -> Format:
    """Return the format after checking that it supports these splits.

    Raises:
        FormatError: the format does not exist or has no splits, or a name is not a valid folder
            name.
    """
    form = find_format(format_name, to_write=True)
    if not form.has_splits:
        names = ", ".join(form.name for form in FORMATS.values() if form.has_splits)
        raise FormatError(f"{form.name} has no layout with splits; choose one of {names}.")
    for name in splits:
        if not _SPLIT_NAME.fullmatch(name):
            raise FormatError(
                f"{name!r} is not a valid split name; use letters, digits, '.', '-' and '_'."
            )
    return form


def write_splits(
    splits: Mapping[str, Sequence[Document]],
    out: Path,
    format_name: str,
    *,
    options: ExportOptions | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> ExportReport:
    """Write all splits into a folder atomically, with ids that are unique over all splits.

    The folder must be new or empty, because tools read every label and image in it.

    Args:
        splits: name -> documents, one per video; all with the same categories.
        out: the folder.
        format_name: name in `FORMATS`.
        options: options of the export.
        progress: called with 0..1.
        cancel: set it to stop at the next frame or object.

    Raises:
        FormatError: the format has no splits, or cannot hold the documents.
        OutputError: the disk is full, or the folder is read-only or not empty.
        ExportCancelledError: `cancel` was set.
    """
    form = check_splits(format_name, splits)
    every = [document for documents in splits.values() for document in documents]
    if not every:
        raise FormatError("There is no video to write.")
    check_names(every)
    job = ExportJob(
        options=options or ExportOptions(), progress=progress, cancel=cancel, splits=splits
    )
    job.check_cancelled()
    if out.is_dir() and any(out.iterdir()):
        raise OutputError(f"{out} is not empty; choose a new folder for the dataset.")
    total = sum(len(job.frames_of(document)) for document in every)
    done = 0
    with atomic_folder(out) as folder:
        for name, documents in splits.items():
            frames = sum(len(job.frames_of(document)) for document in documents)
            job.begin_share(done / total, frames / total)
            done += frames
            job.split = name
            form.code.write_split(documents, folder, job)
    return ExportReport(
        path=out,
        frame_count=total,
        track_count=sum(len(document.tracks) for document in every),
        notes=tuple(dict.fromkeys(job.notes)),
    )
