"""Overlay video: the frames with their masks drawn on them, as mp4 with the source's audio."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.records import Colour
from gvseg.errors import OutputError
from gvseg.formats.audio import open_sound
from gvseg.formats.job import ExportJob
from gvseg.formats.video_timing import TICKS, constant_rate, durations_of, mux, ticks_of
from gvseg.masks import Mask

if TYPE_CHECKING:
    from av.container import OutputContainer

    from gvseg.video import Video

_BT709 = 1
_LIMITED_RANGE = 1


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one mp4; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    job.total_steps = len(frames)
    with job.video_of(document) as video:
        try:
            with av.open(str(out), "w", format="mp4", options={"movflags": "faststart"}) as target:
                _encode(target, document, video, frames, job)
        except av.FFmpegError as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise OutputError(f"The overlay cannot be encoded ({error}).") from error


def blend(
    frame: NDArray[np.uint8], masks: Sequence[tuple[Mask, Colour]], opacity: float
) -> NDArray[np.uint8]:
    """Return the H x W x 3 frame with translucent masks and their opaque outlines."""
    picture = frame.copy()
    thickness = max(1, round(min(frame.shape[:2]) / 480))
    kernel = np.ones((2 * thickness + 1, 2 * thickness + 1), np.uint8)
    for mask, colour in masks:
        x, y, width, height = mask.box
        if width == 0:
            continue
        inside = np.ascontiguousarray(mask.to_array()[y : y + height, x : x + width], np.uint8)
        core = cv2.erode(inside, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)
        crop = picture[y : y + height, x : x + width]
        tint = np.asarray(colour, np.float32) * opacity
        filled = crop[core == 1].astype(np.float32) * (1 - opacity) + tint
        crop[core == 1] = np.round(filled).astype(np.uint8)
        crop[(inside == 1) & (core == 0)] = colour
    return picture


def _encode(
    target: "OutputContainer",
    document: Document,
    video: "Video",
    frames: Sequence[int],
    job: ExportJob,
) -> None:
    times_s = [video.time_s(frame_index) for frame_index in frames]
    rate = constant_rate(times_s, video.frame_rate)
    stream = _add_stream(target, document, rate or Fraction(video.frame_rate or 25), job)
    tick = 1 / rate if rate else Fraction(1, TICKS)
    stream.codec_context.time_base = tick
    if rate is None:
        # With B-frames, the duration in the file would exclude the last frame.
        stream.codec_context.max_b_frames = 0
    starts = ticks_of(times_s, tick)
    durations = durations_of(starts)
    if video.clock is not None:
        stream.codec_context.sample_aspect_ratio = _pixel_aspect_ratio(video)
    reformatter = VideoReformatter()
    with open_sound(video, target, times_s, job.notes) as sound:
        for frame_index, time_s, pts in zip(frames, times_s, starts, strict=True):
            masks = [
                (record.mask, document.tracks[track_id].colour)
                for track_id, record in document.masks_on(frame_index).items()
                if document.tracks[track_id].is_visible
            ]
            picture = blend(video.frame(frame_index), masks, job.options.opacity)
            coded = reformatter.reformat(
                VideoFrame.from_ndarray(_pad_to_even(picture), format="rgb24"),
                format="yuv420p",
                dst_colorspace=_BT709,
            )
            coded.pts, coded.time_base = pts, tick
            mux(target, stream.encode(coded), durations)
            sound.write_until(time_s - times_s[0])
            job.step()
        mux(target, stream.encode(None), durations)
        sound.write_until(None)


def _add_stream(
    target: "OutputContainer", document: Document, rate: Fraction, job: ExportJob
) -> VideoStream:
    name = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    if name == "mpeg4":
        job.notes.append("No H.264 encoder is installed; the video is MPEG-4 part 2.")
    stream = target.add_stream(name, rate=rate.limit_denominator(1001))
    if not isinstance(stream, VideoStream):
        raise TypeError(f"{name} is not a video encoder")
    source = document.source
    stream.width, stream.height = source.width + source.width % 2, source.height + source.height % 2
    stream.pix_fmt = "yuv420p"
    # Without these tags, players guess the colour space from the size, and colours shift.
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED_RANGE
    stream.options = {"crf": "18", "preset": "veryfast"} if name == "libx264" else {}
    if name == "mpeg4":
        stream.bit_rate = 8 * stream.width * stream.height
    if (stream.width, stream.height) != (source.width, source.height):
        job.notes.append(
            f"The size of the video must be even: {source.width}x{source.height} became "
            f"{stream.width}x{stream.height} by repeating the last row or column."
        )
    return stream


def _pixel_aspect_ratio(video: "Video") -> Fraction:
    """Return the pixel aspect ratio of the displayed source; 1 if unknown."""
    with av.open(str(video.path)) as source:
        context = source.streams.video[0].codec_context
        shape = context.sample_aspect_ratio
        is_rotated = (context.height, context.width) == (video.width, video.height)
    if not shape or shape <= 0:
        return Fraction(1)
    return 1 / shape if is_rotated and video.width != video.height else shape


def _pad_to_even(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    return np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
