"""Interchange formats: one module per format, listed in `registry`.

A format module defines `recognise(probe)`, `read(path, job) -> list[Document]` (one per video),
`validate(path)` and, if it can be written, `write(documents, out, job)` and possibly
`write_split(documents, root, job)`. `out` is a new file or an empty folder; `write_documents`
publishes it atomically. `root` is the folder of a dataset, to which each split adds its files.
"""

from gvseg.formats.choosing import choose_document, offered_documents
from gvseg.formats.frame_matching import FIRST_NUMBER
from gvseg.formats.guessing import Guess, detect_format, guess_format
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
    "detect_format",
    "find_format",
    "guess_format",
    "offered_documents",
    "plan_import",
    "read_annotations",
    "read_documents",
    "resolve_out",
    "validate_file",
    "write_documents",
    "write_splits",
]
