"""Documents for tests of formats, made by hand or by Hypothesis, and ways to compare them."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gvseg.annotation.document import Document
from gvseg.annotation.records import Category, VideoSource
from gvseg.formats.building import DocumentBuilder
from gvseg.masks import Mask

HEIGHT, WIDTH = 6, 8


def source_of(frame_count: int, *, height: int = HEIGHT, width: int = WIDTH, **rest) -> VideoSource:
    values = {"path": Path("videos/clip.mp4"), "size_bytes": 12, "sha256": "ab", "frame_rate": 25.0}
    return VideoSource(
        **{**values, "height": height, "width": width, "frame_count": frame_count, **rest}
    )


def disc(y: int, x: int, radius: int, height: int = HEIGHT, width: int = WIDTH) -> Mask:
    rows, columns = np.mgrid[:height, :width]
    return Mask.from_array((rows - y) ** 2 + (columns - x) ** 2 <= radius**2)


def two_rabbits(frame_count: int = 4, **source) -> Document:
    """Return a document with object 1 on all frames except the second, and an overlapping object 2
    (stone) on the first two.
    """
    builder = DocumentBuilder(source_of(frame_count, **source))
    height, width = builder.document.source.height, builder.document.source.width
    builder.add_category(1, "rabbit")
    builder.add_category(2, "Stein ü 石", is_thing=False, colour=(9, 8, 7), supercategory="ground")
    builder.add_track(1, 1, name="Häsin")
    builder.add_track(2, 2)
    for frame_index in range(frame_count):
        if frame_index != 1:
            builder.add_mask(1, frame_index, disc(2, 2 + frame_index % 3, 2, height, width))
    builder.add_mask(2, 0, disc(3, 4, 2, height, width))
    builder.add_mask(2, 1, disc(3, 5, 1, height, width))
    return builder.document


def pixels_of(document: Document) -> dict[int, dict[int, Mask]]:
    """Return track id -> frame index -> mask, without empty masks and tracks."""
    found = {
        track_id: {i: r.mask for i, r in document.masks_of(track_id) if not r.mask.is_empty}
        for track_id in document.tracks
    }
    return {track_id: masks for track_id, masks in found.items() if masks}


def without_overlap(document: Document) -> dict[int, dict[int, Mask]]:
    """Return the same with each pixel assigned to its top object, computed on pixels."""
    found: dict[int, dict[int, Mask]] = {}
    for frame_index in range(document.source.frame_count):
        covered = np.zeros((document.source.height, document.source.width), np.bool_)
        for track_id in reversed(document.layer_order):
            record = document.mask(track_id, frame_index)
            if record is None:
                continue
            free = record.mask.to_array() & ~covered
            covered |= free
            if free.any():
                found.setdefault(track_id, {})[frame_index] = Mask.from_array(free)
    return found


def categories_of(document: Document) -> dict[int, Category]:
    return dict(document.categories)


@st.composite
def documents(draw, *, most_tracks: int = 4, things_only: bool = False) -> Document:
    """Generate any document: holes, many parts, single pixels, empty frames, odd sizes."""
    height, width = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    frame_count = draw(st.integers(1, 4))
    builder = DocumentBuilder(source_of(frame_count, height=height, width=width))
    names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
    for category_id in range(1, draw(st.integers(1, 3)) + 1):
        is_thing = things_only or draw(st.booleans())
        builder.add_category(category_id, draw(names), is_thing=is_thing)
    ids = draw(st.lists(st.integers(1, 254), max_size=most_tracks, unique=True))
    for track_id in ids:
        builder.add_track(track_id, draw(st.sampled_from(sorted(builder.document.categories))))
        for frame_index in draw(st.sets(st.integers(0, frame_count - 1))):
            pixels = draw(hnp.arrays(np.bool_, (height, width)))
            builder.add_mask(track_id, frame_index, Mask.from_array(pixels))
    return builder.document


def encode_video(
    path: Path, frames: list, *, rate=25, pts=None, with_sound=False, sound="aac", shape=Fraction(1)
) -> None:
    """Write a small H.264 file; `pts` in ticks of 1/(4 x rate) s give it a variable rate.

    `sound` is the codec of one second of silence; `shape` is the pixel aspect ratio.
    """
    with av.open(str(path), "w") as target:
        stream = target.add_stream("libx264", rate=rate)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = 1 / (4 * Fraction(rate))
        stream.codec_context.sample_aspect_ratio = shape
        heard = target.add_stream(sound, rate=8000, layout="mono") if with_sound else None
        for number, pixels in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts = 4 * number if pts is None else pts[number]
            frame.time_base = stream.codec_context.time_base
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
        if heard is not None:
            kind = heard.codec_context.codec.audio_formats[0].name
            samples = np.zeros((1, 8000), np.int16 if kind == "s16" else np.float32)
            noise = av.AudioFrame.from_ndarray(samples, format=kind, layout="mono")
            noise.sample_rate, noise.pts = 8000, 0
            target.mux(heard.encode(noise))
            target.mux(heard.encode(None))
