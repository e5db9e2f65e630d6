"""Strict, incremental XML reader: every error gives the file, line and reason."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn
from xml.parsers import expat

from gvseg.errors import FormatError
from gvseg.formats.job import ReadJob
from gvseg.formats.read_report import EntryError

_CHUNK_BYTES: Final = 2**18
_MAX_DEPTH: Final = 64
_MAX_INT: Final = 2**53


@dataclass(slots=True)
class XmlNode:
    """An XML element and the line where it starts.

    Every accessor raises `EntryError` if the attribute is missing or has the wrong type.
    """

    file: Path
    line: int
    tag: str
    attributes: dict[str, str]
    children: list["XmlNode"] = field(default_factory=list)
    text: str = ""

    def refuse(self, reason: str) -> NoReturn:
        """Raise an `EntryError` with file, line and reason."""
        raise EntryError(self.file, f"line {self.line}", reason)

    def has(self, name: str) -> bool:
        """Return whether the element has the attribute."""
        return name in self.attributes

    def string(self, name: str) -> str:
        """Return the attribute as a string."""
        if name not in self.attributes:
            self.refuse(f"<{self.tag}> has no {name}")
        return self.attributes[name]

    def integer(self, name: str, *, minimum: int = 0, maximum: int = _MAX_INT) -> int:
        """Return the attribute as an integer within bounds; "7.0" is accepted."""
        value = self.number(name)
        if not value.is_integer() or not minimum <= value <= maximum:
            found = self.attributes[name]
            self.refuse(f"{name} {found} is not an integer between {minimum} and {maximum}")
        return int(value)

    def number(self, name: str) -> float:
        """Return the attribute as a finite number."""
        return self.as_number(self.string(name), name)

    def as_number(self, text: str, what: str) -> float:
        """Return a string from this element as a finite number; `what` names it in errors."""
        try:
            value = float(text)
        except ValueError:
            self.refuse(f"{what} {text[:40]!r} is not a number")
        if not math.isfinite(value) or abs(value) > _MAX_INT:
            self.refuse(f"{what} {text[:40]!r} is too large")
        return value

    def find(self, *tags: str) -> "XmlNode | None":
        """Return the first descendant along a path of tags, or None."""
        node = self
        for tag in tags:
            found = next((child for child in node.children if child.tag == tag), None)
            if found is None:
                return None
            node = found
        return node

    def all_of(self, tag: str) -> list["XmlNode"]:
        """Return the children with this tag."""
        return [child for child in self.children if child.tag == tag]

    def child_text(self, *tags: str) -> str:
        """Return the stripped text of a descendant; empty if it does not exist."""
        node = self.find(*tags)
        return "" if node is None else node.text.strip()


def read_xml(path: Path, root: str, job: ReadJob) -> Iterator[XmlNode]:
    """Yield each child of the root element once it is complete.

    Raises:
        FormatError: the file is missing, not XML, has another root element, or has a document type
            declaration, which could refer to other files.
    """
    tree = _Tree(path, root)
    try:
        job.total_steps = 1 + path.stat().st_size // _CHUNK_BYTES
        with path.open("rb") as opened:
            while chunk := opened.read(_CHUNK_BYTES):
                tree.parser.Parse(chunk, False)
                yield from tree.take()
                job.step()
        tree.parser.Parse(b"", True)
        yield from tree.take()
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise FormatError(f"{path} at line {error.lineno}: not XML ({reason}).") from error
    except (LookupError, ValueError) as error:
        raise FormatError(f"{path} is not readable XML ({error}).") from error
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}.") from error


class _Tree:
    """Builds the children of the root from parser events."""

    def __init__(self, path: Path, root: str) -> None:
        self._path, self._root = path, root
        self._open: list[XmlNode] = []
        self._done: list[XmlNode] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def take(self) -> list[XmlNode]:
        """Return the children completed since the last call."""
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag != self._root:
            raise FormatError(f"{self._path}: the root is <{tag[:40]}>, not <{self._root}>.")
        if len(self._open) >= _MAX_DEPTH:
            raise FormatError(f"{self._path}: the XML is nested too deeply.")
        self._open.append(XmlNode(self._path, self.parser.CurrentLineNumber, tag, attributes))

    def _end(self, tag: str) -> None:
        node = self._open.pop()
        if len(self._open) == 1:
            self._done.append(node)
        elif self._open:
            self._open[-1].children.append(node)

    def _characters(self, text: str) -> None:
        # Drop text between the children of the root: it is only white space.
        if len(self._open) > 1:
            self._open[-1].text += text

    def _doctype(self, *_: object) -> None:
        raise FormatError(
            f"{self._path}: a document type declaration (<!DOCTYPE>) is not allowed; remove it."
        )
