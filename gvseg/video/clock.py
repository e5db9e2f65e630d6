"""Remove discontinuities from a stream's timestamps.

Recorders splice transport streams, and their clocks wrap around. GvSeg plays across such a
discontinuity without a pause, like any video player.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Int64s: TypeAlias = NDArray[np.int64]

JUMPING_FORMATS = frozenset({"mpegts", "mpeg", "flv"})
"""Broadcast and spliceable formats, in which a long step in time is a discontinuity, not a pause.
"""

_JUMP_S = 3.0
_JUMP_STEPS = 10  # a time-lapse stream may have only one frame every few seconds
_RESTART_S = 1.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Converts timestamps in a file to seconds after its first frame.

    Attributes:
        start_s: timestamp of the first frame.
        offsets_s: correction for each segment between two discontinuities.
    """

    start_s: float = 0.0
    offsets_s: tuple[float, ...] = (0.0,)

    def elapsed_s(self, stamp_s: float, expected_s: float) -> float:
        """Return the time after the first frame in the segment that best matches `expected_s`.

        The expected time is needed because packets of another stream, such as sound, do not
        identify their segment.
        """
        times = [stamp_s + offset - self.start_s for offset in self.offsets_s]
        return min(times, key=lambda time: abs(time - expected_s))


def find_offsets(
    *,
    dts: Int64s | None,
    pts: Int64s,
    is_key: NDArray[np.bool_],
    time_base: Fraction,
    may_jump: bool,
) -> Int64s:
    """Return the ticks to add to each packet's timestamps so that the clock never jumps.

    Args:
        dts: decoding timestamps, in file order; None if any packet lacks one.
        pts: presentation timestamps; the decoding timestamp where a packet has none.
        is_key: packets at which decoding can start.
        time_base: seconds per tick.
        may_jump: whether a long step forward is a discontinuity rather than a long frame.
    """
    offsets = np.zeros(pts.size, dtype=np.int64)
    steps = np.diff(pts if dts is None else dts)
    usual = int(np.median(steps[steps > 0])) if bool((steps > 0).any()) else 1
    if dts is None:
        is_jump = _is_before_last_key(pts, is_key)[1:]
    else:
        # Clocks restart at a key frame; smaller steps back elsewhere are sloppy timestamps.
        is_jump = (steps < 0) & (is_key[1:] | (steps < -_RESTART_S / time_base))
    if may_jump:
        is_jump |= steps > max(_JUMP_S / time_base, _JUMP_STEPS * usual)
    starts = [0, *(np.flatnonzero(is_jump) + 1).tolist()]
    for before, start, end in zip(starts, starts[1:], [*starts[2:], pts.size], strict=False):
        latest = int((pts[before:start] + offsets[before:start]).max())
        offsets[start:end] = latest + usual - int(pts[start:end].min())
    return offsets


def _is_before_last_key(pts: Int64s, is_key: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark key frames shown before the key frame that precedes them in the file."""
    keys = np.flatnonzero(is_key)
    is_before = np.zeros(pts.size, dtype=np.bool_)
    is_before[keys[1:][np.diff(pts[keys]) < 0]] = True
    return is_before
