"""Detects the format of a file or folder from its content.

Each readable format module has `recognise(probe) -> Clue | None`. It is called for the path and, if
that is a folder, for some of the files in it.
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

_PROBE_BYTES: Final = 65536
_MAX_FILES: Final = 5

CERTAIN: Final = 3
LIKELY: Final = 2
POSSIBLE: Final = 1


@dataclass(frozen=True, slots=True)
class Clue:
    """Evidence that a path has a certain format.

    Attributes:
        reason: what was found, as a clause such as `it has segments_info`.
        weight: CERTAIN if no other format has this, else LIKELY or POSSIBLE.
    """

    reason: str
    weight: int = LIKELY


@dataclass(frozen=True, slots=True)
class Guess:
    """The most likely format of a path, and the reason."""

    format_name: str
    reason: str
    weight: int


class Probe:
    """Cheap access to the content of a path: entries of a folder, or head and tail of a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_folder = path.is_dir()

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of the entries of a folder, without hidden ones."""
        if not self.is_folder:
            return frozenset()
        try:
            return frozenset(p.name for p in self.path.iterdir() if not p.name.startswith("."))
        except OSError:
            return frozenset()

    @cached_property
    def suffix(self) -> str:
        """File extension in lower case, such as ".json"."""
        return self.path.suffix.lower()

    def files(self, suffix: str) -> list[Path]:
        """Return the files of a folder with this extension (in any case), sorted by name."""
        found = sorted(name for name in self.names if name.lower().endswith(suffix))
        return [path for name in found if (path := self.path / name).is_file()]

    def any_below(self, *patterns: str) -> Path | None:
        """Return the first visible path below the folder that matches a pattern, if any."""
        for pattern in patterns:
            for path in self.path.glob(pattern):
                if not path.name.startswith("."):
                    return path
        return None

    @cached_property
    def text(self) -> bytes:
        """The head and tail of a file; keys after a long list are often at the end."""
        try:
            with self.path.open("rb") as opened:
                head = opened.read(_PROBE_BYTES)
                opened.seek(max(opened.tell(), self.path.stat().st_size - _PROBE_BYTES))
                return (head + opened.read()).removeprefix(b"\xef\xbb\xbf").lstrip()
        except OSError:
            return b""

    @cached_property
    def is_json(self) -> bool:
        """True if the path is a file that starts like JSON."""
        return not self.is_folder and self.text[:1] in (b"{", b"[")

    def has_keys(self, *keys: str) -> bool:
        """Return whether the head and tail of a JSON file contain all these keys."""
        return self.is_json and all(f'"{key}"'.encode() in self.text for key in keys)


def guess_format(path: Path) -> Guess | None:
    """Return the most likely format of a file or folder; None if it is not recognised."""
    try:
        return _guess(path) if path.exists() else None
    except FormatError:
        return None  # The archive cannot be unpacked; reading it reports why.


def detect_format(path: Path) -> Guess:
    """Return the most likely format of a file or folder.

    Raises:
        FormatError: the path does not exist, cannot be unpacked, or is not recognised.
    """
    if not path.exists():
        raise FormatError(f"{path} does not exist.")
    guess = _guess(path)
    if guess is None:
        raise FormatError(f"The format of {path} cannot be detected; choose it yourself.")
    return guess


def _guess(path: Path) -> Guess | None:
    with unpacked(path, sample_only=True) as found:
        probe = Probe(found)
        guesses = list(_guesses(probe))
        if probe.is_folder:
            guesses += _guesses_inside(probe)
    return max(guesses, key=lambda guess: guess.weight, default=None)


def _guesses(probe: Probe) -> Iterator[Guess]:
    for form in FORMATS.values():
        clue = form.code.recognise(probe) if form.can_read else None
        if clue is not None:
            yield Guess(form.name, clue.reason, clue.weight)


def _guesses_inside(probe: Probe) -> Iterator[Guess]:
    """Yield guesses for files in a folder, for formats that are files."""
    suffixes = {form.suffix for form in FORMATS.values() if form.can_read and form.suffix}
    for suffix in sorted(suffixes):
        files = probe.files(suffix)
        files.sort(key=lambda file: file.stem != "annotations")
        if not files:
            below = (file for file in probe.path.glob(f"*/*{suffix}") if file.is_file())
            files = list(islice(below, _MAX_FILES))
        for file in files[:_MAX_FILES]:
            for guess in _guesses(Probe(file)):
                name = file.relative_to(probe.path).as_posix()
                yield Guess(guess.format_name, f"{name}: {guess.reason}", guess.weight)
