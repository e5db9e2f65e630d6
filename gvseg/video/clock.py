"""Remove the jumps and restarts of a stream's clock.

Recorders splice transport streams, and their clocks overflow. Players show such a stream without a
pause, as GvSeg does.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Int64s: TypeAlias = NDArray[np.int64]

JUMPING_FORMATS = frozenset({"mpegts", "mpeg", "flv"})
"""Formats for broadcast or splicing, in which a long step of the clock is not a pause."""

_JUMP_S = 3.0
_JUMP_STEPS = 10  # a slow stream may take a picture only every few seconds
_RESTART_S = 1.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Converts time stamps in a file to seconds after its first frame.

    Attributes:
        start_s: time stamp of the first frame.
        offsets_s: offset of the time stamps between each two jumps of the clock.
    """

    start_s: float = 0.0
    offsets_s: tuple[float, ...] = (0.0,)

    def elapsed_s(self, stamp_s: float, expected_s: float) -> float:
        """Return the time after the first frame, read in the stretch that fits `expected_s` best.

        Another stream of the file does not say in which stretch its packets are.
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
    """Return the ticks to add to each packet's time stamps so that the clock never jumps.

    Args:
        dts: when packets are decoded, in file order; None where the file does not say that of all.
        pts: when they are shown, or decoded where that is not given.
        is_key: packets at which decoding can start.
        time_base: seconds in a tick.
        may_jump: whether a long step forward is a jump rather than a long frame.
    """
    offsets = np.zeros(pts.size, dtype=np.int64)
    steps = np.diff(pts if dts is None else dts)
    usual = int(np.median(steps[steps > 0])) if bool((steps > 0).any()) else 1
    if dts is None:
        is_jump = _is_before_last_key(pts, is_key)[1:]
    else:
        # A clock that starts over does so at a key frame; smaller steps back are careless stamps.
        is_jump = (steps < 0) & (is_key[1:] | (steps < -_RESTART_S / time_base))
    if may_jump:
        is_jump |= steps > max(_JUMP_S / time_base, _JUMP_STEPS * usual)
    starts = [0, *(np.flatnonzero(is_jump) + 1).tolist()]
    for before, start, end in zip(starts, starts[1:], [*starts[2:], pts.size], strict=False):
        latest = int((pts[before:start] + offsets[before:start]).max())
        offsets[start:end] = latest + usual - int(pts[start:end].min())
    return offsets


def _is_before_last_key(pts: Int64s, is_key: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which key frames are shown before the key frame that precedes them in the file."""
    keys = np.flatnonzero(is_key)
    is_before = np.zeros(pts.size, dtype=np.bool_)
    is_before[keys[1:][np.diff(pts[keys]) < 0]] = True
    return is_before
