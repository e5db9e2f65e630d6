"""Converts masks to polygons along pixel edges; even one-pixel parts are kept."""

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask

_Node: TypeAlias = tuple[int, int, int]
"""(row, column, 0 or 1 to distinguish two corners at the same point)."""


def polygons_of(mask: Mask) -> tuple[list[list[float]], int]:
    """Return the outlines of all 4-connected parts of a mask, and the number of holes they fill.

    Corners are on pixel edges, so one-pixel-thin parts keep their area. A ring is
    [x, y, x, y, ...] in pixels of the frame.
    """
    x, y, width, height = mask.box
    if width == 0:
        return [], 0
    crop = mask.to_array()[y : y + height, x : x + width].astype(np.uint8)
    count, parts = cv2.connectedComponents(np.ascontiguousarray(crop), connectivity=4)
    rings: list[list[float]] = []
    holes = 0
    for part in range(1, count):
        loops = _loops(np.asarray(parts == part))
        outer = max(loops, key=_enclosed_area)
        rings.append([float(v) for row, column in outer for v in (column + x, row + y)])
        holes += len(loops) - 1
    return rings, holes


def join_rings(rings: list[list[float]]) -> list[float]:
    """Join several rings into one, with zero-width bridges from the first ring to the others."""
    joined = list(rings[0])
    start = joined[:2]
    for ring in rings[1:]:
        joined += [*start, *ring, *ring[:2], *start]
    return joined


def _loops(pixels: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    """Return the outlines of a part and its holes along pixel edges, as (row, column) corners."""
    across, down = _corner_links(pixels)
    loops = []
    while across:
        start = node = next(iter(across))
        loop = []
        while True:
            loop.append(node[:2])
            node = _take(across, node)
            loop.append(node[:2])
            node = _take(down, node)
            if node == start:
                break
        loops.append(loop)
    return loops


def _corner_links(pixels: NDArray[Any]) -> tuple[dict[_Node, _Node], dict[_Node, _Node]]:
    """Return the neighbour of each corner in its row, and in its column."""
    grid = np.pad(pixels, 1).astype(np.int8)
    up_left, up_right = grid[:-1, :-1], grid[:-1, 1:]
    low_left, low_right = grid[1:, :-1], grid[1:, 1:]
    total = up_left + up_right + low_left + low_right
    is_crossing = (total == 2) & (up_left == low_right)
    is_corner = (total % 2 == 1) | is_crossing
    rows: dict[int, list[_Node]] = {}
    columns: dict[int, list[_Node]] = {}
    for row, column in np.argwhere(is_corner).tolist():
        if not is_crossing[row, column]:
            rows.setdefault(row, []).append((row, column, 0))
            columns.setdefault(column, []).append((row, column, 0))
            continue
        # Two pixels touch diagonally here, so each has its own corner.
        rows.setdefault(row, []).extend([(row, column, 0), (row, column, 1)])
        upper = 0 if up_left[row, column] else 1
        columns.setdefault(column, []).extend([(row, column, upper), (row, column, 1 - upper)])
    return _pairs(rows), _pairs(columns)


def _pairs(lines: dict[int, list[_Node]]) -> dict[_Node, _Node]:
    links: dict[_Node, _Node] = {}
    for nodes in lines.values():
        for one, two in zip(nodes[::2], nodes[1::2], strict=True):
            links[one] = two
            links[two] = one
    return links


def _take(links: dict[_Node, _Node], node: _Node) -> _Node:
    other = links.pop(node)
    del links[other]
    return other


def _enclosed_area(loop: list[tuple[int, int]]) -> float:
    corners = np.asarray(loop, np.float64)
    following = np.roll(corners, -1, axis=0)
    cross = corners[:, 1] * following[:, 0] - corners[:, 0] * following[:, 1]
    return abs(float(cross.sum())) / 2
