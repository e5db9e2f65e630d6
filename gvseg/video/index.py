"""Index that maps frames to packets, for exact random access.

A packet's *ordinal* is its position in file order. A frame's index is its position in presentation
order.
"""

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from gvseg.video.clock import Clock, Int64s

NO_TIME = np.iinfo(np.int64).min
"""Marks a missing timestamp."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameIndex:
    """Presentation order and entry points of one video stream.

    Attributes:
        frame_ordinals: for each frame, the ordinal of its packet.
        frame_pts: for each frame, its presentation time in ticks; never decreasing.
        time_base: seconds per tick.
        packet_stamps: for each packet, a number that identifies it after a seek: its byte position
            or its pts. Empty if neither is unique; frames can then only be reached from the start.
        is_stamped_by_position: whether `packet_stamps` are byte positions rather than pts.
        key_ordinals: packets at which decoding can start, ascending.
        key_times: ticks to seek to for each of them.
        missing_frames: number of frames that the file declares but does not contain.
        clock: converts timestamps of other streams, such as sound, to times.
    """

    frame_ordinals: Int64s
    frame_pts: Int64s
    time_base: Fraction
    packet_stamps: Int64s
    is_stamped_by_position: bool
    key_ordinals: Int64s
    key_times: Int64s
    missing_frames: int
    clock: Clock

    @property
    def frame_count(self) -> int:
        """Number of frames."""
        return int(self.frame_ordinals.size)

    @property
    def is_seekable(self) -> bool:
        """True if decoding can begin anywhere other than at the start."""
        return bool(self.packet_stamps.size and self.key_ordinals.size)

    @cached_property
    def key_frames(self) -> list[int]:
        """Frame index of each key packet, ascending."""
        return [self.frame_of(int(ordinal)) for ordinal in self.key_ordinals]

    def key_before(self, frame_index: int) -> int:
        """Return the position in `key_ordinals` of the last entry point at or before a frame.

        -1 if there is none.
        """
        return bisect_right(self.key_frames, frame_index) - 1

    def frame_of(self, ordinal: int) -> int:
        """Return the frame index of a packet; -1 if it has no frame."""
        return int(self._frame_of[ordinal]) if 0 <= ordinal < self._frame_of.size else -1

    def ordinal_of(self, stamp: int, guess: int) -> int:
        """Return the ordinal of the packet with this stamp, or -1; `guess` is checked first."""
        if 0 <= guess < self.packet_stamps.size and self.packet_stamps[guess] == stamp:
            return guess
        position = int(np.searchsorted(self._sorted_stamps, stamp))
        if position < self._sorted_stamps.size and self._sorted_stamps[position] == stamp:
            return int(self._stamp_order[position])
        return -1

    @cached_property
    def _frame_of(self) -> Int64s:
        size = int(self.frame_ordinals.max(initial=-1)) + 1
        frames = np.full(size, -1, dtype=np.int64)
        frames[self.frame_ordinals] = np.arange(self.frame_count)
        return frames

    @cached_property
    def _stamp_order(self) -> Int64s:
        return np.argsort(self.packet_stamps, kind="stable")

    @cached_property
    def _sorted_stamps(self) -> Int64s:
        return self.packet_stamps[self._stamp_order]
