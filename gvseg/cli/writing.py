"""Writes results in every format asked for, and says where they are."""

import sys
from collections.abc import Iterator, Sequence

from gvseg.cli.destinations import Destination
from gvseg.cli.progress import FractionProgress
from gvseg.cli.results import Results
from gvseg.formats import ExportOptions, write_documents
from gvseg.video import Video


def write_results(
    results: Results, video: Video, destinations: Sequence[Destination]
) -> Iterator[str]:
    """Write the frames that are done; yields one line a format, with its place.

    Raises:
        FormatError: the results do not fit into the format.
        OutputError: the disk is full, the folder is read-only or in the way.
    """
    document = results.document()
    options = ExportOptions(frames=sorted(results.frames))
    for destination in destinations:
        name = destination.form.name
        with FractionProgress(f"Writing {name}") as progress:
            report = write_documents(
                document,
                destination.path,
                name,
                options=options,
                video=video,
                progress=progress,
            )
        for note in report.notes:
            print(f"{name}: {note}", file=sys.stderr)
        yield f"{name}: {report.path}"
