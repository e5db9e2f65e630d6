"""Builds the exemplars of a request from `--exemplar` masks and `--click` points."""

from collections.abc import Sequence

import numpy as np

from gvseg.cli.specs import ClickSpec, MaskSpec
from gvseg.engine.request import Click, Exemplar
from gvseg.errors import RequestError
from gvseg.formats.mask_picture import read_mask_picture
from gvseg.masks import VOID, Mask
from gvseg.video import Video


def read_exemplars(
    masks: Sequence[MaskSpec], clicks: Sequence[ClickSpec], video: Video
) -> tuple[Exemplar, ...]:
    """Read the masks and combine them with the clicks into one exemplar per frame.

    Exemplars may lie outside the requested range; they are propagated into it. An object that an
    exemplar does not show is unknown on that frame, not absent: a mask drawn later for a new object
    does not end the others.

    Raises:
        RequestError: a frame or click is out of bounds, or an object is given twice on a frame.
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
                f"Object {object_id} on frame {frame_index} has only negative clicks; add a "
                "positive one."
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
            f"Click {where} is outside the frame ({video.width}x{video.height} pixels)."
        )
