"""Reads annotations under a progress bar."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.cli.progress import FractionProgress

if TYPE_CHECKING:
    from gvseg.annotation.document import Document


def read_reported(path: Path, format_name: str, stop: threading.Event) -> "list[Document]":
    """One document for each video of a file or folder.

    Raises:
        FormatError: no such format, or the file breaks its rules.
        KeyboardInterrupt: `stop` was set meanwhile.
    """
    from gvseg.formats import ImportCancelledError, read_documents

    try:
        with FractionProgress(f"Reading {format_name}") as progress:
            return read_documents(path, format_name, progress=progress, cancel=stop)
    except ImportCancelledError as stopped:
        raise KeyboardInterrupt from stopped
