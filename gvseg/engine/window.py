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

Shares: TypeAlias = NDArray[np.float32]


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


def window_around(share_HW: Shares, moved_HW: Shares | None = None) -> Window | None:
    """Return a window around an object; None if it would be too large to be worth it.

    Args:
        share_HW: share of each cell of the frame that the object covered in the previous frame.
        moved_HW: the same, moved to this frame by appearance; it can spread to similar objects.
    """
    if not share_HW.any():
        return None
    spans = []
    for axis in (1, 0):
        start, end = _extent(share_HW.sum(axis), STRAY)
        if moved_HW is not None and moved_HW.any():
            moved_start, moved_end = _extent(moved_HW.sum(axis), SPREAD)
            start, end = min(start, moved_start), max(end, moved_end)
        spans.append(_span(start, end, share_HW.shape[1 - axis]))
    (top, height), (left, width) = spans
    if height * width > LARGEST_SHARE * share_HW.size:
        return None
    return Window(top, left, height, width)


def _extent(profile: Shares, ignored: float) -> tuple[int, int]:
    """Return the first and, exclusive, the last cell of an object, without a share at each end."""
    up_to = np.cumsum(profile) / profile.sum()
    return int(np.argmax(up_to > ignored)), int(np.argmax(up_to >= 1 - ignored)) + 1


def _span(start: int, end: int, cells: int) -> tuple[int, int]:
    """Return the first cell and the length of the shortest side around start..end, exclusive."""
    start, end = max(0, start - MARGIN), min(cells, end + MARGIN)
    length = min((side for side in SIDES if end - start <= side <= cells), default=cells)
    # Put the object in the middle, as far as the frame allows.
    first = start - (length - (end - start)) // 2
    return min(max(0, first), cells - length), length
