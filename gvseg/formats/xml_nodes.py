"""Reads XML strictly and piece by piece: every error names the file, the line and the reason."""

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
_DEEPEST: Final = 64
_MAX_INT: Final = 2**53


@dataclass(slots=True)
class XmlNode:
    """One element of an XML file and the line where it starts.

    Every accessor raises `EntryError` where the attribute is missing or of another kind.
    """

    file: Path
    line: int
    tag: str
    attributes: dict[str, str]
    children: list["XmlNode"] = field(default_factory=list)
    text: str = ""

    def refuse(self, reason: str) -> NoReturn:
        """Raise the format's one error, with file, line and reason."""
        raise EntryError(self.file, f"line {self.line}", reason)

    def has(self, name: str) -> bool:
        """Whether the element has the attribute."""
        return name in self.attributes

    def string(self, name: str) -> str:
        """The attribute as text."""
        if name not in self.attributes:
            self.refuse(f"<{self.tag}> has no {name}")
        return self.attributes[name]

    def whole(self, name: str, *, least: int = 0, most: int = _MAX_INT) -> int:
        """The attribute as a whole number within bounds; "7.0" is one."""
        value = self.number(name)
        if not value.is_integer() or not least <= value <= most:
            self.refuse(f"{name} {self.attributes[name]} is no whole number in {least}..{most}")
        return int(value)

    def number(self, name: str) -> float:
        """The attribute as a finite number."""
        return self.as_number(self.string(name), name)

    def as_number(self, text: str, what: str) -> float:
        """A text of this element as a finite number."""
        try:
            value = float(text)
        except ValueError:
            self.refuse(f"{what} {text[:40]!r} is not a number")
        if not math.isfinite(value) or abs(value) > _MAX_INT:
            self.refuse(f"{what} {text[:40]!r} is out of all bounds")
        return value

    def find(self, *tags: str) -> "XmlNode | None":
        """The first child of a child ... of these tags."""
        node = self
        for tag in tags:
            found = next((child for child in node.children if child.tag == tag), None)
            if found is None:
                return None
            node = found
        return node

    def all_of(self, tag: str) -> list["XmlNode"]:
        """The children of that tag."""
        return [child for child in self.children if child.tag == tag]

    def child_text(self, *tags: str) -> str:
        """The text of a child without white space around it; empty where it is not there."""
        node = self.find(*tags)
        return "" if node is None else node.text.strip()


def read_xml(path: Path, root: str, job: ReadJob) -> Iterator[XmlNode]:
    """Yield the children of the root, each when it is complete.

    Raises:
        FormatError: missing, not XML, another root, or with a document type (which may name
            other files).
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
        raise FormatError(f"{path} is not XML that can be read ({error}).") from error
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}.") from error


class _Tree:
    """Builds the children of the root from what the parser meets."""

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
        """What has become complete since."""
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag != self._root:
            raise FormatError(f"{self._path}: the root is <{tag[:40]}>, not <{self._root}>.")
        if len(self._open) >= _DEEPEST:
            raise FormatError(f"{self._path}: elements are nested too deeply.")
        self._open.append(XmlNode(self._path, self.parser.CurrentLineNumber, tag, attributes))

    def _end(self, tag: str) -> None:
        node = self._open.pop()
        if len(self._open) == 1:
            self._done.append(node)
        elif self._open:
            self._open[-1].children.append(node)

    def _characters(self, text: str) -> None:
        # Text between the children of the root is white space, however much there is.
        if len(self._open) > 1:
            self._open[-1].text += text

    def _doctype(self, *_: object) -> None:
        raise FormatError(f"{self._path}: a document type (<!DOCTYPE>) is not read.")
