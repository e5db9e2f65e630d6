"""Findings: frame ranges of an object that need review."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.edits.tracks import runs_of
from gvseg.annotation.records import FrameMask
from gvseg.annotation.review.measures import MaskMeasures, MeasureCache
from gvseg.annotation.states import EMPTY, PRESENT, VERIFIED, TrackStates, origin_from_flags

FLICKER_MAX: Final = 3
"""Longest gap or appearance, in frames, that counts as flicker."""
JUMP_MIN: Final = 0.45
"""Smallest change between adjacent frames that counts as a jump (see `MaskMeasures.change_to`)."""
_CALM_FACTOR: Final = 3.0
_WINDOW: Final = 7
_MACHINE: Final = np.array(
    [bool(flags & PRESENT) and origin_from_flags(flags).is_machine_made for flags in range(256)]
)


class FindingKind(Enum):
    """The kind of problem."""

    UNVERIFIED = "unverified"
    LOW_CONFIDENCE = "low confidence"
    EMPTY = "empty"
    FLICKER = "flicker"
    TINY_PARTS = "tiny parts"
    JUMP = "jump"
    SHARED = "two tracks on one object"
    SPLIT = "split"
    LOOKS_LIKE_ANOTHER = "looks like another object"

    @property
    def needs_pixels(self) -> bool:
        """True if the pixels of masks are needed to find it."""
        return self in (FindingKind.TINY_PARTS, FindingKind.JUMP) or self.is_of_identity

    @property
    def is_of_identity(self) -> bool:
        """True if the identity check finds it (`gvseg.annotation.review.identity`)."""
        return self in (FindingKind.SHARED, FindingKind.SPLIT, FindingKind.LOOKS_LIKE_ANOTHER)


class Remedy(Enum):
    """A fix for a finding."""

    SWAP = "swap identities from this frame forward"
    SPLIT = "split the object here"
    CORRECT = "correct this frame"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A frame range with a possible problem, ordered by time.

    Attributes:
        first, last: frame range, inclusive.
        track_id: the object.
        kind_name: value of its `FindingKind`.
        description: such as "confidence 0.41".
        worst: the frame to look at; for the identity check, the first frame.
        other_id: the other object involved, if any.
        remedy: what to try first.
    """

    first: int
    last: int
    track_id: int
    kind_name: str
    description: str
    worst: int
    other_id: int | None = field(default=None, compare=False)
    remedy: Remedy = field(default=Remedy.CORRECT, compare=False)

    @property
    def kind(self) -> FindingKind:
        """The kind of problem."""
        return FindingKind(self.kind_name)


def find_in_states(
    document: Document,
    track_id: int,
    kinds: Iterable[FindingKind],
    *,
    low: float,
    first: int = 0,
    last: int | None = None,
) -> list[Finding]:
    """Return the findings of an object that need no pixels, in order of time.

    Args:
        document: the document.
        track_id: the object.
        kinds: kinds to find; those that need pixels are ignored.
        low: confidence below which a mask is reported, 0..1.
        first: first frame to check.
        last: last frame to check, inclusive; None for the end.

    Raises:
        EditError: the object does not exist.
    """
    states = document.states(track_id)
    stop = states.flags.size if last is None else last + 1
    part = TrackStates(states.flags[first:stop], states.confidence[first:stop])
    found: list[Finding] = []
    for kind in kinds:
        if kind is FindingKind.FLICKER:
            ranges = _flickers(part.flags)
        elif kind.needs_pixels:
            continue
        else:
            ranges = runs_of(_wanted(kind, part, low))
        for start, end in ranges:
            found.append(_stated(kind, track_id, part, start, end, first))
    return sorted(found)


def find_in_pixels(
    document: Document,
    track_id: int,
    kinds: Iterable[FindingKind],
    cache: MeasureCache,
    *,
    first: int = 0,
    last: int | None = None,
) -> Iterator[Finding | None]:
    """Yield the findings of an object that need its masks, and None after frames without one.

    The caller can stop or do other work after any frame. Verified masks are skipped.

    Raises:
        EditError: the object does not exist.
        MaskError: a mask is damaged.
    """
    document.track(track_id)
    chosen = set(kinds)
    before: tuple[int, MaskMeasures] | None = None
    calm: list[float] = []
    for frame_index, record in document.masks_of(track_id, first, last):
        found = None
        if FindingKind.TINY_PARTS in chosen:
            found = _tiny(track_id, frame_index, record, cache)
        if FindingKind.JUMP in chosen:
            now = cache.measures(record.mask)
            if now is not None and before is not None and before[0] == frame_index - 1:
                change = before[1].change_to(now)
                if not record.is_verified and is_jump(change, calm):
                    if found is not None:
                        yield found
                    description = f"jump ({change:.0%} change from the previous frame)"
                    found = Finding(
                        frame_index,
                        frame_index,
                        track_id,
                        FindingKind.JUMP.value,
                        description,
                        frame_index,
                    )
                calm = [*calm[-_WINDOW + 1 :], change]
            before = None if now is None else (frame_index, now)
        yield found


def is_jump(change: float, calm: list[float]) -> bool:
    """Return whether a change stands out from the changes before it."""
    usual = float(np.median(calm)) if calm else 0.0
    return change >= JUMP_MIN and change >= _CALM_FACTOR * usual


def _wanted(kind: FindingKind, states: TrackStates, low: float) -> NDArray[np.bool_]:
    flags = states.flags
    open_ = (flags & (PRESENT | VERIFIED)) == PRESENT
    if kind is FindingKind.LOW_CONFIDENCE:
        open_ = open_ & _MACHINE[flags] & (states.confidence < low)
    elif kind is FindingKind.EMPTY:
        open_ = open_ & _MACHINE[flags] & ((flags & EMPTY) != 0)
    return np.asarray(open_, np.bool_)


def _flickers(flags: NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """Return short gaps and short appearances, without verified ones."""
    is_here = (flags & (PRESENT | EMPTY)) == PRESENT
    is_meant = (flags & VERIFIED) != 0
    shows = list(runs_of(is_here))
    for (_, end), (start, _) in pairwise(shows):
        if start - end - 1 <= FLICKER_MAX and not is_meant[end + 1 : start].all():
            yield end + 1, start - 1
    is_gone = (flags & (PRESENT | EMPTY)) == PRESENT | EMPTY
    for start, end in shows:
        is_short = end - start + 1 <= FLICKER_MAX and not is_meant[start : end + 1].all()
        is_between = start > 0 and is_gone[start - 1] and end + 1 < flags.size and is_gone[end + 1]
        if is_short and is_between and _MACHINE[flags[start : end + 1]].all():
            yield start, end


def _stated(
    kind: FindingKind, track_id: int, states: TrackStates, start: int, end: int, first: int
) -> Finding:
    worst = start
    description = kind.value
    if kind is FindingKind.LOW_CONFIDENCE:
        worst = start + int(np.nanargmin(states.confidence[start : end + 1]))
        description = f"confidence {states.confidence[worst]:.2f}"
    return Finding(first + start, first + end, track_id, kind.value, description, first + worst)


def _tiny(
    track_id: int, frame_index: int, record: FrameMask, cache: MeasureCache
) -> Finding | None:
    count = 0 if record.is_verified else cache.tiny_parts(record.mask)
    if not count:
        return None
    description = "1 tiny part" if count == 1 else f"{count} tiny parts"
    kind = FindingKind.TINY_PARTS.value
    return Finding(frame_index, frame_index, track_id, kind, description, frame_index)
