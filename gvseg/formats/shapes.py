"""Converts shapes of annotation tools to masks: polygons, ellipses, boxes and bitmaps."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from gvseg.errors import MaskError
from gvseg.masks import Mask

_ELLIPSE_CORNERS: Final = 90


def polygons_mask(rings: Sequence[Sequence[float]], height: int, width: int) -> Mask:
    """Return the union of polygons [x, y, x, y, ...] in pixels, rasterised as by pycocotools.

    Raises:
        MaskError: a ring has fewer than three corners, or one far outside the frame.
    """
    # pycocotools needs memory for every pixel along an edge, even outside the frame.
    bound = 4 * (height + width) + 1000
    for ring in rings:
        if len(ring) < 6 or len(ring) % 2:
            raise MaskError("a polygon needs at least three corners with x and y")
        if not all(abs(value) <= bound for value in ring):
            raise MaskError("a corner of the polygon is far outside the frame")
    if not rings:
        return Mask.empty(height, width)
    codes = coco_mask.frPyObjects([list(ring) for ring in rings], height, width)
    return Mask(height, width, bytes(coco_mask.merge(codes)["counts"]))


def ellipse_ring(
    centre_x: float, centre_y: float, radius_x: float, radius_y: float, turn_degrees: float = 0.0
) -> list[float]:
    """Return an ellipse as a polygon ring, rotated clockwise in the image."""
    turn = math.radians(turn_degrees)
    ring = []
    for number in range(_ELLIPSE_CORNERS):
        angle = 2 * math.pi * number / _ELLIPSE_CORNERS
        x, y = radius_x * math.cos(angle), radius_y * math.sin(angle)
        ring.append(centre_x + x * math.cos(turn) - y * math.sin(turn))
        ring.append(centre_y + x * math.sin(turn) + y * math.cos(turn))
    return ring


def box_ring(
    corners: tuple[float, float, float, float],
    turn_degrees: float = 0.0,
    about: tuple[float, float] | None = None,
) -> list[float]:
    """Return a box as a polygon ring, rotated clockwise in the image.

    Args:
        corners: left, top, right, bottom.
        turn_degrees: angle of rotation.
        about: centre of rotation (x, y); None for the centre of the box.
    """
    left, top, right, bottom = corners
    x0, y0 = ((left + right) / 2, (top + bottom) / 2) if about is None else about
    turn = math.radians(turn_degrees)
    ring = []
    for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)):
        ring.append(x0 + (x - x0) * math.cos(turn) - (y - y0) * math.sin(turn))
        ring.append(y0 + (x - x0) * math.sin(turn) + (y - y0) * math.cos(turn))
    return ring


def crop_mask(crop: NDArray[Any], left: int, top: int, height: int, width: int) -> Mask:
    """Return the mask of a frame with a crop placed at (left, top) and clipped to the frame."""
    pixels = np.zeros((height, width), np.bool_)
    if top >= height or left >= width:
        return Mask.from_array(pixels)
    y, x = max(0, top), max(0, left)
    part = crop[y - top : height - top, x - left : width - left]
    pixels[y : y + part.shape[0], x : x + part.shape[1]] = part != 0
    return Mask.from_array(pixels)


def decode_row_runs(runs: Sequence[int], height: int, width: int) -> NDArray[np.bool_]:
    """Decode row-major run lengths that start with zeros: height x width, bool.

    Raises:
        MaskError: a run is negative, or the runs do not add up to height x width.
    """
    if any(run < 0 for run in runs) or sum(runs) != height * width:
        raise MaskError(f"run lengths add up to {sum(runs)}, not to {width} x {height} pixels")
    values = np.repeat(np.arange(len(runs)) & 1, runs).astype(np.bool_)
    return values.reshape(height, width)


def encode_row_runs(crop: NDArray[Any]) -> list[int]:
    """Return the row-major run lengths of pixels, starting with zeros."""
    flat = np.asarray(crop, np.bool_).ravel()
    flips = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    edges = [0, *flips.tolist(), flat.size]
    if flat.size and flat[0]:
        edges.insert(0, 0)
    return np.diff(edges).tolist()
