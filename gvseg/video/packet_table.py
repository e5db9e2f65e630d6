"""Read the metadata of all packets of a stream, without decoding them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from gvseg.video.clock import JUMPING_FORMATS, Int64s, find_offsets
from gvseg.video.container import VideoCancelledError, VideoPacket, read_packets
from gvseg.video.index import NO_TIME

Progress = Callable[[float], None]

_PACKETS_PER_REPORT = 256


@dataclass(frozen=True, kw_only=True, eq=False)
class PacketTable:
    """Metadata of the packets of a stream, one row per packet in file order.

    Attributes:
        pts, dts, position: timestamps in ticks and byte positions; `NO_TIME` if missing.
        offset: ticks to add to the timestamps so that the clock never jumps.
        duration: ticks; 0 if unknown.
        is_key: whether decoding can start at the packet.
        is_shown: whether the packet's frame is shown; an edit list may hide it.
        lost_packets: number of truncated packets at the end, which have no row.
        time_base: seconds per tick.
    """

    pts: Int64s
    dts: Int64s
    position: Int64s
    offset: Int64s
    duration: Int64s
    is_key: NDArray[np.bool_]
    is_shown: NDArray[np.bool_]
    lost_packets: int
    time_base: Fraction

    @property
    def size(self) -> int:
        """Number of packets."""
        return int(self.pts.size)

    @property
    def times(self) -> Int64s:
        """Uncorrected presentation time of each packet; its decoding time if it has none."""
        return np.where(self.pts != NO_TIME, self.pts, self.dts)

    def stamps(self) -> tuple[Int64s, bool]:
        """Return a unique number for each packet, and whether it is the byte position.

        The array is empty if neither byte positions nor pts are unique.
        """
        for column, is_position in ((self.position, True), (self.pts, False)):
            if bool((column != NO_TIME).all()) and np.unique(column).size == column.size:
                return column, is_position
        return np.empty(0, dtype=np.int64), False


class Reporter:
    """Reports the progress of reading a file, and stops it when cancelled."""

    def __init__(
        self, path: Path, progress: Progress | None, cancel: threading.Event | None
    ) -> None:
        self._path = path
        self._size_bytes = max(path.stat().st_size, 1)
        self._progress = progress
        self._cancel = cancel
        self._fraction = 0.0
        self._calls = 0

    def report(self, packet: VideoPacket) -> None:
        """Count one packet.

        Raises:
            VideoCancelledError: the cancel event is set.
        """
        if self._cancel is not None and self._cancel.is_set():
            raise VideoCancelledError(self._path)
        self._calls += 1
        if self._progress is not None and self._calls % _PACKETS_PER_REPORT == 0:
            fraction = min((packet.pos or 0) / self._size_bytes, 1.0)
            self._fraction = max(self._fraction, fraction)
            self._progress(self._fraction)

    def finish(self) -> None:
        """Report that the file has been read."""
        if self._progress is not None:
            self._progress(1.0)


def read_packet_table(
    container: InputContainer, stream: VideoStream, reporter: Reporter
) -> PacketTable:
    """Return the packet table of a newly opened stream.

    Raises:
        VideoCancelledError: reading was cancelled.
    """
    rows: list[tuple[int, int, int, int, bool, bool]] = []
    corrupt: list[bool] = []
    for packet in read_packets(container, stream):
        reporter.report(packet)
        rows.append(
            (
                _or_no_time(packet.pts),
                _or_no_time(packet.dts),
                _or_no_time(packet.pos),
                packet.duration or 0,
                packet.is_keyframe,
                not packet.is_discard,
            )
        )
        corrupt.append(packet.is_corrupt)
    lost = 0
    while corrupt and corrupt[-1]:
        corrupt.pop()
        rows.pop()
        lost += 1
    columns = np.array(rows, dtype=np.int64).reshape(-1, 6)
    pts, dts, position, duration, is_key, is_shown = (column.copy() for column in columns.T)
    time_base = stream.time_base or Fraction(1, 1)
    return PacketTable(
        pts=pts,
        dts=dts,
        position=position,
        offset=_find_offsets(container, pts, dts, is_key != 0, time_base),
        duration=duration,
        is_key=is_key != 0,
        is_shown=is_shown != 0,
        lost_packets=lost,
        time_base=time_base,
    )


def _find_offsets(
    container: InputContainer,
    pts: Int64s,
    dts: Int64s,
    is_key: NDArray[np.bool_],
    time_base: Fraction,
) -> Int64s:
    shown = np.where(pts != NO_TIME, pts, dts)
    if not shown.size or bool((shown == NO_TIME).any()):
        return np.zeros(shown.size, dtype=np.int64)
    pts, coded = shown, None if bool((dts == NO_TIME).any()) else dts
    may_jump = bool(JUMPING_FORMATS & frozenset(container.format.name.split(",")))
    return find_offsets(dts=coded, pts=pts, is_key=is_key, time_base=time_base, may_jump=may_jump)


def _or_no_time(value: int | None) -> int:
    return NO_TIME if value is None else value
