"""Builds the exemplars of a request from `--exemplar`, `--click` and `--box`."""

from collections.abc import Sequence

import numpy as np

from gvseg.cli.specs import BoxSpec, ClickSpec, MaskSpec
from gvseg.engine.request import Box, Click, Exemplar
from gvseg.errors import RequestError
from gvseg.formats.mask_image import read_mask_image
from gvseg.masks import VOID, Mask
from gvseg.video import Video


def read_exemplars(
    masks: Sequence[MaskSpec],
    clicks: Sequence[ClickSpec],
    video: Video,
    boxes: Sequence[BoxSpec] = (),
) -> tuple[Exemplar, ...]:
    """Read the masks and combine them with clicks and boxes into one exemplar per frame.

    Exemplars outside the requested range are propagated into it. An object that is missing from an
    exemplar is unknown in that frame, not absent, so a mask for a new object does not end others.

    Raises:
        RequestError: a frame or click is out of bounds, or a frame has two masks or an object two
            boxes.
        MaskError: a mask cannot be read, is empty, or has the wrong size.
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
    outlines: dict[int, dict[int, Box]] = {}
    for box in boxes:
        _check_frame(f"box of object {box.object_id}", box.frame_index, video)
        of_box_frame = outlines.setdefault(box.frame_index, {})
        if box.object_id in of_box_frame:
            raise RequestError(
                f"Object {box.object_id} has two boxes in frame {box.frame_index}; give one."
            )
        of_box_frame[box.object_id] = Box(box.left, box.top, box.right, box.bottom)
    exemplars = []
    for frame_index in sorted(by_frame.keys() | points.keys() | outlines.keys()):
        exemplars.append(
            _exemplar(
                frame_index,
                by_frame.get(frame_index),
                points.get(frame_index, {}),
                outlines.get(frame_index, {}),
                video,
            )
        )
    return tuple(exemplars)


def _exemplar(
    frame_index: int,
    spec: MaskSpec | None,
    points: dict[int, list[Click]],
    boxes: dict[int, Box],
    video: Video,
) -> Exemplar:
    masks: dict[int, Mask] = {}
    void = None
    if spec is not None:
        numbers = read_mask_image(spec.path, video.height, video.width)
        present = [int(number) for number in np.unique(numbers) if number not in (0, VOID)]
        masks = {number: Mask.from_array(numbers == number) for number in present}
        if np.any(numbers == VOID):
            void = Mask.from_array(numbers == VOID)
    for object_id, given in points.items():
        has_object = object_id in masks or object_id in boxes
        if not has_object and not any(click.is_positive for click in given):
            raise RequestError(
                f"Object {object_id} has only negative clicks in frame {frame_index}; add a "
                "positive one."
            )
    clicks = {object_id: tuple(given) for object_id, given in points.items()}
    return Exemplar(frame_index, masks, clicks, boxes, void=void)


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
            f"Click {where} is outside the frame ({video.width}x{video.height} pixels)."
        )
