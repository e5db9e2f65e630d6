"""Masks of one frame as a picture of layer ranks at source size, cheap to change in part."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Box, Mask, decode_counts

Columns: TypeAlias = NDArray[np.uint16]
"""W x H: column by column, as run-length codes go."""


class LabelMap:
    """For each source pixel the rank of the uppermost visible object: 1 the lowest; 0 none.

    Costs follow the outlines, not the frame: a rebuild writes one slice a run.

    Attributes:
        columns: W x H ranks.
        track_ids: track of each rank; rank r is track_ids[r - 1].
    """

    def __init__(self, height: int, width: int) -> None:
        self.height = height
        self.width = width
        self.columns: Columns = np.zeros((width, height), np.uint16)
        self.track_ids: tuple[int, ...] = ()
        self._masks: dict[int, Mask] = {}
        self._lifted: int | None = None
        self._own: NDArray[np.bool_] | None = None
        self._others: Columns | None = None

    @property
    def is_lifted(self) -> bool:
        """Whether a stroke is being painted."""
        return self._lifted is not None

    def rank_of(self, track_id: int | None) -> int:
        """Rank of a track; 0 where it is not shown."""
        return self.track_ids.index(track_id) + 1 if track_id in self.track_ids else 0

    def set_masks(self, masks: Mapping[int, Mask]) -> Box | None:
        """Show these masks, bottom layer first.

        Returns:
            The box (x, y, width, height) in which pixels may differ; None for the whole frame.
        """
        after = dict(masks)
        before = self._masks
        self.drop()
        if tuple(after) != self.track_ids:
            self._masks, self.track_ids = after, tuple(after)
            self.columns = self._painted(without=None)
            return None
        changed = [track_id for track_id in after if after[track_id] != before[track_id]]
        self._masks = after
        if not changed:
            return (0, 0, 0, 0)
        self.columns = self._painted(without=None)
        boxes = [m[track_id].box for track_id in changed for m in (before, after)]
        return union_of([box for box in boxes if box[2] and box[3]])

    def lift(self, track_id: int) -> None:
        """Make ready to paint into one track; one without a mask here gets the top rank."""
        if self._lifted == track_id:
            return
        if track_id not in self._masks:
            self._masks[track_id] = Mask.empty(self.height, self.width)
            self.track_ids = tuple(self._masks)
        self._lifted = track_id
        self._others = self._painted(without=track_id)
        self._own = np.zeros((self.width, self.height), np.bool_)
        _write_runs(self._own.reshape(-1), self._masks[track_id], True)

    def forget(self) -> None:
        """Forget what was painted: the next `set_masks` draws everything."""
        self.drop()
        self._masks = {}
        self.track_ids = (0,)

    def drop(self) -> None:
        """Forget what `lift` made ready."""
        self._lifted = self._own = self._others = None

    def paint(self, x: int, y: int, painted: NDArray[np.bool_], *, value: bool) -> None:
        """Show pixels added to or taken from the lifted track; the box lies inside the frame."""
        if self._own is None or self._others is None:
            return
        place = (slice(x, x + painted.shape[1]), slice(y, y + painted.shape[0]))
        own = self._own[place]
        own[painted.T] = value
        rank = np.uint16(self.rank_of(self._lifted))
        self.columns[place] = np.maximum(self._others[place], own * rank)

    def _painted(self, *, without: int | None) -> Columns:
        columns = np.zeros((self.width, self.height), np.uint16)
        flat = columns.reshape(-1)
        for rank, (track_id, mask) in enumerate(self._masks.items(), start=1):
            if track_id != without:
                _write_runs(flat, mask, rank)
        return columns


def union_of(boxes: list[Box]) -> Box:
    """The smallest box around some; (0, 0, 0, 0) around none."""
    if not boxes:
        return (0, 0, 0, 0)
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)


def _write_runs(flat: NDArray[np.generic], mask: Mask, value: int | bool) -> None:
    ends = np.cumsum(decode_counts(mask.counts)).tolist()
    for start, stop in zip(ends[0::2], ends[1::2], strict=False):
        flat[start:stop] = value
