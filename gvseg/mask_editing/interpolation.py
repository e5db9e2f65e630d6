"""Interpolates between two drawn masks of an object, for frames that the engine cannot segment.

Both shapes are moved to a common centroid and scaled to a common size, and their signed distances
to the outline are blended. Without this alignment, a shape that moves by more than its width would
vanish halfway.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.errors import MaskError
from gvseg.mask_editing.outlines import signed_distance
from gvseg.masks import Mask

_MARGIN_PX = 4


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """A mask in its own box.

    Attributes:
        distance: signed distance to the outline, in pixels.
        x, y: position of the centroid in the frame.
        left, top: position of the box in the frame.
        spread: root mean square distance of its pixels from the centroid along x and y.
    """

    distance: NDArray[np.float32]
    x: float
    y: float
    left: int
    top: int
    spread: tuple[float, float]


def interpolate(first: Mask, last: Mask, share: float) -> Mask:
    """Return the mask at a fraction (0..1) of the way from one mask to the other.

    Raises:
        MaskError: one of them is empty, or they have different sizes.
    """
    if (first.height, first.width) != (last.height, last.width):
        raise MaskError("The masks have different frame sizes and cannot be interpolated.")
    one, two = _shape_of(first), _shape_of(last)
    x, y = _mix(one.x, two.x, share), _mix(one.y, two.y, share)
    spread = tuple(
        math.exp(_mix(math.log(a), math.log(b), share))
        for a, b in zip(one.spread, two.spread, strict=True)
    )
    box = _box_between(one, two, (x, y), (spread[0], spread[1]), (first.height, first.width))
    if box is None:
        return Mask.empty(first.height, first.width)
    fields = [_placed(shape, (x, y), (spread[0], spread[1]), box) for shape in (one, two)]
    inside = _mix_fields(fields[0], fields[1], share) > 0
    left, top, right, bottom = box
    pixels = np.zeros((first.height, first.width), np.bool_)
    pixels[top:bottom, left:right] = inside
    return Mask.from_array(pixels)


def _shape_of(mask: Mask) -> _Shape:
    x, y, width, height = mask.box
    if width == 0:
        raise MaskError("An empty mask cannot be interpolated.")
    inside = np.pad(mask.to_array()[y : y + height, x : x + width], _MARGIN_PX)
    rows, columns = np.nonzero(inside)
    left, top = x - _MARGIN_PX, y - _MARGIN_PX
    # The variance of one pixel is 1 / 12, so that even a thin line has a spread above 0.
    spread = (math.sqrt(columns.var() + 1 / 12), math.sqrt(rows.var() + 1 / 12))
    return _Shape(
        signed_distance(inside),
        left + float(columns.mean()),
        top + float(rows.mean()),
        left,
        top,
        spread,
    )


def _box_between(
    one: _Shape,
    two: _Shape,
    centre: tuple[float, float],
    spread: tuple[float, float],
    size: tuple[int, int],
) -> tuple[int, int, int, int] | None:
    """Return the box (left, top, right, bottom) that contains both moved shapes within the frame;
    None if they lie outside."""
    edges = []
    for shape in (one, two):
        height, width = shape.distance.shape
        across, down = spread[0] / shape.spread[0], spread[1] / shape.spread[1]
        edges.append(
            (
                centre[0] + (shape.left - shape.x) * across,
                centre[1] + (shape.top - shape.y) * down,
                centre[0] + (shape.left + width - shape.x) * across,
                centre[1] + (shape.top + height - shape.y) * down,
            )
        )
    left = max(0, math.floor(min(edge[0] for edge in edges)))
    top = max(0, math.floor(min(edge[1] for edge in edges)))
    right = min(size[1], math.ceil(max(edge[2] for edge in edges)) + 1)
    bottom = min(size[0], math.ceil(max(edge[3] for edge in edges)) + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _placed(
    shape: _Shape,
    centre: tuple[float, float],
    spread: tuple[float, float],
    box: tuple[int, int, int, int],
) -> NDArray[np.float32]:
    """Return the distances of a shape in a box, after moving and scaling the shape."""
    across, down = spread[0] / shape.spread[0], spread[1] / shape.spread[1]
    to_box = np.array(
        [
            [across, 0, centre[0] + (shape.left - shape.x) * across - box[0]],
            [0, down, centre[1] + (shape.top - shape.y) * down - box[1]],
        ],
        np.float32,
    )
    outside = float(shape.distance.min())
    moved = cv2.warpAffine(
        shape.distance,
        to_box,
        (box[2] - box[0], box[3] - box[1]),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=outside,
    )
    return np.asarray(moved * np.float32(math.sqrt(across * down)))


def _mix_fields(
    one: NDArray[np.float32], two: NDArray[np.float32], share: float
) -> NDArray[np.float32]:
    mixed: NDArray[np.float32] = one * np.float32(1 - share) + two * np.float32(share)
    return mixed


def _mix(one: float, two: float, share: float) -> float:
    return one * (1 - share) + two * share
