"""Reads COCO instances: with video fields, or plain pictures taken for frames in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from natsort import natsorted

from gvseg.annotation.document import Document
from gvseg.annotation.records import AttributeValue, VideoSource
from gvseg.formats.building import (
    MAX_FRAME_PIXELS,
    DocumentBuilder,
    source_from_frames,
)
from gvseg.formats.categories import merged_categories, read_colour
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.json_source import read_source_block
from gvseg.formats.rle_fields import read_segmentation


@dataclass(frozen=True, slots=True)
class _Image:
    """An entry of `images`."""

    image_id: int
    file: PurePosixPath
    height: int
    width: int
    video_id: str
    frame_id: int | None


Places: TypeAlias = dict[int, tuple[DocumentBuilder, int]]
"""Image id -> builder of its video and frame index in it."""


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read every video of a file.

    Images without `video_id` are frames of one video for each folder and size.

    Raises:
        FormatError: not JSON, or the schema is broken; says where.
    """
    root = read_json(path)
    builders, places = read_videos(root)
    job.total_steps = root.count("annotations")
    for annotation in root.items("annotations"):
        with job.entry():
            _read_annotation(annotation, *place_of(annotation, places))
        job.step()
    return [builder.document for builder in builders]


def read_videos(root: Field) -> tuple[list[DocumentBuilder], Places]:
    """Builders for all videos of a file, and for each image id its builder and frame index.

    Raises:
        FormatError: the images, videos, categories or tracks break the schema.
    """
    images = _read_images(root)
    if not images:
        root.refuse("there is no image in it")
    videos: dict[str, list[_Image]] = {}
    for image in images.values():
        videos.setdefault(image.video_id, []).append(image)
    places: Places = {}
    builders: dict[str, DocumentBuilder] = {}
    categories = merged_categories(root)
    for video_id, members in videos.items():
        frames = _in_order(members, root)
        builder = DocumentBuilder(_source_of(video_id, frames, root))
        for category in categories:
            builder.add_category(**category)
        builders[video_id] = builder
        for frame_index, image in enumerate(frames):
            places[image.image_id] = (builder, frame_index)
    _read_tracks(root, builders)
    return list(builders.values()), places


def place_of(annotation: Field, places: Places) -> tuple[DocumentBuilder, int]:
    """Builder and frame index of the image of an annotation.

    Raises:
        FormatError: there is no such image.
    """
    image_id = annotation.whole("image_id")
    if image_id not in places:
        annotation.refuse(f"there is no image {image_id}")
    return places[image_id]


def _read_images(root: Field) -> dict[int, _Image]:
    found: dict[int, _Image] = {}
    for image in root.items("images"):
        height = image.whole("height", least=1, most=MAX_FRAME_PIXELS)
        width = image.whole("width", least=1, most=MAX_FRAME_PIXELS // height)
        file = PurePosixPath(image.text("file_name").replace("\\", "/"))
        video_id = (
            image.key_text("video_id")
            if image.has("video_id")
            else f"{file.parent.name}|{height}x{width}"
        )
        frame_id = image.whole("frame_id") if image.has("frame_id") else None
        made = _Image(image.whole("id"), file, height, width, video_id, frame_id)
        if found.setdefault(made.image_id, made) is not made:
            image.refuse(f"the image id {made.image_id} comes twice")
    return found


def _in_order(images: list[_Image], root: Field) -> list[_Image]:
    first = images[0]
    for image in images:
        if (image.height, image.width) != (first.height, first.width):
            root.refuse(
                f"video {first.video_id} has frames of {first.width}x{first.height} and of "
                f"{image.width}x{image.height}"
            )
    if all(image.frame_id is not None for image in images):
        return sorted(images, key=lambda image: image.frame_id or 0)
    return natsorted(images, key=lambda image: image.file.as_posix())


def _source_of(video_id: str, frames: list[_Image], root: Field) -> VideoSource:
    first = frames[0]
    name = first.file.parent.name or "images"
    names = tuple(image.file.stem for image in frames)
    source = source_from_frames(name, names, first.height, first.width)
    for video in root.items("videos") if root.has("videos") else ():
        if video.key_text("id") == video_id:
            return read_source_block(video, source)
    return source


def _read_tracks(root: Field, builders: dict[str, DocumentBuilder]) -> None:
    """Our own list of tracks, where there is one: layer order, names, colours, attributes."""
    for track in root.items("tracks") if root.has("tracks") else ():
        if not track.has("video_id") or track.key_text("video_id") not in builders:
            continue
        builder = builders[track.key_text("video_id")]
        track_id = track.whole("id")
        category_id = track.whole("category_id") if track.has("category_id") else 0
        if track_id < 1 or category_id not in builder.document.categories:
            continue
        if track_id in builder.document.tracks:
            track.refuse(f"the track id {track_id} comes twice")
        builder.add_track(
            track_id,
            category_id,
            name=track.text("name") if track.has("name") else None,
            colour=read_colour(track),
            attributes=dict(_attributes(track)),
        )


def _attributes(field: Field) -> Iterator[tuple[str, AttributeValue]]:
    found = field.get("attributes") if field.has("attributes") else None
    if found is None or not isinstance(found.value, dict):
        return
    for name, value in found.value.items():
        if isinstance(value, bool):
            yield name, value
        elif isinstance(value, str):
            yield name, found.text(name)
        elif isinstance(value, int | float):
            yield name, found.number(name)


def _read_annotation(annotation: Field, builder: DocumentBuilder, frame_index: int) -> None:
    source = builder.document.source
    category_id = annotation.whole("category_id")
    if category_id not in builder.document.categories:
        annotation.refuse(f"there is no category {category_id}")
    if not annotation.has("segmentation"):
        annotation.refuse("there is no segmentation (a box alone is no mask)")
    mask, _ = read_segmentation(annotation.get("segmentation"), source.height, source.width)
    if annotation.has("iscrowd") and annotation.whole("iscrowd", most=1) == 1:
        void = builder.document.void(frame_index)
        builder.add_void(frame_index, mask if void is None else void | mask)
        return
    track_id = _track_id(annotation)
    document = builder.document
    if track_id is None:
        track_id = builder.object_of(None, category_id)
    elif track_id not in document.tracks:
        builder.add_track(track_id, category_id)
    elif document.tracks[track_id].category_id != category_id:
        annotation.refuse(f"object {track_id} has two categories")
    confidence = annotation.number("score") if annotation.has("score") else None
    if confidence is not None and not 0 <= confidence <= 1:
        annotation.refuse(f"the score {confidence} does not lie in 0..1")
    builder.add_mask(track_id, frame_index, mask, confidence=confidence)


def _track_id(annotation: Field) -> int | None:
    for key in ("track_id", "instance_id"):
        if annotation.has(key):
            track_id = annotation.whole(key)
            if track_id > 0:
                return track_id
    return None
