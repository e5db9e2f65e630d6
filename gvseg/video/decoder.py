"""Decode a stream forward from any entry point of its index.

Each packet's pts is replaced with the packet's ordinal before decoding, so a decoded frame always
identifies its packet, however wrong the timestamps in the file are.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from gvseg.video.container import (
    VideoPacket,
    decode_packet,
    decode_rest,
    open_container,
    read_packets,
)
from gvseg.video.index import FrameIndex

_BACK_OFF_S = (1, 4, 16, 64)
_MAX_UNKNOWN_PACKETS = 100  # after a seek, before the first packet in the index


def restamp(packet: VideoPacket, ordinal: int) -> None:
    """Set the packet's pts to its ordinal; the decoder copies it to the frame."""
    packet.pts = ordinal
    packet.dts = None


class Decoder:
    """A decoding position in a stream. Not thread-safe."""

    def __init__(self, path: Path, index: FrameIndex) -> None:
        self._path = path
        self._index = index
        self._container: InputContainer
        self._stream: VideoStream
        self._packets: Iterator[VideoPacket]
        self._next_ordinal = 0
        self._first_frame = 0
        self._last_frame = -1
        self._is_finished = False
        self._container, self._stream = open_container(path)
        self._begin(read_packets(self._container, self._stream), 0, first_frame=0)

    @property
    def last_frame(self) -> int:
        """Index of the last decoded frame; after a seek, the entry point's index - 1."""
        return self._last_frame

    @property
    def is_finished(self) -> bool:
        """True if the end of the stream was reached."""
        return self._is_finished

    def go_to(self, key: int) -> None:
        """Seek to an entry point, so that its frame is decoded next; -1 is the start."""
        if key < 0 or not self._index.is_seekable:
            self._reopen(first_frame=0)
            return
        ordinal = int(self._index.key_ordinals[key])
        first_frame = self._index.key_frames[key]
        for time in self._seek_times(key):
            try:
                self._container.seek(time, stream=self._stream, backward=True)
            except av.FFmpegError:
                continue
            packets = read_packets(self._container, self._stream)
            if (entry := self._skip_to(ordinal, packets)) is not None:
                self._begin(chain([entry], packets), ordinal, first_frame=first_frame)
                return
        # No seek reaches the entry point: read from the start, but decode only from there.
        self._reopen(first_frame=first_frame)
        packets = read_packets(self._container, self._stream)
        if (entry := self._skip_to(ordinal, packets)) is not None:
            self._begin(chain([entry], packets), ordinal, first_frame=first_frame)
        else:
            self._is_finished = True

    def step(self) -> list[tuple[int, VideoFrame]]:
        """Decode one packet and return its frames with their indices: often one, sometimes none."""
        if self._is_finished:
            return []
        packet = next(self._packets, None)
        if packet is None:
            self._is_finished = True
            frames = decode_rest(self._stream)
        else:
            ordinal = self._ordinal(packet)
            if ordinal < 0:
                return []
            self._next_ordinal = ordinal + 1
            restamp(packet, ordinal)
            frames = decode_packet(self._stream, packet)
        known = []
        for frame in frames:
            index = -1 if frame.pts is None else self._index.frame_of(frame.pts)
            # Frames coded after the entry point but shown before it may lack their references.
            if index >= self._first_frame:
                known.append((index, frame))
                self._last_frame = max(self._last_frame, index)
        return known

    def close(self) -> None:
        """Release the file."""
        self._is_finished = True
        self._container.close()

    def _begin(self, packets: Iterator[VideoPacket], ordinal: int, *, first_frame: int) -> None:
        self._packets = packets
        self._next_ordinal = ordinal
        self._first_frame = first_frame
        self._last_frame = first_frame - 1
        self._is_finished = False

    def _reopen(self, *, first_frame: int) -> None:
        self._container.close()
        self._container, self._stream = open_container(self._path)
        self._begin(read_packets(self._container, self._stream), 0, first_frame=first_frame)

    def _seek_times(self, key: int) -> Iterator[int]:
        """Yield times to seek to, each earlier than the last, because some demuxers land late."""
        time = int(self._index.key_times[key])
        yield time
        ticks_per_second = 1 / self._index.time_base
        for seconds in _BACK_OFF_S:
            yield int(time - seconds * ticks_per_second)

    def _skip_to(self, ordinal: int, packets: Iterator[VideoPacket]) -> "VideoPacket | None":
        """Return the packet with this ordinal; None if it is not ahead."""
        unknown = 0
        self._next_ordinal = -1
        for packet in packets:
            found = self._ordinal(packet)
            if found == ordinal:
                return packet
            if found > ordinal:
                return None
            if found < 0:
                unknown += 1
                if unknown > _MAX_UNKNOWN_PACKETS:
                    return None
            else:
                self._next_ordinal = found + 1
        return None

    def _ordinal(self, packet: VideoPacket) -> int:
        if not self._index.packet_stamps.size:
            return self._next_ordinal
        stamp = packet.pos if self._index.is_stamped_by_position else packet.pts
        return -1 if stamp is None else self._index.ordinal_of(stamp, self._next_ordinal)
