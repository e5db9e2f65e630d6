"""Rank frames by how much a correction would help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.records import FrameMask
from gvseg.annotation.review.cover import REACH, Cover, distance_to, spoiled
from gvseg.annotation.review.findings import JUMP_MIN
from gvseg.annotation.review.measures import MeasureCache
from gvseg.annotation.states import EMPTY, PRESENT, VERIFIED, TrackStates, origin_from_flags

_LOOKED_AT_MAX: Final = 600
"""Largest number of masks measured for jumps; the least confident come first."""
_LOOKED_AT_MIN: Final = 8
"""Smallest number of masks measured per object."""
_SPACING: Final = 0.4
"""Smallest distance between suggestions, in units of the square root of the frame count."""
_DOUBT, _PARTED, _JUMP, _GONE = range(4)
_REASONS: Final = ("confidence {:.2f}", "the two directions disagree", "jumps", "out of view?")
_WORTH_MIN: Final = 0.12
_GONE_DOUBT: Final = 0.6
"""Uncertainty of an empty mask next to one that is not empty."""
_FAR_DOUBT: Final = 0.3
"""Uncertainty of any mask that is far from every exemplar."""
_USUAL_QUANTILE: Final = 0.2
_USUAL_MAX: Final = 0.4
_MACHINE: Final = np.array(
    [bool(flags & PRESENT) and origin_from_flags(flags).is_machine_made for flags in range(256)]
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A frame to correct, and the reason.

    Attributes:
        frame_index: the frame.
        track_id: the most uncertain object on it.
        worth: uncertainty of its mask, 0..1.
        reason: short reason, such as "confidence 0.41".
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
    """Return frames worth correcting, well spaced, the most useful first.

    The uncertainty of an object on a frame is the largest of: 1 - confidence, the disagreement
    between both directions, a sudden change of position, size or shape, and having just gone out of
    view. Only unverified machine-made masks count. A correction also helps neighbouring frames, see
    `cover`.

    Args:
        document: the document.
        cache: cache of measurements.
        disagreement: (track id, frame index) -> 1 - IoU of the masks propagated in both
            directions, 0..1, where known.
        track_ids: the objects; None for all.
        count_max: largest number of frames.

    Raises:
        EditError: an object does not exist.
    """
    total = document.source.frame_count
    chosen_ids = tuple(document.tracks if track_ids is None else track_ids)
    best = _Doubts.none(total)
    owner = np.zeros(total, np.int64)
    alike: dict[tuple[int, ...], NDArray[np.float64]] = {}
    looked_at_max = max(_LOOKED_AT_MIN, _LOOKED_AT_MAX // max(1, len(chosen_ids)))
    for track_id in chosen_ids:
        doubts = _doubts(document, track_id, cache, disagreement or {}, looked_at_max)
        owner[doubts.values > best.values] = track_id
        best.take_better(doubts.values, doubts.reasons)
        exemplars = document.exemplar_frames(track_id)
        risk = alike.setdefault(exemplars, np.zeros(total))
        risk += _risk(doubts.values, exemplars)
    cover = Cover(total)
    for exemplars, risk in alike.items():
        cover.add(risk, exemplars)
    chosen: list[Suggestion] = []
    is_candidate = best.values >= _WORTH_MIN
    spacing = max(2, round(_SPACING * np.sqrt(total)))
    while len(chosen) < count_max:
        frame_index = cover.take_best(is_candidate)
        if frame_index is None:
            break
        is_candidate[max(0, frame_index - spacing + 1) : frame_index + spacing] = False
        track_id = int(owner[frame_index])
        worth = float(best.values[frame_index])
        code = int(best.reasons[frame_index])
        reason = _reason_text(document, track_id, frame_index, worth, code)
        chosen.append(Suggestion(frame_index, track_id, worth, reason))
    return chosen


def _reason_text(
    document: Document, track_id: int, frame_index: int, worth: float, reason: int
) -> str:
    away = distance_to(np.array([frame_index], np.float64), document.exemplar_frames(track_id))
    if reason == _DOUBT and worth < _FAR_DOUBT * spoiled(away)[0]:
        return f"{away[0]:.0f} frames from an exemplar" if np.isfinite(away[0]) else "no exemplar"
    return _REASONS[reason].format(document.states(track_id).confidence[frame_index])


@dataclass(frozen=True, slots=True)
class _Doubts:
    """Per-frame uncertainty.

    Attributes:
        values: float32, 0..1.
        reasons: int8, index into `_REASONS`.
    """

    values: NDArray[np.float32]
    reasons: NDArray[np.int8]

    @classmethod
    def none(cls, total: int) -> "_Doubts":
        return cls(np.zeros(total, np.float32), np.zeros(total, np.int8))

    def take_better(self, values: NDArray[np.float32], reasons: NDArray[np.int8] | int) -> None:
        """Replace values and reasons wherever the new values are higher."""
        is_better = values > self.values
        self.values[is_better] = values[is_better]
        self.reasons[is_better] = reasons if isinstance(reasons, int) else reasons[is_better]


def _doubts(
    document: Document,
    track_id: int,
    cache: MeasureCache,
    disagreement: Mapping[tuple[int, int], float],
    looked_at_max: int,
) -> _Doubts:
    states = document.states(track_id)
    doubts = _Doubts.none(states.flags.size)
    is_open = _MACHINE[states.flags] & ((states.flags & VERIFIED) == 0)
    if not is_open.any():
        return doubts
    doubts.take_better(np.nan_to_num(1.0 - states.confidence, nan=0.0), _DOUBT)
    parted = {frame: value for (one, frame), value in disagreement.items() if one == track_id}
    doubts.take_better(_spread(parted, states.flags.size), _PARTED)
    jumps = _jumps(document, track_id, cache, states, is_open, looked_at_max)
    doubts.take_better(_spread(jumps, states.flags.size), _JUMP)
    doubts.take_better(_absence(states.flags), _GONE)
    doubts.values[~is_open] = 0.0
    return doubts


def _risk(doubts: NDArray[np.float32], exemplars: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the uncertainty of each frame that another exemplar could remove.

    Exemplars do not help objects with low confidence everywhere, such as small or thin ones. Far
    from all exemplars, even a confident mask is uncertain.
    """
    is_open = doubts > 0
    if not is_open.any():
        return np.zeros(doubts.size)
    usual = min(_USUAL_MAX, float(np.quantile(doubts[is_open], _USUAL_QUANTILE)))
    far = spoiled(distance_to(np.arange(doubts.size, dtype=np.float64), exemplars))
    return np.where(is_open, np.maximum(doubts - usual, 0.0) + _FAR_DOUBT * far, 0.0)


def _absence(flags: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the uncertainty of empty masks: highest next to frames that show the object."""
    is_here = np.flatnonzero((flags & (PRESENT | EMPTY)) == PRESENT)
    is_gone = (flags & (PRESENT | EMPTY)) == PRESENT | EMPTY
    frames = np.arange(flags.size, dtype=np.float64)
    away = distance_to(frames, is_here.tolist())
    return np.where(is_gone, _GONE_DOUBT * np.exp(-away / REACH), 0.0).astype(np.float32)


def _spread(values: Mapping[int, float], total: int) -> NDArray[np.float32]:
    spread = np.zeros(total, np.float32)
    for frame_index, value in values.items():
        if 0 <= frame_index < total:
            spread[frame_index] = value
    return spread


def _jumps(
    document: Document,
    track_id: int,
    cache: MeasureCache,
    states: TrackStates,
    is_open: NDArray[np.bool_],
    looked_at_max: int,
) -> dict[int, float]:
    """Return the change from the previous frame for the least confident masks, by frame."""
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
