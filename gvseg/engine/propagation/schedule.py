"""Plan a propagation: the order of frames, and the exemplar that each frame's masks come from.

On each frame, an object's mask comes from its nearest exemplar (the earlier one in a tie). A sweep
is a run of neighbouring frames in one direction, in which masks propagate from frame to frame. A
direction skips frames for which it provides no mask.

Between two exemplars the forward sweep continues a little into the frames of the backward one.
Its masks there are only compared: where the two directions disagree, one is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gvseg.engine.request import Direction

COMPARED_SHARE: Final = 10
"""One frame in this many between two exemplars is visited in both directions."""
COMPARED_MAX: Final = 8
"""Largest number of frames between two exemplars that are visited in both directions."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One frame of a sweep.

    Attributes:
        frame_index: frame index in the video.
        answered: objects whose mask in this frame comes from this visit.
        compared: objects whose mask comes from a later visit, and is compared with this visit's.
    """

    frame_index: int
    answered: frozenset[int]
    compared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sequence of visits that starts at an exemplar frame, which is not itself visited.

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
        exemplar_frames: object id -> frames where an exemplar names it.
        first: first requested frame.
        last: last requested frame, inclusive.
        direction: direction of propagation.

    Returns:
        Forward sweeps, then backward ones. Frames between the range and an exemplar outside it are
        visited too, to propagate the masks, but no masks are returned for them.
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
    """Return the compared frames: those of the backward stretch after a forward one."""
    following = [index for index in indexes if index > start][:1]
    between = following[0] - start - 1 if following else 0
    return range(end + 1, end + 1 + min(COMPARED_MAX, between // COMPARED_SHARE))


def _stretches(
    indexes: Sequence[int], first: int, last: int, step: int, direction: Direction
) -> list[tuple[int, int]]:
    """Return (exemplar frame, last frame that it serves) pairs of one object, in one direction."""
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
