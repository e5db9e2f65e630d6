"""Reads COCO instances, with or without video fields."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import AttributeValue
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.categories import category_of, read_colour
from gvseg.formats.coco_conventions import Conventions, detect_conventions, has_shape, is_id_name
from gvseg.formats.coco_images import Videos, read_videos
from gvseg.formats.frame_values import add_values, read_attributes
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.rle_fields import read_box, read_segmentation
from gvseg.masks import Mask


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read every video in a file; `coco_images` groups the images into videos.

    Raises:
        FormatError: the file is not JSON, or has no images or annotations.
    """
    return read_root(_with_images(read_json(path)), job)


def read_root(root: Field, job: ReadJob) -> list[Document]:
    """Read every video in a parsed file; see `read`."""
    videos = read_videos(root, job)
    conventions = detect_conventions(root, job)
    for builder in videos.builders:
        builder.reserve_ids(conventions.identities)
    if conventions.id_field in ("track_id", "instance_id"):
        _read_tracks(root, videos, job)
    job.total_steps = root.count("annotations")
    values: dict[tuple[int, int], dict[int, dict[str, AttributeValue]]] = {}
    for annotation in root.items("annotations"):
        with job.entry():
            builder, frame_index = videos.position_of(annotation)
            track_id = _read_annotation(annotation, builder, frame_index, conventions)
            if track_id is not None:
                key = (videos.builders.index(builder), track_id)
                values.setdefault(key, {})[frame_index] = dict(_attributes(annotation))
        job.step()
    for (number, track_id), found in values.items():
        if any(found.values()):
            add_values(videos.builders[number], track_id, found)
    return [builder.document for builder in videos.builders]


def _with_images(root: Field) -> Field:
    """Return the root; for a bare list of results, as written by detectors, add an image list."""
    if not isinstance(root.value, list):
        return root
    images: dict[Any, dict[str, Any]] = {}
    for entry in root.value:
        code = entry.get("segmentation") if isinstance(entry, dict) else None
        if isinstance(code, dict) and isinstance(code.get("size"), list) and "image_id" in entry:
            image_id = entry["image_id"]
            if isinstance(image_id, int | str) and len(code["size"]) == 2:
                height, width = code["size"]
                name = {"file_name": str(image_id), "height": height, "width": width}
                images.setdefault(image_id, {"id": image_id, **name})
    value = {"images": list(images.values()), "annotations": root.value, "categories": []}
    return Field(value, root.file)


def _read_tracks(root: Field, videos: Videos, job: ReadJob) -> None:
    """Read GvSeg's list of tracks: layer order, names, colours, attributes."""
    for track in root.items("tracks") if root.has("tracks") else ():
        with job.entry():
            if not track.has("video_id") or not track.has("category_id"):
                continue
            builder = videos.by_id.get(str(track.identifier("video_id")))
            if builder is None:
                continue
            category_id = builder.category_of(track.identifier("category_id"))
            identity = track.identifier("id")
            if category_id is not None:
                builder.track_for(
                    identity,
                    category_id,
                    name=track.key_text("name") if track.has("name") else None,
                    colour=read_colour(track),
                    attributes=dict(_attributes(track)),
                )


def _attributes(field: Field) -> Iterator[tuple[str, AttributeValue]]:
    found = field.get("attributes") if field.has("attributes") else None
    if found is not None:
        yield from ((name, value) for name, value in read_attributes(found) if not is_id_name(name))


def _read_annotation(
    annotation: Field, builder: DocumentBuilder, frame_index: int, conventions: Conventions
) -> int | None:
    """Add a mask and return its object; None for void."""
    category_id = category_of(annotation, builder)
    mask = _read_mask(annotation, builder, conventions)
    if conventions.crowds_are_void and annotation.flag("iscrowd"):
        void = builder.document.void(frame_index)
        builder.add_void(frame_index, mask if void is None else void | mask)
        return None
    track_id = builder.track_for(conventions.identity_of(annotation), category_id)
    builder.add_mask(track_id, frame_index, mask, confidence=_score(annotation))
    return track_id


def _read_mask(annotation: Field, builder: DocumentBuilder, conventions: Conventions) -> Mask:
    source = builder.document.source
    if has_shape(annotation.value):
        mask, _ = read_segmentation(annotation.get("segmentation"), source.height, source.width)
        if mask.is_empty:
            annotation.refuse("its mask covers no pixel of the frame")
        return mask
    if not annotation.has("bbox"):
        annotation.refuse("it has neither a mask nor a box")
    if not conventions.fills_boxes:
        annotation.refuse("it has a box but no mask")
    return read_box(annotation.get("bbox"), source.height, source.width)


def _score(annotation: Field) -> float | None:
    """Return the confidence of a mask; None if it is not a number between 0 and 1."""
    value = annotation.value.get("score")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 1 else None
