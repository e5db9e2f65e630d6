"""Merge the masks of several sweeps into finished frames, each returned once."""

from collections.abc import Iterator, Sequence

from gvseg.engine.propagation.readout import bind_exemplar
from gvseg.engine.propagation.schedule import Sweep, Visit
from gvseg.engine.propagation.sweep import Segmented
from gvseg.engine.request import ClipResult, Exemplar, FrameResult
from gvseg.masks import Mask


class Assembly:
    """Tracks which objects of each requested frame still lack a mask.

    Args:
        sweeps: all planned sweeps.
        exemplars: exemplars with masks.
        first: first requested frame.
        last: last requested frame, inclusive.
        objects: objects whose masks are returned.
    """

    def __init__(
        self,
        sweeps: Sequence[Sweep],
        exemplars: Sequence[Exemplar],
        first: int,
        last: int,
        objects: frozenset[int],
    ) -> None:
        self.objects = objects
        self.shown = {
            e.frame_index: e
            for e in exemplars
            if first <= e.frame_index <= last and not objects.isdisjoint(e.masks)
        }
        self.waiting: dict[int, set[int]] = {}
        for sweep in sweeps:
            for visit in sweep.visits:
                if visit.answered:
                    self.waiting.setdefault(visit.frame_index, set()).update(visit.answered)
        for frame_index, exemplar in self.shown.items():
            unanswered = self.waiting.setdefault(frame_index, set())
            unanswered -= set(exemplar.masks)
        self.wanted = len(self.waiting)
        self.done = 0
        self.parts: dict[int, Segmented] = {}
        self.compared: dict[int, dict[int, Mask]] = {}

    def begin(self) -> Iterator[ClipResult]:
        """Yield the exemplar frames that are already complete."""
        for frame_index in sorted(self.shown):
            if not self.waiting.get(frame_index, {0}):
                yield self._finish(frame_index)

    def add(self, visit: Visit, segmented: Segmented) -> Iterator[ClipResult]:
        """Add a visit's masks; yield the frame once it is complete."""
        unanswered = self.waiting.get(visit.frame_index)
        if not unanswered:
            return
        for track in visit.compared & unanswered & segmented.masks.keys():
            masks = self.compared.setdefault(visit.frame_index, {})
            masks[track] = segmented.masks[track]
        part = self.parts.setdefault(visit.frame_index, Segmented({}, {}))
        for track in visit.answered & unanswered:
            if track not in segmented.masks:
                continue
            part.masks[track] = segmented.masks[track]
            part.confidences[track] = segmented.confidences[track]
            if track in segmented.similarities:
                part.similarities[track] = segmented.similarities[track]
        unanswered -= visit.answered
        if not unanswered:
            yield self._finish(visit.frame_index)

    def _finish(self, frame_index: int) -> ClipResult:
        part = self.parts.pop(frame_index, Segmented({}, {}))
        del self.waiting[frame_index]
        masks = _disjoint(part)
        confidences = dict(part.confidences)
        exemplar = self.shown.get(frame_index)
        if exemplar is not None:
            masks = bind_exemplar(masks, exemplar.masks)
            masks = {track: mask for track, mask in masks.items() if track in self.objects}
            confidences |= dict.fromkeys(exemplar.masks, 1.0)
        self.done += 1
        compared = self.compared.pop(frame_index, {})
        result = FrameResult(
            frame_index=frame_index,
            masks=masks,
            confidences={track: confidences[track] for track in masks},
            is_exemplar=exemplar is not None,
            disagreements={
                track: 1.0 - part.masks[track].iou(mask)
                for track, mask in compared.items()
                if track in part.masks
            },
            similarities={t: one for t, one in part.similarities.items() if t in masks},
        )
        return ClipResult(frames=(result,), frames_done=self.done, frames_wanted=self.wanted)


def _disjoint(part: Segmented) -> dict[int, Mask]:
    """Resolve overlaps between sweeps: the more confident mask keeps the pixels."""
    masks: dict[int, Mask] = {}
    taken: Mask | None = None
    for track in sorted(part.masks, key=lambda track: -part.confidences[track]):
        mask = part.masks[track]
        if taken is not None and not (mask & taken).is_empty:
            mask = mask - taken
        masks[track] = mask
        taken = mask if taken is None else taken | mask
    return {track: masks[track] for track in sorted(masks)}
