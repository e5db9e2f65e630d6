"""Size-limited cache of decoded frames around the current frame."""

import threading
from bisect import bisect_left, insort

from av.video.frame import VideoFrame

_BEHIND_WEIGHT = 4  # distance factor for frames behind the direction of travel


class FrameCache:
    """Decoded frames by index; the frame farthest from the cursor is evicted first.

    Frames stay in the decoder's pixel format, which for most videos takes half the memory of RGB.
    Thread-safe.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._frames: dict[int, tuple[VideoFrame, int]] = {}
        self._order: list[int] = []
        self._cursor = 0
        self._direction = 0
        self._lock = threading.Lock()

    @property
    def size_bytes(self) -> int:
        """Size of the cached frames, in bytes."""
        with self._lock:
            return self._bytes

    @property
    def capacity_frames(self) -> int:
        """Estimated number of frames that fit, from the sizes so far; 0 if the cache is empty."""
        with self._lock:
            return self._max_bytes * len(self._frames) // self._bytes if self._bytes else 0

    def point_at(self, frame_index: int, direction: int) -> None:
        """Move the cursor; direction is -1, 0 or +1."""
        with self._lock:
            self._cursor = frame_index
            self._direction = direction

    def get(self, frame_index: int) -> VideoFrame | None:
        """Return a cached frame, or None."""
        entry = self._frames.get(frame_index)
        return None if entry is None else entry[0]

    def __contains__(self, frame_index: int) -> bool:
        return frame_index in self._frames

    def put(self, frame_index: int, frame: VideoFrame) -> None:
        """Add a frame and evict the farthest ones, which can include the frame itself."""
        size = sum(plane.buffer_size for plane in frame.planes)
        with self._lock:
            if frame_index in self._frames:
                return
            self._frames[frame_index] = (frame, size)
            insort(self._order, frame_index)
            self._bytes += size
            while self._bytes > self._max_bytes:
                self._evict_farthest()

    def forget_behind(self, kept: int) -> None:
        """Remove the frames that the cursor passed, except the last `kept`."""
        with self._lock:
            for frame_index in [i for i in self._order if self._behind(i) > kept]:
                self._remove(frame_index)

    def clear(self) -> None:
        """Remove all frames."""
        with self._lock:
            self._frames.clear()
            self._order.clear()
            self._bytes = 0

    def _evict_farthest(self) -> None:
        low, high = self._order[0], self._order[-1]
        frame_index = low if self._distance(low) > self._distance(high) else high
        self._remove(frame_index)

    def _remove(self, frame_index: int) -> None:
        del self._order[bisect_left(self._order, frame_index)]
        self._bytes -= self._frames.pop(frame_index)[1]

    def _behind(self, frame_index: int) -> int:
        """Return how far a frame is behind the cursor; negative for frames ahead of it."""
        return (self._cursor - frame_index) * self._direction

    def _distance(self, frame_index: int) -> int:
        offset = abs(frame_index - self._cursor)
        return offset * (_BEHIND_WEIGHT if self._behind(frame_index) > 0 else 1)
