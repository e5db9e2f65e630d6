"""Reads a large JSON file in parts, so that memory does not grow with its annotations."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

from gvseg.dataset_import.layout import Listing
from gvseg.errors import FormatError
from gvseg.formats.json_fields import Field, as_identifier, json_text_errors
from gvseg.formats.read_report import EntryError, Omission

ANNOTATIONS: Final = "annotations"
_CHUNK: Final = 2**22
_SPACE: Final = " \t\n\r"
_CROWDS_MAX: Final = 2000
_ROWS: Final = 500


class JsonParts:
    """A COCO-like file: small lists are in memory, annotations in a temporary database.

    Args:
        path: the file.
        key: field of an annotation with the id of its video or image.
        listing: the run that reads it.

    Raises:
        FormatError: the file cannot be read, or is not JSON.
    """

    def __init__(self, path: Path, key: str, listing: Listing) -> None:
        self.path = path
        self._key = key
        self._rest: dict[str, Any] = {}
        self._has_annotations = False
        self.crowds: list[Any] = []
        """A sample of the annotations: those with iscrowd, and an equal number of others."""
        others: list[Any] = []
        spool = listing.folder / f".{path.stem}-{len(list(listing.folder.iterdir()))}.spool"
        self._database = sqlite3.connect(spool, isolation_level=None, check_same_thread=False)
        listing.stack.callback(spool.unlink)
        listing.stack.callback(self._database.close)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE entries (owner, position INTEGER, value TEXT)")
        self._database.execute("BEGIN")
        for name, position, value in stream_entries(path):
            if position is None:
                self._rest[name] = value
                self._has_annotations |= name == ANNOTATIONS
            elif name != ANNOTATIONS:
                self._rest.setdefault(name, []).append(value)
            else:
                self._has_annotations = True
                owner = value.get(key) if isinstance(value, dict) else None
                self._database.execute(
                    "INSERT INTO entries VALUES (?, ?, ?)",
                    (_owner(owner), position, json.dumps(value, separators=(",", ":"))),
                )
                is_crowd = isinstance(value, dict) and bool(value.get("iscrowd"))
                sample = self.crowds if is_crowd else others
                if len(sample) < _CROWDS_MAX:
                    sample.append(value)
                if position % _ROWS == 0:
                    listing.check_cancelled()
        self._database.execute("COMMIT")
        self._database.execute("CREATE INDEX by_owner ON entries (owner)")
        if self.crowds:
            self.crowds += others

    def entries(self, name: str) -> list[Any]:
        """Return a list other than the annotations; [] if the file does not have it."""
        found = self._rest.get(name)
        return found if isinstance(found, list) else []

    def root(self, owners: list[Any], **lists: Any) -> tuple[Field, list[int]]:
        """Return a file with the annotations of some owners only, and their positions in the file.

        Args:
            owners: ids of videos or images.
            lists: key -> other lists of the file.
        """
        found: list[tuple[int, str]] = []
        for owner in owners:
            found += self._database.execute(
                "SELECT position, value FROM entries WHERE owner = ?", (_owner(owner),)
            ).fetchall()
        found.sort()
        value: dict[str, Any] = {
            **{name: some for name, some in self._rest.items() if not isinstance(some, list)},
            **lists,
            ANNOTATIONS: [json.loads(text) for _, text in found],
        }
        return Field(value, self.path), [position for position, _ in found]

    @property
    def has_annotations(self) -> bool:
        """True if the file has a list of annotations, even an empty one."""
        return self._has_annotations

    def orphans(self, owners: Iterable[object]) -> list[Omission]:
        """Return the annotations that belong to none of the owners."""
        known = {_owner(owner) for owner in owners}
        rows = self._database.execute("SELECT owner, MIN(position) FROM entries GROUP BY owner")
        return [
            Omission(self.path, f"{ANNOTATIONS}[{position}]", f"there is no {self._key} {owner}")
            for owner, position in rows
            if owner not in known
        ]


def placed(omission: Omission, positions: list[int]) -> Omission:
    """Return an omission with the position of its annotation in the whole file."""
    begin, _, rest = omission.location.partition("]")
    number = begin.removeprefix(f"{ANNOTATIONS}[")
    if begin == omission.location or number == begin or int(number) >= len(positions):
        return omission
    location = f"{ANNOTATIONS}[{positions[int(number)]}]{rest}"
    return Omission(omission.file, location, omission.reason)


def placed_error(error: EntryError, positions: list[int]) -> EntryError:
    """Return an error with the position of its annotation in the whole file."""
    found = placed(error.omission, positions)
    return EntryError(found.file, found.location, found.reason)


def stream_entries(path: Path) -> Iterator[tuple[str, int | None, Any]]:
    """Yield (key, position, value) of each entry of the lists in a JSON object.

    A value that is not a list has no position. Only one entry of a list is in memory.

    Raises:
        FormatError: the file cannot be read, or is not a JSON object.
    """
    with json_text_errors(path), path.open(encoding="utf-8-sig") as file:
        yield from _Scanner(path, file.read).entries()


class _Scanner:
    """Decodes JSON values from a file that is read in chunks."""

    def __init__(self, path: Path, read: Any) -> None:
        self._path, self._read = path, read
        self._decoder = json.JSONDecoder(parse_constant=self._reject)
        self._text = ""
        self._at = 0
        self._before = 0
        self._is_all = False

    def entries(self) -> Iterator[tuple[str, int | None, Any]]:
        self._expect("{")
        is_first = True
        while (mark := self._peek()) != "}":
            if not is_first:
                self._expect(",")
            elif mark != '"':
                self._refuse("expected a key")
            is_first = False
            self._peek()
            key = str(self._value())
            self._expect(":")
            if self._peek() != "[":
                yield key, None, self._value()
                continue
            self._expect("[")
            position = 0
            while self._peek() != "]":
                if position:
                    self._expect(",")
                    self._peek()
                yield key, position, self._value()
                position += 1
            self._expect("]")
            if not position:
                yield key, None, []

    def _peek(self) -> str:
        """Return the next character that is not white space; "" at the end of the file."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def _expect(self, mark: str) -> None:
        if self._peek() != mark:
            self._refuse(f"expected {mark}")
        self._at += 1

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._grow():
                    self._refuse(error.msg)
                continue
            # A number at the end of a chunk may continue in the next one.
            if end == len(self._text) and self._grow():
                continue
            self._at = end
            return value

    def _grow(self) -> bool:
        """Read more of the file, at least doubling the text in memory; return False at its end."""
        if self._is_all:
            return False
        waiting = self._text[self._at :]
        chunk = self._read(max(_CHUNK, len(waiting)))
        self._is_all = not chunk
        self._before += self._at
        self._text, self._at = waiting + chunk, 0
        return bool(chunk)

    def _refuse(self, reason: str) -> NoReturn:
        place = self._before + self._at
        raise FormatError(f"{self._path} at character {place}: not JSON ({reason}).")

    def _reject(self, name: str) -> NoReturn:
        self._refuse(f"{name} is not a JSON number")


def _owner(value: Any) -> int | str | None:
    """Return an id as it is stored; None if the value cannot be an id."""
    return as_identifier(value)
