"""Runs a request with a progress bar, and keeps finished frames if it fails."""

import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gvseg.console.progress import Progress
from gvseg.counted import counted
from gvseg.engine.request import ClipResult, SegmentRequest
from gvseg.errors import UserError
from gvseg.task import Task
from gvseg.video import Video

if TYPE_CHECKING:
    from gvseg.adaptation.adaptation import Adaptation
    from gvseg.engine.request import SegmentRequest
    from gvseg.engine.session import Session
    from gvseg.video import Video


INTERRUPTED = 130


class ClipSink(Protocol):
    """Receives the results of a run."""

    frames: set[int]

    def add(self, clip: ClipResult) -> None:
        """Add the frames of one clip."""


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """Outcome of a run.

    Attributes:
        done: number of finished frames.
        wanted: number of requested frames.
        is_stopped: whether the user stopped it.
        failure: the error that ended it early, if any.
    """

    done: int
    wanted: int
    is_stopped: bool
    failure: Exception | None

    def status(self, program: str) -> int:
        """Return the exit status; call it after the results have been written.

        Raises:
            UserError: the failure, with the number of finished frames, if the user can fix it.
            RuntimeError: the failure, if it is a bug.
        """
        if self.done == self.wanted:
            return 0
        done = f"{self.done} of {self.wanted} frames were written"
        if self.is_stopped:
            print(f"{program}: stopped; {done}.", file=sys.stderr)
            return INTERRUPTED
        if isinstance(self.failure, UserError):
            raise UserError(f"{self.failure} ({done}.)") from self.failure
        print(f"{program}: internal error; {done}.", file=sys.stderr)
        raise self.failure or RuntimeError("the engine ended early")


def run_session(
    session: "Session",
    request: SegmentRequest,
    video: Video,
    stop: threading.Event,
    results: ClipSink,
) -> RunOutcome:
    """Run a request and collect its results; `request.last` must be set.

    An unreadable frame or an internal error ends the run, but keeps the frames finished before it.

    Raises:
        KeyboardInterrupt: stopped before the first frame was finished.
        UserError, RuntimeError, MemoryError: the error, if no frame was finished.
    """
    if request.last is None:
        raise ValueError("the request has no last frame")
    wanted = request.last - request.first + 1
    failure: Exception | None = None
    what = "Propagating" if request.task is Task.EXEMPLAR else "Segmenting"
    with Progress(what, wanted) as progress:
        try:
            for clip in session.segment(request, video, cancel=stop):
                results.add(clip)
                progress.reach(clip.frames_done)
        except (UserError, RuntimeError, MemoryError) as error:
            failure = error
    if not results.frames:
        raise failure or KeyboardInterrupt
    return RunOutcome(len(results.frames), wanted, stop.is_set(), failure)


ON_INTERRUPT = (
    "Ending the adaptation; propagating with the result so far (press Ctrl-C again to stop)."
)


def adapt_session(
    session: "Session", request: "SegmentRequest", video: "Video", seconds: float
) -> None:
    """Adapt the session to the exemplars, and print the outcome to stderr.

    Ctrl-C ends only the adaptation.
    """
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.console.progress import FractionProgress

    with stop_on_interrupt(ON_INTERRUPT) as stop, FractionProgress("Adapting") as bar:
        adaptation = session.adapt(
            request.exemplars,
            video,
            seconds,
            progress=lambda now: bar(min(1.0, now.seconds_done / now.seconds_wanted)),
            cancel=stop,
        )
    session.use(adaptation)
    outcome = describe_adaptation(adaptation, is_stopped=stop.is_set())
    print(f"Adapting: {outcome}", file=sys.stderr)


def describe_adaptation(adaptation: "Adaptation", *, is_stopped: bool) -> str:
    """Return what an adaptation achieved, and what to do if it achieved nothing."""
    if adaptation.is_lost:
        outcome = (
            "no change: the object is lost within a few frames, so the result cannot be scored "
            "(add an exemplar in a later frame)"
        )
    elif not adaptation.steps and is_stopped:
        outcome = "no change: ended before the first step"
    elif not adaptation.steps:
        outcome = "no change: the time limit was too short for one step (allow more seconds)"
    elif adaptation.is_empty:
        outcome = "no change: not better on this video"
    elif adaptation.has_only_edges:
        outcome = "edges of masks tuned (exemplars on other frames allow more)"
    else:
        outcome = f"score {adaptation.score_before:.3f} -> {adaptation.score_after:.3f}"
    return f"{counted(adaptation.steps, 'step')} in {adaptation.seconds:.1f} s; {outcome}"
