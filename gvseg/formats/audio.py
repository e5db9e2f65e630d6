"""Carries the source's sound into an overlay: copied where mp4 can hold it, else encoded as AAC."""

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
_DRIFT_S = 0.1  # time stamps in whole milliseconds, or of whole packets, are off by less
_MAX_DEMUX_ERRORS = 64


class Sound(Protocol):
    """The sound of the frames written, moved to start with the first of them."""

    def write_until(self, time_s: float | None) -> None:
        """Write what sounds up to a time of the overlay; None for all that is left."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the sound that goes into the overlay.

    Attributes:
        first_s, last_s: where it begins and ends, in seconds after frame 0.
        clock: how time stamps of the file become such seconds.
    """

    first_s: float
    last_s: float
    clock: "Clock"

    @property
    def length_s(self) -> float:
        """How long it is."""
        return self.last_s - self.first_s


@contextmanager
def open_sound(
    video: "Video", target: "OutputContainer", times_s: Sequence[float], notes: list[str]
) -> Iterator[Sound]:
    """The first sound track of a video file, or silence where there is none.

    Args:
        times_s: when each frame written is shown, in seconds of the video.
        notes: takes what there is to say.
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
            notes.append(f"The sound ({name}) was converted to AAC.")
            yield AudioRecoding(source, stream, target, window, notes)


class AudioCopy:
    """Packets as they are."""

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
        self._heard_s = 0.0
        self._last_pts = -1

    def write_until(self, time_s: float | None) -> None:
        """Write the packets that begin up to then."""
        first_s = self._window.first_s
        while (packet := self._waiting or next(self._packets, None)) is not None:
            self._waiting = None
            if packet.pts is None or packet.time_base is None:
                continue
            stamp_s = float(packet.pts * packet.time_base)
            packet_s = self._window.clock.elapsed_s(stamp_s, self._heard_s)
            if packet_s >= self._window.last_s:
                return
            if packet_s >= first_s and time_s is not None and packet_s - first_s > time_s:
                self._waiting = packet
                return
            self._heard_s = packet_s + float((packet.duration or 0) * packet.time_base)
            pts = round((packet_s - first_s) / packet.time_base)
            if packet_s >= first_s and pts > self._last_pts:
                packet.pts = packet.dts = self._last_pts = pts
                packet.stream = self._stream
                self._target.mux(packet)


class AudioRecoding:
    """Decoded, resampled where AAC does not know the rate, and encoded as AAC.

    Samples are placed by their number; time stamps only say where sound is missing or doubled.
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
        self._place = round(-window.first_s * self._rate)  # of the next sample; 0 is the first kept
        self._written = 0

    def write_until(self, time_s: float | None) -> None:
        """Write the decoded frames that begin up to then."""
        while (frame := self._waiting or next(self._frames, None)) is not None:
            self._waiting = None
            frame_s = self._start_of(frame)
            if frame_s >= self._window.length_s:
                break
            if time_s is not None and frame_s > time_s:
                self._waiting = frame
                return
            if abs(frame_s - self._place / self._rate) > _DRIFT_S:
                self._place = round(frame_s * self._rate)
            self._resample(frame)
        if time_s is None:
            self._resample(None)
            self._target.mux(self._stream.encode(None))

    def _start_of(self, frame: AudioFrame) -> float:
        """When a frame begins, in seconds of the overlay."""
        expected_s = self._place / self._rate + self._window.first_s
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
            self._notes.append("The sound is damaged; what cannot be decoded is silent.")

    def _resample(self, frame: AudioFrame | None) -> None:
        """Bring a frame to the rate and layout of the overlay and write it; None at the end."""
        kind = None if frame is None else (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind:  # broadcasts change from stereo to surround and back
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
        """Write samples at their place: after silence where there is a gap, once where doubled."""
        start, self._place = self._place, self._place + samples.shape[1]
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
    """A source without sound."""

    def write_until(self, time_s: float | None) -> None:
        """Nothing to do."""


def _read_packets(
    source: "InputContainer", stream: "AudioStream"
) -> "Iterator[Packet[AudioStream]]":
    """Packets to the end, past damaged places."""
    for _ in range(_MAX_DEMUX_ERRORS):
        try:
            yield from source.demux(stream)
        except av.FFmpegError:
            continue
        return
