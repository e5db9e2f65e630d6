"""The parts of a published dataset: its splits, and the videos of each."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.job import ImportCancelledError, ReadJob


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVideo:
    """One video of a published dataset.

    Attributes:
        name: its name in the published dataset.
        split: its split; "" if the published dataset has no splits.
        read: reads its annotations; raises `FormatError` if they are invalid.
        frames: paths where its frames can be, best first: folders, or files.
    """

    name: str
    split: str
    read: Callable[[ReadJob], Document]
    frames: tuple[Path, ...] = ()


@dataclass(slots=True)
class Listing:
    """The state shared while the videos of a published dataset are listed.

    Attributes:
        stack: closes temporary files when the import ends.
        folder: folder for temporary files.
        cancel: set it to stop.
        notes: how ambiguities were resolved, one sentence each.
    """

    stack: ExitStack
    folder: Path
    cancel: threading.Event | None = None
    notes: list[str] = field(default_factory=list)

    def check_cancelled(self) -> None:
        """Raise if the import was cancelled.

        Raises:
            ImportCancelledError: `cancel` is set.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise ImportCancelledError("The import was stopped.")


Splits: TypeAlias = Mapping[str, Path]
"""Name of a split -> the file or folder that defines it; empty for a folder of another layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout in which datasets are published.

    Attributes:
        name: name on the command line.
        title: name in the application.
        find_splits: returns the splits in a folder.
        list_videos: returns the videos of splits.
    """

    name: str
    title: str
    find_splits: Callable[[Path], Splits]
    list_videos: Callable[[Path, Splits, Listing], Sequence[PublishedVideo]]


def only(documents: Sequence[Document], place: Path) -> Document:
    """Return the only document of a reader.

    Raises:
        FormatError: there is none, or several.
    """
    if len(documents) != 1:
        raise FormatError(f"{place} has {len(documents)} videos where one was expected.")
    return documents[0]


def subfolders(folder: Path) -> Iterator[Path]:
    """Yield the visible folders in a folder by name; nothing if it does not exist."""
    if folder.is_dir():
        yield from sorted(
            child for child in folder.iterdir() if child.is_dir() and not child.name.startswith(".")
        )
