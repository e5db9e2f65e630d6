"""What a COCO file leaves open, decided by what the file does as a whole.

Tools differ in what `iscrowd` and ids mean. CVAT sets `iscrowd: 1` on every brush mask, because
COCO itself used run-length codes for crowds only; and it is not agreed where an object's id is.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from gvseg.formats.boxes import choose_boxes
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, as_identifier, is_set
from gvseg.formats.read_report import Reading

_MOST_OF_A_CROWD: Final = 0.5
"""In COCO itself about one annotation in a hundred is a crowd."""

_ID_NAMES: Final = frozenset(
    {"trackid", "instanceid", "objectid", "trackingid", "objid", "trackuuid", "instanceuuid"}
)
"""Names of fields that hold ids of objects, in small letters and without what joins words."""

_TOOL_ATTRIBUTES: Final = frozenset({"occluded", "track_id", "keyframe", "rotation"})
"""Attributes that CVAT and Datumaro give to objects."""


@dataclass(slots=True)
class _Ids:
    """What a field that may hold ids holds.

    Attributes:
        count: annotations that have it.
        values: its different values.
        comes_twice: whether any value does.
        zeros_twice: whether an image has it twice as 0, which then means none.
    """

    count: int = 0
    values: set[Hashable] = field(default_factory=set)
    comes_twice: bool = False
    zeros_twice: bool = False
    zero_places: set[Hashable] = field(default_factory=set)

    def tell_objects(self, name: str) -> bool:
        """Whether the field tells objects apart, and not only annotations.

        Ids of tracks do. Others, as of instances, only if one of them comes twice.
        """
        if not self.comes_twice and not _is_of_tracks(name):
            return False
        return bool(self.values - {0}) or not self.zeros_twice

    def add(self, value: Hashable, annotation: dict[str, Any]) -> None:
        self.count += 1
        self.comes_twice |= value in self.values
        self.values.add(value)
        if value == 0:
            place = (str(annotation.get("image_id")), str(annotation.get("category_id")))
            self.zeros_twice |= place in self.zero_places
            self.zero_places.add(place)


@dataclass(frozen=True, slots=True)
class Meaning:
    """How the annotations of a file are read.

    Attributes:
        crowds_are_void: whether masks with `iscrowd` are void, else objects.
        id_field: where ids of objects are, as `attributes.track_id`; empty where nowhere.
        zero_is_none: whether the id 0 says that there is none.
        fills_boxes: whether a box without a mask is filled, else left out.
        identities: all ids of objects in the file.
    """

    crowds_are_void: bool
    id_field: str
    zero_is_none: bool
    fills_boxes: bool
    identities: frozenset[Hashable]

    def identity_of(self, annotation: Field) -> int | str | None:
        """The id of an annotation's object; None where the file does not tell."""
        if not self.id_field or not isinstance(annotation.value, dict):
            return None
        value = _id_at(annotation.value, self.id_field)
        return None if value == 0 and self.zero_is_none else value


def read_meaning(root: Field, job: ReadJob) -> Meaning:
    """Decide how a file is read and note it with the reasons.

    Raises:
        FormatError: the person chose a reading that the file does not offer.
    """
    entries = [a.value for a in root.items("annotations") if isinstance(a.value, dict)]
    id_field, ids = _choose_identity(entries, job)
    return Meaning(
        crowds_are_void=_choose_crowd(entries, job) == "void",
        id_field=id_field,
        zero_is_none=ids.zeros_twice,
        fills_boxes=_choose_boxes(entries, job) == "fill",
        identities=frozenset(ids.values),
    )


def has_shape(annotation: dict[str, Any]) -> bool:
    """Whether an annotation has a mask of any kind."""
    value = annotation.get("segmentation")
    if isinstance(value, dict):
        return bool(value.get("counts"))
    return value not in (None, "", []) and value != [[]]


