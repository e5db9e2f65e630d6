"""Links objects without an id by mask overlap: over time, and with existing objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from pycocotools import mask as coco_mask

from gvseg.annotation.document import Document
from gvseg.masks import Mask

MIN_IOU: Final = 0.5
_MAX_MISSED: Final = 1
"""Number of annotated frames that an object may be missing from and still be linked."""


_Key: TypeAlias = tuple[bool, int]
"""(whether the object is in the target document, its id)."""


@dataclass(frozen=True, slots=True)
class Links:
    """Objects in a file that are the same.

    Attributes:
        to_target: track id in the file -> track id in the document.
        to_imported: track id in the file -> track id of the earlier object that it continues.
    """

    to_target: dict[int, int] = field(default_factory=dict)
    to_imported: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """The latest mask of an object.

    Attributes:
        track_id: id of the object.
        is_target: whether the object is in the target document; otherwise it is in the file.
        category_id: its category in the document.
        mask: its mask.
        turn: index of the frame among the annotated frames.
    """

    track_id: int
    is_target: bool
    category_id: int
    mask: Mask
    turn: int = 0

    @property
    def key(self) -> _Key:
        return self.is_target, self.track_id


def link_by_overlap(
    imported: Document,
    target: Document,
    linkable: set[int],
    frames: Mapping[int, int],
    categories: Mapping[int, int],
) -> Links:
    """Link objects whose masks overlap by half or more from one annotated frame to the next.

    Args:
        imported: the annotations in the file.
        target: the document to import into.
        linkable: track ids in the file that may be linked.
        frames: frame index in the file -> frame index in the video.
        categories: category id in the file -> category id in the document.
    """
    masks = _masks_by_frame(imported, target, linkable, frames, categories)
    chains = _Chains()
    for turn, frame_index in enumerate(sorted(masks)):
        chains.step(turn, masks[frame_index])
    return chains.links


@dataclass(slots=True)
class _Chains:
    """Links found so far, and the objects that can still be linked.

    Attributes:
        links: links found so far.
        alive: recently seen objects.
        key_of: track id in the file -> the object that it belongs to.
    """

    links: Links = field(default_factory=Links)
    alive: dict[_Key, _Seen] = field(default_factory=dict)
    key_of: dict[int, _Key] = field(default_factory=dict)

    def step(self, turn: int, seen: list[_Seen]) -> None:
        """Process the masks of the next annotated frame."""
        self.alive = {
            key: one for key, one in self.alive.items() if turn - one.turn <= _MAX_MISSED + 1
        }
        ours = [one for one in seen if one.is_target]
        self._absorb([one for one in ours if one.key not in self.alive])
        for one in ours:
            self._see(one.key, one, turn)
        continued = [one for one in seen if not one.is_target and one.track_id in self.key_of]
        for one in continued:
            self._see(self.key_of[one.track_id], one, turn)
        fresh = [one for one in seen if not one.is_target and one.track_id not in self.key_of]
        busy = {self.key_of[one.track_id] for one in continued}
        free = [one for key, one in self.alive.items() if key not in busy]
        for one, known in _pairs(fresh, free):
            self.key_of[one.track_id] = known.key
            table = self.links.to_target if known.is_target else self.links.to_imported
            table[one.track_id] = known.track_id
        for one in fresh:
            self._see(self.key_of.setdefault(one.track_id, one.key), one, turn)

    def _absorb(self, starting: list[_Seen]) -> None:
        """Link earlier objects of the file to objects of the document that start in this frame."""
        for later, earlier in _pairs(starting, [o for o in self.alive.values() if not o.is_target]):
            self.links.to_target[earlier.track_id] = later.track_id
            del self.alive[earlier.key]
            for track_id, key in self.key_of.items():
                if key == earlier.key:
                    self.key_of[track_id] = later.key

    def _see(self, key: _Key, one: _Seen, turn: int) -> None:
        is_target, track_id = key
        self.alive[key] = _Seen(track_id, is_target, one.category_id, one.mask, turn)


def _masks_by_frame(
    imported: Document,
    target: Document,
    linkable: set[int],
    frames: Mapping[int, int],
    categories: Mapping[int, int],
) -> dict[int, list[_Seen]]:
    found: dict[int, list[_Seen]] = {}
    for track_id in imported.layer_order:
        if track_id in linkable:
            category_id = categories[imported.tracks[track_id].category_id]
            for index, record in imported.masks_of(track_id):
                if index in frames and not record.mask.is_empty:
                    seen = _Seen(track_id, False, category_id, record.mask)
                    found.setdefault(frames[index], []).append(seen)
    for track_id, track in target.tracks.items():
        for index, record in target.masks_of(track_id):
            if not record.mask.is_empty:
                seen = _Seen(track_id, True, track.category_id, record.mask)
                found.setdefault(index, []).append(seen)
    return found


def _pairs(some: list[_Seen], others: list[_Seen]) -> list[tuple[_Seen, _Seen]]:
    """Return pairs of the same category that overlap enough, best first; each object once."""
    if not some or not others:
        return []
    overlap = coco_mask.iou(_codes(some), _codes(others), [0] * len(others))
    same = np.equal.outer([one.category_id for one in some], [one.category_id for one in others])
    scores = np.where(same, np.asarray(overlap, np.float64), 0.0)
    found: list[tuple[_Seen, _Seen]] = []
    while scores.max() >= MIN_IOU:
        row, column = np.unravel_index(int(scores.argmax()), scores.shape)
        found.append((some[row], others[column]))
        scores[row, :] = scores[:, column] = 0.0
    return found


def _codes(seen: list[_Seen]) -> list[dict[str, Any]]:
    return [{"size": [one.mask.height, one.mask.width], "counts": one.mask.counts} for one in seen]
