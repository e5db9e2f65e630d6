"""Edits of proposals: add, accept, reject."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from gvseg.annotation.changes import (
    Change,
    LayerChange,
    MaskChange,
    TrackChange,
    VocabularyChange,
)
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.edits.tracks import MergeTracks
from gvseg.annotation.records import FrameMask, Track
from gvseg.annotation.settled import settled_masks
from gvseg.annotation.states import PINNED, PRESENT
from gvseg.errors import EditError
from gvseg.masks import Mask


@dataclass(frozen=True, slots=True)
class Propose(Edit):
    """Add tracks found by the engine, for the user to accept or reject.

    On the frames of `masks`, proposals of earlier runs are replaced; empty ones are removed.

    Attributes:
        tracks: all proposals of this run so far, with their current class and score. Their ids
            start at `document.next_track_id`.
        masks: frame index -> track id -> mask; includes frames without any mask.
    """

    tracks: tuple[Track, ...]
    masks: Mapping[int, Mapping[int, FrameMask]]
    label: str = "Find objects"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield new or changed tracks, then the masks of each frame."""
        for track in self.tracks:
            document.category(track.category_id)
            if not track.is_proposed or track.track_id in document.tracks:
                raise EditError(f"Object {track.track_id} is not a proposal.")
        ours = {track.track_id for track in self.tracks}
        earlier = [track_id for track_id in document.proposals if track_id not in ours]
        for track in self.tracks:
            if document.proposals.get(track.track_id) != track:
                yield TrackChange(track.track_id, track)
        for frame_index, found in self.masks.items():
            gone = [i for i in earlier if document.mask(i, frame_index) is not None]
            yield from (MaskChange(track_id, frame_index, None) for track_id in gone)
            for track_id, record in found.items():
                yield MaskChange(track_id, frame_index, record)
        for track_id in earlier:
            if not (document.states(track_id).flags & PRESENT).any():
                yield TrackChange(track_id, None)


@dataclass(frozen=True, slots=True)
class AcceptProposals(Edit):
    """Convert proposals to objects; their masks stay machine-made.

    Drawn, verified and locked masks keep their pixels; accepted masks lose them. Things
    are added as top layers, stuff as bottom layers. Stuff is merged into an existing object of its
    class, if there is one (see `accepted_as`), except on protected frames.

    Attributes:
        track_ids: the proposals.
    """

    track_ids: tuple[int, ...]
    label: str = "Accept proposal"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield clipped masks, tracks and merges, and the layer order."""
        accepted = [_proposal(document, track_id) for track_id in self.track_ids]
        yield from _cut(document, self.track_ids)
        things: list[int] = []
        stuff: list[int] = []
        for track in accepted:
            home = accepted_as(document, track.track_id)
            yield TrackChange(track.track_id, replace(track, is_proposed=False))
            if home != track.track_id:
                yield from _join(document, home, track.track_id)
                continue
            is_thing = document.category(track.category_id).is_thing
            (things if is_thing else stuff).append(track.track_id)
        if things or stuff:
            yield LayerChange((*stuff, *document.layer_order, *things))


@dataclass(frozen=True, slots=True)
class RejectProposals(Edit):
    """Remove proposals; undo restores them.

    Attributes:
        track_ids: the proposals.
    """

    track_ids: tuple[int, ...]
    label: str = "Reject proposal"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per proposal; the masks stay in the store."""
        for track_id in self.track_ids:
            _proposal(document, track_id)
        for track_id in self.track_ids:
            yield TrackChange(track_id, None)


@dataclass(frozen=True, slots=True)
class MapVocabulary(Edit):
    """Map the classes of the engine to categories.

    Attributes:
        categories: class name -> category id; 0 ignores the class.
    """

    categories: Mapping[str, int]
    label: str = "Map classes"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if nothing differs."""
        for category_id in self.categories.values():
            if category_id:
                document.category(category_id)
        if dict(self.categories) != dict(document.vocabulary_map):
            yield VocabularyChange(dict(self.categories))


def accepted_as(document: Document, track_id: int) -> int:
    """Return the object that a proposal becomes: itself, or an existing object of its stuff class.

    Locked objects are not extended.

    Raises:
        EditError: it is not a proposal.
    """
    category_id = _proposal(document, track_id).category_id
    if not document.category(category_id).is_thing:
        for track in document.tracks.values():
            if track.category_id == category_id and not track.is_locked:
                return track.track_id
    return track_id


def _join(document: Document, home: int, track_id: int) -> Iterator[Change]:
    """Merge an accepted track into another, except on protected frames."""
    ours, theirs = document.states(home).flags, document.states(track_id).flags
    both = (ours & (PRESENT | PINNED) != 0) & (theirs & PRESENT != 0)
    for frame_index in np.flatnonzero(both).tolist():
        if document.is_protected(home, frame_index):
            yield MaskChange(track_id, frame_index, None)
    yield from MergeTracks(home, track_id).changes(document)


def _proposal(document: Document, track_id: int) -> Track:
    if track_id not in document.proposals:
        raise EditError(f"Proposal {track_id} does not exist.")
    return document.proposals[track_id]


def _cut(document: Document, track_ids: tuple[int, ...]) -> Iterator[Change]:
    """Remove the pixels of protected masks from proposals."""
    for frame_index, settled in settled_masks(document).items():
        free: Mask | None = None
        for track_id in track_ids:
            record = document.mask(track_id, frame_index)
            if record is None:
                continue
            if free is None:
                free = reduce(Mask.__or__, settled.values()).inverted()
            left = record.mask & free
            if left.is_empty:
                yield MaskChange(track_id, frame_index, None)
            elif left.area != record.mask.area:
                yield MaskChange(track_id, frame_index, replace(record, mask=left))
