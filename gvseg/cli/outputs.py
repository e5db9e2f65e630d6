"""Chooses the destinations of results, checks that they are writable, and writes the results."""

import os
import secrets
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gvseg.annotation.document import Document
from gvseg.console.progress import FractionProgress
from gvseg.errors import OutputError, UserError
from gvseg.files import explain_failure
from gvseg.formats import (
    ExportCancelledError,
    ExportOptions,
    Format,
    find_format,
    resolve_out,
    validate_file,
    write_documents,
)
from gvseg.video import Video

PROBE_BYTES = 16_384
"""Large enough to notice a full disk."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and the file or folder to write."""

    form: Format
    path: Path


def plan_destinations(out: Path, names: Sequence[str], source: Path) -> list[Destination]:
    """Return the destination of each format.

    A single format is written to OUT if OUT has its file extension, otherwise into the folder
    OUT. Several formats share the folder OUT; files that would have the same name are named after
    their format.

    Args:
        out: path given by the user.
        names: format names; duplicates are written once.
        source: the video, which must not be overwritten.

    Raises:
        FormatError: a format does not exist or cannot be written.
        OutputError: a destination is the source itself, or a folder where a file is needed.
    """
    forms = [find_format(name, to_write=True) for name in dict.fromkeys(names)]
    paths = [resolve_out(out, form) for form in forms]
    if len(forms) > 1 and out in [
        path for path, form in zip(paths, forms, strict=True) if not form.is_folder
    ]:
        raise OutputError(f"Several formats need an output folder, but {out} is a file name.")
    seen = Counter(paths)
    destinations = [
        Destination(form, path if seen[path] == 1 else out / f"{form.name}{form.suffix}")
        for path, form in zip(paths, forms, strict=True)
    ]
    for destination in destinations:
        with explain_failure(destination.path):
            _check_kind(destination)
            _check_not_source(destination, source)
    return destinations


def check_writable(destinations: Sequence[Destination]) -> None:
    """Check that each destination is writable, and leave no trace.

    Raises:
        OutputError: a folder cannot be created or written, or the disk is full.
    """
    for destination in destinations:
        is_folder = destination.form.is_folder
        check_folder(destination.path if is_folder else destination.path.parent)


def check_folder(folder: Path) -> None:
    """Check that a folder is writable, and leave no trace.

    Raises:
        OutputError: it cannot be created or written, or the disk is full.
    """
    made: list[Path] = []
    with explain_failure(folder):
        try:
            _make_folder(folder, made)
            _probe(folder)
        finally:
            for path in reversed(made):
                with suppress(OSError):
                    path.rmdir()


def _check_kind(destination: Destination) -> None:
    path = destination.path
    if destination.form.is_folder and path.exists() and not path.is_dir():
        raise OutputError(f"{path} is a file, but this format needs a folder; change --out.")
    if not destination.form.is_folder and path.is_dir():
        raise OutputError(
            f"{path} is a folder, but this format writes a file there; choose another --out."
        )


def _check_not_source(destination: Destination, source: Path) -> None:
    path = destination.path
    if path.exists() and source.exists() and path.samefile(source):
        raise OutputError(f"{path} is the source itself; choose another --out.")


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    path = folder
    while not path.exists():
        missing.append(path)
        path = path.parent
    if not path.is_dir():
        remedy = "choose a folder" if path == folder else f"{folder} cannot be created inside it"
        raise OutputError(f"{path} is a file; {remedy}.")
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


def _probe(folder: Path) -> None:
    probe = folder / f".gvseg-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        with probe.open("xb") as file:
            file.write(b"\0" * PROBE_BYTES)
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)


class Collected(Protocol):
    """Results of a run."""

    frames: set[int]

    def document(self) -> Document:
        """Return all results as a document."""


def write_results(
    results: Collected, video: Video, destinations: Sequence[Destination]
) -> Iterator[str]:
    """Write the finished frames; yield one line per format with the path.

    A format that fails does not stop the others; the first error is raised at the end.

    Raises:
        FormatError: the format cannot hold the results.
        OutputError: the disk is full, the folder is read-only, or a file is in the way.
    """
    document = results.document()
    options = ExportOptions(frames=sorted(results.frames))
    first_error: UserError | None = None
    for destination in destinations:
        try:
            yield write_reported(document, destination, options, video=video)
        except UserError as error:
            first_error = first_error or error
    if first_error is not None:
        raise first_error


def write_reported(
    documents: Document | Sequence[Document],
    destination: Destination,
    options: ExportOptions,
    *,
    video: Video | None = None,
    stop: threading.Event | None = None,
    is_checked: bool = False,
) -> str:
    """Write documents with a progress bar, and return one line with the path.

    Also prints to stderr what the format could not hold and, if `is_checked`, problems that readers
    of the format would have.

    Raises:
        FormatError: the format cannot hold the annotations.
        OutputError: the disk is full, the folder is read-only, or a file is in the way.
        KeyboardInterrupt: `stop` was set; nothing was written.
    """
    name = destination.form.name
    try:
        with FractionProgress(f"Writing {name}") as progress:
            report = write_documents(
                documents,
                destination.path,
                name,
                options=options,
                video=video,
                progress=progress,
                cancel=stop,
            )
    except ExportCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    problems = validate_file(report.path, name) if is_checked and destination.form.can_read else []
    for note in (*report.notes, *problems):
        print(f"{name}: {note}", file=sys.stderr)
    return f"{name}: {report.path}"
