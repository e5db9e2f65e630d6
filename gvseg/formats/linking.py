"""Links masks of objects without an id by overlap: over time, and with objects that are there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from pycocotools import mask as coco_mask

from gvseg.annotation.document import Document
from gvseg.masks import Mask

LEAST_IOU: Final = 0.5
_MOST_MISSED: Final = 1
"""Annotated frames on which an object may be missing before it counts as gone."""


_Key: TypeAlias = tuple[bool, int]
"""(whether an object is one of the document, its id)."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which objects of a file are one.

    Attributes:
        to_target: object of the file -> object of the document.
        to_imported: object of the file -> the earlier object of the file that it goes on.
    """

    to_target: dict[int, int] = field(default_factory=dict)
    to_imported: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """The latest mask of an object.

    Attributes:
        track_id: of the object.
        is_target: whether it is one of the document, else one of the file.
        category_id: in the document.
        mask: on the frame `turn` of those that are annotated.
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
    loose: set[int],
    frames: Mapping[int, int],
    categories: Mapping[int, int],
) -> Links:
    """Link objects whose masks overlap by half or more from one annotated frame to the next.

    Args:
        imported: what a file says.
        target: the document that takes it in.
        loose: objects of the file that may be linked.
        frames: frame index in the file -> frame index in the video.
        categories: category id in the file -> category of the document.
    """
    now_of = _masks_by_frame(imported, target, loose, frames, categories)
    now_of = _masks_by_frame(imported, target, loose, frames, categories)
    chains = _Chains()
    for turn, frame_index in enumerate(sorted(now_of)):
        chains.step(turn, now_of[frame_index])
    return chains.links


@dataclass(slots=True)
class _Chains:
    """Objects and their latest masks while time goes on.

    Attributes:
        links: what was linked so far.
        alive: objects that were seen lately.
        key_of: object of the file -> the object that it is.
    """

    links: Links = field(default_factory=Links)
    alive: dict[_Key, _Seen] = field(default_factory=dict)
    key_of: dict[int, _Key] = field(default_factory=dict)

    def step(self, turn: int, seen: list[_Seen]) -> None:
        """Take in the masks of the next annotated frame."""
        self.alive = {
            key: one for key, one in self.alive.items() if turn - one.turn <= _MOST_MISSED + 1
        }
        ours = [one for one in seen if one.is_target]
        self._absorb([one for one in ours if one.key not in self.alive])
        for one in ours:
            self._see(one.key, one, turn)
        begun = [one for one in seen if not one.is_target and one.track_id in self.key_of]
        for one in begun:
            self._see(self.key_of[one.track_id], one, turn)
        fresh = [one for one in seen if not one.is_target and one.track_id not in self.key_of]
        busy = {self.key_of[one.track_id] for one in begun}
        free = [one for key, one in self.alive.items() if key not in busy]
        for one, known in _pairs(fresh, free):
            self.key_of[one.track_id] = known.key
            table = self.links.to_target if known.is_target else self.links.to_imported
            table[one.track_id] = known.track_id
        for one in fresh:
            self._see(self.key_of.setdefault(one.track_id, one.key), one, turn)

    def _absorb(self, begins: list[_Seen]) -> None:
        """Objects of the document that begin here may go on objects of the file."""
        for ahead, before in _pairs(begins, [o for o in self.alive.values() if not o.is_target]):
            self.links.to_target[before.track_id] = ahead.track_id
            del self.alive[before.key]
            for track_id, key in self.key_of.items():
                if key == before.key:
                    self.key_of[track_id] = ahead.key

    def _see(self, key: _Key, one: _Seen, turn: int) -> None:
        is_target, track_id = key
        self.alive[key] = _Seen(track_id, is_target, one.category_id, one.mask, turn)


def _masks_by_frame(
    imported: Document,
    target: Document,
    loose: set[int],
    frames: Mapping[int, int],
    categories: Mapping[int, int],
) -> dict[int, list[_Seen]]:
    found: dict[int, list[_Seen]] = {}
    for track_id in imported.layer_order:
        if track_id in loose:
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
    """Pairs of one category that overlap enough, each object in one pair, best first."""
    if not some or not others:
        return []
    overlap = coco_mask.iou(_codes(some), _codes(others), [0] * len(others))
    same = np.equal.outer([one.category_id for one in some], [one.category_id for one in others])
    scores = np.where(same, np.asarray(overlap, np.float64), 0.0)
    found: list[tuple[_Seen, _Seen]] = []
    while scores.max() >= LEAST_IOU:
        row, column = np.unravel_index(int(scores.argmax()), scores.shape)
        found.append((some[row], others[column]))
        scores[row, :] = scores[:, column] = 0.0
    return found


def _codes(seen: list[_Seen]) -> list[dict[str, Any]]:
    return [{"size": [one.mask.height, one.mask.width], "counts": one.mask.counts} for one in seen]
