"""A per-frame summary of all objects, updated only where something changed."""

import time
from collections import deque
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.panels.timeline.spans import frame_bits
from app.workspace import Workspace

_BUDGET_S: Final = 0.008


class Sums:
    """The bits and the lowest confidence of each frame, combined over all objects.

    The states of the objects are read from the project in small steps, so that the window stays
    responsive.

    Attributes:
        bits: uint8, one per frame; see `app.panels.timeline.spans`.
        confidence: float32, one per frame, or nan without a prediction.
    """

    def __init__(self, workspace: Workspace, low: float) -> None:
        document = workspace.document
        count = document.source.frame_count
        self._workspace = workspace
        self._low = low
        self._known: set[int] = set()
        self._waiting = deque(document.layer_order)
        self.bits: NDArray[np.uint8] = np.zeros(count, np.uint8)
        self.confidence: NDArray[np.float32] = np.full(count, np.nan, np.float32)

    @property
    def is_complete(self) -> bool:
        """True if every object is included."""
        return not self._waiting

    def load_some(self) -> None:
        """Read objects for a few milliseconds."""
        stop_at = time.monotonic() + _BUDGET_S
        while self._waiting and time.monotonic() < stop_at:
            track_id = self._waiting.popleft()
            if track_id in self._workspace.document.tracks:
                self._known.add(track_id)
                self._add(track_id, 0, self.bits.size - 1)

    def refresh(self, first: int, last: int) -> None:
        """Read frames first..last (inclusive) again."""
        tracks = self._workspace.document.tracks
        known = self._known | set(self._waiting)
        self._known &= tracks.keys()
        self._waiting.extend(one for one in tracks if one not in known)
        if last < first:
            return
        self.bits[first : last + 1] = 0
        self.confidence[first : last + 1] = np.nan
        for track_id in self._known:
            self._add(track_id, first, last)

    def _add(self, track_id: int, first: int, last: int) -> None:
        states = self._workspace.document.states(track_id)
        part = slice(first, last + 1)
        self.bits[part] |= frame_bits(states, first, last, self._low)
        self.confidence[part] = np.fmin(self.confidence[part], states.confidence[part])
