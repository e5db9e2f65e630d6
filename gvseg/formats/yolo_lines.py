"""Lines of YOLO labels: a class, an outline or a box, and at times a confidence and a track id.

`yolo predict` and `yolo track` put a confidence (`save_conf`) and an id behind each outline without
a word; only all lines of a set together tell them from one more corner.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gvseg.formats.job import ReadJob
from gvseg.formats.read_report import EntryError, Reading

_LONGEST_CLASS: Final = 6
_FARTHEST: Final = 0.5
"""How far outside 0..1 a corner may lie; what lies farther is no share of a frame."""
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
    """A line of a label file, not yet understood.

    Attributes:
        file: where it is.
        number: of the line, from 1.
        words: what stands in it.
    """

    file: Path
    number: int
    words: tuple[str, ...]

    def refuse(self, reason: str) -> EntryError:
        """The error that leaves out this line."""
        return EntryError(self.file, f"line {self.number}", reason)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line says.

    Attributes:
        class_number: from 0.
        corners: x, y, x, y, ... in 0..1.
        is_box: whether the line is a box and no outline.
        confidence: 0..1; None where the line has none.
        track_id: None where the line has none.
    """

    class_number: int
    corners: tuple[float, ...]
    is_box: bool
    confidence: float | None = None
    track_id: int | None = None


def looks_like_labels(text: bytes) -> bool:
    """Whether the beginning of a text is lines of a class and four or more shares of a frame."""
    lines = [line.split() for line in text[:4096].decode("ascii", "replace").splitlines()[:3]]
    lines = [words for words in lines if words]
    try:
        return bool(lines) and all(
            words[0].isdecimal()
            and len(words) > 4
            and all(-_FARTHEST <= float(word) <= 1 + _FARTHEST for word in words[1:5])
            for words in lines
        )
    except ValueError:
        return False


def read_lines(file: Path) -> list[Line]:
    """The lines of a label file that are not blank.

    Raises:
        EntryError: it cannot be read as text.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EntryError(file, "", f"it cannot be read as text ({error})") from error
    split = (line.replace(",", " ").split() for line in text.splitlines())
    return [Line(file, number, tuple(words)) for number, words in enumerate(split, 1) if words]


def choose_end(lines: Sequence[Line], job: ReadJob) -> str:
    """What lines end with: none, conf, id or conf-id; decided from all of them.

    Raises:
        FormatError: the person chose something else than that.
    """
    chosen, reason = _end_of(lines)
    if chosen == "none" and "line_end" not in job.choices:
        return "none"
    return job.choose(
        Reading(key="line_end", title="Line ends", chosen=chosen, choices=_ENDS, reason=reason)
    )


def count_boxes(lines: Sequence[Line], end: str) -> int:
    """How many lines are boxes and no outlines."""
    return sum(len(line.words) - 1 - _END_SIZES[end] == 4 for line in lines)


def read_shape(line: Line, end: str) -> Shape:
    """Understand a line.

    Raises:
        EntryError: no class, too few corners, or numbers that are no shares of a frame.
    """
    class_number = _class_number(line)
    numbers = [_number(line, word) for word in line.words[1:]]
    size = _END_SIZES[end]
    own, tail = numbers[: len(numbers) - size], numbers[len(numbers) - size :]
    if len(own) != 4 and (len(own) < 6 or len(own) % 2):
        raise line.refuse(
            f"expected a box or an outline of at least three corners, found {len(own)} numbers"
        )
    for value in own:
        if not -_FARTHEST <= value <= 1 + _FARTHEST:
            raise line.refuse(f"{value:g} is far outside 0..1")
    confidence = tail[0] if end in ("conf", "conf-id") else None
    track_id = tail[-1] if end in ("id", "conf-id") else None
    return Shape(
        class_number=class_number,
        corners=tuple(_corners_of_box(own) if len(own) == 4 else own),
        is_box=len(own) == 4,
        confidence=confidence if confidence is not None and 0 <= confidence <= 1 else None,
        track_id=int(track_id) if track_id is not None and track_id.is_integer() else None,
    )


def _end_of(lines: Sequence[Line]) -> tuple[str, str]:
    counts = [len(line.words) - 1 for line in lines]
    if not counts:
        return "none", ""
    has_odd = [count % 2 == 1 for count in counts if count > 4]
    if has_odd and all(has_odd):
        words = [line.words[-1] for line in lines if len(line.words) > 5]
        if all(_is_id(word) for word in words):
            return "id", "every line has one extra number, and it is a whole number"
        return "conf", "every line has one extra number"
    longer = [line for line in lines if len(line.words) > 6]
    if longer and not any(has_odd) and all(_may_end_so(line) for line in longer):
        if any(int(float(line.words[-1])) > 1 for line in longer):
            return "conf-id", "every line ends with a fraction and a whole number"
        if any(_leaves_the_outline(line) for line in longer):
            return "conf-id", "the last two numbers lie outside the outlines"
    return "none", "the numbers of each line are pairs"


def _may_end_so(line: Line) -> bool:
    try:
        return _is_id(line.words[-1]) and 0 <= float(line.words[-2]) <= 1
    except ValueError:
        return False


def _leaves_the_outline(line: Line) -> bool:
    """Whether the last pair lies outside the box around the corners before it."""
    try:
        numbers = [float(word) for word in line.words[1:]]
    except ValueError:
        return False
    xs, ys = numbers[:-2:2], numbers[1:-2:2]
    if len(xs) < 3:
        return len(xs) == 2  # a box and two numbers more
    x, y = numbers[-2:]
    is_beside = not min(xs) - _MARGIN <= x <= max(xs) + _MARGIN
    return is_beside or not min(ys) - _MARGIN <= y <= max(ys) + _MARGIN


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
