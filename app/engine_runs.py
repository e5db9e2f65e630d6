"""How far a run of the engine is and how it ended, for everyone who shows or awaits it."""

from dataclasses import dataclass
from typing import Protocol


class WorkResult(Protocol):
    """What a job other than a run over frames achieved."""

    @property
    def summary(self) -> str:
        """One sentence without a full stop, for the status bar."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineProgress:
    """How far a run is.

    Attributes:
        run_id: id that `EngineWorker` gave the run.
        frames_done, frames_wanted: counts.
        frames_per_s: over the last seconds; 0 while unknown.
        seconds_left: None while unknown.
        words: the current step of a job other than a run over frames; its counts are parts.
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
        is_stopped: the person stopped it; finished frames are kept.
        error: one sentence; "" for none.
        details: the traceback of an error.
        result: of a job other than a run over frames; None if it stopped before it had one.
    """

    run_id: int
    frames_done: int
    frames_wanted: int
    seconds: float
    is_stopped: bool = False
    error: str = ""
    details: str = ""
    result: WorkResult | None = None
