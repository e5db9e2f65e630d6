"""The progress of a run, frame by frame. No Qt."""

import numpy as np

from app.panels.timeline.spans import runs


class RunProgress:
    """The frames of a run, and which of them are finished."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._is_done = np.zeros(last - first + 1, np.uint8)

    def add(self, frame_index: int) -> None:
        """Mark a frame as done, unless it is outside the run."""
        if self.first <= frame_index <= self.last:
            self._is_done[frame_index - self.first] = 1

    @property
    def done(self) -> list[tuple[int, int]]:
        """Return (first, stop) of each run of finished frames, in order."""
        return [
            (self.first + start, self.first + stop)
            for start, stop, is_done in runs(self._is_done)
            if is_done
        ]
