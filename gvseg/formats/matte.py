"""Mattes for compositing: one grey PNG per frame and object, or a video with an alpha channel.

Alpha is straight, not premultiplied: colours are those of the video, even in transparent areas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from gvseg.annotation.document import Document
from gvseg.annotation.records import Track
from gvseg.errors import OutputError
from gvseg.formats.images import write_grey
from gvseg.formats.job import ExportJob
from gvseg.formats.video_stream import (
    StreamClock,
    add_video_stream,
    explain_encoding,
    frame_to_encode,
    stream_clock,
)
from gvseg.formats.video_timing import mux
from gvseg.mask_editing.matte import matte_of
from gvseg.masks import Mask

if TYPE_CHECKING:
    from av.container import OutputContainer

    from gvseg.video import Video

_NOT_IN_NAMES: Final = '/\\:*?"<>|'


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder of grey PNG per object; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    tracks = [document.tracks[track_id] for track_id in document.layer_order]
    job.total_steps = len(frames) * max(1, len(tracks))
    for track in tracks:
        folder = out / folder_of(track)
        folder.mkdir()
        for frame_index in frames:
            record = document.mask(track.track_id, frame_index)
            mask = _empty(document) if record is None else record.mask
            image = matte_of(mask, job.options.feather_px)
            write_grey(folder / f"{document.source.frame_name(frame_index)}.png", image)
            job.step()


def folder_of(track: Track) -> str:
    """Return the folder of an object: its number, then its name without reserved characters."""
    name = "".join(
        "_" if letter in _NOT_IN_NAMES or ord(letter) < 32 else letter for letter in track.name
    )
    return f"{track.track_id:03d} {name}"[:100].rstrip(" .")


@dataclass(frozen=True, slots=True)
class Encoder:
    """A video encoder with alpha support.

    Attributes:
        name: FFmpeg's name.
        container: FFmpeg's name of the file format.
        pixel_format: a pixel format with alpha.
        options: options of the encoder.
    """

    name: str
    container: str
    pixel_format: str
    options: Mapping[str, str]


def write_video(document: Document, out: Path, job: ExportJob, encoder: Encoder) -> None:
    """Write the video with the matte of all visible objects as its alpha channel."""
    frames = job.frames_of(document)
    job.total_steps = len(frames)
    job.notes.append("The audio is not written.")
    with (
        job.video_of(document) as video,
        explain_encoding("matte"),
        av.open(str(out), "w", format=encoder.container) as target,
    ):
        _encode(target, document, video, frames, job, encoder)


def _encode(
    target: "OutputContainer",
    document: Document,
    video: "Video",
    frames: Sequence[int],
    job: ExportJob,
    encoder: Encoder,
) -> None:
    clock = stream_clock(video, [video.time_s(frame_index) for frame_index in frames])
    stream = _add_stream(target, document, clock, encoder)
    reformatter = VideoReformatter()
    for frame_index, pts in zip(frames, clock.starts, strict=True):
        alpha = matte_of(_shown_on(document, frame_index), job.options.feather_px)
        image = np.dstack([video.frame(frame_index), alpha])
        coded = frame_to_encode(image, stream, clock, pts, reformatter)
        mux(target, stream.encode(coded), clock.durations)
        job.step()
    mux(target, stream.encode(None), clock.durations)


def _add_stream(
    target: "OutputContainer", document: Document, clock: StreamClock, encoder: Encoder
) -> VideoStream:
    if encoder.name not in av.codecs_available:
        raise OutputError(
            f"This build of FFmpeg has no encoder {encoder.name}; choose another matte format."
        )
    stream = add_video_stream(target, encoder.name, document.source, clock, encoder.pixel_format)
    stream.options = dict(encoder.options)
    if encoder.container == "webm":
        stream.metadata["alpha_mode"] = "1"
    return stream


def _shown_on(document: Document, frame_index: int) -> Mask:
    """Return the pixels of all visible objects in a frame."""
    masks = [
        record.mask
        for track_id, record in document.masks_on(frame_index).items()
        if document.tracks[track_id].is_visible
    ]
    return reduce(Mask.__or__, masks, _empty(document))


def _empty(document: Document) -> Mask:
    return Mask.empty(document.source.height, document.source.width)
