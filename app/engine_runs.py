"""Progress and result of a run of the engine."""

from dataclasses import dataclass
from typing import Final, Protocol

_RATE_WINDOW_S: Final = 5.0


class WorkResult(Protocol):
    """The result of a job that does not run over frames."""

    @property
    def summary(self) -> str:
        """The result in one sentence without a full stop, for the status bar."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineProgress:
    """Progress of a run.

    Attributes:
        run_id: id assigned by `EngineWorker`.
        frames_done, frames_wanted: numbers of finished and of requested frames.
        frames_per_s: rate over the last few seconds, or 0 while unknown.
        seconds_left: None while unknown.
        words: the current step of a job that does not run over frames, or "" for other runs.
    """

    run_id: int
    frames_done: int
    frames_wanted: int
    frames_per_s: float = 0.0
    seconds_left: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRunEnd:
    """How a run ended.

    Attributes:
        is_stopped: whether the user stopped it; finished frames are kept.
        error: one sentence, or "" for none.
        details: the traceback of an error.
        needs_adapting: whether the error is that the adaptation cannot be used.
        result: the result of a job that does not run over frames, or None if it was stopped.
    """

    run_id: int
    frames_done: int
    frames_wanted: int
    seconds: float
    is_stopped: bool = False
    error: str = ""
    details: str = ""
    needs_adapting: bool = False
    result: WorkResult | None = None


class RateMeter:
    """Frames per second over the last few seconds.

    Exemplar frames at the start take no time, and the first frame after them includes the
    network's warm-up, so the rate is known only after the second frame.
    """

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []

    def add(self, frames_done: int, now_s: float, *, is_given: bool = False) -> float:
        """Return the rate after a clip, or 0 while it is unknown.

        Args:
            now_s: monotonic time.
            is_given: whether the clip consists of exemplar frames only.
        """
        if is_given and not self._seen:
            return 0.0
        self._seen = [one for one in self._seen if now_s - one[0] <= _RATE_WINDOW_S] or (
            self._seen[-1:]
        )
        self._seen.append((now_s, frames_done))
        then_s, before = self._seen[0]
        elapsed_s = now_s - then_s
        return (frames_done - before) / elapsed_s if elapsed_s > 0 else 0.0
