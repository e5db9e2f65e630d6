"""Writes large JSON files incrementally, so that memory use does not grow with the video."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO


class JsonStream:
    """Writes a JSON file piece by piece; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._is_first = True

    def __enter__(self) -> "JsonStream":
        self._file = self._path.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()

    def raw(self, text: str) -> None:
        """Write text unchanged."""
        if self._file is None:
            raise RuntimeError("the stream is not open")
        self._file.write(text)

    def value(self, value: Any) -> None:
        """Write a value as compact JSON, without escaping non-ASCII characters."""
        self.raw(dump(value))

    def entries(self, values: Iterable[Any]) -> None:
        """Write a list, one entry per line."""
        self.raw("[")
        for number, value in enumerate(values):
            self.raw("\n" if number == 0 else ",\n")
            self.value(value)
        self.raw("]")


def dump(value: Any) -> str:
    """Return a value as compact JSON.

    Raises:
        ValueError: it contains NaN or infinity.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
