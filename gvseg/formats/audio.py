"""Carries a source's sound into an overlay: as it is where mp4 takes it, else coded anew as AAC."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

import av
from av.audio.resampler import AudioResampler

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet

    from gvseg.video import Video

_MP4_CODECS = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"})
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000)
_USUAL_RATE = 48000


class Sound(Protocol):
    """The sound of the frames written, moved to start with the first of them."""

    def write_until(self, time_s: float | None) -> None:
        """Write what sounds up to a time of the overlay; None for all that is left."""


@contextmanager
def open_sound(
    video: "Video", target: "OutputContainer", times_s: Sequence[float], notes: list[str]
) -> Iterator[Sound]:
    """The first sound track of a video file, or silence where there is none.

    Args:
        times_s: when each frame written is shown, in seconds of the video.
        notes: takes what there is to say.
    """
    if video.is_folder:
        yield Silence()
        return
    with av.open(str(video.path)) as source:
        stream = next(iter(source.streams.audio), None)
        if stream is None or stream.codec_context is None:
            yield Silence()
            return
        start_s = _video_start_s(source)
        step_s = (times_s[-1] - times_s[0]) / max(1, len(times_s) - 1) or 0.04
        window_s = (start_s + times_s[0], start_s + times_s[-1] + step_s)
        if stream.codec_context.name in _MP4_CODECS:
            yield AudioCopy(source, stream, target, window_s)
        else:
            notes.append(
                f"The sound ({stream.codec_context.name}) cannot stand in an mp4 as it is and was "
                f"coded anew as AAC."
            )
            yield AudioRecoding(source, stream, target, window_s, notes)


class AudioCopy:
    """Packets as they are."""

    def __init__(
        self,
        source: "InputContainer",
        stream: "AudioStream",
        target: "OutputContainer",
        window_s: tuple[float, float],
    ) -> None:
        self._packets: Iterator[Packet[AudioStream]] = source.demux(stream)
        self._target = target
        self._stream = target.add_stream_from_template(stream)
        self._first_s, self._last_s = window_s
        self._waiting: Packet[AudioStream] | None = None

    def write_until(self, time_s: float | None) -> None:
        """Write the packets that begin up to then."""
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


class AudioRecoding:
    """Decoded, resampled where AAC does not know the rate, and coded as AAC."""

    def __init__(
        self,
        source: "InputContainer",
        stream: "AudioStream",
        target: "OutputContainer",
        window_s: tuple[float, float],
        notes: list[str],
    ) -> None:
        self._frames = source.decode(stream)
        self._target = target
        self._first_s, self._last_s = window_s
        self._notes = notes
        rate = stream.rate if stream.rate in _AAC_RATES else _USUAL_RATE
        self._rate = rate
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        self._stream = target.add_stream("aac", rate=rate, layout=layout)
        self._resampler = AudioResampler(format="fltp", layout=layout, rate=rate)
        self._written: int | None = None
        self._waiting: AudioFrame | None = None

    def write_until(self, time_s: float | None) -> None:
        """Write the decoded frames that begin up to then."""
        while (frame := self._waiting or self._next()) is not None:
            self._waiting = None
            frame_s = float(frame.time or 0.0)
            if frame_s >= self._last_s:
                break
            if frame_s < self._first_s:
                continue
            if time_s is not None and frame_s - self._first_s > time_s:
                self._waiting = frame
                return
            if self._written is None:
                self._written = round((frame_s - self._first_s) * self._rate)
            frame.pts = None
            self._write(self._resampler.resample(frame))
        if time_s is None:
            if self._written is not None:
                self._write(self._resampler.resample(None))
            self._target.mux(self._stream.encode(None))

    def _next(self) -> "AudioFrame | None":
        try:
            return next(self._frames, None)
        except av.FFmpegError as error:
            self._notes.append(f"The sound is damaged and ends early ({error}).")
            return None

    def _write(self, frames: "list[AudioFrame]") -> None:
        for frame in frames:
            frame.pts = self._written
            self._written = (self._written or 0) + frame.samples
            self._target.mux(self._stream.encode(frame))


class Silence:
    """A source without sound."""

    def write_until(self, time_s: float | None) -> None:
        """Nothing to do."""


def _video_start_s(source: "InputContainer") -> float:
    """When the first frame is shown, on the clock of the file."""
    stream = source.streams.video[0]
    with suppress(TypeError):
        if stream.start_time is not None and stream.time_base is not None:
            return float(stream.start_time * stream.time_base)
    return 0.0
