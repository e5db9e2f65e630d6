"""Adds the source's audio to an overlay video: copied if mp4 supports the codec, else as AAC."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeAlias

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet

    from gvseg.video import Clock, Video

Samples: TypeAlias = NDArray[np.float32]
"""Channels x samples."""

_MP4_CODECS = frozenset({"aac", "ac3", "eac3", "alac", "opus", "flac"})
_CONTAINERS_TO_COPY_FROM = frozenset({"mov", "matroska"})
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000)
_USUAL_RATE = 48000
_DRIFT_S = 0.1  # time stamps that are rounded to milliseconds or packets drift by less than this
_MAX_DEMUX_ERRORS = 64


class Sound(Protocol):
    """Audio of the written frames, shifted to start with the first of them."""

    def write_until(self, time_s: float | None) -> None:
        """Write the audio up to a time in the overlay, in seconds; None for the rest."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time range of the audio that goes into the overlay.

    Attributes:
        first_s, last_s: start and end, in seconds after frame 0.
        clock: converts time stamps of the file to these seconds.
    """

    first_s: float
    last_s: float
    clock: "Clock"

    @property
    def length_s(self) -> float:
        """Duration in seconds."""
        return self.last_s - self.first_s


@contextmanager
def open_sound(
    video: "Video", target: "OutputContainer", times_s: Sequence[float], notes: list[str]
) -> Iterator[Sound]:
    """Yield a writer for the first audio track of a video; it writes nothing if there is none.

    Args:
        video: the source.
        target: the overlay being written.
        times_s: time of each written frame in the source, in seconds.
        notes: list to append notes for the user to.
    """
    if video.clock is None:
        yield Silence()
        return
    with av.open(str(video.path)) as source:
        stream = next(iter(source.streams.audio), None)
        if stream is None or stream.codec_context is None:
            yield Silence()
            return
        step_s = (times_s[-1] - times_s[0]) / max(1, len(times_s) - 1) or 0.04
        window = Window(times_s[0], times_s[-1] + step_s, video.clock)
        name = stream.codec_context.codec.canonical_name
        formats = frozenset(source.format.name.split(","))
        if name in _MP4_CODECS and formats & _CONTAINERS_TO_COPY_FROM:
            yield AudioCopy(source, stream, target, window)
        else:
            notes.append(f"The audio ({name}) was converted to AAC.")
            yield AudioRecoding(source, stream, target, window, notes)


class AudioCopy:
    """Copies packets without decoding them."""

    def __init__(
        self,
        source: "InputContainer",
        stream: "AudioStream",
        target: "OutputContainer",
        window: Window,
    ) -> None:
        self._packets = _read_packets(source, stream)
        self._target = target
        self._stream = target.add_stream_from_template(stream)
        self._window = window
        self._waiting: Packet[AudioStream] | None = None
        self._position_s = 0.0
        self._last_pts = -1

    def write_until(self, time_s: float | None) -> None:
        """Write the packets that start up to this time."""
        first_s = self._window.first_s
        while (packet := self._waiting or next(self._packets, None)) is not None:
            self._waiting = None
            if packet.pts is None or packet.time_base is None:
                continue
            stamp_s = float(packet.pts * packet.time_base)
            packet_s = self._window.clock.elapsed_s(stamp_s, self._position_s)
            if packet_s >= self._window.last_s:
                return
            if packet_s >= first_s and time_s is not None and packet_s - first_s > time_s:
                self._waiting = packet
                return
            self._position_s = packet_s + float((packet.duration or 0) * packet.time_base)
            pts = round((packet_s - first_s) / packet.time_base)
            if packet_s >= first_s and pts > self._last_pts:
                packet.pts = packet.dts = self._last_pts = pts
                packet.stream = self._stream
                self._target.mux(packet)


class AudioRecoding:
    """Decodes the audio, resamples it if AAC does not support the rate, and encodes it as AAC.

    The position of a sample is found by counting; time stamps only reveal gaps and overlaps.
    """

    def __init__(
        self,
        source: "InputContainer",
        stream: "AudioStream",
        target: "OutputContainer",
        window: Window,
        notes: list[str],
    ) -> None:
        self._frames = self._decode(source, stream)
        self._target = target
        self._window = window
        self._notes = notes
        self._rate = stream.rate if stream.rate in _AAC_RATES else _USUAL_RATE
        self._layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        self._stream = target.add_stream("aac", rate=self._rate, layout=self._layout)
        self._resampler: AudioResampler | None = None
        self._kind: tuple[str, str, int] | None = None
        self._waiting: AudioFrame | None = None
        self._position = round(
            -window.first_s * self._rate
        )  # position of the next sample; 0 is the start
        self._written = 0

    def write_until(self, time_s: float | None) -> None:
        """Write the decoded audio frames that start up to this time."""
        while (frame := self._waiting or next(self._frames, None)) is not None:
            self._waiting = None
            frame_s = self._start_of(frame)
            if frame_s >= self._window.length_s:
                break
            if time_s is not None and frame_s > time_s:
                self._waiting = frame
                return
            if abs(frame_s - self._position / self._rate) > _DRIFT_S:
                self._position = round(frame_s * self._rate)
            self._resample(frame)
        if time_s is None:
            self._resample(None)
            self._target.mux(self._stream.encode(None))

    def _start_of(self, frame: AudioFrame) -> float:
        """Return the start of an audio frame, in seconds of the overlay."""
        expected_s = self._position / self._rate + self._window.first_s
        if frame.time is None:
            return expected_s - self._window.first_s
        return self._window.clock.elapsed_s(frame.time, expected_s) - self._window.first_s

    def _decode(self, source: "InputContainer", stream: "AudioStream") -> Iterator[AudioFrame]:
        is_damaged = False
        for packet in _read_packets(source, stream):
            try:
                yield from stream.codec_context.decode(packet)
            except EOFError:
                return
            except av.FFmpegError:
                is_damaged = True
        if is_damaged:
            self._notes.append("The audio is damaged; parts that cannot be decoded are silent.")

    def _resample(self, frame: AudioFrame | None) -> None:
        """Write a frame at the rate and layout of the overlay; None flushes the resampler."""
        kind = None if frame is None else (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind:  # broadcasts switch between stereo and surround
            if self._resampler is not None:
                self._write_all(self._resampler.resample(None))
            self._resampler = AudioResampler(format="fltp", layout=self._layout, rate=self._rate)
            self._kind = kind
        if frame is not None and self._resampler is not None:
            frame.pts = None
            self._write_all(self._resampler.resample(frame))

    def _write_all(self, frames: "Sequence[AudioFrame | None]") -> None:
        for frame in frames:
            if frame is not None:
                self._write(np.asarray(frame.to_ndarray(), np.float32))

    def _write(self, samples: Samples) -> None:
        """Write samples at the current position: fill gaps with silence, drop overlaps."""
        start, self._position = self._position, self._position + samples.shape[1]
        end = round(self._window.length_s * self._rate)
        while self._written < min(start, end):
            gap = min(self._rate, min(start, end) - self._written)
            self._encode(np.zeros((samples.shape[0], gap), np.float32))
        kept = samples[:, max(0, self._written - start) : max(0, end - start)]
        if kept.shape[1]:
            self._encode(np.ascontiguousarray(kept))

    def _encode(self, samples: Samples) -> None:
        frame = AudioFrame.from_ndarray(samples, format="fltp", layout=self._layout)
        frame.sample_rate = self._rate
        frame.pts, frame.time_base = self._written, Fraction(1, self._rate)
        self._written += samples.shape[1]
        self._target.mux(self._stream.encode(frame))


class Silence:
    """Writes nothing, for a source without audio."""

    def write_until(self, time_s: float | None) -> None:
        """Do nothing."""


def _read_packets(
    source: "InputContainer", stream: "AudioStream"
) -> "Iterator[Packet[AudioStream]]":
    """Yield all packets, skipping damaged ones."""
    for _ in range(_MAX_DEMUX_ERRORS):
        try:
            yield from source.demux(stream)
        except av.FFmpegError:
            continue
        return
