"""The result of reading a file: documents, skipped entries, and how ambiguities were resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.counted import counted
from gvseg.errors import FormatError


@dataclass(frozen=True, slots=True)
class Omission:
    """An entry that was left out.

    Attributes:
        file: the file that contains it.
        location: for example `annotations[3].segmentation` or `line 4`; empty for the whole file.
        reason: what is wrong with it, without a full stop.
    """

    file: Path
    location: str
    reason: str

    def __str__(self) -> str:
        location = f" at {self.location}" if self.location else ""
        return f"{self.file}{location}: {self.reason}."


class EntryError(FormatError):
    """One entry is invalid; the rest of the file may still be readable.

    Inside `ReadJob.entry`, it skips the entry; elsewhere it rejects the file.
    """

    def __init__(self, file: Path, location: str, reason: str) -> None:
        self.omission = Omission(file, location, reason)
        super().__init__(str(self.omission))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How an ambiguity in a file was resolved, and the alternatives.

    Attributes:
        key: name of the setting; "first_number" is `--first-number` on the command line.
        title: label of the setting in the application, in sentence case.
        chosen: one of `choices`.
        choices: value on the command line -> its effect, as a sentence without a full stop.
        reason: why the chosen value fits the file, without a full stop.
    """

    key: str
    title: str
    chosen: str
    choices: Mapping[str, str]
    reason: str

    @property
    def option(self) -> str:
        """The command-line option that changes the setting."""
        return f"--{self.key.replace('_', '-')}"

    def __str__(self) -> str:
        others = [value for value in self.choices if value != self.chosen]
        switch = f" ({self.option} {' or '.join(others)} to change)" if others else ""
        return f"{self.choices[self.chosen]}: {self.reason}{switch}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """The result of reading a file.

    Attributes:
        documents: one per video.
        omissions: entries that were left out.
        readings: how ambiguities in the file were resolved.
    """

    documents: tuple[Document, ...] = ()
    omissions: tuple[Omission, ...] = ()
    readings: tuple[Reading, ...] = ()


class NothingReadError(FormatError):
    """No entry of a file could be read.

    Attributes:
        report: the skipped entries, and how ambiguities were resolved.
    """

    def __init__(self, report: ReadReport) -> None:
        self.report = report
        others = len(report.omissions) - 1
        more = (
            f" {counted(others, 'more entry', 'more entries')} cannot be read either."
            if others
            else ""
        )
        super().__init__(f"{report.omissions[0]}{more}")
