"""Attribute values that differ between frames, such as whether an object is occluded."""

from typing import Final

from gvseg.annotation.document import Document
from gvseg.annotation.records import Attribute, AttributeKind, AttributeValue

OCCLUDED: Final = "occluded"
TRUNCATED: Final = "truncated"
STANDARD_ATTRIBUTES: Final = tuple(
    Attribute(name, AttributeKind.FLAG, default=False, is_per_frame=True)
    for name in (OCCLUDED, TRUNCATED)
)
"""Per-frame attributes of objects in all categories, as in CVAT and Pascal VOC."""


def attributes_per_frame(document: Document, track_id: int) -> tuple[Attribute, ...]:
    """Return the attributes of an object whose values may differ from frame to frame."""
    category = document.category(document.track(track_id).category_id)
    own = tuple(one for one in category.attributes if one.is_per_frame)
    names = {one.name for one in category.attributes}
    return (*(one for one in STANDARD_ATTRIBUTES if one.name not in names), *own)


def value_everywhere(document: Document, track_id: int, name: str) -> AttributeValue | None:
    """Return the value of an attribute on frames without a specific value."""
    track = document.track(track_id)
    if name in track.attributes:
        return track.attributes[name]
    known = (*document.category(track.category_id).attributes, *STANDARD_ATTRIBUTES)
    return next((one.default for one in known if one.name == name), None)


def values_on(document: Document, track_id: int, frame_index: int) -> dict[str, AttributeValue]:
    """Return the values of an object on a frame; values of the frame take precedence."""
    own = document.frame_values(track_id, frame_index)
    return {**document.track(track_id).attributes, **own}


def last_with_same_value(document: Document, track_id: int, frame_index: int, name: str) -> int:
    """Return the last frame of the run of equal values of an attribute that contains a frame."""
    end = document.source.frame_count - 1
    base = value_everywhere(document, track_id, name)
    own = dict(document.frame_values_of(track_id, frame_index))
    here = own.get(frame_index, {}).get(name, base)
    for later in range(frame_index + 1, end + 1):
        if own.get(later, {}).get(name, base) != here:
            return later - 1
    return end
