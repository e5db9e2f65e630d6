"""Maps frames to pixels on the timeline, without Qt."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

PX_PER_FRAME_MAX: Final = 48.0
_TICK_GAP_PX: Final = 112.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameAxis:
    """A range of frames mapped to a range of pixels.

    Attributes:
        frame_count: number of frames in the video.
        first: frame at the left edge; may be fractional.
        px_per_frame: pixels per frame.
        left: x of the left edge, in pixels.
        width: width in pixels.
    """

    frame_count: int
    first: float
    px_per_frame: float
    left: int
    width: int

    @classmethod
    def whole(cls, frame_count: int, left: int, width: int) -> "FrameAxis":
        """Return the axis that shows all frames."""
        count, wide = max(1, frame_count), max(1, width)
        scale = min(wide / count, PX_PER_FRAME_MAX)
        return cls(frame_count=count, first=0.0, px_per_frame=scale, left=left, width=wide)

    @property
    def is_whole(self) -> bool:
        """True if all frames are visible."""
        return self.px_per_frame * self.frame_count <= self.width + 0.5

    @property
    def shown(self) -> tuple[int, int]:
        """First and last visible frame, inclusive."""
        last = int(np.ceil(self.first + self.width / self.px_per_frame)) - 1
        return max(0, int(self.first)), min(self.frame_count - 1, max(0, last))

    def x_of(self, frame_index: float) -> float:
        """Return the left edge of a frame, in pixels."""
        return self.left + (frame_index - self.first) * self.px_per_frame

    def frame_at(self, x: float) -> int:
        """Return the frame at x, clamped to the video."""
        wanted = int(np.floor(self.first + (x - self.left) / self.px_per_frame))
        return min(max(0, wanted), self.frame_count - 1)

    def zoomed(self, factor: float, at_x: float) -> "FrameAxis":
        """Return a copy zoomed about a pixel position."""
        least = min(self.width / self.frame_count, PX_PER_FRAME_MAX)
        scale = min(max(self.px_per_frame * factor, least), PX_PER_FRAME_MAX)
        held = self.first + (at_x - self.left) / self.px_per_frame
        moved = held - (at_x - self.left) / scale
        return replace(self, px_per_frame=scale, first=moved)._clamped()

    def panned(self, pixels: float) -> "FrameAxis":
        """Return a copy panned left by a number of pixels."""
        return replace(self, first=self.first + pixels / self.px_per_frame)._clamped()

    def resized(self, left: int, width: int) -> "FrameAxis":
        """Return a copy with another width; if all frames are visible, they stay visible."""
        if self.is_whole:
            return FrameAxis.whole(self.frame_count, left, width)
        return replace(self, left=left, width=max(1, width)).zoomed(1.0, left)

    def showing(self, frame_index: int) -> "FrameAxis":
        """Return a copy that shows the frame, scrolled by a page if needed."""
        x = self.x_of(frame_index)
        if self.left <= x <= self.left + self.width - self.px_per_frame:
            return self
        page = self.width / self.px_per_frame
        ahead = 0.1 if x > self.left else 0.9
        return replace(self, first=frame_index - ahead * page)._clamped()

    def edges(self) -> NDArray[np.int64]:
        """Return the first frame of each cell and the end of the last cell. A cell is a frame,
        or a pixel column if frames are narrower than a pixel."""
        first, last = self.shown
        if self.px_per_frame >= 1:
            return np.arange(first, last + 2, dtype=np.int64)
        columns = np.floor(self.first + np.arange(self.width + 1) / self.px_per_frame)
        inside = np.clip(columns.astype(np.int64), first, last + 1)
        return np.unique(np.append(inside, last + 1))

    def ticks(self) -> list[int]:
        """Return the frames to label, at round intervals."""
        least = _TICK_GAP_PX / self.px_per_frame
        step = 1
        while step < least:
            for factor in (1, 2, 5):
                if step * factor >= least:
                    return self._multiples(step * factor)
            step *= 10
        return self._multiples(step)

    def _multiples(self, step: int) -> list[int]:
        first, last = self.shown
        return list(range(-(-first // step) * step, last + 1, step))

    def _clamped(self) -> "FrameAxis":
        most = max(0.0, self.frame_count - self.width / self.px_per_frame)
        return replace(self, first=min(max(0.0, self.first), most))
