"""Frame rate, start times and durations of the frames of an exported video."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
from av.video.stream import VideoStream

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.packet import Packet

DEFAULT_RATE: Final = Fraction(25)
TICKS: Final = 60_000  # per second; MPEG-4 part 2 allows at most 65,535
_SAME_RATE_S: Final = 0.001


def constant_rate(times_s: Sequence[float], frame_rate: float) -> Fraction | None:
    """Return the frame rate if it is constant or frames have no times; None if it varies."""
    if times_s[-1] == times_s[0] or frame_rate <= 0:
        return Fraction(frame_rate).limit_denominator(1001) if frame_rate > 0 else DEFAULT_RATE
    measured = (len(times_s) - 1) / (times_s[-1] - times_s[0])
    # Some files round times to milliseconds, so try common rates first.
    common = (Fraction(round(measured)), Fraction(round(measured) * 1000, 1001))
    for rate in (*common, Fraction(measured).limit_denominator(1001)):
        if rate > 0:
            expected = times_s[0] + np.arange(len(times_s)) / float(rate)
            if np.abs(np.asarray(times_s) - expected).max() < _SAME_RATE_S:
                return rate
    return None


def ticks_of(times_s: Sequence[float], tick: Fraction) -> list[int]:
    """Return the time of each frame in ticks after the first, strictly increasing."""
    ticks: list[int] = []
    for time_s in times_s:
        pts = round((time_s - times_s[0]) / tick)
        ticks.append(max(ticks[-1] + 1, pts) if ticks else 0)
    return ticks


def durations_of(starts: Sequence[int]) -> dict[int, int]:
    """Return start -> duration of each frame, in ticks."""
    # The last frame is displayed as long as the one before it.
    ends = [*starts[1:], starts[-1] + max(1, starts[-1] - starts[-2:][0])]
    return {pts: end - pts for pts, end in zip(starts, ends, strict=True)}


def mux(
    target: "OutputContainer", packets: "list[Packet[VideoStream]]", durations: dict[int, int]
) -> None:
    """Write encoded packets with the durations of their frames."""
    for packet in packets:
        if packet.pts in durations:
            packet.duration = durations[packet.pts]
        target.mux(packet)
