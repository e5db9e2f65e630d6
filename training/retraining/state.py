"""The state of a retraining, in addition to the trainer's checkpoint."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from gvseg.errors import WeightsError
from gvseg.files import atomic_file

FILE_NAME = "state.json"
CLEAR_GAIN = 0.002
"""Smallest gain over the base on held-out frames that is not noise."""
FURTHER_GAIN = 0.001
"""Smallest gain for which later weights of a run replace earlier ones."""
PATIENCE = 5
"""Training ends after this many validations without a gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """State needed to resume a run.

    Attributes:
        seconds: time spent so far, including scoring.
        clips: clips per step; halved when the GPU runs out of memory.
        chunk: steps between two validations; 0 if not yet chosen.
        validation_s: duration of the last validation.
        naming_s: duration of scoring the base on the automatic tasks.
        history: (step, held-out J&F) of every validation; step 0 is the base.
    """

    seconds: float = 0.0
    clips: int
    chunk: int = 0
    validation_s: float = 0.0
    naming_s: float = 0.0
    history: tuple[tuple[int, float], ...] = field(default=())

    @property
    def best_step(self) -> int:
        """The step whose weights are kept.

        A later step must gain at least `FURTHER_GAIN`, because more steps forget more of what was
        not corrected.
        """
        best, best_score = self.history[0]
        for step, score in self.history[1:]:
            if score > best_score + FURTHER_GAIN:
                best, best_score = step, score
        return best

    @property
    def is_stale(self) -> bool:
        """True if the last `PATIENCE` validations brought no gain."""
        later = [step for step, _ in self.history if step > self.best_step]
        return len(later) >= PATIENCE

    def after(self, step: int, score: float) -> "RunState":
        """Return the state after a validation; those of later steps, from a crash, are removed."""
        kept = tuple(one for one in self.history if one[0] < step)
        return replace(self, history=(*kept, (step, score)))


def write_state(folder: Path, state: RunState) -> None:
    """Write a run's state atomically.

    Raises:
        OutputError: the disk is full.
    """
    write_json(folder / FILE_NAME, asdict(state))


def read_state(folder: Path) -> RunState | None:
    """Return a run's state; None if the run has not started.

    Raises:
        WeightsError: the file is damaged.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        history = tuple((int(step), float(score)) for step, score in values.pop("history"))
        return RunState(**values, history=history)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{path} is damaged ({error}): start a new run.") from error


def write_json(path: Path, values: Any) -> None:
    """Write JSON atomically.

    Raises:
        OutputError: the disk is full, or the folder is read-only.
    """
    with atomic_file(path) as partial:
        partial.write_text(json.dumps(values), encoding="utf-8")
