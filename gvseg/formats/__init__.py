"""Interchange formats: one module each, one table, one way to read and one to write.

Every module has `recognise(look)`, `read(path, job) -> list[Document]` (one per video),
`write(documents, out, job)`, `write_split(documents, root, job)` and `validate(path)`, or those of
them that make sense. `out` is a path that does not yet exist (a file) or an empty folder;
`write_documents` makes it appear whole or not at all. `root` is the folder of a whole data set, to
which each split adds its part.
"""

from gvseg.formats.choosing import choose_document, offered_documents
from gvseg.formats.frame_matching import FIRST_NUMBER
from gvseg.formats.guessing import Guess, guess_format, tell_format
from gvseg.formats.importing import ImportPlan, plan_import
from gvseg.formats.job import (
    ExportCancelledError,
    ExportJob,
    ExportOptions,
    ExportReport,
    ImportCancelledError,
)
from gvseg.formats.read_report import NothingReadError, Omission, Reading, ReadReport
from gvseg.formats.registry import FORMATS, Format, find_format
from gvseg.formats.splits import check_splits, write_splits
from gvseg.formats.transfer import (
    read_annotations,
    read_documents,
    resolve_out,
    validate_file,
    write_documents,
)

__all__ = [
    "FIRST_NUMBER",
    "FORMATS",
    "ExportCancelledError",
    "ExportJob",
    "ExportOptions",
    "ExportReport",
    "Format",
    "Guess",
    "ImportCancelledError",
    "ImportPlan",
    "NothingReadError",
    "Omission",
    "ReadReport",
    "Reading",
    "check_splits",
    "choose_document",
    "find_format",
    "guess_format",
    "offered_documents",
    "plan_import",
    "read_annotations",
    "read_documents",
    "resolve_out",
    "tell_format",
    "validate_file",
    "write_documents",
    "write_splits",
]
