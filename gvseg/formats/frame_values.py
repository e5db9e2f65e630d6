"""Attribute values per frame, for formats that store all values of an object in every frame."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gvseg.annotation.changes import FrameValuesChange, TrackChange
from gvseg.annotation.document import Document
from gvseg.annotation.frame_values import (
    OCCLUDED,
    STANDARD_ATTRIBUTES,
    value_everywhere,
    values_on,
)
from gvseg.annotation.records import Attribute, AttributeKind, AttributeValue, Category
from gvseg.file_names import readable_name
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.job import ExportJob
from gvseg.formats.json_fields import Field

_NO_ATTRIBUTES = frozenset(
    {"track_id", "instance_id", "object_id", "keyframe", "outside", "rotation"}
)
"""Names of entries that tools store among the attributes although they are not attributes."""


def read_attributes(found: Field) -> Iterator[tuple[str, AttributeValue]]:
    """Yield names and values of a JSON object, without entries that are not attributes."""
    if not isinstance(found.value, dict):
        return
    for name, value in found.value.items():
        if isinstance(value, bool):
            yield name, value
        elif isinstance(value, str):
            yield name, found.text(name)
        elif isinstance(value, int | float) and math.isfinite(value):
            yield name, found.number(name)


def add_values(
    builder: DocumentBuilder, track_id: int, found: Mapping[int, Mapping[str, AttributeValue]]
) -> None:
    """Set the attribute values of an object: constant values once, others per frame.

    Args:
        builder: builds the document.
        track_id: the object.
        found: frame index -> attribute name -> value.
    """
    document = builder.document
    cleaned = {
        frame_index: {
            readable_name(name): readable_name(value) if isinstance(value, str) else value
            for name, value in values.items()
            if name not in _NO_ATTRIBUTES
        }
        for frame_index, values in found.items()
    }
    names = dict.fromkeys(name for values in cleaned.values() for name in values)
    track = document.track(track_id)
    usual = dict(track.attributes)
    per_frame = {
        one.name for one in document.category(track.category_id).attributes if one.is_per_frame
    } | {one.name for one in STANDARD_ATTRIBUTES}
    for name in names:
        seen = [own.get(name) for own in cleaned.values()]
        first = seen[0]
        is_default = name in per_frame and first == value_everywhere(document, track_id, name)
        if first is not None and seen.count(first) == len(seen) and not is_default:
            usual[name] = first
    if usual != track.attributes:
        document.write(TrackChange(track_id, replace(track, attributes=usual)))
    for frame_index, values in cleaned.items():
        own = {
            name: value
            for name, value in values.items()
            if value != (base := value_everywhere(document, track_id, name))
            and (value, base) != ("", None)
        }
        if own:
            document.write(FrameValuesChange(track_id, frame_index, own))


def all_values_on(document: Document, track_id: int, frame_index: int) -> dict[str, AttributeValue]:
    """Return all attribute values of an object in a frame, including defaults."""
    found = values_on(document, track_id, frame_index)
    for one in document.category(document.track(track_id).category_id).attributes:
        value = value_everywhere(document, track_id, one.name)
        if one.is_per_frame and value is not None:
            found.setdefault(one.name, value)
    return found


def is_occluded(values: Mapping[str, AttributeValue]) -> bool:
    """Return whether values say that an object is occluded."""
    return values.get(OCCLUDED) is True


def written_attributes(category: Category, document: Document) -> list[Attribute]:
    """Return the attributes of a category, and undefined ones that its objects have."""
    known = {attribute.name: attribute for attribute in category.attributes}
    for track in document.tracks.values():
        if track.category_id != category.category_id:
            continue
        for name, value in track.attributes.items():
            known.setdefault(name, Attribute(name, _kind_of(value)))
        for _, values in document.frame_values_of(track.track_id):
            for name, value in values.items():
                before = known.get(name, _standard(name) or Attribute(name, _kind_of(value)))
                known[name] = replace(before, is_per_frame=True)
    return list(known.values())


def note_values_without_masks(documents: Iterable[Document], job: ExportJob) -> None:
    """Add a note on values that are lost because the object has no mask in their frame."""
    lost = 0
    for document in documents:
        frames = set(job.frames_of(document))
        for track_id in document.tracks:
            for frame_index, _ in document.frame_values_of(track_id):
                if frame_index in frames:
                    record = document.mask(track_id, frame_index)
                    lost += record is None or record.mask.is_empty
    if lost:
        job.notes.append(
            f"Attribute values in {lost} frames without a mask of the object were left out."
        )


def _standard(name: str) -> Attribute | None:
    return next((one for one in STANDARD_ATTRIBUTES if one.name == name), None)


def _kind_of(value: AttributeValue) -> AttributeKind:
    if isinstance(value, bool):
        return AttributeKind.FLAG
    return AttributeKind.NUMBER if isinstance(value, float | int) else AttributeKind.TEXT
