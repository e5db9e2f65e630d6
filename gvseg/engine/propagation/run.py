"""The exemplar task over a range: sweep by sweep, at whatever place has room."""

import threading
from collections.abc import Callable, Generator, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.engine.propagation.merge import Assembly
from gvseg.engine.propagation.schedule import Sweep, Visit, plan_sweeps
from gvseg.engine.propagation.sweep import Propagation, Segmented
from gvseg.engine.request import ClipResult, Exemplar, SegmentRequest
from gvseg.video import Video

Begin: TypeAlias = Callable[[list[int], int], Propagation]
"""A propagation without any exemplar, at the place of now, from its tracks and frames to come."""


class Following:
    """Carries the exemplars of a request through its frames.

    Args:
        exemplars: with masks.
        video: where the frames come from.
        begin: makes a propagation; called again after `make_do`.
        make_do: moves to a place that needs less memory; raises an error of another kind.
        cancel: once set, no further frame is begun.
    """

    def __init__(
        self,
        exemplars: list[Exemplar],
        video: Video,
        begin: Begin,
        make_do: Callable[[RuntimeError], None],
        cancel: threading.Event,
    ) -> None:
        self.shown = {exemplar.frame_index: exemplar for exemplar in exemplars}
        self.exemplars = exemplars
        self.tracks = sorted({track for exemplar in exemplars for track in exemplar.masks})
        self.video = video
        self.begin = begin
        self.make_do = make_do
        self.cancel = cancel

    def run(self, request: SegmentRequest) -> Iterator[ClipResult]:
        """Frame by frame, exemplar frames that wait for nothing first."""
        last = self.video.frame_count - 1 if request.last is None else request.last
        frames_of = {
            track: [e.frame_index for e in self.exemplars if track in e.masks]
            for track in self.tracks
        }
        sweeps = plan_sweeps(frames_of, request.first, last, request.direction)
        assembly = Assembly(sweeps, self.exemplars, request.first, last)
        yield from assembly.begin()
        if not sweeps or self.cancel.is_set():
            return
        work = self._prepare(sum(len(sweep.visits) for sweep in sweeps))
        for sweep in sweeps:
            if work is None:
                return
            work = yield from self._sweep(sweep, work, assembly)

    def _sweep(
        self, sweep: Sweep, work: Propagation, assembly: Assembly
    ) -> Generator[ClipResult, None, Propagation | None]:
        """One sweep; returns what goes on with the next one, None where it was cancelled."""
        work.start(self.shown[sweep.start].masks)
        done = Segmented(dict(self.shown[sweep.start].masks), {})
        done_index = sweep.start
        for visit, frame in _frames_of(sweep, self.video):
            if self.cancel.is_set():
                return None
            exemplar = self.shown.get(visit.frame_index)
            given = exemplar.masks if exemplar else {}
            while True:
                try:
                    segmented = work.step(visit.frame_index, frame, given)
                    break
                except RuntimeError as error:
                    self.make_do(error)
                again = self._prepare(len(sweep.visits))
                if again is None:
                    return None
                work = again
                work.resume(done_index, self.video.frame(done_index), done.masks)
            done = Segmented({**segmented.masks, **given}, segmented.confidences)
            done_index = visit.frame_index
            yield from assembly.add(visit, segmented)
        return work

    def _prepare(self, frames: int) -> Propagation | None:
        """A propagation with every exemplar in memory; None if cancelled."""
        while True:
            try:
                work = self.begin(self.tracks, frames)
                for exemplar in self.exemplars:
                    if self.cancel.is_set():
                        return None
                    work.add_exemplar(self.video.frame(exemplar.frame_index), exemplar)
            except RuntimeError as error:
                self.make_do(error)
            else:
                return work


def _frames_of(sweep: Sweep, video: Video) -> Iterator[tuple[Visit, NDArray[np.uint8]]]:
    """Each visit of a sweep with its frame, decoded in the direction of travel."""
    indexes = [visit.frame_index for visit in sweep.visits]
    frames = video.frames(min(indexes), max(indexes), step=sweep.step)
    for visit, (_, frame) in zip(sweep.visits, frames, strict=True):
        yield visit, frame
