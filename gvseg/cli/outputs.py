"""Decides where results go, checks that it is writable, and writes them."""

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
"""Enough that a disk without a free block is noticed."""


@dataclass(frozen=True, slots=True)
class Destination:
    """One format, and the file or folder that will hold it."""

    form: Format
    path: Path


def plan_destinations(out: Path, names: Sequence[str], source: Path) -> list[Destination]:
    """Give every format its place.

    One format goes where `gvseg export` puts it: OUT itself where OUT ends as its file does,
    else into the folder OUT. Several share the folder OUT; files that would be called the same
    are called after their format.

    Args:
        out: what the person named.
        names: of formats; one that comes twice is written once.
        source: the video, which must survive.

    Raises:
        FormatError: no such format, or it cannot be written.
        OutputError: a place that is the source itself, or of the wrong kind.
    """
    forms = [find_format(name, to_write=True) for name in dict.fromkeys(names)]
    places = [resolve_out(out, form) for form in forms]
    if len(forms) > 1 and out in [
        place for place, form in zip(places, forms, strict=True) if not form.is_folder
    ]:
        raise OutputError(f"Several formats need a folder; {out} names one file.")
    seen = Counter(places)
    destinations = [
        Destination(form, place if seen[place] == 1 else out / f"{form.name}{form.suffix}")
        for place, form in zip(places, forms, strict=True)
    ]
    for destination in destinations:
        with explain_failure(destination.path):
            _check_kind(destination)
            _check_spares_source(destination, source)
    return destinations


def check_writable(destinations: Sequence[Destination]) -> None:
    """Make each folder, write a little into it, and leave everything as it was.

    Raises:
        OutputError: a folder that cannot be made or written, or a full disk.
    """
    for destination in destinations:
        is_folder = destination.form.is_folder
        check_folder(destination.path if is_folder else destination.path.parent)


def check_folder(folder: Path) -> None:
    """The same for one folder.

    Raises:
        OutputError: it cannot be made or written, or the disk is full.
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
        raise OutputError(f"{path} is a file; --out must name a folder here.")
    if not destination.form.is_folder and path.is_dir():
        raise OutputError(f"{path} is a folder; it stands where a file would be written.")


def _check_spares_source(destination: Destination, source: Path) -> None:
    place = destination.path
    if place.exists() and source.exists() and place.samefile(source):
        raise OutputError(f"{place} is the source itself; name another --out.")


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    place = folder
    while not place.exists():
        missing.append(place)
        place = place.parent
    if not place.is_dir():
        what = "it must name a folder" if place == folder else f"{folder} cannot be made inside it"
        raise OutputError(f"{place} is a file; {what}.")
    for place in reversed(missing):
        place.mkdir()
        made.append(place)


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
    """What a run has gathered."""

    frames: set[int]

    def document(self) -> Document:
        """All of it."""


def write_results(
    results: Collected, video: Video, destinations: Sequence[Destination]
) -> Iterator[str]:
    """Write the frames that are done; yields one line a format, with its place.

    A format that cannot be written does not keep the others from being written; the first error
    is raised at the end.

    Raises:
        FormatError: the results do not fit into the format.
        OutputError: the disk is full, the folder is read-only or in the way.
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
    """Write documents under a progress bar; returns one line with their place.

    What the format could not hold is said on stderr, and where `is_checked` also what its readers
    would stumble over.

    Raises:
        FormatError: the documents do not fit into the format.
        OutputError: the disk is full, the folder is read-only or in the way.
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
