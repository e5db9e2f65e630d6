"""Windows around objects, in cells at stride 16, of a few sizes that parts are compiled for."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

CELL = 16
"""Side of a cell in pixels."""
SIDES = (8, 12, 16, 24)
"""Heights and widths of windows, in cells."""
MARGIN = 3
"""Distance between an object and the edge of its window, in cells, except at the frame's edge."""
LARGEST_SHARE = 0.5
"""Largest share of the frame that a window may cover."""

STRAY = 0.01
"""Share of an object beyond each edge of the part that a window is put around."""
SPREAD = 0.1
"""The same for a mask that was moved by appearance."""

SMALLEST_TOTAL = 1e-6

Shares: TypeAlias = NDArray[np.float32]
Cells: TypeAlias = NDArray[np.intp]


class Window(NamedTuple):
    """Part of a frame, in cells."""

    top: int
    left: int
    height: int
    width: int

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.height, self.width

    def of_last(self, x: Tensor, stride: int) -> Tensor:
        """Return the window of B x H x W x C."""
        rows, columns = self.slices(stride)
        return x[:, rows, columns]

    def of_first(self, x: Tensor, stride: int) -> Tensor:
        """Return the window of a tensor that ends in H x W."""
        return x[(..., *self.slices(stride))]

    def slices(self, stride: int) -> tuple[slice, slice]:
        """Return the rows and columns at a stride."""
        scale = CELL // stride
        return (
            slice(scale * self.top, scale * (self.top + self.height)),
            slice(scale * self.left, scale * (self.left + self.width)),
        )


def windows_around(share_NHW: Shares, moved_NHW: Shares | None = None) -> list[Window | None]:
    """Return a window around each object; None for objects without pixels, and for those whose
    window would be too large to be worth it.

    Args:
        share_NHW: share of each cell of the frame that an object covered in the previous frame.
        moved_NHW: the same, moved to this frame by appearance; it can spread to similar objects.
    """
    count, *sides = share_NHW.shape
    spans: list[list[tuple[int, int]]] = []
    for axis, side in zip((2, 1), sides, strict=True):
        start_N, end_N = _extents(share_NHW.sum(axis), STRAY)
        if moved_NHW is not None:
            moved_start_N, moved_end_N = _extents(moved_NHW.sum(axis), SPREAD)
            has_moved_N = moved_NHW.max((1, 2)) > 0
            start_N = np.where(has_moved_N, np.minimum(start_N, moved_start_N), start_N)
            end_N = np.where(has_moved_N, np.maximum(end_N, moved_end_N), end_N)
        spans.append([_span(int(start_N[n]), int(end_N[n]), side) for n in range(count)])
    largest = LARGEST_SHARE * sides[0] * sides[1]
    return [
        Window(top, left, height, width) if is_shown and height * width <= largest else None
        for is_shown, (top, height), (left, width) in zip(
            share_NHW.max((1, 2)) > 0, *spans, strict=True
        )
    ]


def _extents(profile_NL: Shares, ignored: float) -> tuple[Cells, Cells]:
    """Return the first and, exclusive, the last cell of objects, without a share at each end."""
    total_N1 = profile_NL.sum(1, keepdims=True)
    up_to_NL = np.cumsum(profile_NL, 1) / np.maximum(total_N1, SMALLEST_TOTAL)
    return (up_to_NL > ignored).argmax(1), (up_to_NL >= 1 - ignored).argmax(1) + 1


def _span(start: int, end: int, cells: int) -> tuple[int, int]:
    """Return the first cell and the length of the shortest side around start..end, exclusive."""
    start, end = max(0, start - MARGIN), min(cells, end + MARGIN)
    length = min((side for side in SIDES if end - start <= side <= cells), default=cells)
    # Put the object in the middle, as far as the frame allows.
    first = start - (length - (end - start)) // 2
    return min(max(0, first), cells - length), length
