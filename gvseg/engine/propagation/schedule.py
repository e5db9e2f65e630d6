"""Which frames are visited in which order, and which exemplar answers for which frame.

Each object is answered for, on each frame, by its nearest exemplar (a tie goes to the earlier).
A sweep is a run of neighbouring frames in one direction, so that an object's mask is carried from
frame to frame; frames that nobody answers for in a direction are not visited in it.

Between two exemplars the forward sweep goes on a little beyond the place where the backward one
takes over. What it finds there is only compared: where the two directions disagree, one is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gvseg.engine.request import Direction

COMPARED_SHARE: Final = 10
"""One of so many frames between two exemplars is visited from both sides."""
COMPARED_MAX: Final = 8
"""Frames between two exemplars that are visited from both sides, at the most."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One frame of a sweep.

    Attributes:
        frame_index: frame of the video.
        answered: objects whose mask on this frame comes from this visit.
        compared: objects that a later visit answers for, and whose mask of this visit is held
            against that answer.
    """

    frame_index: int
    answered: frozenset[int]
    compared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sweep:
    """Frames to visit one after the other; starts at an exemplar frame, which is not visited.

    Attributes:
        start: exemplar frame that the sweep starts from.
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
    """Plan a request.

    Args:
        exemplar_frames: object id -> frames on which an exemplar names it.
        first: first frame wanted.
        last: last frame wanted, included.
        direction: which way masks run.

    Returns:
        Forward sweeps, then backward ones. Frames between an exemplar and a range that does not
        hold it are visited too (somebody has to carry the mask there), with nobody answered for
        beyond the range.
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
            for start, end in _stretches(indexes, first, last, step, direction):
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
    """Frames after a forward stretch that the backward one answers for and that are compared."""
    following = [index for index in indexes if index > start][:1]
    between = following[0] - start - 1 if following else 0
    return range(end + 1, end + 1 + min(COMPARED_MAX, between // COMPARED_SHARE))


def _stretches(
    indexes: Sequence[int], first: int, last: int, step: int, direction: Direction
) -> list[tuple[int, int]]:
    """(exemplar frame, last frame that it answers for) in one direction, for one object."""
    ordered = indexes if step > 0 else indexes[::-1]
    edge = max(last, indexes[-1]) if step > 0 else min(first, indexes[0])
    stretches = []
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
            stretches.append((start, end))
    return stretches


def _runs(planned: Mapping[int, Visit], exemplar_frames: set[int], step: int) -> list[Sweep]:
    """Cut the frames needed into sweeps that each start at an exemplar frame."""
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
                raise ValueError(f"A sweep would start at frame {frame_index}, no exemplar.")
            start, visits = frame_index, []
            continue
        visits.append(planned[frame_index])
    if start is not None and visits:
        sweeps.append(Sweep(start, step, tuple(visits)))
    return sweeps
