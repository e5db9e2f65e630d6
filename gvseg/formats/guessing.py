"""Tells the format of a file or folder by its content; each format module knows its own signs.

Each format module that can read has `recognise(look: Look) -> Clue | None`. It is asked about the
path, be it a file or a folder; and about the files of a folder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from gvseg.errors import FormatError
from gvseg.formats.archives import unpacked
from gvseg.formats.registry import FORMATS

_LOOK_BYTES: Final = 65536
_MOST_FILES: Final = 5

CERTAIN: Final = 3
LIKELY: Final = 2
POSSIBLE: Final = 1


@dataclass(frozen=True, slots=True)
class Clue:
    """Why a path may have a format.

    Attributes:
        reason: what was seen, as a clause: `it has segments_info`.
        weight: CERTAIN where no other format has this, LIKELY, or POSSIBLE.
    """

    reason: str
    weight: int = LIKELY


@dataclass(frozen=True, slots=True)
class Guess:
    """The format that a path most likely has, and why."""

    format_name: str
    reason: str
    weight: int


class Look:
    """A cheap look at a path: a folder's entries, or the beginning and the end of a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_folder = path.is_dir()

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of the entries of a folder, hidden ones left out."""
        if not self.is_folder:
            return frozenset()
        try:
            return frozenset(p.name for p in self.path.iterdir() if not p.name.startswith("."))
        except OSError:
            return frozenset()

    @cached_property
    def suffix(self) -> str:
        """The suffix in lower case, as ".json"."""
        return self.path.suffix.lower()

    def files(self, suffix: str) -> list[Path]:
        """The files of a folder with that suffix in lower case, by name."""
        found = sorted(name for name in self.names if name.lower().endswith(suffix))
        return [path for name in found if (path := self.path / name).is_file()]

    def any_below(self, *patterns: str) -> Path | None:
        """The first path below the folder that matches one of the patterns."""
        for pattern in patterns:
            for path in self.path.glob(pattern):
                if not path.name.startswith("."):
                    return path
        return None

    @cached_property
    def text(self) -> bytes:
        """The beginning and the end of a file: long lists hide keys in the middle."""
        try:
            with self.path.open("rb") as opened:
                look = opened.read(_LOOK_BYTES)
                opened.seek(max(opened.tell(), self.path.stat().st_size - _LOOK_BYTES))
                return (look + opened.read()).removeprefix(b"\xef\xbb\xbf").lstrip()
        except OSError:
            return b""

    @cached_property
    def is_json(self) -> bool:
        """Whether it is a file that begins as JSON does."""
        return not self.is_folder and self.text[:1] in (b"{", b"[")

    def has_keys(self, *keys: str) -> bool:
        """Whether all these keys are seen in the looked-at parts of a JSON file."""
        return self.is_json and all(f'"{key}"'.encode() in self.text for key in keys)


def guess_format(path: Path) -> Guess | None:
    """The format that a file or folder most likely has; None where nothing speaks for any."""
    try:
        return _guess(path) if path.exists() else None
    except FormatError:
        return None  # an archive that cannot be unpacked; its reader says why


def tell_format(path: Path) -> Guess:
    """The format that a file or folder most likely has.

    Raises:
        FormatError: it is not there, it cannot be unpacked, or nothing tells its format.
    """
    if not path.exists():
        raise FormatError(f"{path} does not exist.")
    guess = _guess(path)
    if guess is None:
        raise FormatError(f"The format of {path} cannot be detected; choose it yourself.")
    return guess


def _guess(path: Path) -> Guess | None:
    with unpacked(path, is_look=True) as place:
        look = Look(place)
        guesses = list(_guesses(look))
        if look.is_folder:
            guesses += _guesses_inside(look)
    return max(guesses, key=lambda guess: guess.weight, default=None)


def _guesses(look: Look) -> Iterator[Guess]:
    for form in FORMATS.values():
        clue = form.code.recognise(look) if form.can_read else None
        if clue is not None:
            yield Guess(form.name, clue.reason, clue.weight)


def _guesses_inside(look: Look) -> Iterator[Guess]:
    """Of a folder: what a file in it says, for formats that are files."""
    suffixes = {form.suffix for form in FORMATS.values() if form.can_read and form.suffix}
    for suffix in sorted(suffixes):
        files = look.files(suffix)
        files.sort(key=lambda file: file.stem != "annotations")
        if not files:
            below = (file for file in look.path.glob(f"*/*{suffix}") if file.is_file())
            files = list(islice(below, _MOST_FILES))
        for file in files[:_MOST_FILES]:
            for guess in _guesses(Look(file)):
                name = file.relative_to(look.path).as_posix()
                yield Guess(guess.format_name, f"{name}: {guess.reason}", guess.weight)
