"""What a reader brings back besides documents: entries it left out, and readings it chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.errors import FormatError


@dataclass(frozen=True, slots=True)
class Omission:
    """An entry that was left out.

    Attributes:
        file: where it is.
        place: as in `annotations[3].segmentation` or `line 4`; empty for the whole file.
        reason: what is wrong with it, without a full stop.
    """

    file: Path
    place: str
    reason: str

    def __str__(self) -> str:
        place = f" at {self.place}" if self.place else ""
        return f"{self.file}{place}: {self.reason}."


class EntryError(FormatError):
    """One entry breaks the rules of its format; the rest of the file may still be read.

    Raised inside `ReadJob.entry` it leaves out that entry; elsewhere it refuses the file.
    """

    def __init__(self, file: Path, place: str, reason: str) -> None:
        self.omission = Omission(file, place, reason)
        super().__init__(str(self.omission))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How something was read that a file leaves open, and what else it could mean.

    Attributes:
        key: names the switch: `--first-number` on the command line for "first_number".
        title: label of the switch in the app, in sentence case.
        chosen: one of `choices`.
        choices: value on the command line -> what it does, as a sentence without a full stop.
        reason: what in the file speaks for the chosen one, without a full stop.
    """

    key: str
    title: str
    chosen: str
    choices: Mapping[str, str]
    reason: str

    @property
    def option(self) -> str:
        """The option of the command line that chooses another reading."""
        return f"--{self.key.replace('_', '-')}"

    def __str__(self) -> str:
        others = [value for value in self.choices if value != self.chosen]
        switch = f" ({self.option} {' or '.join(others)} to change)" if others else ""
        return f"{self.choices[self.chosen]}: {self.reason}{switch}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What was read.

    Attributes:
        documents: one for each video.
        omissions: entries that were left out.
        readings: what the file leaves open and how it was read.
    """

    documents: tuple[Document, ...] = ()
    omissions: tuple[Omission, ...] = ()
    readings: tuple[Reading, ...] = ()


class NothingReadError(FormatError):
    """Every entry of a file was left out.

    Attributes:
        report: what was left out, and what could be read otherwise.
    """

    def __init__(self, report: ReadReport) -> None:
        self.report = report
        others = len(report.omissions) - 1
        more = f" {others} more entries cannot be read either." if others else ""
        super().__init__(f"{report.omissions[0]}{more}")
