"""Paint into a run-length encoding; the cost depends on the size of the box, not of the frame.

The encoding is column-major, so the columns of a box form a contiguous part of it. Only that part
is decoded, painted and encoded again.
"""

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask, decode_counts, encode_counts


def paint_box(mask: Mask, x: int, y: int, painted: NDArray[np.bool_], *, value: bool) -> Mask:
    """Return a mask with pixels of a box added or removed.

    Args:
        mask: the mask.
        x: left column of the box, in pixels; parts outside the frame are ignored.
        y: top row of the box, in pixels.
        painted: pixels of the box to change, h x w bool.
        value: True to add the pixels, False to remove them.
    """
    top, left = max(0, -y), max(0, -x)
    painted = painted[top : max(top, mask.height - y), left : max(left, mask.width - x)]
    if painted.size == 0 or not painted.any():
        return mask
    x, y = x + left, y + top
    rows = slice(y, y + painted.shape[0])
    columns = read_columns(mask, x, painted.shape[1])
    columns[rows][painted] = value
    return write_columns(mask, x, columns)


def read_columns(mask: Mask, x: int, width: int) -> NDArray[np.bool_]:
    """Return columns x to x + width - 1 as an H x width bool array."""
    ends = np.cumsum(decode_counts(mask.counts))
    start, stop = x * mask.height, (x + width) * mask.height
    first = int(np.searchsorted(ends, start, side="right"))
    last = int(np.searchsorted(ends, stop, side="left"))
    edges = np.concatenate(([start], ends[first:last], [stop]))
    values = (np.arange(first, first + len(edges) - 1) & 1).astype(np.bool_)
    return np.repeat(values, np.diff(edges)).reshape(width, mask.height).T.copy()


def write_columns(mask: Mask, x: int, columns: NDArray[np.bool_]) -> Mask:
    """Return a mask with the columns from x on replaced with an H x width bool array."""
    counts = decode_counts(mask.counts)
    ends = np.cumsum(counts)
    start, stop = x * mask.height, (x + columns.shape[1]) * mask.height
    # A run-length encoding is a list of positions where the value flips, starting from 0.
    flips = ends[:-1]
    flips = flips[counts[1:] > 0] if len(counts) > 1 and (counts[1:] == 0).any() else flips
    before = flips[: np.searchsorted(flips, start, side="left")]
    after = flips[np.searchsorted(flips, stop, side="right") :]
    value_after = bool(np.searchsorted(flips, stop, side="right") & 1)
    pixels = columns.T.ravel()
    inside = np.flatnonzero(pixels[1:] != pixels[:-1]) + (start + 1)
    seams = []
    if (len(before) & 1) != bool(pixels[0]):
        seams.append(start)
    tail = [stop] if stop < mask.height * mask.width and value_after != bool(pixels[-1]) else []
    joined = np.concatenate((before, seams, inside, tail, after, [mask.height * mask.width]))
    runs = np.diff(joined, prepend=0).astype(np.int64)
    return Mask(mask.height, mask.width, encode_counts(runs))
