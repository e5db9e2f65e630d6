"""Edits of objects: add, remove, change, reorder, merge, split, swap identities."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.changes import (
    Change,
    FrameValuesChange,
    LayerChange,
    MaskChange,
    PinChange,
    SwapChange,
    TrackChange,
)
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.edits.masks import check_unlocked
from gvseg.annotation.records import AttributeValue, FrameMask, Origin, Track
from gvseg.annotation.states import PINNED, PRESENT
from gvseg.errors import EditError


@dataclass(frozen=True, slots=True)
class AddTrack(Edit):
    """Add an object on the top layer, with an id from `document.next_track_id`."""

    track: Track
    label: str = "Add object"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield the track and the layer order."""
        document.category(self.track.category_id)
        _check_accepted(self.track)
        if self.track.track_id in (*document.tracks, *document.proposals):
            raise EditError(f"Object {self.track.track_id} already exists.")
        yield TrackChange(self.track.track_id, self.track)
        yield LayerChange((*document.layer_order, self.track.track_id))


@dataclass(frozen=True, slots=True)
class AddTracks(Edit):
    """Add many objects, the last one on the top layer, with a single layer change."""

    tracks: tuple[Track, ...]
    label: str = "Add objects"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield the tracks and the layer order."""
        if not self.tracks:
            return
        taken = {*document.tracks, *document.proposals}
        for track in self.tracks:
            document.category(track.category_id)
            _check_accepted(track)
            if track.track_id in taken:
                raise EditError(f"Object {track.track_id} already exists.")
            taken.add(track.track_id)
            yield TrackChange(track.track_id, track)
        yield LayerChange((*document.layer_order, *(track.track_id for track in self.tracks)))


@dataclass(frozen=True, slots=True)
class RemoveTrack(Edit):
    """Remove an object and its masks; undo restores them."""

    track_id: int
    label: str = "Delete object"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield the track and the layer order; the masks stay in the store."""
        check_unlocked(document, self.track_id)
        yield from _remove(document, self.track_id)


@dataclass(frozen=True, slots=True)
class UpdateTrack(Edit):
    """Change the name, colour, category, lock, visibility or attributes of an object.

    Attributes:
        track: the complete new track, such as `dataclasses.replace(document.track(id), ...)`.
    """

    track: Track
    label: str = "Change object"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if nothing differs."""
        document.category(self.track.category_id)
        _check_accepted(self.track)
        if document.track(self.track.track_id) != self.track:
            yield TrackChange(self.track.track_id, self.track)


@dataclass(frozen=True, slots=True)
class ReorderLayers(Edit):
    """Set the layer order, bottom first."""

    order: tuple[int, ...]
    label: str = "Reorder layers"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change."""
        if sorted(self.order) != sorted(document.layer_order):
            raise EditError("A layer order must list every object exactly once.")
        yield LayerChange(self.order)


