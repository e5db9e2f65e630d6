"""Writes documents in a format, and says where they are."""

import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Protocol

from gvseg.annotation.document import Document
from gvseg.cli.destinations import Destination
from gvseg.cli.progress import FractionProgress
from gvseg.errors import UserError
from gvseg.formats import ExportCancelledError, ExportOptions, validate_file, write_documents
from gvseg.video import Video


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
