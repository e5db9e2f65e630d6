"""A label map of the masks in a frame that is cheap to update in part."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Box, Mask, decode_counts

Columns: TypeAlias = NDArray[np.uint16]
"""A W x H array, column-major like run-length codes."""
Runs: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Start and stop indices of the runs of a mask, in column-major order."""


class LabelMap:
    """The rank of the topmost visible object at each source pixel; 1 is lowest, 0 is none.

    The cost depends on the outlines, not on the frame size: each run is one slice, and only the
    columns of a changed mask are rewritten.

    Attributes:
        columns: the ranks, W x H.
        track_ids: the track of each rank; rank r belongs to track_ids[r - 1].
    """

    def __init__(self, height: int, width: int) -> None:
        self.height = height
        self.width = width
        self.columns: Columns = np.zeros((width, height), np.uint16)
        self.track_ids: tuple[int, ...] = ()
        self._masks: dict[int, Mask] = {}
        self._runs: dict[int, tuple[Mask, Runs]] = {}
        self._lifted: int | None = None
        self._own: NDArray[np.bool_] | None = None
        self._others: Columns | None = None

    @property
    def is_lifted(self) -> bool:
        """True if a stroke is being painted."""
        return self._lifted is not None

    def rank_of(self, track_id: int | None) -> int:
        """Return the rank of a track, or 0 if it is not shown."""
        return self.track_ids.index(track_id) + 1 if track_id in self.track_ids else 0

    def set_masks(self, masks: Mapping[int, Mask]) -> Box | None:
        """Show these masks, bottom layer first.

        Returns:
            The box (x, y, width, height) in which pixels may differ, or None for the whole frame.
        """
        after = dict(masks)
        before = self._masks
        self.unlift()
        self._masks = after
        if tuple(after) != self.track_ids:
            self.track_ids = tuple(after)
            self._runs = {one: runs for one, runs in self._runs.items() if one in after}
            self._write(self.columns, 0, self.width)
            return None
        changed = [track_id for track_id in after if after[track_id] != before[track_id]]
        boxes = [m[track_id].box for track_id in changed for m in (before, after)]
        union = union_of([box for box in boxes if box[2] and box[3]])
        self._write(self.columns, union[0], union[0] + union[2])
        return union

    def lift(self, track_id: int) -> None:
        """Prepare to paint into a track; a track without a mask gets the top rank."""
        if self._lifted == track_id:
            return
        if track_id not in self._masks:
            self._masks[track_id] = Mask.empty(self.height, self.width)
            self.track_ids = tuple(self._masks)
        self._lifted = track_id
        left, _, width, _ = self._masks[track_id].box
        if self._others is None:
            self._others = np.empty_like(self.columns)
        np.copyto(self._others, self.columns)
        self._write(self._others, left, left + width, without=track_id)
        self._own = np.zeros((self.width, self.height), np.bool_)
        _write_runs(self._own.reshape(-1), self._runs_of(track_id), True)

    def discard_painted(self) -> None:
        """Discard painted pixels; the next `set_masks` draws everything."""
        self.unlift()
        self._masks, self._runs = {}, {}
        self.track_ids = (0,)

    def unlift(self) -> None:
        """End the stroke that `lift` began."""
        self._lifted = self._own = None

    def paint(self, x: int, y: int, painted: NDArray[np.bool_], *, value: bool) -> None:
        """Add pixels to the lifted track or remove them; the box lies inside the frame."""
        if self._own is None or self._others is None:
            return
        place = (slice(x, x + painted.shape[1]), slice(y, y + painted.shape[0]))
        own = self._own[place]
        own[painted.T] = value
        rank = np.uint16(self.rank_of(self._lifted))
        self.columns[place] = np.maximum(self._others[place], own * rank)

    def _write(
        self, columns: Columns, left: int, right: int, *, without: int | None = None
    ) -> None:
        """Write all masks except one into some columns (`right` excluded), lower layers first."""
        first, last = left * self.height, right * self.height
        flat = columns.reshape(-1)
        flat[first:last] = 0
        for rank, track_id in enumerate(self._masks, start=1):
            if track_id != without:
                _write_runs(flat, self._runs_of(track_id), rank, first, last)

    def _runs_of(self, track_id: int) -> Runs:
        mask = self._masks[track_id]
        known = self._runs.get(track_id)
        if known is None or known[0] != mask:
            ends = np.cumsum(decode_counts(mask.counts))
            stops = ends[1::2]
            known = self._runs[track_id] = (mask, (ends[0::2][: stops.size], stops))
        return known[1]


def union_of(boxes: list[Box]) -> Box:
    """Return the smallest box around all boxes, or (0, 0, 0, 0) if there are none."""
    if not boxes:
        return (0, 0, 0, 0)
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)


def _write_runs(
    flat: NDArray[np.generic],
    runs: Runs,
    value: int | bool,
    first: int = 0,
    last: int | None = None,
) -> None:
    """Write a value into runs, clipped to first..last (`last` excluded)."""
    last = flat.size if last is None else last
    starts, stops = runs
    within = slice(
        int(np.searchsorted(stops, first, side="right")),
        int(np.searchsorted(starts, last, side="left")),
    )
    begins = np.maximum(starts[within], first).tolist()
    for start, stop in zip(begins, np.minimum(stops[within], last).tolist(), strict=True):
        flat[start:stop] = value
