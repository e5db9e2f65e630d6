"""Builds the request for a propagation: the exemplars, and the other objects as context."""

from app.commands.run_plan import RunPlan
from gvseg.annotation.document import Document
from gvseg.annotation.settled import is_settled
from gvseg.annotation.states import EMPTY, PRESENT
from gvseg.document_runs.exemplars import drawn_exemplars
from gvseg.engine.request import Direction, Exemplar, KnownMasks, SegmentRequest
from gvseg.masks import Mask


def request_of(document: Document, plan: RunPlan, here: int) -> SegmentRequest:
    """Return the request for a run; a run in one direction starts at frame `here`."""
    frames = document.exemplars()
    if plan.direction is not Direction.BOTH:
        # A run in one direction propagates the masks of this frame.
        chosen = set(plan.track_ids)
        start = {i: one.mask for i, one in document.masks_on(here).items() if i in chosen}
        frames[here] = {**start, **frames.get(here, {})}
    chosen_ids = frozenset(plan.track_ids)
    exemplars = drawn_exemplars(document, _nearby(frames, chosen_ids))
    named = frozenset(track_id for one in exemplars for track_id in one.masks)
    is_partial = named != chosen_ids
    return SegmentRequest(
        exemplars=exemplars,
        first=plan.first,
        last=plan.last,
        direction=plan.direction,
        objects=chosen_ids if is_partial else None,
        context=_context(document, plan, exemplars),
    )


def _nearby(
    frames: dict[int, dict[int, Mask]], chosen: frozenset[int]
) -> dict[int, dict[int, Mask]]:
    """Return all exemplars of the chosen objects, and the nearest one of each other object.

    More of them would cost time, and existing masks of the other objects are better context.
    """
    kept = {frame: masks for frame, masks in frames.items() if not chosen.isdisjoint(masks)}
    seen = {track_id for masks in kept.values() for track_id in masks}
    others = {track_id for masks in frames.values() for track_id in masks} - seen
    for track_id in others:
        own = [frame for frame, masks in frames.items() if track_id in masks]
        nearest = min(own, key=lambda frame: min(abs(frame - one) for one in kept))
        kept.setdefault(nearest, {})[track_id] = frames[nearest][track_id]
    return dict(sorted(kept.items()))


def _context(
    document: Document, plan: RunPlan, exemplars: tuple[Exemplar, ...]
) -> dict[int, KnownMasks]:
    """Return the masks of the other objects on the frames of the run."""
    chosen = set(plan.track_ids)
    starts = [one.frame_index for one in exemplars if not chosen.isdisjoint(one.masks)]
    first = max((frame for frame in starts if frame <= plan.first), default=plan.first)
    last = min((frame for frame in starts if frame >= plan.last), default=plan.last)
    masks: dict[int, dict[int, Mask]] = {}
    settled: dict[int, set[int]] = {}
    for track_id in document.layer_order:
        if track_id in chosen:
            continue
        flags = document.states(track_id).flags
        is_shown = (flags & (PRESENT | EMPTY)) == PRESENT
        is_certain = is_settled(flags) | document.track(track_id).is_locked
        for frame_index, record in document.masks_of(track_id, first, last):
            if is_shown[frame_index]:
                masks.setdefault(frame_index, {})[track_id] = record.mask
                if is_certain[frame_index]:
                    settled.setdefault(frame_index, set()).add(track_id)
    return {
        frame_index: KnownMasks(found, frozenset(settled.get(frame_index, ())))
        for frame_index, found in masks.items()
    }
