"""Edits of review state: verify and pin."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from gvseg.annotation.candidates import exemplar_candidates
from gvseg.annotation.changes import Change, PinChange, VerifyChange
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.edits.tracks import runs_of
from gvseg.annotation.states import PRESENT, VERIFIED
from gvseg.errors import EditError


@dataclass(frozen=True, slots=True)
class Verify(Edit):
    """Verify or unverify masks of a frame, a track, or a range.

    Attributes:
        track_ids: the objects; None for all.
        first: first frame.
        last: last frame, inclusive; None for the end of the video.
        is_verified: False to unverify.
        person: who verifies them; "" if unknown.
    """

    track_ids: tuple[int, ...] | None = None
    first: int = 0
    last: int | None = None
    is_verified: bool = True
    label: str = "Verify"
    person: str = ""

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per run of frames whose flag differs, and per person who set it."""
        chosen = document.layer_order if self.track_ids is None else self.track_ids
        stop = None if self.last is None else self.last + 1
        if self.first < 0 or (self.last is not None and self.last < self.first):
            raise EditError(f"Frames {self.first} to {self.last} are not a valid range.")
        for track_id in chosen:
            document.track(track_id)
        wanted = PRESENT if self.is_verified else PRESENT | VERIFIED
        for track_id in chosen:
            flags = document.states(track_id).flags[self.first : stop]
            differs = np.asarray((flags & (PRESENT | VERIFIED)) == wanted)
            for first, last in list(runs_of(differs)):
                run = (self.first + first, self.first + last)
                if self.is_verified:
                    yield VerifyChange(track_id, *run, True, self.person)
                    continue
                named = list(document.verifiers(track_id, *run))
                for person, group in groupby(named, key=itemgetter(1)):
                    frames = [frame_index for frame_index, _ in group]
                    yield VerifyChange(track_id, frames[0], frames[-1], False, person)


@dataclass(frozen=True, slots=True)
class PinExemplar(Edit):
    """Pin a frame as an exemplar of a track, from which propagation starts.

    The frame needs a mask; an empty mask means that the object is not in this frame.
    """

    track_id: int
    frame_index: int
    label: str = "Pin exemplar"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if it is already pinned."""
        if document.mask(self.track_id, self.frame_index) is None:
            name = document.track(self.track_id).name
            raise EditError(f"{name} has no mask on frame {self.frame_index} to pin.")
        if not document.is_pinned(self.track_id, self.frame_index):
            yield PinChange(self.track_id, self.frame_index, is_pinned=True)


@dataclass(frozen=True, slots=True)
class PinCandidates(Edit):
    """Pin imported and verified masks of objects that have no exemplar; see `exemplar_candidates`.

    Attributes:
        track_ids: the objects.
    """

    track_ids: tuple[int, ...]
    label: str = "Pin exemplars"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per mask."""
        for track_id in self.track_ids:
            for frame_index in exemplar_candidates(document, track_id):
                yield PinChange(track_id, frame_index, is_pinned=True)


@dataclass(frozen=True, slots=True)
class UnpinExemplar(Edit):
    """Unpin an exemplar of a track; its mask stays unchanged."""

    track_id: int
    frame_index: int
    label: str = "Unpin exemplar"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if it is not pinned."""
        document.track(self.track_id)
        if document.is_pinned(self.track_id, self.frame_index):
            yield PinChange(self.track_id, self.frame_index, is_pinned=False)
