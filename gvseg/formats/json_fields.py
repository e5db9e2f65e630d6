"""Reads JSON strictly: every error names the file, the place and the reason."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from gvseg.errors import FormatError
from gvseg.formats.read_report import EntryError

_MAX_INT = 2**53
_WHOLE = re.compile(r"[+-]?\d{1,18}(\.0*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a JSON file and where it stands, as in `annotations[3].bbox`.

    Every accessor raises `FormatError` where the value is missing or of another kind.
    """

    value: Any
    file: Path
    place: str = ""

    def refuse(self, reason: str) -> NoReturn:
        """Raise the format's one error, with file, place and reason."""
        raise EntryError(self.file, self.place, reason)

    def has(self, key: str) -> bool:
        """Whether an object has the key, with a value other than null."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def get(self, key: str) -> "Field":
        """The value of a key that must be there."""
        if not isinstance(self.value, dict):
            self.refuse(f"expected an object, found {_kind(self.value)}")
        if key not in self.value:
            self.refuse(f"{key!r} is missing")
        return Field(self.value[key], self.file, f"{self.place}.{key}" if self.place else key)

    def items(self, key: str | None = None) -> Iterator["Field"]:
        """The entries of a list (of the list under a key)."""
        found = self if key is None else self.get(key)
        if not isinstance(found.value, list):
            found.refuse(f"expected a list, found {_kind(found.value)}")
        for number, value in enumerate(found.value):
            yield Field(value, self.file, f"{found.place}[{number}]")

    def count(self, key: str) -> int:
        """Length of the list under a key."""
        found = self.get(key)
        if not isinstance(found.value, list):
            found.refuse(f"expected a list, found {_kind(found.value)}")
        return len(found.value)

    def whole(self, key: str, *, least: int = 0, most: int = _MAX_INT) -> int:
        """A whole number within bounds."""
        return self.get(key).as_whole(least=least, most=most)

    def as_whole(self, *, least: int = 0, most: int = _MAX_INT) -> int:
        """This value as a whole number within bounds."""
        value = _whole(self.value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(f"expected a whole number, found {_kind(self.value)}")
        if not least <= value <= most:
            self.refuse(f"{value} does not lie in {least}..{most}")
        return int(value)

    def identifier(self, key: str) -> int | str:
        """An id: a whole number however it is written (7, 7.0, "7"), or else a text."""
        found = self.get(key)
        value = as_identifier(found.value)
        if value is None:
            found.refuse(f"expected an id, found {_kind(found.value)}")
        return value if isinstance(value, int) else found.as_text().strip()

    def flag(self, key: str) -> bool:
        """Whether a flag is set, however it is written: 1, true, "1", "true"; no where missing."""
        return is_set(self.value.get(key)) if isinstance(self.value, dict) else False

    def number(self, key: str) -> float:
        """A finite number."""
        found = self.get(key)
        value = as_number(found.value)
        if value is None:
            found.refuse(f"expected a number, found {_kind(found.value)}")
        if abs(value) > _MAX_INT:
            found.refuse("the number is out of all bounds")
        return value

    def text(self, key: str) -> str:
        """A text."""
        return self.get(key).as_text()

    def as_text(self) -> str:
        """This value as a text; half characters, which no file can hold, are refused."""
        if not isinstance(self.value, str):
            self.refuse(f"expected a text, found {_kind(self.value)}")
        if any("\ud800" <= character <= "\udfff" for character in self.value):
            self.refuse("the text holds half a character (a lone surrogate)")
        return self.value

    def key_text(self, key: str) -> str:
        """A text or a whole number, as text: an id that formats write either way."""
        found = self.get(key)
        return found.as_text() if isinstance(found.value, str) else str(found.as_whole())


def read_json(path: Path, *, most_bytes: int = 2**32) -> Field:
    """Parse a JSON file.

    Raises:
        FormatError: missing, unreadable, too large, or not JSON.
    """
    try:
        if path.stat().st_size > most_bytes:
            raise FormatError(f"{path}: the file has more than {most_bytes} bytes.")
        text = path.read_text(encoding="utf-8-sig")
        return Field(json.loads(text, parse_constant=_no_constant), path)
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist.") from error
    except IsADirectoryError as error:
        raise FormatError(f"{path} is a folder, not a json file.") from error
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is not a text file in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{path} at line {error.lineno}, column {error.colno}: not JSON ({error.msg})."
        ) from error
    except RecursionError as error:
        raise FormatError(f"{path}: lists are nested too deeply.") from error
    except ValueError as error:
        raise FormatError(f"{path}: {error}.") from error


def as_identifier(value: Any) -> int | str | None:
    """An id however it is written: 7, 7.0 and "7" are one; None for what cannot be an id."""
    value = _whole(value)
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: Any) -> float | None:
    """A finite number, also one that is written as a text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def is_set(value: Any) -> bool:
    """Whether a flag is set: 1, 1.0, true, "1", "true"."""
    if isinstance(value, str):
        return value.strip().lower() in ("1", "true", "yes")
    return isinstance(value, int | float) and value == 1


def _whole(value: Any) -> Any:
    """A whole number that is written as 7.0 or "7" as an integer; other values as they are."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value.strip().partition(".")[0])
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
