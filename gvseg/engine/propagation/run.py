"""Run the exemplar task sweep by sweep, on a runtime with enough memory."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.engine.ahead import with_next
from gvseg.engine.frame_encoding import is_compiled
from gvseg.engine.propagation.context import NOTHING_KNOWN
from gvseg.engine.propagation.merge import Assembly
from gvseg.engine.propagation.schedule import Sweep, Visit, plan_sweeps
from gvseg.engine.propagation.sweep import Propagator, Segmented
from gvseg.engine.request import ClipResult, Exemplar, KnownMasks, SegmentRequest
from gvseg.engine.runtime import retry_on_smaller_runtimes
from gvseg.engine.threads import one_torch_thread
from gvseg.masks import Mask
from gvseg.video import Video

Begin: TypeAlias = Callable[[list[int], int], Propagator]
"""Creates a propagator on the current runtime, from tracks and the number of frames."""


class PropagationRun:
    """Propagates the exemplars of a request through its frames.

    Args:
        exemplars: exemplars with masks.
        video: source of the frames.
        begin: creates a propagator; called again after `fall_back`.
        fall_back: switches to a runtime that needs less memory, or re-raises other errors.
        cancel: once set, no further frame is started.
    """

    def __init__(
        self,
        exemplars: list[Exemplar],
        video: Video,
        begin: Begin,
        fall_back: Callable[[RuntimeError], None],
        cancel: threading.Event,
    ) -> None:
        self.shown = {exemplar.frame_index: exemplar for exemplar in exemplars}
        self.exemplars = exemplars
        self.tracks = sorted({track for exemplar in exemplars for track in exemplar.masks})
        self.objects = frozenset(self.tracks)
        self.context: Mapping[int, KnownMasks] = {}
        self.video = video
        self.begin = begin
        self.fall_back = fall_back
        self.cancel = cancel
        self._propagator: Propagator | None = None

    def run(self, request: SegmentRequest) -> Iterator[ClipResult]:
        """Yield finished frames, starting with the exemplar frames that are already complete."""
        last = request.last_of(self.video.frame_count)
        self.context = request.context
        if request.objects is not None:
            self.objects = request.objects
        frames_of = {
            track: [e.frame_index for e in self.exemplars if track in e.masks]
            for track in sorted(self.objects)
        }
        sweeps = plan_sweeps(frames_of, request.first, last, request.direction)
        assembly = Assembly(sweeps, self.exemplars, request.first, last, self.objects)
        yield from assembly.begin()
        if not sweeps or self.cancel.is_set():
            return
        self._propagator = self._prepare(sum(len(sweep.visits) for sweep in sweeps))
        for sweep in sweeps:
            if self._propagator is None:  # cancelled
                return
            self._propagator.start(sweep.start, self._masks_at(sweep.start))
            yield from self._sweep(sweep, assembly)

    def _masks_at(self, frame_index: int) -> dict[int, Mask]:
        """Return the masks of an exemplar frame, with existing masks of other objects."""
        known = {t: m for t, m in self._known(frame_index).masks.items() if t in self.tracks}
        return {**known, **self.shown[frame_index].masks}

    def _known(self, frame_index: int) -> KnownMasks:
        return self.context.get(frame_index, NOTHING_KNOWN)

    def _sweep(self, sweep: Sweep, assembly: Assembly) -> Iterator[ClipResult]:
        """Propagate through a sweep; discard the propagator if cancelled."""
        reached = _Reached(sweep.start, self._masks_at(sweep.start))
        for (visit, frame), after in with_next(_frames_of(sweep, self.video)):
            exemplar = self.shown.get(visit.frame_index)
            given = exemplar.masks if exemplar else {}
            following = None if after is None else after[1]
            segmented = retry_on_smaller_runtimes(
                partial(
                    self._step,
                    visit.frame_index,
                    frame,
                    given,
                    reached,
                    len(sweep.visits),
                    following,
                ),
                self._start_over,
            )
            if segmented is None:
                self._propagator = None
                return
            reached = _Reached(visit.frame_index, {**segmented.masks, **given})
            yield from assembly.add(visit, segmented)

    def _step(
        self,
        frame_index: int,
        frame: NDArray[np.uint8],
        given: Mapping[int, Mask],
        reached: "_Reached",
        frames: int,
        following: NDArray[np.uint8] | None,
    ) -> Segmented | None:
        """Segment a frame, creating the propagator if needed; None if cancelled."""
        if self.cancel.is_set():
            return None
        if self._propagator is None:
            self._propagator = self._prepare(frames)
            if self._propagator is None:
                return None
            last_frame = self.video.frame(reached.frame_index)
            self._propagator.resume(reached.frame_index, last_frame, reached.masks)
        known = self._known(frame_index)
        with one_torch_thread(is_wanted=is_compiled(self._propagator.network)):
            return self._propagator.step(frame_index, frame, given, known, following)

    def _start_over(self, error: RuntimeError) -> None:
        self.fall_back(error)
        self._propagator = None

    def _prepare(self, frames: int) -> Propagator | None:
        """Return a propagator with every exemplar in memory; None if cancelled."""

        def attempt() -> Propagator | None:
            propagator = self.begin(self.tracks, frames)
            propagator.answer_only_for(self.objects)
            for exemplar in self.exemplars:
                if self.cancel.is_set():
                    return None
                propagator.add_exemplar(self.video.frame(exemplar.frame_index), exemplar)
            return propagator

        return retry_on_smaller_runtimes(attempt, self.fall_back)


@dataclass(frozen=True, slots=True)
class _Reached:
    """The last finished frame of a sweep, and its masks."""

    frame_index: int
    masks: Mapping[int, Mask]


def _frames_of(sweep: Sweep, video: Video) -> Iterator[tuple[Visit, NDArray[np.uint8]]]:
    """Yield each visit of a sweep with its frame, decoded in the sweep's direction."""
    indexes = [visit.frame_index for visit in sweep.visits]
    frames = video.frames(min(indexes), max(indexes), step=sweep.step)
    for visit, (_, frame) in zip(sweep.visits, frames, strict=True):
        yield visit, frame
