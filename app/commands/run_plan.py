"""Plans a propagation: which objects, which frames, and which masks it replaces."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.language import tr, tr_later
from app.wording import all_of, listed, with_label
from app.workspace import ObjectScope, RunKind
from gvseg.annotation.candidates import count_candidates, exemplar_candidates
from gvseg.annotation.document import Document
from gvseg.annotation.propagated import is_up_to_date
from gvseg.annotation.settled import is_settled
from gvseg.annotation.states import EMPTY, PINNED, PRESENT
from gvseg.engine.request import Direction
from gvseg.errors import RequestError

_NO_FRAME: Final = {
    Direction.FORWARD: tr_later("This is the last frame; there is nothing to propagate to."),
    Direction.BACKWARD: tr_later("This is the first frame; there is nothing to propagate to."),
    Direction.BOTH: tr_later("The range has only one frame; mark a longer range."),
}
_NAMES_MAX: Final = 2
NOTHING_CHANGED: Final = tr_later("Nothing has changed since the last run.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What the user wants to propagate.

    Attributes:
        here: the current frame.
        marks: the marked range, if any.
    """

    kind: RunKind
    here: int
    marks: tuple[int, int] | None = None
    scope: ObjectScope = ObjectScope.ALL
    selected: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """What a run will do.

    Attributes:
        first, last: first and last frame, inclusive.
        track_ids: objects that get masks; empty if nothing has changed.
        total: number of objects that could be propagated.
        added: number of new masks on frames without one.
        replaced: number of unverified propagated masks to replace.
        kept: number of drawn, imported and verified masks, which do not change.
        locked: number of objects left out because they are locked.
        pinned_first: objects whose imported or verified masks become exemplars first, because they
            have nothing else to start from.
    """

    first: int
    last: int
    direction: Direction
    track_ids: tuple[int, ...]
    total: int
    added: int
    replaced: int
    kept: int
    locked: int
    pinned_first: tuple[int, ...] = ()


def plan_run(
    document: Document, options: RunOptions, fingerprint_of: Callable[[int], str]
) -> RunPlan:
    """Plan a run.

    Args:
        fingerprint_of: returns the fingerprint of an object's exemplars.

    Raises:
        RequestError: there is no frame or no object to propagate to.
    """
    first, last, direction = _range_of(document, options)
    if first == last and document.source.frame_count > 1:
        raise RequestError(tr(_NO_FRAME[direction]))
    start = None if direction is Direction.BOTH else options.here
    able = [
        track_id
        for track_id in document.layer_order
        if _has_start(document, track_id, start) or exemplar_candidates(document, track_id)
    ]
    unlocked = [track_id for track_id in able if not document.track(track_id).is_locked]
    if not able:
        raise RequestError(tr("Draw an object first: propagation needs at least one drawn mask."))
    if not unlocked:
        raise RequestError(tr("All objects are locked; unlock the one to propagate."))
    chosen = _chosen(document, options, (first, last), unlocked, fingerprint_of)
    pinned_first = tuple(i for i in chosen if not _has_start(document, i, start))
    added = replaced = kept = 0
    for track_id in chosen:
        flags = document.states(track_id).flags[first : last + 1]
        if direction is not Direction.BOTH:
            flags = np.delete(flags, options.here - first)  # the run starts from this frame
        is_there = (flags & PRESENT) != 0
        is_kept = is_there & is_settled(flags)
        added += int((~is_there).sum())
        kept += int(is_kept.sum())
        replaced += int((is_there & ~is_kept).sum())
    return RunPlan(
        first=first,
        last=last,
        direction=direction,
        track_ids=tuple(chosen),
        total=len(able),
        added=added,
        replaced=replaced,
        kept=kept,
        locked=len(able) - len(unlocked),
        pinned_first=pinned_first,
    )


def plan_texts(document: Document, plan: RunPlan) -> tuple[str, str]:
    """Return a text such as "rabbit: replaces 64 propagated masks, keeps 2 drawn or verified", and
    the same without the masks that stay."""
    if not plan.track_ids:
        return tr(NOTHING_CHANGED), tr(NOTHING_CHANGED)
    names = [document.track(track_id).name for track_id in reversed(plan.track_ids)]
    if len(names) <= _NAMES_MAX:
        who = all_of(names)
    elif len(names) == plan.total:
        who = tr("All %n object(s)", "", plan.total)
    else:
        who = tr("{count} of %n object(s)", "", plan.total).format(count=len(names))
    parts = [tr("adds %n mask(s)", "", plan.added)] if plan.added else []
    if plan.replaced:
        parts.append(tr("replaces %n propagated mask(s)", "", plan.replaced))
    short = with_label(who, listed(parts))
    has_short = bool(parts and plan.kept)
    if plan.kept:
        parts.append(tr("keeps {kept} drawn or verified").format(kept=plan.kept))
    if taken := count_candidates(document, plan.pinned_first):
        parts.append(tr("starts from %n imported or verified mask(s)", "", taken))
    if plan.locked:
        parts.append(tr("leaves out %n locked object(s)", "", plan.locked))
    whole = with_label(who, listed(parts))
    return whole, short if has_short else whole


def _range_of(document: Document, options: RunOptions) -> tuple[int, int, Direction]:
    end = document.source.frame_count - 1
    low, high = options.marks or (0, end)
    here = options.here
    match options.kind:
        case RunKind.FORWARD:
            return here, max(high, here), Direction.FORWARD
        case RunKind.BACKWARD:
            return min(low, here), here, Direction.BACKWARD
        case RunKind.FORWARD_ONE:
            return here, min(end, here + 1), Direction.FORWARD
        case RunKind.BACKWARD_ONE:
            return max(0, here - 1), here, Direction.BACKWARD
        case _:
            return low, high, Direction.BOTH


def _has_start(document: Document, track_id: int, here: int | None) -> bool:
    """Return whether an object has an exemplar or, if `here` is given, a mask on that frame."""
    flags = document.states(track_id).flags
    shown = (flags & (PRESENT | EMPTY)) == PRESENT
    if here is not None and shown[here]:
        return True
    return bool((shown & ((flags & PINNED) != 0)).any())


def _chosen(
    document: Document,
    options: RunOptions,
    frames: tuple[int, int],
    unlocked: Collection[int],
    fingerprint_of: Callable[[int], str],
) -> list[int]:
    selected = [track_id for track_id in unlocked if track_id in options.selected]
    if options.scope is ObjectScope.SELECTED:
        if not selected:
            raise RequestError(tr("Select an object that is drawn on at least one frame."))
        return selected
    if options.scope is ObjectScope.ALL:
        return list(unlocked)
    changed = [
        track_id
        for track_id in unlocked
        if not is_up_to_date(document, track_id, fingerprint_of(track_id), *frames)
    ]
    if changed or options.kind in (RunKind.BOTH, RunKind.RANGE):
        return changed
    # A run in one direction starts from the mask of this frame, even if it has not changed.
    return selected or list(unlocked)
