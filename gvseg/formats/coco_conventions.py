"""Detects the conventions of a COCO file from all its annotations.

Tools disagree about `iscrowd` and object ids. CVAT sets `iscrowd: 1` on every brush mask, because
the COCO dataset has RLE only for crowds, and COCO defines no field for the id of an object.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from gvseg.formats.boxes import choose_boxes
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, as_identifier, is_set
from gvseg.formats.read_report import Reading

_MAX_CROWD_SHARE: Final = 0.5
"""In the COCO dataset, about 1% of annotations are crowds."""

_ID_NAMES: Final = frozenset(
    {"trackid", "instanceid", "objectid", "trackingid", "objid", "trackuuid", "instanceuuid"}
)
"""Names of object id fields, in lower case and letters only."""

_TOOL_ATTRIBUTES: Final = frozenset({"occluded", "track_id", "keyframe", "rotation"})
"""Attributes that CVAT and Datumaro set only on objects."""


@dataclass(slots=True)
class _Ids:
    """Values of a candidate id field.

    Attributes:
        count: number of annotations with the field.
        values: distinct values.
        has_repeats: whether any value occurs more than once.
        has_repeated_zeros: whether 0 occurs twice in an image for a category, so it means no id.
        zero_keys: (image id, category id) of the zeros.
    """

    count: int = 0
    values: set[Hashable] = field(default_factory=set)
    has_repeats: bool = False
    has_repeated_zeros: bool = False
    zero_keys: set[Hashable] = field(default_factory=set)

    def identify_objects(self, name: str) -> bool:
        """Return whether the field identifies objects across frames, not just annotations.

        Track ids do; other ids only if a value repeats.
        """
        if not self.has_repeats and not _is_track_id(name):
            return False
        return bool(self.values - {0}) or not self.has_repeated_zeros

    def add(self, value: Hashable, annotation: dict[str, Any]) -> None:
        self.count += 1
        self.has_repeats |= value in self.values
        self.values.add(value)
        if value == 0:
            key = (str(annotation.get("image_id")), str(annotation.get("category_id")))
            self.has_repeated_zeros |= key in self.zero_keys
            self.zero_keys.add(key)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How to read the annotations of a file.

    Attributes:
        crowds_are_void: whether masks with `iscrowd` are void; otherwise they are objects.
        id_field: field with object ids, such as `attributes.track_id`; empty if there is none.
        zero_is_none: whether id 0 means no id.
        fills_boxes: whether boxes without a mask are filled; otherwise they are left out.
        identities: all object ids in the file.
    """

    crowds_are_void: bool
    id_field: str
    zero_is_none: bool
    fills_boxes: bool
    identities: frozenset[Hashable]

    def identity_of(self, annotation: Field) -> int | str | None:
        """Return the object id of an annotation, or None."""
        if not self.id_field or not isinstance(annotation.value, dict):
            return None
        value = _id_at(annotation.value, self.id_field)
        return None if value == 0 and self.zero_is_none else value


def detect_conventions(root: Field, job: ReadJob) -> Conventions:
    """Detect the conventions of a file, and record them with the reasons.

    Raises:
        FormatError: the user chose a value that is not possible for this file.
    """
    entries = [a.value for a in root.items("annotations") if isinstance(a.value, dict)]
    id_field, ids = _choose_identity(entries, job)
    return Conventions(
        crowds_are_void=_choose_crowd(entries, job) == "void",
        id_field=id_field,
        zero_is_none=ids.has_repeated_zeros,
        fills_boxes=_choose_boxes(entries, job) == "fill",
        identities=frozenset(ids.values),
    )


def crowd_reading(annotations: Sequence[Any]) -> dict[str, str]:
    """Return the choice for `iscrowd` that fits a sample of annotations; {} without crowds."""
    job = ReadJob()
    _choose_crowd([one for one in annotations if isinstance(one, dict)], job)
    return {reading.key: reading.chosen for reading in job.readings}


def has_shape(annotation: dict[str, Any]) -> bool:
    """Return whether an annotation has an RLE or polygons."""
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
    elif any(_has_object_attributes(entry) for entry in crowds):
        chosen, reason = "objects", f"{share}, with attributes that only objects have"
    elif any(isinstance(entry.get("segmentation"), list) for entry in crowds):
        chosen, reason = "objects", f"{share}, with polygons, which COCO never uses for crowds"
    elif _has_repeats(crowds):
        chosen, reason = "objects", f"{share}, some of the same category in one image"
    elif len(crowds) > _MAX_CROWD_SHARE * len(entries):
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


def _has_object_attributes(entry: dict[str, Any]) -> bool:
    attributes = entry.get("attributes")
    has_attributes = isinstance(attributes, dict) and not _TOOL_ATTRIBUTES.isdisjoint(attributes)
    return has_attributes or any(_id_at(entry, name) is not None for name in _id_fields(entry))


def _has_repeats(crowds: list[dict[str, Any]]) -> bool:
    """Return whether an image has two crowds of a category; COCO merges them into one."""
    keys = [(str(entry.get("image_id")), str(entry.get("category_id"))) for entry in crowds]
    return len(set(keys)) < len(keys)


def _choose_identity(entries: list[dict[str, Any]], job: ReadJob) -> tuple[str, _Ids]:
    found: dict[str, _Ids] = defaultdict(_Ids)
    for entry in entries:
        for name in _id_fields(entry):
            value = _id_at(entry, name)
            if value is not None:
                found[name].add(value, entry)
    usable = {name: ids for name, ids in found.items() if ids.identify_objects(name)}
    chosen = max(usable, key=lambda name: (usable[name].count, _is_track_id(name)), default="none")
    reason = "no annotation has a track id"
    if chosen != "none":
        ids = usable[chosen]
        different = "1 id" if len(ids.values) == 1 else f"{len(ids.values)} different ids"
        reason = f"{ids.count} of {len(entries)} annotations have it, with {different}"
    choices = {name: f"Objects are identified by {name}" for name in usable}
    choices["none"] = "Each mask becomes a separate object"
    value = job.choose(
        Reading(key="identity", title="Objects", chosen=chosen, choices=choices, reason=reason)
    )
    return ("", _Ids()) if value == "none" else (value, usable[value])


def _is_track_id(name: str) -> bool:
    return "track" in name.lower()


def _id_fields(entry: dict[str, Any]) -> list[str]:
    fields = [name for name in entry if is_id_name(name)]
    attributes = entry.get("attributes")
    if isinstance(attributes, dict):
        fields += [f"attributes.{name}" for name in attributes if is_id_name(name)]
    return fields


@lru_cache(maxsize=1024)
def is_id_name(name: str) -> bool:
    """Return whether a field or an attribute of this name holds the id of an object."""
    return "".join(letter for letter in name.lower() if letter.isalpha()) in _ID_NAMES


def _id_at(entry: dict[str, Any], name: str) -> int | str | None:
    """Return the id in a field of an annotation; None for null, booleans, -1 and empty strings."""
    first, _, rest = name.partition(".")
    value = entry.get(first)
    if rest:
        value = value.get(rest) if isinstance(value, dict) else None
    found = as_identifier(value)
    return None if isinstance(found, int) and found < 0 else found


def _choose_boxes(entries: list[dict[str, Any]], job: ReadJob) -> str:
    boxes = sum(1 for entry in entries if not has_shape(entry) and entry.get("bbox"))
    return choose_boxes(boxes, len(entries), "annotations", job)
