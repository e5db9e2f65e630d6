"""CVAT XML 1.1: reads "for video" and "for images", writes "for video".

CVAT stores a brush mask as row-major run lengths in its bounding box, and imports only the first
mask of a track. Masks are therefore written as CVAT does: one track per mask, and one group per
object. With polygons, an object is one track.
"""

from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.formats.cvat_read import CvatReader
from gvseg.formats.cvat_write import write_xml
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.xml_nodes import read_xml


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like CVAT XML."""
    if probe.is_folder or probe.suffix != ".xml" or b"<annotations" not in probe.text:
        return None
    if any(tag in probe.text for tag in (b"<track ", b"<image ", b"<original_size>", b"<dumped>")):
        return Clue("it has <annotations> with tracks or images, as CVAT writes them", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file, with one document per task or per set of images.

    Raises:
        FormatError: the file is not XML, or not valid CVAT XML.
    """
    reader = CvatReader(path, job)
    for node in read_xml(path, "annotations", job):
        reader.read_node(node)
    return reader.documents()


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one XML file; see `gvseg.formats.write_documents`."""
    (document,) = documents
    write_xml(document, out, job)


def validate(path: Path) -> list[str]:
    """Check that the file can be read; return no problems."""
    read(path, ReadJob())
    return []
