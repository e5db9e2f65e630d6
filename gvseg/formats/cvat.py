"""CVAT XML 1.1, for video and for images; written for video.

CVAT holds a brush mask as run lengths row by row in its box, and takes only the first mask of a
track: masks are therefore written as CVAT itself does it, a track for each, and objects are groups.
With polygons an object is one track.
"""

from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.formats.cvat_read import CvatReader
from gvseg.formats.cvat_write import write_xml
from gvseg.formats.guessing import CERTAIN, Clue, Look
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.xml_nodes import read_xml


def recognise(look: Look) -> Clue | None:
    """Say what in a file looks like CVAT XML."""
    if look.is_folder or look.suffix != ".xml" or b"<annotations" not in look.text:
        return None
    if any(tag in look.text for tag in (b"<track ", b"<image ", b"<original_size>", b"<dumped>")):
        return Clue("it has <annotations> with tracks or images, as CVAT writes them", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file: one document for each task, or one for all images.

    Raises:
        FormatError: not XML, or not CVAT's; says where.
    """
    reader = CvatReader(path, job)
    for node in read_xml(path, "annotations", job):
        reader.take(node)
    return reader.documents()


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one XML file; see `gvseg.formats.write_documents`."""
    (document,) = documents
    write_xml(document, out, job)


def validate(path: Path) -> list[str]:
    """Return what readers of the format would trip over; empty if nothing."""
    read(path, ReadJob())
    return []
