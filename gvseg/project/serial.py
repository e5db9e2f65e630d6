"""Convert changes and records to JSON, for the edit log and the tables of a project."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from gvseg.annotation.changes import (
    CategoryChange,
    Change,
    FrameValuesChange,
    LayerChange,
    MaskChange,
    PinChange,
    PropagatedChange,
    SourceChange,
    SwapChange,
    TrackChange,
    VerifyChange,
    VocabularyChange,
)
from gvseg.annotation.edits import Restore
from gvseg.annotation.records import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Category,
    FrameMask,
    Origin,
    Prompts,
    Propagated,
    Track,
    VideoSource,
)
from gvseg.masks import Mask
from gvseg.project.review_notes import (
    NOTE_KINDS,
    note_change_from_json,
    note_change_to_json,
)
from gvseg.prompts import Box, Click

_PLAIN_CHANGES: Final[dict[str, type[PinChange | VerifyChange | SwapChange | PropagatedChange]]] = {
    "pin": PinChange,
    "verify": VerifyChange,
    "swap": SwapChange,
    "propagated": PropagatedChange,
}
"""Maps the kind in the edit log to a change whose fields are all JSON values."""


def pack_restore(restore: Restore) -> bytes:
    """Return the inverse of a step as compressed JSON."""
    value = {"label": restore.label, "steps": [_change_to_json(step) for step in restore.steps]}
    return zlib.compress(to_text(value).encode(), level=1)


def unpack_restore(payload: bytes) -> Restore:
    """Return the inverse that `pack_restore` packed."""
    try:
        value = json.loads(zlib.decompress(payload))
    except zlib.error as error:
        raise ValueError("a step of the edit log cannot be unpacked") from error
    return Restore(tuple(_change_from_json(step) for step in value["steps"]), value["label"])


def to_text(value: Any) -> str:
    """Return compact JSON; paths that are not valid UTF-8 are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def origin_from_text(text: str) -> Origin:
    """Return the origin stored in a row.

    Raises:
        ValueError: the origin is unknown.
    """
    # Earlier versions wrote "proposed" for masks of proposals; now the track is marked instead.
    return Origin.PROPAGATED if text == "proposed" else Origin(text)


def prompts_to_text(prompts: Prompts) -> str:
    """Return the prompts of a mask as JSON."""
    box, start = prompts.box, prompts.start
    return to_text(
        {
            "clicks": [[c.x, c.y, c.is_positive] for c in prompts.clicks],
            "box": None if box is None else [box.left, box.top, box.right, box.bottom],
            "start": None if start is None else start.counts.decode("ascii"),
        }
    )


def prompts_from_text(text: str, height: int, width: int) -> Prompts:
    """Return the prompts that `prompts_to_text` wrote, for a frame of height x width."""
    value = json.loads(text)
    box, start = value["box"], value["start"]
    return Prompts(
        clicks=tuple(Click(*click) for click in value["clicks"]),
        box=None if box is None else Box(*box),
        start=None if start is None else Mask(height, width, start.encode("ascii")),
    )


def category_to_json(category: Category) -> dict[str, Any]:
    """Return a category as JSON."""
    return {
        "id": category.category_id,
        "name": category.name,
        "colour": category.colour,
        "is_thing": category.is_thing,
        "supercategory": category.supercategory,
        "attributes": [
            {
                "name": a.name,
                "kind": a.kind.value,
                "choices": a.choices,
                "default": a.default,
                "is_per_frame": a.is_per_frame,
            }
            for a in category.attributes
        ],
    }


def category_from_json(value: dict[str, Any]) -> Category:
    """Return the category that `category_to_json` wrote."""
    return Category(
        category_id=value["id"],
        name=value["name"],
        colour=_colour(value["colour"]),
        is_thing=value["is_thing"],
        supercategory=value["supercategory"],
        attributes=tuple(
            Attribute(
                name=a["name"],
                kind=AttributeKind(a["kind"]),
                choices=tuple(a["choices"]),
                default=a["default"],
                # Files of versions 1 and 2 have no attributes per frame.
                is_per_frame=a.get("is_per_frame", False),
            )
            for a in value["attributes"]
        ),
    )


def track_to_json(track: Track) -> dict[str, Any]:
    """Return a track as JSON."""
    return {
        "id": track.track_id,
        "name": track.name,
        "category_id": track.category_id,
        "colour": track.colour,
        "is_visible": track.is_visible,
        "is_locked": track.is_locked,
        "score": track.score,
        "is_proposed": track.is_proposed,
        "attributes": dict(track.attributes),
    }


def track_from_json(value: dict[str, Any]) -> Track:
    """Return the track that `track_to_json` wrote."""
    return Track(
        track_id=value["id"],
        name=value["name"],
        category_id=value["category_id"],
        colour=_colour(value["colour"]),
        is_visible=value["is_visible"],
        is_locked=value["is_locked"],
        score=value["score"],
        # Files of version 1 have no proposals.
        is_proposed=value.get("is_proposed", False),
        attributes=value["attributes"],
    )


