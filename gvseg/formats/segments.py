"""Panoptic segments and their id images: one id per object, and one per stuff category."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.counted import counted
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.categories import category_of
from gvseg.formats.compose import LabelPainter
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field
from gvseg.formats.labels import masks_of_labels
from gvseg.masks import Mask

MAX_ID: Final = 2**24 - 1


def segment_ids(document: Document, notes: list[str]) -> dict[int, int]:
    """Return track id -> segment id: things keep their ids, and all stuff of a category shares one.

    Raises:
        FormatError: an id does not fit into 24 bits.
    """
    ids: dict[int, int] = {}
    first_of: dict[int, int] = {}
    for track_id in sorted(document.tracks):
        if track_id > MAX_ID:
            raise FormatError(f"Object id {track_id} does not fit into an RGB image.")
        category_id = document.tracks[track_id].category_id
        if document.categories[category_id].is_thing:
            ids[track_id] = track_id
        else:
            ids[track_id] = first_of.setdefault(category_id, track_id)
    merged = sum(1 for track_id, segment_id in ids.items() if track_id != segment_id)
    if merged:
        notes.append(
            f"Merged {counted(merged, 'object')} of stuff categories into one per category."
        )
    return ids


def paint_segments(
    document: Document, frame_index: int, ids: dict[int, int], painter: LabelPainter
) -> tuple[NDArray[np.uint32], list[dict[str, Any]]]:
    """Return the id image of a frame, and `segments_info` of the segments visible in it."""
    image = painter.paint(document, frame_index, ids)
    entries = []
    for segment_id, mask in masks_of_labels(image):
        track = document.tracks[segment_id]
        entries.append(
            {
                "id": segment_id,
                "category_id": track.category_id,
                "area": mask.area,
                "bbox": list(mask.box),
                "iscrowd": 0,
                "track_id": segment_id,
            }
        )
    return image, entries


def ids_from_rgb(rgb: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the H x W ids of an H x W x 3 image: id = R + 256 G + 65536 B."""
    ids = rgb[..., 2].astype(np.uint32)
    for channel in (1, 0):  # in place, because an 8K frame has 33 million pixels
        ids <<= 8
        ids |= rgb[..., channel]
    return ids


def read_segments(
    annotation: Field, rgb: NDArray[np.uint8], builder: DocumentBuilder, job: ReadJob
) -> Iterator[tuple[Field, Mask]]:
    """Yield (entry, mask) of each segment; ids that only the image or only the list has are left
    out.

    Raises:
        FormatError: the image size differs from the frame, or the job is strict and an id is left
            out.
    """
    source = builder.document.source
    if rgb.shape[:2] != (source.height, source.width):
        annotation.refuse(
            f"the image is {rgb.shape[1]}x{rgb.shape[0]} pixels, the frame is "
            f"{source.width}x{source.height}"
        )
    masks = dict(masks_of_labels(ids_from_rgb(rgb)))
    for entry in annotation.items("segments_info"):
        mask = None
        with job.entry():
            segment_id = entry.integer("id", minimum=1, maximum=MAX_ID)
            mask = masks.pop(segment_id, None)
            if mask is None:
                entry.refuse(f"segment {segment_id} is not in the image")
        if mask is not None:
            yield entry, mask
    if masks:
        reason = f"the image contains id {min(masks)}, which is not in segments_info"
        job.omit(annotation.file, annotation.location, reason)


def add_segment(
    builder: DocumentBuilder, frame_index: int, entry: Field, identity: int | str | None, mask: Mask
) -> None:
    """Add a segment to a document. A crowd becomes void; stuff without an id joins the track of its
    category.

    Raises:
        FormatError: the category is unknown.
    """
    category_id = category_of(entry, builder)
    document = builder.document
    if entry.flag("iscrowd"):
        before = document.void(frame_index)
        builder.add_void(frame_index, mask if before is None else before | mask)
        return
    category = document.categories[category_id]
    if identity is None and not category.is_thing:
        track_id = builder.track_for(f"{category.name} region", category_id, name=category.name)
    else:
        track_id = builder.track_for(identity, category_id)
    builder.add_mask(track_id, frame_index, mask)
