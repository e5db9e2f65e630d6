"""Copies a source's sound into an overlay, packet by packet, without coding it anew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import av

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet

    from gvseg.video import Video

_MP4_CODECS = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"})


class AudioCopy:
    """The sound of the frames written, moved to start with the first of them."""

    def __init__(
        self,
        packets: "Iterator[Packet[AudioStream]]",
        target: "OutputContainer",
        stream: "AudioStream",
        window_s: tuple[float, float],
    ) -> None:
        self._packets = packets
        self._target = target
        self._stream = stream
        self._first_s, self._last_s = window_s
        self._waiting: Packet[AudioStream] | None = None

    @classmethod
    @contextmanager
    def open(
        cls,
        video: "Video",
        target: "OutputContainer",
        times_s: Sequence[float],
        notes: list[str],
    ) -> "Iterator[AudioCopy | Silence]":
        """The copy of a video file's sound, or silence where there is none to copy."""
        if video.is_folder:
            yield Silence()
            return
        with av.open(str(video.path)) as source:
            stream = next(iter(source.streams.audio), None)
            if stream is None or stream.codec_context is None:
                yield Silence()
                return
            name = stream.codec_context.name
            if name not in _MP4_CODECS:
                notes.append(f"The sound ({name}) cannot stand in an mp4 and was left out.")
                yield Silence()
                return
            start_s = _video_start_s(source)
            step_s = (times_s[-1] - times_s[0]) / max(1, len(times_s) - 1) or 0.04
            window_s = (start_s + times_s[0], start_s + times_s[-1] + step_s)
            yield cls(
                source.demux(stream), target, target.add_stream_from_template(stream), window_s
            )

    def copy_until(self, time_s: float | None) -> None:
        """Write the packets up to a time of the overlay; None for all that are left."""
        while True:
            packet = self._waiting or next(self._packets, None)
            self._waiting = None
            if packet is None:
                return
            if packet.pts is None or packet.time_base is None:
                continue
            packet_s = float(packet.pts * packet.time_base)
            if packet_s >= self._last_s:
                return
            if packet_s < self._first_s:
                continue
            if time_s is not None and packet_s - self._first_s > time_s:
                self._waiting = packet
                return
            shift = round(self._first_s / packet.time_base)
            packet.pts -= shift
            packet.dts = packet.pts
            packet.stream = self._stream
            self._target.mux(packet)


class Silence:
    """A source without sound."""

    def copy_until(self, time_s: float | None) -> None:
        """Nothing to do."""


def _video_start_s(source: "av.container.InputContainer") -> float:
    """When the first frame is shown, on the clock of the file."""
    stream = source.streams.video[0]
    with suppress(TypeError):
        if stream.start_time is not None and stream.time_base is not None:
            return float(stream.start_time * stream.time_base)
    return 0.0
