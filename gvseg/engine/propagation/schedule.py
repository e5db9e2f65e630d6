"""Plan a propagation: the order of frames, and the exemplar that each frame's masks come from.

In each frame, an object's mask comes from its nearest exemplar (the earlier one in a tie). A sweep
propagates masks through consecutive frames in one direction. Frames that need no mask from a
direction are skipped in it.

Between two exemplars, the forward sweep continues a few frames into the range of the backward
sweep. Its masks there are only compared with those of the backward sweep, because a disagreement
means that one of them is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gvseg.engine.request import Direction

COMPARED_SHARE: Final = 10
"""Between two exemplars, one frame in `COMPARED_SHARE` is visited in both directions."""
COMPARED_MAX: Final = 8
"""Largest number of frames between two exemplars that are visited in both directions."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One frame of a sweep.

    Attributes:
        frame_index: frame index in the video.
        answered: objects whose mask in this frame comes from this visit.
        compared: objects whose mask comes from a later visit and is compared with this one.
    """

    frame_index: int
    answered: frozenset[int]
    compared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sequence of visits, starting next to an exemplar frame.

    Attributes:
        start: the exemplar frame, which is not visited itself.
        step: +1 or -1.
        visits: frames after `start`, in order.
    """

    start: int
    step: int
    visits: tuple[Visit, ...]


def plan_sweeps(
    exemplar_frames: Mapping[int, Iterable[int]],
    first: int,
    last: int,
    direction: Direction = Direction.BOTH,
) -> list[Sweep]:
    """Plan the sweeps of a request.

    Args:
        exemplar_frames: object id -> frames in which an exemplar names it.
        first: first requested frame.
        last: last requested frame, inclusive.
        direction: direction of propagation.

    Returns:
        Forward sweeps, then backward sweeps. Frames between the range and an exemplar outside it
        are also visited, but have no answered objects.
    """
    frames = {track: sorted(set(indexes)) for track, indexes in exemplar_frames.items()}
    sweeps = []
    for step in (1, -1):
        if direction is (Direction.BACKWARD if step > 0 else Direction.FORWARD):
            continue
        answered: dict[int, set[int]] = {}
        compared: dict[int, set[int]] = {}
        needed: set[int] = set()
        for track, indexes in frames.items():
            for start, end in _ranges(indexes, first, last, step, direction):
                wanted = [f for f in range(start + step, end + step, step) if first <= f <= last]
                for frame_index in wanted:
                    answered.setdefault(frame_index, set()).add(track)
                meeting = []
                if wanted and direction is Direction.BOTH and step > 0:
                    meeting = [f for f in _meeting(indexes, start, end) if f <= last]
                for frame_index in meeting:
                    compared.setdefault(frame_index, set()).add(track)
                if wanted:
                    needed.update(range(start, (meeting or wanted)[-1] + step, step))
        visits = {f: Visit(f, _of(answered, f), _of(compared, f)) for f in needed}
        sweeps += _runs(visits, {f for i in frames.values() for f in i}, step)
    return sweeps


def _of(tracks: Mapping[int, set[int]], frame_index: int) -> frozenset[int]:
    return frozenset(tracks.get(frame_index, ()))


def _meeting(indexes: Sequence[int], start: int, end: int) -> range:
    """Return the compared frames after a forward range."""
    following = [index for index in indexes if index > start][:1]
    between = following[0] - start - 1 if following else 0
    return range(end + 1, end + 1 + min(COMPARED_MAX, between // COMPARED_SHARE))


def _ranges(
    indexes: Sequence[int], first: int, last: int, step: int, direction: Direction
) -> list[tuple[int, int]]:
    """Return (exemplar frame, last frame of its range) pairs of an object, in one direction."""
    ordered = indexes if step > 0 else indexes[::-1]
    edge = max(last, indexes[-1]) if step > 0 else min(first, indexes[0])
    ranges = []
    for position, start in enumerate(ordered):
        if position + 1 == len(ordered):
            end = edge
        else:
            between = abs(ordered[position + 1] - start) - 1
            share = between
            if direction is Direction.BOTH:
                share = (between + 1) // 2 if step > 0 else between // 2
            end = start + step * share
        if end != start:
            ranges.append((start, end))
    return ranges


def _runs(planned: Mapping[int, Visit], exemplar_frames: set[int], step: int) -> list[Sweep]:
    """Split the needed frames into sweeps that each start at an exemplar frame."""
    sweeps: list[Sweep] = []
    start: int | None = None
    visits: list[Visit] = []
    for frame_index in sorted(planned, reverse=step < 0):
        is_next = (
            start is not None
            and frame_index == (visits[-1].frame_index if visits else start) + step
        )
        if not is_next:
            if start is not None and visits:
                sweeps.append(Sweep(start, step, tuple(visits)))
            if frame_index not in exemplar_frames:
                raise ValueError(
                    f"A sweep would start at frame {frame_index}, which has no exemplar."
                )
            start, visits = frame_index, []
            continue
        visits.append(planned[frame_index])
    if start is not None and visits:
        sweeps.append(Sweep(start, step, tuple(visits)))
    return sweeps