@dataclass(frozen=True, slots=True)
class MergeTracks(Edit):
    """Merge one object into another by uniting their masks, and remove the merged one."""

    track_id: int
    other_id: int
    label: str = "Merge objects"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield swaps of frame ranges, and mask changes for frames on which both have a mask."""
        if self.track_id == self.other_id:
            raise EditError("An object cannot be merged with itself: select two objects.")
        check_unlocked(document, self.track_id)
        check_unlocked(document, self.other_id)
        ours = document.states(self.track_id).flags.copy()
        theirs = document.states(self.other_id).flags.copy()
        for frame_index in np.flatnonzero(ours & theirs & PRESENT):
            yield from self._unite(document, int(frame_index))
        values = list(_united_values(document, self.track_id, self.other_id))
        moves = ((theirs & (PRESENT | PINNED)) != 0) & ((ours & PRESENT) == 0)
        for first, last in runs_of(moves):
            yield SwapChange(self.track_id, self.other_id, first, last)
        for index, own in values:
            yield FrameValuesChange(self.track_id, index, own)
        yield from _remove(document, self.other_id)

    def _unite(self, document: Document, frame_index: int) -> Iterator[Change]:
        ours = document.mask(self.track_id, frame_index)
        theirs = document.mask(self.other_id, frame_index)
        if ours is None or theirs is None:
            return
        united = FrameMask(
            ours.mask | theirs.mask,
            _stronger(ours.origin, theirs.origin),
            _lower(ours.confidence, theirs.confidence),
            ours.is_verified and theirs.is_verified,
        )
        yield MaskChange(self.track_id, frame_index, united)
        is_pinned = document.is_pinned(self.other_id, frame_index)
        if is_pinned and not document.is_pinned(self.track_id, frame_index):
            yield PinChange(self.track_id, frame_index, is_pinned=True)


@dataclass(frozen=True, slots=True)
class SplitTrack(Edit):
    """Split an object in two at a frame; the first part keeps the id.

    Attributes:
        frame_index: first frame of the second part.
        new_name: name of the second part; None for "<name> (2)".
    """

    track_id: int
    frame_index: int
    new_name: str | None = None
    label: str = "Split object"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield a new track above the old one, with all later masks."""
        check_unlocked(document, self.track_id)
        track = document.track(self.track_id)
        last = document.source.frame_count - 1
        if not 0 < self.frame_index <= last:
            raise EditError(f"Choose a frame from 1 to {last} to split an object.")
        new_id = document.next_track_id
        name = self.new_name or f"{track.name} (2)"
        twin = replace(track, track_id=new_id, name=name, colour=object_colour(new_id))
        yield TrackChange(new_id, twin)
        above = document.layer_order.index(self.track_id) + 1
        order = document.layer_order
        yield LayerChange((*order[:above], new_id, *order[above:]))
        yield SwapChange(self.track_id, new_id, self.frame_index, last)


@dataclass(frozen=True, slots=True)
class SwapIdentities(Edit):
    """Swap the masks of two objects from a frame to `last` or the end."""

    track_id: int
    other_id: int
    frame_index: int
    last: int | None = None
    label: str = "Swap identities"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, which is its own inverse."""
        if self.track_id == self.other_id:
            raise EditError("An object cannot be swapped with itself: select two objects.")
        check_unlocked(document, self.track_id)
        check_unlocked(document, self.other_id)
        last = document.source.frame_count - 1 if self.last is None else self.last
        yield SwapChange(self.track_id, self.other_id, self.frame_index, last)


def runs_of(wanted: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each run of True, inclusive."""
    edges = np.flatnonzero(np.diff(wanted.astype(np.int8), prepend=0, append=0))
    for first, stop in zip(edges[::2], edges[1::2], strict=True):
        yield int(first), int(stop) - 1


def _check_accepted(track: Track) -> None:
    if track.is_proposed:
        raise EditError(f"{track.name} is marked as a proposal; only the engine can add proposals.")


def _united_values(
    document: Document, track_id: int, other_id: int
) -> Iterator[tuple[int, dict[str, AttributeValue]]]:
    """Yield (frame index, attribute values) of two objects combined; the first takes precedence."""
    ours = dict(document.frame_values_of(track_id))
    theirs = dict(document.frame_values_of(other_id))
    for frame_index in sorted(ours.keys() | theirs.keys()):
        yield frame_index, {**theirs.get(frame_index, {}), **ours.get(frame_index, {})}


def _remove(document: Document, track_id: int) -> Iterator[Change]:
    yield LayerChange(tuple(other for other in document.layer_order if other != track_id))
    yield TrackChange(track_id, None)


def _stronger(one: Origin, other: Origin) -> Origin:
    return other if one.is_machine_made and not other.is_machine_made else one


def _lower(one: float | None, other: float | None) -> float | None:
    known = [value for value in (one, other) if value is not None]
    return min(known) if known else None
