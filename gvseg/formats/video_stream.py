"""The video stream that overlays and mattes are encoded into: its size, colours and clock."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from gvseg.annotation.records import VideoSource
from gvseg.errors import OutputError
from gvseg.formats.video_timing import TICKS, constant_rate, durations_of, ticks_of

if TYPE_CHECKING:
    from av.container import OutputContainer

    from gvseg.video import Video

_BT709: Final = 1
_LIMITED_RANGE: Final = 1


class StreamClock(NamedTuple):
    """The display times of the frames of a stream.

    Attributes:
        rate: frames per second, or None if the frames are not evenly spaced.
        nominal_rate: rate to create the stream with.
        tick: duration of a tick, in seconds.
        starts: start of each frame, in ticks.
        durations: duration in ticks by start.
    """

    rate: Fraction | None
    nominal_rate: Fraction
    tick: Fraction
    starts: list[int]
    durations: dict[int, int]


def stream_clock(video: "Video", times_s: Sequence[float]) -> StreamClock:
    """Return the clock that keeps the times of some of a video's frames."""
    rate = constant_rate(times_s, video.frame_rate)
    tick = 1 / rate if rate else Fraction(1, TICKS)
    starts = ticks_of(times_s, tick)
    nominal = rate or Fraction(video.frame_rate or 25)
    return StreamClock(rate, nominal, tick, starts, durations_of(starts))


def add_video_stream(
    target: "OutputContainer", encoder: str, source: VideoSource, clock: StreamClock, pixels: str
) -> VideoStream:
    """Add a stream of the source's size, rounded up to even, in limited-range BT.709.

    Args:
        target: the file.
        encoder: FFmpeg's name of the encoder.
        source: the annotated video.
        clock: clock of the frames.
        pixels: FFmpeg's name of the pixel format.
    """
    stream = target.add_stream(encoder, rate=clock.nominal_rate.limit_denominator(1001))
    if not isinstance(stream, VideoStream):
        raise TypeError(f"{encoder} is not a video encoder")
    stream.width, stream.height = source.width + source.width % 2, source.height + source.height % 2
    stream.pix_fmt = pixels
    # Without these tags, players guess the colour space from the size, and colours shift.
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED_RANGE
    context.time_base = clock.tick
    return stream


def frame_to_encode(
    pixels: NDArray[np.uint8],
    stream: VideoStream,
    clock: StreamClock,
    start: int,
    reformatter: VideoReformatter,
) -> VideoFrame:
    """Return a frame in the stream's pixel format, padded to an even size with its edge.

    Args:
        pixels: H x W x 3 or 4, RGB or RGBA.
        stream: from `add_video_stream`.
        clock: its clock.
        start: start of the frame, in ticks.
        reformatter: reused for all frames of the stream.
    """
    height, width, channels = pixels.shape
    even = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    frame = reformatter.reformat(
        VideoFrame.from_ndarray(even, format="rgb24" if channels == 3 else "rgba"),
        format=stream.pix_fmt,
        dst_colorspace=_BT709,
    )
    frame.pts, frame.time_base = start, clock.tick
    return frame


@contextmanager
def explain_encoding(name: str) -> Iterator[None]:
    """Convert errors of the encoder to messages; disk errors pass through.

    Raises:
        OutputError: the encoder failed.
    """
    try:
        yield
    except av.FFmpegError as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise OutputError(f"The {name} cannot be encoded ({error}).") from error
