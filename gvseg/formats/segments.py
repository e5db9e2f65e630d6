"""Panoptic segments, one id per object and per stuff category, and the pictures of their ids."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
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
    """Track id -> segment id: a thing keeps its id, stuff of one category shares its first.

    Raises:
        FormatError: an id does not fit into a picture.
    """
    ids: dict[int, int] = {}
    first_of: dict[int, int] = {}
    for track_id in sorted(document.tracks):
        if track_id > MAX_ID:
            raise FormatError(f"Object id {track_id} does not fit into an RGB picture.")
        category_id = document.tracks[track_id].category_id
        if document.categories[category_id].is_thing:
            ids[track_id] = track_id
        else:
            ids[track_id] = first_of.setdefault(category_id, track_id)
    merged = sum(1 for track_id, segment_id in ids.items() if track_id != segment_id)
    if merged:
        notes.append(f"{merged} objects of stuff categories joined the first of their category.")
    return ids


def paint_segments(
    document: Document, frame_index: int, ids: dict[int, int], painter: LabelPainter
) -> tuple[NDArray[np.uint32], list[dict[str, Any]]]:
    """The picture of ids of a frame, and `segments_info` of what is truly in it."""
    picture = painter.paint(document, frame_index, ids)
    entries = []
    for segment_id, mask in masks_of_labels(picture):
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
    return picture, entries


def ids_of_rgb(rgb: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """H x W ids of an H x W x 3 picture: id = R + 256 G + 65536 B."""
    ids = rgb[..., 2].astype(np.uint32)
    for channel in (1, 0):  # in place: a frame of 8K has 33 million pixels
        ids <<= 8
        ids |= rgb[..., channel]
    return ids


def read_segments(
    annotation: Field, rgb: NDArray[np.uint8], builder: DocumentBuilder, job: ReadJob
) -> Iterator[tuple[Field, Mask]]:
    """(entry, mask) of each segment; ids that only the picture or only the list has are left out.

    Raises:
        FormatError: a picture of another size; in a strict job also an id that is left out.
    """
    source = builder.document.source
    if rgb.shape[:2] != (source.height, source.width):
        annotation.refuse(
            f"the picture has {rgb.shape[1]}x{rgb.shape[0]} pixels, the frame "
            f"{source.width}x{source.height}"
        )
    masks = dict(masks_of_labels(ids_of_rgb(rgb)))
    for entry in annotation.items("segments_info"):
        mask = None
        with job.entry():
            segment_id = entry.whole("id", least=1, most=MAX_ID)
            mask = masks.pop(segment_id, None)
            if mask is None:
                entry.refuse(f"segment {segment_id} is not in the picture")
        if mask is not None:
            yield entry, mask
    if masks:
        reason = f"the picture holds id {min(masks)}, which segments_info does not name"
        job.omit(annotation.file, annotation.place, reason)


def add_segment(
    builder: DocumentBuilder, frame_index: int, entry: Field, identity: int | str | None, mask: Mask
) -> None:
    """Put a segment into a document; a crowd becomes void, stuff joins its category's track.

    Raises:
        FormatError: an unknown category.
    """
    category_id = category_of(entry, builder)
    document = builder.document
    if entry.flag("iscrowd"):
        before = document.void(frame_index)
        builder.add_void(frame_index, mask if before is None else before | mask)
        return
    category = document.categories[category_id]
    if identity is None and not category.is_thing:
        track_id = builder.object_of(f"{category.name} region", category_id, name=category.name)
    else:
        track_id = builder.object_of(identity, category_id)
    builder.add_mask(track_id, frame_index, mask)
