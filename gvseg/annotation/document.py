"""The annotation of one video: categories, tracks, masks, exemplars."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import numpy as np

from gvseg.annotation.changes import (
    CategoryChange,
    Change,
    CommentChange,
    FrameReviewChange,
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
from gvseg.annotation.records import (
    AttributeValue,
    Category,
    FrameMask,
    Propagated,
    Track,
    VideoSource,
)
from gvseg.annotation.review_notes import ReviewNotes
from gvseg.annotation.states import PINNED, PRESENT, VERIFIED, TrackStates, state_of
from gvseg.annotation.store import MaskStore, MemoryStore
from gvseg.errors import EditError
from gvseg.masks import Mask

VOID_ID: Final = 0
"""Track id of the void mask of a frame in the store; no track uses it."""

_Value = TypeVar("_Value")
_NOT_PINNED = 0xFF ^ PINNED


class Document:
    """The annotation of a video. Change it only through edits.

    Categories, tracks and the layer order are in memory; masks are in the store, which may be a
    project file that loads them on demand.

    Attributes:
        source: the video.
        layer_order: track ids, bottom first; upper masks hide lower ones. Proposals have no layer.
        notes: comments and review states of frames; only stores may replace them.
        revision: increases with each change.
    """

    def __init__(
        self,
        source: VideoSource,
        store: MaskStore | None = None,
    ) -> None:
        self.source = source
        self.layer_order: tuple[int, ...] = ()
        self.notes = ReviewNotes()
        self.revision = 0
        self._store: MaskStore = MemoryStore() if store is None else store
        self._categories: dict[int, Category] = {}
        self._tracks: dict[int, Track] = {}
        self._proposals: dict[int, Track] = {}
        self._vocabulary: dict[str, int] = {}
        self._propagated: dict[int, Propagated] = {}
        self._next_category_id = self._next_track_id = 1
        self._states: dict[int, TrackStates] = {}

    @property
    def categories(self) -> Mapping[int, Category]:
        """Categories by id."""
        return MappingProxyType(self._categories)

    @property
    def tracks(self) -> Mapping[int, Track]:
        """Tracks by id, without proposals."""
        return MappingProxyType(self._tracks)

    @property
    def proposals(self) -> Mapping[int, Track]:
        """Proposals by track id: tracks that the engine found and no user has accepted yet.

        They are separate from `tracks`, so they are not counted, exported or edited until
        `AcceptProposals` converts them.
        """
        return MappingProxyType(self._proposals)

    @property
    def vocabulary_map(self) -> Mapping[str, int]:
        """Category id of each class name of the engine; 0 for none."""
        return MappingProxyType(self._vocabulary)

    @property
    def propagated(self) -> Mapping[int, Propagated]:
        """Exemplars and frames of each object's last propagation, by track id."""
        return MappingProxyType(self._propagated)

    @property
    def next_category_id(self) -> int:
        """A category id that has never been used."""
        return self._next_category_id

    @property
    def next_track_id(self) -> int:
        """A track id that has never been used."""
        return self._next_track_id

    def track(self, track_id: int) -> Track:
        """Return a track.

        Raises:
            EditError: the track does not exist.
        """
        if track_id not in self._tracks:
            raise EditError(f"Object {track_id} does not exist.")
        return self._tracks[track_id]

    def category(self, category_id: int) -> Category:
        """Return a category.

        Raises:
            EditError: the category does not exist.
        """
        if category_id not in self._categories:
            raise EditError(f"Category {category_id} does not exist.")
        return self._categories[category_id]

    def mask(self, track_id: int, frame_index: int) -> FrameMask | None:
        """Return the mask of a track or proposal on a frame, or None."""
        return self._store.mask(track_id, frame_index) if self._has(track_id) else None

    def void(self, frame_index: int) -> Mask | None:
        """Return the void pixels of a frame (255 in many formats), or None."""
        record = self._store.mask(VOID_ID, frame_index)
        return None if record is None or record.mask.is_empty else record.mask

    def voids(self) -> Iterator[tuple[int, FrameMask]]:
        """Yield (frame index, void mask) of every frame that has one, in order."""
        return self._store.track(VOID_ID)

    def masks_on(self, frame_index: int) -> dict[int, FrameMask]:
        """Return the masks of a frame by track id, bottom layer first."""
        found = self._store.frame(frame_index)
        return {track_id: found[track_id] for track_id in self.layer_order if track_id in found}

    def proposed_on(self, frame_index: int) -> dict[int, FrameMask]:
        """Return the masks of the proposals of a frame by track id."""
        if not self._proposals:
            return {}
        found = self._store.frame(frame_index)
        return {track_id: found[track_id] for track_id in self._proposals if track_id in found}

    def masks_of(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, FrameMask]]:
        """Yield (frame index, mask) of a track or proposal on frames first..last, inclusive."""
        return self._store.track(track_id, first, last) if self._has(track_id) else iter(())

    def frame_values(self, track_id: int, frame_index: int) -> Mapping[str, AttributeValue]:
        """Return the attribute values specific to a frame of a track, by name."""
        return self._store.frame_values(track_id, frame_index) if self._has(track_id) else {}

    def frame_values_of(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, Mapping[str, AttributeValue]]]:
        """Yield (frame index, attribute values) of frames first..last with specific values."""
        return self._store.values_of(track_id, first, last) if self._has(track_id) else iter(())

    def states(self, track_id: int) -> TrackStates:
        """Return flags and confidence of every frame of a track or proposal."""
        self._check_known(track_id)
        if track_id not in self._states:
            flags = np.zeros(self.source.frame_count, np.uint8)
            confidence = np.full(self.source.frame_count, np.nan, np.float32)
            for frame_index, flag, value in self._store.states(track_id):
                flags[frame_index] = flag
                confidence[frame_index] = value
            self._states[track_id] = TrackStates(flags, confidence)
        return self._states[track_id]

    def is_pinned(self, track_id: int, frame_index: int) -> bool:
        """Return whether a frame is an exemplar of the track."""
        return track_id in self._tracks and self._store.is_pinned(track_id, frame_index)

    def exemplar_frames(self, track_id: int) -> tuple[int, ...]:
        """Return the exemplar frames of a track, in order."""
        return tuple(int(index) for index in self.states(track_id).frames_with(PINNED))

    @property
    def has_exemplars(self) -> bool:
        """True if any track has an exemplar."""
        return self._store.has_pins(self._tracks)

    def exemplars(self) -> dict[int, dict[int, Mask]]:
        """Return exemplar masks as frame index -> track id -> mask, in order."""
        found: dict[int, dict[int, Mask]] = {}
        for track_id in self.layer_order:
            for frame_index in self.exemplar_frames(track_id):
                record = self.mask(track_id, frame_index)
                if record is not None:
                    found.setdefault(frame_index, {})[track_id] = record.mask
        return dict(sorted(found.items()))

    def is_protected(self, track_id: int, frame_index: int) -> bool:
        """Return whether a mask is protected from automatic results, as drawn or verified masks
        are.
        """
        if self.is_pinned(track_id, frame_index):
            return True
        record = self.mask(track_id, frame_index)
        return record is not None and (record.is_verified or not record.origin.is_machine_made)

    def verifiers(self, track_id: int, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Yield (frame index, name of the person) of the verified masks of frames first..last."""
        return self._store.verifiers(track_id, first, last)

    def reset(
        self,
        *,
        source: VideoSource,
        categories: Iterable[Category],
        tracks: Iterable[Track],
        layer_order: tuple[int, ...],
        next_ids: tuple[int, ...],
        vocabulary_map: Mapping[str, int],
        propagated: Mapping[int, Propagated] = MappingProxyType({}),
    ) -> None:
        """Replace everything except masks and notes. Only stores may call this.

        Args:
            source: the video.
            categories: all categories.
            tracks: all tracks, including proposals.
            layer_order: track ids, bottom first.
            next_ids: the next category id and track id.
            vocabulary_map: class name -> category id.
            propagated: track id -> exemplars and frames of its last propagation.
        """
        self.source = source
        self.layer_order = layer_order
        self._categories = {category.category_id: category for category in categories}
        self._tracks.clear()
        self._proposals.clear()
        for track in tracks:
            self._put_track(track.track_id, track)
        self._vocabulary = dict(vocabulary_map)
        self._propagated = dict(propagated)
        self._next_category_id, self._next_track_id = next_ids
        self._states.clear()
        self.revision += 1

    def write(self, change: Change) -> Change:
        """Apply a change and return its inverse. Only edits and undo may call this."""
        inverse = self._write_mask(change) or self._write_small(change)
        self.revision += 1
        return inverse

    def _write_mask(self, change: Change) -> Change | None:
        match change:
            case MaskChange(track_id, frame_index, value):
                self._check_frame_mask(track_id, frame_index, value)
                before = self._store.mask(track_id, frame_index)
                self._store.put_mask(track_id, frame_index, value)
                self._refresh_state(track_id, frame_index, value)
                return MaskChange(track_id, frame_index, before)
            case PinChange(track_id, frame_index, is_pinned):
                self._check_frame_mask(track_id, frame_index, None)
                was_pinned = self._store.is_pinned(track_id, frame_index)
                self._store.put_pin(track_id, frame_index, is_pinned=is_pinned)
                if track_id in self._states:
                    flags = self._states[track_id].flags
                    flags[frame_index] = (flags[frame_index] & _NOT_PINNED) | PINNED * is_pinned
                return PinChange(track_id, frame_index, was_pinned)
            case FrameValuesChange(track_id, frame_index, values):
                self._check_frame_mask(track_id, frame_index, None)
                old = self._store.frame_values(track_id, frame_index)
                self._store.put_values(track_id, frame_index, values)
                return FrameValuesChange(track_id, frame_index, old)
            case VerifyChange(track_id, first, last, is_verified, person):
                self._store.put_verified(change)
                self._refresh_verified(change)
                return VerifyChange(track_id, first, last, not is_verified, person)
            case SwapChange(track_id, other_id, first, last):
                self._store.swap(track_id, other_id, first, last)
                self._states.pop(track_id, None)
                self._states.pop(other_id, None)
                return change
        return None

    def _write_small(self, change: Change) -> Change:
        inverse: Change
        match change:
            case CategoryChange(category_id, category):
                inverse = CategoryChange(category_id, self._categories.get(category_id))
                _put(self._categories, category_id, category)
                self._next_category_id = max(self._next_category_id, category_id + 1)
            case TrackChange(track_id, track):
                before = self._tracks.get(track_id) or self._proposals.get(track_id)
                inverse = TrackChange(track_id, before)
                self._put_track(track_id, track)
                self._next_track_id = max(self._next_track_id, track_id + 1)
            case LayerChange(order):
                inverse = LayerChange(self.layer_order)
                self.layer_order = order
            case SourceChange(source):
                inverse = SourceChange(self.source)
                if source.frame_count != self.source.frame_count:
                    self._states.clear()
                self.source = source
            case VocabularyChange(categories):
                inverse = VocabularyChange(self._vocabulary)
                self._vocabulary = dict(categories)
            case PropagatedChange(track_id, exemplars, first, last):
                known = self._propagated.get(track_id, Propagated("", 0, -1))
                inverse = PropagatedChange(track_id, known.exemplars, known.first, known.last)
                run = Propagated(exemplars, first, last) if exemplars else None
                _put(self._propagated, track_id, run)
            case CommentChange(comment_id, frame_index, comment):
                self._check_frame(frame_index)
                known_comment = self.notes.put_comment(comment_id, comment)
                inverse = CommentChange(comment_id, frame_index, known_comment)
            case FrameReviewChange(frame_index, review):
                self._check_frame(frame_index)
                inverse = FrameReviewChange(frame_index, self.notes.put_frame(frame_index, review))
            case _:
                raise TypeError(f"not a change: {change!r}")
        self._store.put_change(change)
        return inverse

    def _has(self, track_id: int) -> bool:
        return track_id in self._tracks or track_id in self._proposals

    def _check_known(self, track_id: int) -> None:
        if track_id not in self._proposals:
            self.track(track_id)

    def _put_track(self, track_id: int, track: Track | None) -> None:
        is_proposed = track is not None and track.is_proposed
        _put(self._tracks, track_id, None if is_proposed else track)
        _put(self._proposals, track_id, track if is_proposed else None)

    def _check_frame_mask(self, track_id: int, frame_index: int, value: FrameMask | None) -> None:
        source = self.source
        if track_id != VOID_ID:
            self._check_known(track_id)
        self._check_frame(frame_index)
        if value is not None and (value.mask.height, value.mask.width) != (
            source.height,
            source.width,
        ):
            raise EditError(
                f"The mask has {value.mask.width}x{value.mask.height} pixels, "
                f"but the video has {source.width}x{source.height}."
            )

    def _check_frame(self, frame_index: int) -> None:
        count = self.source.frame_count
        if not 0 <= frame_index < count:
            raise EditError(
                f"Frame {frame_index} is not in the video, which has frames 0 to {count - 1}."
            )

    def _refresh_state(self, track_id: int, frame_index: int, value: FrameMask | None) -> None:
        if track_id not in self._states:
            return
        states = self._states[track_id]
        is_pinned = bool(states.flags[frame_index] & PINNED)
        states.flags[frame_index], states.confidence[frame_index] = state_of(
            value, is_pinned=is_pinned
        )

    def _refresh_verified(self, change: VerifyChange) -> None:
        if change.track_id not in self._states:
            return
        flags = self._states[change.track_id].flags[change.first : change.last + 1]
        present = (flags & PRESENT) != 0
        flags[present] &= 0xFF ^ VERIFIED
        flags[present] |= VERIFIED * change.is_verified


def _put(table: dict[int, _Value], key: int, value: _Value | None) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value
