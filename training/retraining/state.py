"""Where a retraining stands, beside the trainer's own checkpoint."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from gvseg.errors import WeightsError
from gvseg.files import atomic_file

FILE_NAME = "state.json"
CLEAR_GAIN = 0.002
"""A smaller gain over the base on held-out frames is noise."""
FURTHER_GAIN = 0.001
"""A smaller one over weights of the same run is not worth what more steps forget."""
PATIENCE = 5
"""Validations without a gain after which training ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """What a run that goes on must know.

    Attributes:
        seconds: spent so far, scoring included.
        clips: clips a step; fewer after the GPU ran out of memory.
        chunk: steps between two validations.
        validation_s: seconds that the last validation took.
        naming_s: seconds that letting the base find the categories by itself took.
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
        """The step whose weights are kept: the last one that gained over the one before.

        More steps forget more of what was not corrected; a hair more here is not worth that.
        """
        best, best_score = self.history[0]
        for step, score in self.history[1:]:
            if score > best_score + FURTHER_GAIN:
                best, best_score = step, score
        return best

    @property
    def is_stale(self) -> bool:
        """Whether the last validations brought nothing."""
        later = [step for step, _ in self.history if step > self.best_step]
        return len(later) >= PATIENCE

    def after(self, step: int, score: float) -> "RunState":
        """With one validation more; those of later steps, from before a crash, are forgotten."""
        kept = tuple(one for one in self.history if one[0] < step)
        return replace(self, history=(*kept, (step, score)))


def write_state(folder: Path, state: RunState) -> None:
    """Write whole or not at all.

    Raises:
        OutputError: the disk is full.
    """
    write_json(folder / FILE_NAME, asdict(state))


def read_state(folder: Path) -> RunState | None:
    """A run's state, or None where it has not begun.

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
        raise WeightsError(f"{path} is damaged ({error}). Start the run again.") from error


def write_json(path: Path, values: Any) -> None:
    """Plain values to a file, whole or not at all.

    Raises:
        OutputError: the disk is full, or the folder is read-only.
    """
    with atomic_file(path) as partial:
        partial.write_text(json.dumps(values), encoding="utf-8")
