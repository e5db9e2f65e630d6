"""Parses `--exemplar` and `--click` values; opens no files and imports nothing heavy."""

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


def mask_spec(text: str) -> MaskSpec:
    """Parse `[FRAME:]MASK.png`; FRAME defaults to 0."""
    found = _EXEMPLAR.fullmatch(text)
    if found is None:
        raise ArgumentTypeError("does not name a file")
    return MaskSpec(int(found["frame"] or 0), Path(found["path"]))


def click_spec(text: str) -> ClickSpec:
    """Parse `FRAME:OBJECT:X,Y`, followed by `:-` for a negative click."""
    found = _CLICK.fullmatch(text)
    if found is None:
        raise ArgumentTypeError(
            f"{text!r} is not FRAME:OBJECT:X,Y (or FRAME:OBJECT:X,Y:- for a negative click)"
        )
    object_id = int(found["object"])
    if not 1 <= object_id <= OBJECT_MAX:
        raise ArgumentTypeError(f"object {object_id} in {text!r} is not between 1 and {OBJECT_MAX}")
    return ClickSpec(
        int(found["frame"]), object_id, int(found["x"]), int(found["y"]), found["sign"] != "-"
    )
