"""Exemplars of a request, from `--exemplar` masks and `--click` points."""

import re
from argparse import ArgumentTypeError
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gvseg.engine.request import Click, Exemplar
from gvseg.errors import RequestError
from gvseg.formats.mask_picture import read_mask_picture
from gvseg.masks import VOID, Mask
from gvseg.video import Video

OBJECT_MAX = 254
"""Largest object number in an indexed picture; 255 is void."""

_EXEMPLAR = re.compile(r"(?:(?P<frame>-?\d+):)?(?P<path>.+)", re.DOTALL)
_CLICK = re.compile(
    r"(?P<frame>-?\d+):(?P<object>\d+):(?P<x>-?\d+),(?P<y>-?\d+)(?::(?P<sign>[-+]))?"
)


@dataclass(frozen=True, slots=True)
class MaskSpec:
    """An exemplar mask: which frame, which file."""

    frame_index: int
    path: Path


@dataclass(frozen=True, slots=True)
class ClickSpec:
    """A click: which frame and object, and where in source pixels."""

    frame_index: int
    object_id: int
    x: int
    y: int
    is_positive: bool


def mask_spec(text: str) -> MaskSpec:
    """Parse `[FRAME:]MASK.png`; FRAME is 0 where it is left out."""
    found = _EXEMPLAR.fullmatch(text)
    if found is None:
        raise ArgumentTypeError("names no file")
    return MaskSpec(int(found["frame"] or 0), Path(found["path"]))


def click_spec(text: str) -> ClickSpec:
    """Parse `FRAME:OBJECT:X,Y` with `:-` behind it for a pixel that is not of the object."""
    found = _CLICK.fullmatch(text)
    if found is None:
        raise ArgumentTypeError(
            f"{text!r} is not FRAME:OBJECT:X,Y (or FRAME:OBJECT:X,Y:- for a pixel outside)"
        )
    object_id = int(found["object"])
    if not 1 <= object_id <= OBJECT_MAX:
        raise ArgumentTypeError(f"object {object_id} in {text!r} is not in 1..{OBJECT_MAX}")
    return ClickSpec(
        int(found["frame"]), object_id, int(found["x"]), int(found["y"]), found["sign"] != "-"
    )


def read_exemplars(
    masks: Sequence[MaskSpec], clicks: Sequence[ClickSpec], video: Video
) -> tuple[Exemplar, ...]:
    """Read every mask and gather the clicks, one exemplar a frame, by frame.

    An exemplar may lie outside the frames wanted: it is carried there.

    An object that a frame's exemplar does not show is unknown there, not absent: a mask drawn
    on a later frame for a newcomer does not end the others.

    Raises:
        RequestError: a frame or a click out of bounds, or two words on one object.
        MaskError: a mask that cannot be read, is empty or of another size.
    """
    by_frame: dict[int, MaskSpec] = {}
    for spec in masks:
        _check_frame(f"exemplar {spec.path}", spec.frame_index, video)
        if spec.frame_index in by_frame:
            raise RequestError(
                f"Frame {spec.frame_index} has two exemplar masks, "
                f"{by_frame[spec.frame_index].path} and {spec.path}; give one."
            )
        by_frame[spec.frame_index] = spec
    points: dict[int, dict[int, list[Click]]] = {}
    for click in clicks:
        _check_click(click, video)
        of_object = points.setdefault(click.frame_index, {}).setdefault(click.object_id, [])
        of_object.append(Click(click.x, click.y, click.is_positive))
    exemplars = []
    for frame_index in sorted(by_frame.keys() | points.keys()):
        of_frame = points.get(frame_index, {})
        exemplars.append(_exemplar(frame_index, by_frame.get(frame_index), of_frame, video))
    return tuple(exemplars)


def _exemplar(
    frame_index: int, spec: MaskSpec | None, points: dict[int, list[Click]], video: Video
) -> Exemplar:
    masks: dict[int, Mask] = {}
    void = None
    if spec is not None:
        numbers = read_mask_picture(spec.path, video.height, video.width)
        present = [int(number) for number in np.unique(numbers) if number not in (0, VOID)]
        masks = {number: Mask.from_array(numbers == number) for number in present}
        if np.any(numbers == VOID):
            void = Mask.from_array(numbers == VOID)
    for object_id, given in points.items():
        if object_id in masks:
            raise RequestError(
                f"Object {object_id} has both a mask and clicks on frame {frame_index}; give one."
            )
        if not any(click.is_positive for click in given):
            raise RequestError(
                f"Object {object_id} on frame {frame_index} has only clicks outside it; "
                f"add one on the object."
            )
    clicks = {object_id: tuple(given) for object_id, given in points.items()}
    return Exemplar(frame_index, masks, clicks, void=void)


def _check_frame(what: str, frame_index: int, video: Video) -> None:
    end = video.frame_count - 1
    if not 0 <= frame_index <= end:
        raise RequestError(
            f"Frame {frame_index} of {what} is not in the video, which has frames 0 to {end}."
        )


def _check_click(click: ClickSpec, video: Video) -> None:
    where = f"{click.x},{click.y}"
    _check_frame(f"click {where}", click.frame_index, video)
    if not (0 <= click.x < video.width and 0 <= click.y < video.height):
        raise RequestError(
            f"Click {where} lies outside the frame, which has {video.width}x{video.height} pixels."
        )
