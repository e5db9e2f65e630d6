"""Interface for storing the masks of a document, and an implementation in memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeAlias, TypeVar

from gvseg.annotation.changes import (
    CategoryChange,
    CommentChange,
    FrameReviewChange,
    LayerChange,
    PropagatedChange,
    SourceChange,
    TrackChange,
    VerifyChange,
    VocabularyChange,
)
from gvseg.annotation.records import AttributeValue, FrameMask
from gvseg.annotation.states import state_of

SmallChange: TypeAlias = (
    CategoryChange
    | TrackChange
    | LayerChange
    | SourceChange
    | VocabularyChange
    | PropagatedChange
    | CommentChange
    | FrameReviewChange
)
"""A change to something other than masks."""


_Value = TypeVar("_Value")


class MaskStore(Protocol):
    """Stores masks, pins and attribute values by track and frame, even of deleted tracks."""

    def mask(self, track_id: int, frame_index: int) -> FrameMask | None:
        """Return the mask of a track on a frame, or None."""
        ...

    def frame(self, frame_index: int) -> dict[int, FrameMask]:
        """Return the masks of a frame by track id, including deleted tracks."""
        ...

    def track(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, FrameMask]]:
        """Yield (frame index, mask) of a track in frame order; `last` is inclusive."""
        ...

    def states(self, track_id: int) -> Iterator[tuple[int, int, float]]:
        """Yield (frame index, flags, confidence) of every frame with a mask or a pin.

        Flags and confidence are as in `gvseg.annotation.states`; the order is arbitrary.
        """
        ...

    def is_pinned(self, track_id: int, frame_index: int) -> bool:
        """Return whether a frame is an exemplar of the track."""
        ...

    def has_pins(self, track_ids: Iterable[int]) -> bool:
        """Return whether any of the tracks has an exemplar, in constant time."""
        ...

    def frame_values(self, track_id: int, frame_index: int) -> Mapping[str, AttributeValue]:
        """Return the attribute values of a track on a frame, by name."""
        ...

    def values_of(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, Mapping[str, AttributeValue]]]:
        """Yield (frame index, attribute values) of a track in frame order."""
        ...

    def put_mask(self, track_id: int, frame_index: int, value: FrameMask | None) -> None:
        """Write or delete a mask."""
        ...

    def put_values(
        self, track_id: int, frame_index: int, values: Mapping[str, AttributeValue]
    ) -> None:
        """Write the attribute values of a track on a frame; an empty mapping deletes them."""
        ...

    def put_pin(self, track_id: int, frame_index: int, *, is_pinned: bool) -> None:
        """Write or delete a pin."""
        ...

    def put_verified(self, change: VerifyChange) -> None:
        """Set the verified flag of the masks of a range, and who verified them."""
        ...

    def verifiers(self, track_id: int, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Yield (frame index, name) of the verified masks of a range in frame order."""
        ...

    def swap(self, track_id: int, other_id: int, first: int, last: int) -> None:
        """Swap masks, pins and attribute values of two tracks on a range."""
        ...

    def put_change(self, change: SmallChange) -> None:
        """Store a change to something other than masks."""
        ...


