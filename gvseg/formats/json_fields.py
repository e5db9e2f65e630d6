"""Strict access to JSON: every error gives the file, location and reason."""

import json
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from gvseg.errors import FormatError
from gvseg.formats.read_report import EntryError

_MAX_INT = 2**53
_INTEGER = re.compile(r"[+-]?\d{1,18}(\.0*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """A value in a JSON file and its location, such as `annotations[3].bbox`.

    Every accessor raises `EntryError` if the value is missing or has the wrong type.
    """

    value: Any
    file: Path
    location: str = ""

    def refuse(self, reason: str) -> NoReturn:
        """Raise an `EntryError` with file, location and reason."""
        raise EntryError(self.file, self.location, reason)

    def has(self, key: str) -> bool:
        """Return whether the value is an object with this key and a value other than null."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def get(self, key: str) -> "Field":
        """Return the value of a required key."""
        if not isinstance(self.value, dict):
            self.refuse(f"expected an object, found {_kind(self.value)}")
        if key not in self.value:
            self.refuse(f"{key!r} is missing")
        location = f"{self.location}.{key}" if self.location else key
        return Field(self.value[key], self.file, location)

    def items(self, key: str | None = None) -> Iterator["Field"]:
        """Yield the entries of this list, or of the list under a key."""
        found = self if key is None else self.get(key)
        if not isinstance(found.value, list):
            found.refuse(f"expected a list, found {_kind(found.value)}")
        for number, value in enumerate(found.value):
            yield Field(value, self.file, f"{found.location}[{number}]")

    def count(self, key: str) -> int:
        """Return the length of the list under a key."""
        found = self.get(key)
        if not isinstance(found.value, list):
            found.refuse(f"expected a list, found {_kind(found.value)}")
        return len(found.value)

    def integer(self, key: str, *, minimum: int = 0, maximum: int = _MAX_INT) -> int:
        """Return an integer within bounds; 7.0 and "7" are accepted."""
        return self.get(key).as_integer(minimum=minimum, maximum=maximum)

    def as_integer(self, *, minimum: int = 0, maximum: int = _MAX_INT) -> int:
        """Return this value as an integer within bounds; 7.0 and "7" are accepted."""
        value = _to_int(self.value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(f"expected an integer, found {_kind(self.value)}")
        if not minimum <= value <= maximum:
            self.refuse(f"{value} is not between {minimum} and {maximum}")
        return int(value)

    def identifier(self, key: str) -> int | str:
        """Return an id: an integer (7, 7.0 or "7"), or else a string."""
        found = self.get(key)
        value = as_identifier(found.value)
        if value is None:
            found.refuse(f"expected an id, found {_kind(found.value)}")
        return value if isinstance(value, int) else found.as_text().strip()

    def flag(self, key: str) -> bool:
        """Return whether a flag is set (1, true, "1" or "true"); a missing flag is not."""
        return is_set(self.value.get(key)) if isinstance(self.value, dict) else False

    def number(self, key: str) -> float:
        """Return a finite number."""
        found = self.get(key)
        value = as_number(found.value)
        if value is None:
            found.refuse(f"expected a number, found {_kind(found.value)}")
        if abs(value) > _MAX_INT:
            found.refuse("the number is too large")
        return value

    def text(self, key: str) -> str:
        """Return a string."""
        return self.get(key).as_text()

    def as_text(self) -> str:
        """Return this value as a string; lone surrogates, which cannot be encoded, are refused."""
        if not isinstance(self.value, str):
            self.refuse(f"expected a string, found {_kind(self.value)}")
        if any("\ud800" <= character <= "\udfff" for character in self.value):
            self.refuse("the string contains half a character (a lone surrogate)")
        return self.value

    def key_text(self, key: str) -> str:
        """Return a string or integer as a string, for ids that tools write either way."""
        found = self.get(key)
        return found.as_text() if isinstance(found.value, str) else str(found.as_integer())


def read_json(path: Path, *, max_bytes: int = 2**32) -> Field:
    """Parse a JSON file.

    Raises:
        FormatError: the file is missing, unreadable, too large, or not JSON.
    """
    try:
        with json_text_errors(path):
            if path.stat().st_size > max_bytes:
                raise FormatError(f"{path}: the file has more than {max_bytes} bytes.")
            text = path.read_text(encoding="utf-8-sig")
            return Field(json.loads(text, parse_constant=_reject_constant), path)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{path} at line {error.lineno}, column {error.colno}: not JSON ({error.msg})."
        ) from error
    except ValueError as error:
        raise FormatError(f"{path}: {error}.") from error


@contextmanager
def json_text_errors(path: Path) -> Iterator[None]:
    """Raise `FormatError` if reading or decoding the text of a JSON file fails."""
    try:
        yield
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist.") from error
    except IsADirectoryError as error:
        raise FormatError(f"{path} is a folder, not a JSON file.") from error
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is not a UTF-8 text file.") from error
    except RecursionError as error:
        raise FormatError(f"{path}: the JSON is nested too deeply.") from error


def as_identifier(value: Any) -> int | str | None:
    """Return an id as an integer (for 7, 7.0 and "7") or a string; None if it cannot be an id."""
    value = _to_int(value)
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: Any) -> float | None:
    """Return a finite number, also from a string; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def is_set(value: Any) -> bool:
    """Return whether a flag is set: 1, 1.0, true, "1", "true" or "yes"."""
    if isinstance(value, str):
        return value.strip().lower() in ("1", "true", "yes")
    return isinstance(value, int | float) and value == 1


def _to_int(value: Any) -> Any:
    """Convert 7.0 and "7" to an integer; return other values unchanged."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        return int(value.strip().partition(".")[0])
    return value


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
