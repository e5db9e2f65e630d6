"""Which frames are most worth a person's correction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.records import FrameMask
from gvseg.annotation.review.findings import JUMP_MIN
from gvseg.annotation.review.measures import MeasureCache
from gvseg.annotation.states import PRESENT, VERIFIED, TrackStates, origin_from_flags

_LOOKED_AT_MAX: Final = 600
"""Masks that are measured for jumps, over all objects; the least confident come first."""
_LOOKED_AT_MIN: Final = 8
"""Masks of each object that are measured, however many objects there are."""
_SPACING: Final = 0.4
"""Suggestions lie at least so many times the root of the frame count apart."""
_DOUBT, _PARTED, _JUMP = range(3)
_WORDS: Final = ("confidence {:.2f}", "the two directions disagree", "jumps")
_WORTH_MIN: Final = 0.12
_MACHINE: Final = np.array(
    [bool(flags & PRESENT) and origin_from_flags(flags).is_machine_made for flags in range(256)]
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A frame, and why to correct it.

    Attributes:
        frame_index: the frame.
        track_id: the object that is worst there.
        worth: 0..1; how wrong its mask may be.
        reason: a few words, "confidence 0.41".
    """

    frame_index: int
    track_id: int
    worth: float
    reason: str


def suggest_frames(
    document: Document,
    cache: MeasureCache,
    *,
    disagreement: Mapping[tuple[int, int], float] | None = None,
    track_ids: Iterable[int] | None = None,
    count_max: int = 50,
) -> list[Suggestion]:
    """Frames worth correcting, the worst first, none near a better one.

    A frame's worth is that of its worst object: one less its confidence, the disagreement of the
    two directions, or a sudden change of place, size or shape, whichever is most. Only
    machine-made masks that nobody verified count. Near an exemplar a correction helps little,
    and the worth is less.

    Args:
        document: where.
        cache: keeps what was measured for the next time.
        disagreement: (track id, frame index) -> one less the IoU of the masks that the two
            directions made, 0..1, where the engine knows it.
        track_ids: which objects; None for all.
        count_max: how many frames at the most.

    Raises:
        EditError: there is no such object.
    """
    total = document.source.frame_count
    chosen_ids = tuple(document.tracks if track_ids is None else track_ids)
    best = _Worths.none(total)
    owner = np.zeros(total, np.int64)
    looked_at_max = max(_LOOKED_AT_MIN, _LOOKED_AT_MAX // max(1, len(chosen_ids)))
    for track_id in chosen_ids:
        worths = _worths(document, track_id, cache, disagreement or {}, looked_at_max)
        owner[worths.values > best.values] = track_id
        best.take_better(worths.values, worths.reasons)
    chosen: list[Suggestion] = []
    is_taken = best.values < _WORTH_MIN
    spacing = max(2, round(_SPACING * np.sqrt(total)))
    for frame_index in np.argsort(-best.values, kind="stable").tolist():
        if len(chosen) >= count_max or best.values[frame_index] < _WORTH_MIN:
            break
        if is_taken[frame_index]:
            continue
        is_taken[max(0, frame_index - spacing + 1) : frame_index + spacing] = True
        track_id = int(owner[frame_index])
        confidence = document.states(track_id).confidence[frame_index]
        words = _WORDS[best.reasons[frame_index]].format(confidence)
        chosen.append(Suggestion(frame_index, track_id, float(best.values[frame_index]), words))
    return chosen


@dataclass(frozen=True, slots=True)
class _Worths:
    """One entry a frame.

    Attributes:
        values: float32, 0..1.
        reasons: int8, index into `_WORDS`.
    """

    values: NDArray[np.float32]
    reasons: NDArray[np.int8]

    @classmethod
    def none(cls, total: int) -> "_Worths":
        return cls(np.zeros(total, np.float32), np.zeros(total, np.int8))

    def take_better(self, values: NDArray[np.float32], reasons: NDArray[np.int8] | int) -> None:
        """Where the values are higher, take them and their reasons."""
        is_better = values > self.values
        self.values[is_better] = values[is_better]
        self.reasons[is_better] = reasons if isinstance(reasons, int) else reasons[is_better]


def _worths(
    document: Document,
    track_id: int,
    cache: MeasureCache,
    disagreement: Mapping[tuple[int, int], float],
    looked_at_max: int,
) -> _Worths:
    states = document.states(track_id)
    worths = _Worths.none(states.flags.size)
    is_open = _MACHINE[states.flags] & ((states.flags & VERIFIED) == 0)
    if not is_open.any():
        return worths
    worths.take_better(np.nan_to_num(1.0 - states.confidence, nan=0.0), _DOUBT)
    parted = {frame: value for (one, frame), value in disagreement.items() if one == track_id}
    worths.take_better(_spread(parted, states.flags.size), _PARTED)
    jumps = _jumps(document, track_id, cache, states, is_open, looked_at_max)
    worths.take_better(_spread(jumps, states.flags.size), _JUMP)
    worths.values[~is_open] = 0.0
    worths.values[:] *= _nearness(document, track_id, states.flags.size)
    return worths


def _spread(values: Mapping[int, float], total: int) -> NDArray[np.float32]:
    spread = np.zeros(total, np.float32)
    for frame_index, value in values.items():
        if 0 <= frame_index < total:
            spread[frame_index] = value
    return spread


def _nearness(document: Document, track_id: int, total: int) -> NDArray[np.float64]:
    """Factor of each frame: 1 far from the object's exemplars, less beside one."""
    pins = np.asarray(document.exemplar_frames(track_id), np.int64)
    if not pins.size:
        return np.ones(total)
    frames = np.arange(total)
    place = np.searchsorted(pins, frames)
    before = np.abs(frames - pins[np.clip(place - 1, 0, pins.size - 1)])
    after = np.abs(pins[np.clip(place, 0, pins.size - 1)] - frames)
    distance = np.minimum(before, after)
    return np.asarray(1.0 - 0.5 * np.exp(-distance / max(2.0, total * 0.01)), np.float64)


def _jumps(
    document: Document,
    track_id: int,
    cache: MeasureCache,
    states: TrackStates,
    is_open: NDArray[np.bool_],
    looked_at_max: int,
) -> dict[int, float]:
    """Frame -> how suddenly the mask differs from its neighbour, where it does.

    Frames of lowest confidence are measured first; there are too many to measure all.
    """
    candidates = np.flatnonzero(is_open)
    if candidates.size > looked_at_max:
        order = np.argsort(np.nan_to_num(states.confidence[candidates], nan=1.0), kind="stable")
        candidates = np.sort(candidates[order[:looked_at_max]])
    found: dict[int, float] = {}
    known: dict[int, FrameMask | None] = {}
    for frame_index in candidates.tolist():
        for index in (frame_index - 1, frame_index):
            if index not in known:
                known[index] = document.mask(track_id, index)
        before, now = known[frame_index - 1], known[frame_index]
        if before is None or now is None:
            continue
        one, other = cache.measures(before.mask), cache.measures(now.mask)
        if one is not None and other is not None:
            change = one.change_to(other)
            if change >= JUMP_MIN:
                found[frame_index] = change * 0.8
        elif (one is None) != (other is None):
            found[frame_index] = JUMP_MIN
    return found