class MemoryStore:
    """A `MaskStore` in dictionaries."""

    def __init__(self) -> None:
        self._masks: dict[int, dict[int, FrameMask]] = defaultdict(dict)
        self._pins: dict[int, set[int]] = defaultdict(set)
        self._values: dict[int, dict[int, Mapping[str, AttributeValue]]] = defaultdict(dict)

    def mask(self, track_id: int, frame_index: int) -> FrameMask | None:
        """Return the mask of a track on a frame, or None."""
        return self._masks[track_id].get(frame_index)

    def frame(self, frame_index: int) -> dict[int, FrameMask]:
        """Return the masks of a frame by track id."""
        return {
            track_id: masks[frame_index]
            for track_id, masks in self._masks.items()
            if frame_index in masks
        }

    def track(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, FrameMask]]:
        """Yield (frame index, mask) of a track in frame order."""
        masks = self._masks[track_id]
        for frame_index in sorted(masks):
            if frame_index >= first and (last is None or frame_index <= last):
                yield frame_index, masks[frame_index]

    def states(self, track_id: int) -> Iterator[tuple[int, int, float]]:
        """Yield (frame index, flags, confidence) of every frame with a mask or a pin."""
        masks, pins = self._masks[track_id], self._pins[track_id]
        for frame_index in masks.keys() | pins:
            yield frame_index, *state_of(masks.get(frame_index), is_pinned=frame_index in pins)

    def is_pinned(self, track_id: int, frame_index: int) -> bool:
        """Return whether a frame is an exemplar of the track."""
        return frame_index in self._pins[track_id]

    def has_pins(self, track_ids: Iterable[int]) -> bool:
        """Return whether any of the tracks has an exemplar."""
        return any(self._pins.get(track_id) for track_id in track_ids)

    def frame_values(self, track_id: int, frame_index: int) -> Mapping[str, AttributeValue]:
        """Return the attribute values of a track on a frame, by name."""
        return self._values[track_id].get(frame_index, {})

    def values_of(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, Mapping[str, AttributeValue]]]:
        """Yield (frame index, attribute values) of a track in frame order."""
        values = self._values[track_id]
        for frame_index in sorted(values):
            if frame_index >= first and (last is None or frame_index <= last):
                yield frame_index, values[frame_index]

    def put_mask(self, track_id: int, frame_index: int, value: FrameMask | None) -> None:
        """Write or delete a mask."""
        if value is None:
            self._masks[track_id].pop(frame_index, None)
        else:
            self._masks[track_id][frame_index] = value

    def put_pin(self, track_id: int, frame_index: int, *, is_pinned: bool) -> None:
        """Write or delete a pin."""
        if is_pinned:
            self._pins[track_id].add(frame_index)
        else:
            self._pins[track_id].discard(frame_index)

    def put_values(
        self, track_id: int, frame_index: int, values: Mapping[str, AttributeValue]
    ) -> None:
        """Write the attribute values of a track on a frame; an empty mapping deletes them."""
        if values:
            self._values[track_id][frame_index] = dict(values)
        else:
            self._values[track_id].pop(frame_index, None)

    def put_verified(self, change: VerifyChange) -> None:
        """Set the verified flag of the masks of a range, and who verified them."""
        masks = self._masks[change.track_id]
        for frame_index, value in list(self.track(change.track_id, change.first, change.last)):
            masks[frame_index] = replace(
                value, is_verified=change.is_verified, verified_by=change.person
            )

    def verifiers(self, track_id: int, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Yield (frame index, name) of the verified masks of a range in frame order."""
        for frame_index, value in self.track(track_id, first, last):
            if value.is_verified:
                yield frame_index, value.verified_by

    def swap(self, track_id: int, other_id: int, first: int, last: int) -> None:
        """Swap masks, pins and attribute values of two tracks on a range."""
        _swap(self._masks[track_id], self._masks[other_id], first, last)
        _swap(self._values[track_id], self._values[other_id], first, last)
        pins, other_pins = self._pins[track_id], self._pins[other_id]
        our_pins = {index for index in pins if first <= index <= last}
        their_pins = {index for index in other_pins if first <= index <= last}
        self._pins[track_id] = (pins - our_pins) | their_pins
        self._pins[other_id] = (other_pins - their_pins) | our_pins

    def put_change(self, change: SmallChange) -> None:
        """Do nothing, because the document itself stores the value."""


def _swap(one: dict[int, _Value], two: dict[int, _Value], first: int, last: int) -> None:
    ours = {index: one.pop(index) for index in list(one) if first <= index <= last}
    theirs = {index: two.pop(index) for index in list(two) if first <= index <= last}
    one.update(theirs)
    two.update(ours)