def category_from_text(text: str) -> Category:
    """Return the category stored in a row."""
    return category_from_json(json.loads(text))


def track_from_text(text: str) -> Track:
    """Return the track stored in a row."""
    return track_from_json(json.loads(text))


def values_from_text(text: str) -> dict[str, AttributeValue]:
    """Return the attribute values stored in a row.

    Raises:
        ValueError: the text is not a JSON object.
    """
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("the attribute values of a frame are not an object")  # noqa: TRY004
    return values


def source_from_text(text: str) -> VideoSource:
    """Return the video reference stored in a row."""
    return source_from_json(json.loads(text))


def source_to_json(source: VideoSource) -> dict[str, Any]:
    """Return a video reference as JSON."""
    return {
        "path": str(source.path),
        "size_bytes": source.size_bytes,
        "sha256": source.sha256,
        "height": source.height,
        "width": source.width,
        "frame_count": source.frame_count,
        "frame_rate": source.frame_rate,
        "frame_names": source.frame_names,
        "is_folder": source.is_folder,
    }


def source_from_json(value: dict[str, Any]) -> VideoSource:
    """Return the video reference that `source_to_json` wrote."""
    known = {**value, "path": Path(value["path"]), "frame_names": tuple(value["frame_names"])}
    return VideoSource(**known)


def propagated_to_json(known: Mapping[int, Propagated]) -> dict[str, Any]:
    """Return the records of the objects' last propagations as JSON."""
    return {str(i): [one.exemplars, one.first, one.last] for i, one in known.items()}


def propagated_from_text(text: str) -> dict[int, Propagated]:
    """Return the records that `propagated_to_json` wrote."""
    return {int(track_id): Propagated(*one) for track_id, one in json.loads(text).items()}


def _mask_to_json(record: FrameMask) -> list[Any]:
    mask = record.mask
    return [
        mask.height,
        mask.width,
        mask.counts.decode("ascii"),
        record.origin.value,
        record.confidence,
        record.is_verified,
        record.prompts and prompts_to_text(record.prompts),
        record.verified_by,
    ]


def _mask_from_json(value: list[Any]) -> FrameMask:
    height, width, counts, origin, confidence, is_verified = value[:6]
    mask = Mask(height, width, counts.encode("ascii"))
    # The edit log of versions 1 to 3 has no prompts.
    text = value[6] if len(value) > 6 else None
    prompts = prompts_from_text(text, height, width) if text else None
    # That of versions 1 to 4 has no names of people either.
    person = value[7] if len(value) > 7 else ""
    return FrameMask(mask, origin_from_text(origin), confidence, is_verified, prompts, person)


def _change_to_json(change: Change) -> list[Any]:
    packed = _plain_to_json(change) or note_change_to_json(change)
    if packed is not None:
        return packed
    match change:
        case MaskChange(track_id, frame_index, record):
            return ["mask", track_id, frame_index, record and _mask_to_json(record)]
        case FrameValuesChange(track_id, frame_index, values):
            return ["values", track_id, frame_index, dict(values)]
        case TrackChange(track_id, track):
            return ["track", track_id, track and track_to_json(track)]
        case CategoryChange(category_id, category):
            return ["category", category_id, category and category_to_json(category)]
        case LayerChange(order):
            return ["layers", order]
        case SourceChange(source):
            return ["source", source_to_json(source)]
        case VocabularyChange(categories):
            return ["vocabulary", dict(categories)]
    raise TypeError(f"not a change: {change!r}")


def _plain_to_json(change: Change) -> list[Any] | None:
    for kind, plain in _PLAIN_CHANGES.items():
        if isinstance(change, plain):
            return [kind, *(getattr(change, field.name) for field in fields(change))]
    return None


def _change_from_json(value: list[Any]) -> Change:
    kind, *rest = value
    if kind in _PLAIN_CHANGES:
        return _PLAIN_CHANGES[kind](*rest)
    if kind in NOTE_KINDS:
        return note_change_from_json(kind, rest)
    match kind:
        case "mask":
            return MaskChange(rest[0], rest[1], _mask_from_json(rest[2]) if rest[2] else None)
        case "values":
            return FrameValuesChange(*rest)
        case "track":
            return TrackChange(rest[0], track_from_json(rest[1]) if rest[1] else None)
        case "category":
            return CategoryChange(rest[0], category_from_json(rest[1]) if rest[1] else None)
        case "layers":
            return LayerChange(tuple(rest[0]))
        case "source":
            return SourceChange(source_from_json(rest[0]))
        case "vocabulary":
            return VocabularyChange(rest[0])
    raise ValueError(f"the edit log has a change of unknown kind {kind!r}")


def _colour(parts: list[int]) -> tuple[int, int, int]:
    return (parts[0], parts[1], parts[2])
