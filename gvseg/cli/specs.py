"""Parses `--exemplar`, `--click` and `--box`, without opening files or heavy imports."""

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass
from pathlib import Path

OBJECT_MAX = 254
"""Largest object number in an indexed image; 255 is void."""

_EXEMPLAR = re.compile(r"(?:(?P<frame>-?\d+):)?(?P<path>.+)", re.DOTALL)
_CLICK = re.compile(
    r"(?P<frame>-?\d+):(?P<object>\d+):(?P<x>-?\d+),(?P<y>-?\d+)(?::(?P<sign>[-+]))?"
)
_BOX = re.compile(
    r"(?P<frame>-?\d+):(?P<object>\d+):(?P<x0>-?\d+),(?P<y0>-?\d+),(?P<x1>-?\d+),(?P<y1>-?\d+)"
)


@dataclass(frozen=True, slots=True)
class MaskSpec:
    """A mask file and the frame it belongs to."""

    frame_index: int
    path: Path


@dataclass(frozen=True, slots=True)
class ClickSpec:
    """A click on a frame for an object, in source pixels."""

    frame_index: int
    object_id: int
    x: int
    y: int
    is_positive: bool


@dataclass(frozen=True, slots=True)
class BoxSpec:
    """A box on a frame around an object, in source pixels; right and bottom are exclusive."""

    frame_index: int
    object_id: int
    left: int
    top: int
    right: int
    bottom: int


def mask_spec(text: str) -> MaskSpec:
    """Parse `[FRAME:]MASK.png`; FRAME defaults to 0."""
    found = _EXEMPLAR.fullmatch(text)
    if found is None:
        raise ArgumentTypeError("the file name is missing")
    return MaskSpec(int(found["frame"] or 0), Path(found["path"]))


def click_spec(text: str) -> ClickSpec:
    """Parse `FRAME:OBJECT:X,Y`, followed by `:-` for a negative click."""
    found = _CLICK.fullmatch(text)
    if found is None:
        raise ArgumentTypeError(
            f"{text!r} is not FRAME:OBJECT:X,Y (or FRAME:OBJECT:X,Y:- for a negative click)"
        )
    return ClickSpec(
        int(found["frame"]),
        _object_id(found["object"], text),
        int(found["x"]),
        int(found["y"]),
        found["sign"] != "-",
    )


def box_spec(text: str) -> BoxSpec:
    """Parse `FRAME:OBJECT:X0,Y0,X1,Y1`; X1 and Y1 are exclusive."""
    found = _BOX.fullmatch(text)
    if found is None:
        raise ArgumentTypeError(f"{text!r} is not FRAME:OBJECT:X0,Y0,X1,Y1")
    left, top, right, bottom = (int(found[name]) for name in ("x0", "y0", "x1", "y1"))
    if right <= left or bottom <= top:
        raise ArgumentTypeError(f"the box in {text!r} is empty; X1 and Y1 must be larger")
    object_id = _object_id(found["object"], text)
    return BoxSpec(int(found["frame"]), object_id, left, top, right, bottom)


def object_numbers(text: str) -> frozenset[int]:
    """Parse comma-separated object numbers, such as "2,5"."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise ArgumentTypeError(f"{text!r} is not a list of object numbers, such as 2,5")
    return frozenset(_object_id(part, text) for part in parts)


def _object_id(digits: str, text: str) -> int:
    object_id = int(digits)
    if not 1 <= object_id <= OBJECT_MAX:
        raise ArgumentTypeError(f"object {object_id} in {text!r} is not between 1 and {OBJECT_MAX}")
    return object_id
