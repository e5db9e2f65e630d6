"""Adapts the network in the engine's thread and loads adaptations before runs."""

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine_worker import ReportProgress
from app.language import tr
from app.wording import Decimal
from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.errors import WeightsError
from gvseg.task import Task
from gvseg.video import Video

if TYPE_CHECKING:  # importing them loads torch
    from gvseg.adaptation.adapt import AdaptProgress
    from gvseg.adaptation.adaptation import Adaptation
    from gvseg.engine.session import Session


class AdaptationOutcome(Enum):
    ADAPTED = "adapted"
    ONLY_EDGES = "only edges"
    NO_GAIN = "no gain"
    OBJECT_LOST = "object lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationResult:
    """The result of adapting the network to a video.

    Attributes:
        seconds: total time spent, including earlier sessions.
        score_before, score_after: score of the masks on frames of the video, 0..1.
    """

    outcome: AdaptationOutcome
    seconds: float
    score_before: float
    score_after: float

    @property
    def summary(self) -> str:
        """The result in one sentence, without a full stop."""
        match self.outcome:
            case AdaptationOutcome.NO_GAIN:
                return tr("Adapting did not improve the current weights, so they stay in use")
            case AdaptationOutcome.OBJECT_LOST:
                return tr(
                    "Adapting did not improve the current weights: the object is lost within "
                    "a few frames; add an exemplar on a later frame"
                )
            case AdaptationOutcome.ONLY_EDGES:
                return tr(
                    "Edges adapted in {seconds:.0f} s; correct other frames to adapt more"
                ).format(seconds=self.seconds)
            case AdaptationOutcome.ADAPTED:
                return tr(
                    "Adapted in {seconds:.0f} s; the score rose from {score_before:.2f} to "
                    "{score_after:.2f}"
                ).format(
                    seconds=self.seconds,
                    score_before=Decimal(self.score_before),
                    score_after=Decimal(self.score_after),
                )


class ActiveAdaptation:
    """Loads the chosen adaptation into the session; called by the engine's thread before each run.

    Attributes:
        path: path of the chosen adaptation, or None.
    """

    def __init__(self) -> None:
        self.path: Path | None = None
        self._session: Callable[[], Session | None] = lambda: None
        self._loaded: tuple[Path | None, int] = (None, 0)

    def __call__(self, session: "Session", request: SegmentRequest) -> None:
        """Load the file if it changed or the session is new.

        Only the exemplar task uses it, so an unsuitable file never stops the other tasks.

        Raises:
            WeightsError: the file belongs to other weights or is damaged.
        """
        if request.task is not Task.EXEMPLAR:
            return
        path = self.path
        wanted = (path, path.stat().st_mtime_ns if path is not None and path.is_file() else 0)
        if self._session() is not session:  # a new session has no adaptation
            self._session, self._loaded = weakref.ref(session), (None, 0)
        if wanted == self._loaded:
            return
        from gvseg.adaptation.adaptation import load_adaptation

        session.use(None if path is None else load_adaptation(path))
        self._loaded = wanted


class AdaptationWork:
    """Adapts the network to exemplars; runs in the engine's thread.

    Args:
        exemplars: frames with masks.
        seconds: time limit.
        path: file of the adaptation; an earlier one is continued and replaced.
    """

    def __init__(self, exemplars: tuple[Exemplar, ...], seconds: float, path: Path) -> None:
        self._exemplars = exemplars
        self._seconds = seconds
        self._path = path

    def __call__(
        self, session: "Session", video: Video, tell: ReportProgress, cancel: threading.Event
    ) -> AdaptationResult:
        """Adapt and write the result; an adaptation without a gain is removed.

        Raises:
            OutputError: the result cannot be written.
        """
        from gvseg.adaptation.adaptation import load_adaptation, save_adaptation

        def progress(now: "AdaptProgress") -> None:
            left = max(0.0, now.seconds_wanted - now.seconds_done)
            done = min(1.0, now.seconds_done / now.seconds_wanted)
            tell(tr("Adapting to this video, step {steps}").format(steps=now.steps), done, left)

        def adapt(start_from: "Adaptation | None") -> "Adaptation":
            return session.adapt(
                self._exemplars,
                video,
                self._seconds,
                progress=progress,
                cancel=cancel,
                start_from=start_from,
            )

        try:
            result = adapt(load_adaptation(self._path) if self._path.is_file() else None)
        except WeightsError:  # unusable, so start from scratch
            result = adapt(None)
        if result.is_empty:
            self._path.unlink(missing_ok=True)
        else:
            save_adaptation(self._path, result)
        return AdaptationResult(
            outcome=outcome_of(result),
            seconds=result.seconds,
            score_before=result.score_before,
            score_after=result.score_after,
        )


def outcome_of(made: "Adaptation") -> AdaptationOutcome:
    """Return whether adapting helped, brought no gain or lost the object."""
    if made.has_only_edges:
        return AdaptationOutcome.ONLY_EDGES
    if not made.is_empty:
        return AdaptationOutcome.ADAPTED
    return AdaptationOutcome.OBJECT_LOST if made.is_lost else AdaptationOutcome.NO_GAIN
