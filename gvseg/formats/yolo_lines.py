"""Lines of YOLO labels: a class, an outline or box, and possibly a confidence and a track id.

`yolo predict` and `yolo track` append a confidence (`save_conf`) and a track id to each outline.
These numbers are not marked, so they are detected from all lines together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gvseg.formats.job import ReadJob
from gvseg.formats.read_report import EntryError, Reading

_LONGEST_CLASS: Final = 6
_MAX_OUTSIDE: Final = 0.5
"""Corners may be outside 0..1 by this much; beyond that, numbers are not relative coordinates."""
_MARGIN: Final = 0.02

_ENDS: Final = {
    "none": "Lines end with the outline",
    "conf": "Lines end with a confidence",
    "id": "Lines end with a track id",
    "conf-id": "Lines end with a confidence and a track id",
}
_END_SIZES: Final = {"none": 0, "conf": 1, "id": 1, "conf-id": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """An unparsed line of a label file.

    Attributes:
        file: the label file.
        number: line number, from 1.
        words: the words in the line.
    """

    file: Path
    number: int
    words: tuple[str, ...]

    def refuse(self, reason: str) -> EntryError:
        """Return an error that leaves out this line."""
        return EntryError(self.file, f"line {self.number}", reason)


@dataclass(frozen=True, slots=True)
class Shape:
    """A parsed line.

    Attributes:
        class_number: class, from 0.
        corners: x, y, x, y, ... relative to the frame size, 0..1.
        is_box: whether the line is a box instead of an outline.
        confidence: 0..1, if the line has one.
        track_id: track id, if the line has one.
    """

    class_number: int
    corners: tuple[float, ...]
    is_box: bool
    confidence: float | None = None
    track_id: int | None = None


def looks_like_labels(text: bytes) -> bool:
    """Return whether the first lines have a class and at least four relative coordinates."""
    lines = [line.split() for line in text[:4096].decode("ascii", "replace").splitlines()[:3]]
    lines = [words for words in lines if words]
    try:
        return bool(lines) and all(
            words[0].isdecimal()
            and len(words) > 4
            and all(-_MAX_OUTSIDE <= float(word) <= 1 + _MAX_OUTSIDE for word in words[1:5])
            for words in lines
        )
    except ValueError:
        return False


def read_lines(file: Path) -> list[Line]:
    """Return the non-blank lines of a label file.

    Raises:
        EntryError: the file cannot be read as text.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EntryError(file, "", f"it cannot be read as text ({error})") from error
    split = (line.replace(",", " ").split() for line in text.splitlines())
    return [Line(file, number, tuple(words)) for number, words in enumerate(split, 1) if words]


def choose_end(lines: Sequence[Line], job: ReadJob) -> str:
    """Return what follows the outline in all lines: "none", "conf", "id" or "conf-id".

    Raises:
        FormatError: the user's choice is none of these.
    """
    chosen, reason = _detect_end(lines)
    if chosen == "none" and "line_end" not in job.choices:
        return "none"
    return job.choose(
        Reading(key="line_end", title="Line ends", chosen=chosen, choices=_ENDS, reason=reason)
    )


def count_boxes(lines: Sequence[Line], end: str) -> int:
    """Return the number of lines that are boxes."""
    return sum(len(line.words) - 1 - _END_SIZES[end] == 4 for line in lines)


def read_shape(line: Line, end: str) -> Shape:
    """Parse a line.

    Raises:
        EntryError: the class is invalid, or there are too few or invalid coordinates.
    """
    class_number = _class_number(line)
    numbers = [_number(line, word) for word in line.words[1:]]
    size = _END_SIZES[end]
    outline, tail = numbers[: len(numbers) - size], numbers[len(numbers) - size :]
    if len(outline) != 4 and (len(outline) < 6 or len(outline) % 2):
        raise line.refuse(
            f"expected a box or an outline with at least three corners, found {len(outline)} "
            f"numbers"
        )
    for value in outline:
        if not -_MAX_OUTSIDE <= value <= 1 + _MAX_OUTSIDE:
            raise line.refuse(f"{value:g} is far outside 0..1")
    confidence = tail[0] if end in ("conf", "conf-id") else None
    track_id = tail[-1] if end in ("id", "conf-id") else None
    return Shape(
        class_number=class_number,
        corners=tuple(_corners_of_box(outline) if len(outline) == 4 else outline),
        is_box=len(outline) == 4,
        confidence=confidence if confidence is not None and 0 <= confidence <= 1 else None,
        track_id=int(track_id) if track_id is not None and track_id.is_integer() else None,
    )


def _detect_end(lines: Sequence[Line]) -> tuple[str, str]:
    counts = [len(line.words) - 1 for line in lines]
    if not counts:
        return "none", ""
    has_odd = [count % 2 == 1 for count in counts if count > 4]
    if has_odd and all(has_odd):
        words = [line.words[-1] for line in lines if len(line.words) > 5]
        if all(_is_id(word) for word in words):
            return "id", "every line has one extra number, which is an integer"
        return "conf", "every line has one extra number"
    longer = [line for line in lines if len(line.words) > 6]
    if longer and not any(has_odd) and all(_may_have_confidence_and_id(line) for line in longer):
        if any(int(float(line.words[-1])) > 1 for line in longer):
            return "conf-id", "every line ends with a fraction and an integer"
        if any(_is_outside_outline(line) for line in longer):
            return "conf-id", "the last two numbers are outside the outlines"
    return "none", "the numbers in each line are pairs"


def _may_have_confidence_and_id(line: Line) -> bool:
    try:
        return _is_id(line.words[-1]) and 0 <= float(line.words[-2]) <= 1
    except ValueError:
        return False


def _is_outside_outline(line: Line) -> bool:
    """Return whether the last pair is outside the bounding box of the other corners."""
    try:
        numbers = [float(word) for word in line.words[1:]]
    except ValueError:
        return False
    xs, ys = numbers[:-2:2], numbers[1:-2:2]
    if len(xs) < 3:
        return len(xs) == 2  # a box and two more numbers
    x, y = numbers[-2:]
    is_outside_x = not min(xs) - _MARGIN <= x <= max(xs) + _MARGIN
    return is_outside_x or not min(ys) - _MARGIN <= y <= max(ys) + _MARGIN


def _is_id(word: str) -> bool:
    return word.isdecimal() and int(word) > 0


def _class_number(line: Line) -> int:
    word = line.words[0]
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not number.is_integer() or not 0 <= number < 10**_LONGEST_CLASS:
        raise line.refuse(f"{word[:40]!r} is not a class number")
    return int(number)


def _number(line: Line, word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise line.refuse(f"{word[:40]!r} is not a number")
    return value


def _corners_of_box(box: Sequence[float]) -> list[float]:
    x, y, width, height = box
    left, right, top, low = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    return [left, top, right, top, right, low, left, low]