def _choose_crowd(entries: list[dict[str, Any]], job: ReadJob) -> str:
    crowds = [entry for entry in entries if is_set(entry.get("iscrowd"))]
    if not crowds:
        return "objects"
    share = f"{len(crowds)} of {len(entries)} annotations have iscrowd 1"
    chosen, reason = "void", share
    if len(crowds) == len(entries):
        chosen, reason = "objects", f"all {len(entries)} annotations have iscrowd 1"
    elif any(_is_of_a_tool(entry) for entry in crowds):
        chosen, reason = "objects", f"{share}, with attributes that only objects have"
    elif any(isinstance(entry.get("segmentation"), list) for entry in crowds):
        chosen, reason = "objects", f"{share}, drawn as polygons, which COCO never uses for crowds"
    elif _come_twice(crowds):
        chosen, reason = "objects", f"{share}, with several of one category in an image"
    elif len(crowds) > _MOST_OF_A_CROWD * len(entries):
        chosen = "objects"
    return job.choose(
        Reading(
            key="crowd",
            title="Crowds",
            chosen=chosen,
            choices={
                "objects": "Masks with iscrowd 1 are read as objects",
                "void": "Masks with iscrowd 1 are read as void",
            },
            reason=reason,
        )
    )


def _is_of_a_tool(entry: dict[str, Any]) -> bool:
    attributes = entry.get("attributes")
    has_attributes = isinstance(attributes, dict) and not _TOOL_ATTRIBUTES.isdisjoint(attributes)
    return has_attributes or any(_id_at(entry, place) is not None for place in _id_places(entry))


def _come_twice(crowds: list[dict[str, Any]]) -> bool:
    """Whether an image has two of a category; COCO itself makes one region of them."""
    places = [(str(entry.get("image_id")), str(entry.get("category_id"))) for entry in crowds]
    return len(set(places)) < len(places)


def _choose_identity(entries: list[dict[str, Any]], job: ReadJob) -> tuple[str, _Ids]:
    found: dict[str, _Ids] = defaultdict(_Ids)
    for entry in entries:
        for place in _id_places(entry):
            value = _id_at(entry, place)
            if value is not None:
                found[place].add(value, entry)
    usable = {place: ids for place, ids in found.items() if ids.tell_objects(place)}
    chosen = max(
        usable, key=lambda place: (usable[place].count, _is_of_tracks(place)), default="none"
    )
    reason = "no annotation has a track id"
    if chosen != "none":
        ids = usable[chosen]
        different = "1 id" if len(ids.values) == 1 else f"{len(ids.values)} different ids"
        reason = f"{ids.count} of {len(entries)} annotations have it, with {different}"
    choices = {place: f"Objects are identified by {place}" for place in usable}
    choices["none"] = "Each mask becomes a separate object"
    value = job.choose(
        Reading(key="identity", title="Objects", chosen=chosen, choices=choices, reason=reason)
    )
    return ("", _Ids()) if value == "none" else (value, usable[value])


def _is_of_tracks(place: str) -> bool:
    return "track" in place.lower()


def _id_places(entry: dict[str, Any]) -> list[str]:
    places = [name for name in entry if _is_id_name(name)]
    attributes = entry.get("attributes")
    if isinstance(attributes, dict):
        places += [f"attributes.{name}" for name in attributes if _is_id_name(name)]
    return places


@lru_cache(maxsize=1024)
def _is_id_name(name: str) -> bool:
    return "".join(letter for letter in name.lower() if letter.isalpha()) in _ID_NAMES


def _id_at(entry: dict[str, Any], place: str) -> int | str | None:
    """The id at a place of an annotation; None for null, true, false, -1 and empty texts."""
    first, _, rest = place.partition(".")
    value = entry.get(first)
    if rest:
        value = value.get(rest) if isinstance(value, dict) else None
    found = as_identifier(value)
    return None if isinstance(found, int) and found < 0 else found


def _choose_boxes(entries: list[dict[str, Any]], job: ReadJob) -> str:
    boxes = sum(1 for entry in entries if not has_shape(entry) and entry.get("bbox"))
    return choose_boxes(boxes, len(entries), "annotations", job)
