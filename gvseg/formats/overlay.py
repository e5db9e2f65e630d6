"""Overlay video: the frames with their masks drawn on them, as mp4 with the source's audio."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.records import Colour
from gvseg.formats.audio import open_sound
from gvseg.formats.job import ExportJob
from gvseg.formats.video_stream import (
    StreamClock,
    add_video_stream,
    explain_encoding,
    frame_to_encode,
    stream_clock,
)
from gvseg.formats.video_timing import mux
from gvseg.masks import Mask

if TYPE_CHECKING:
    from av.container import OutputContainer

    from gvseg.video import Video


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one mp4; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    job.total_steps = len(frames)
    options = {"movflags": "faststart"}
    with (
        job.video_of(document) as video,
        explain_encoding("overlay"),
        av.open(str(out), "w", format="mp4", options=options) as target,
    ):
        _encode(target, document, video, frames, job)


def blend(
    frame: NDArray[np.uint8], masks: Sequence[tuple[Mask, Colour]], opacity: float
) -> NDArray[np.uint8]:
    """Return the H x W x 3 frame with translucent masks and their opaque outlines."""
    image = frame.copy()
    thickness = max(1, round(min(frame.shape[:2]) / 480))
    kernel = np.ones((2 * thickness + 1, 2 * thickness + 1), np.uint8)
    for mask, colour in masks:
        x, y, width, height = mask.box
        if width == 0:
            continue
        inside = np.ascontiguousarray(mask.to_array()[y : y + height, x : x + width], np.uint8)
        core = cv2.erode(inside, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)
        crop = image[y : y + height, x : x + width]
        tint = np.asarray(colour, np.float32) * opacity
        filled = crop[core == 1].astype(np.float32) * (1 - opacity) + tint
        crop[core == 1] = np.round(filled).astype(np.uint8)
        crop[(inside == 1) & (core == 0)] = colour
    return image


def _encode(
    target: "OutputContainer",
    document: Document,
    video: "Video",
    frames: Sequence[int],
    job: ExportJob,
) -> None:
    times_s = [video.time_s(frame_index) for frame_index in frames]
    clock = stream_clock(video, times_s)
    stream = _add_stream(target, document, clock, job)
    if clock.rate is None:
        # With B-frames, the duration stored in the file would not include the last frame.
        stream.codec_context.max_b_frames = 0
    if video.clock is not None:
        stream.codec_context.sample_aspect_ratio = _pixel_aspect_ratio(video)
    reformatter = VideoReformatter()
    with open_sound(video, target, times_s, job.notes) as sound:
        for frame_index, time_s, pts in zip(frames, times_s, clock.starts, strict=True):
            masks = [
                (record.mask, document.tracks[track_id].colour)
                for track_id, record in document.masks_on(frame_index).items()
                if document.tracks[track_id].is_visible
            ]
            image = blend(video.frame(frame_index), masks, job.options.opacity)
            coded = frame_to_encode(image, stream, clock, pts, reformatter)
            mux(target, stream.encode(coded), clock.durations)
            sound.write_until(time_s - times_s[0])
            job.step()
        mux(target, stream.encode(None), clock.durations)
        sound.write_until(None)


def _add_stream(
    target: "OutputContainer", document: Document, clock: StreamClock, job: ExportJob
) -> VideoStream:
    name = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    if name == "mpeg4":
        job.notes.append("No H.264 encoder is installed; the video is MPEG-4 part 2.")
    source = document.source
    stream = add_video_stream(target, name, source, clock, "yuv420p")
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
