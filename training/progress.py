"""Training progress as JSON Lines, readable during the run, and as TensorBoard scalars."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.files import explain_failure
from gvseg.training_runs import PROGRESS

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

NO_TENSORBOARD = "TensorBoard is not installed: the curves are written to progress.jsonl only."
COUNTS = frozenset({"step", "steps"})


class ProgressLog:
    """Appends events to a run's `progress.jsonl` and its TensorBoard log.

    The numbers of an event with a step become TensorBoard scalars named `event/name`.

    Args:
        folder: folder of the run.
        say: called with a message if TensorBoard is not installed.

    Raises:
        OutputError: the folder cannot be created.
    """

    def __init__(self, folder: Path, say: Callable[[str], None] = lambda _: None) -> None:
        with explain_failure(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / PROGRESS
        self.say = say
        self._curves: SummaryWriter | None = None
        self._has_curves = True

    def write(self, event: str, **values: Any) -> None:
        """Append an event with its values and the Unix time in seconds."""
        line = json.dumps({"event": event, "time": round(time.time(), 1), **values})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if "step" in values and self._has_curves:
            numbers = {
                f"{event}/{name}": float(value)
                for name, value in values.items()
                if name not in COUNTS and isinstance(value, int | float)
            }
            if numbers:
                self._draw(numbers, int(values["step"]))

    def _draw(self, numbers: dict[str, float], step: int) -> None:
        if self._curves is None:
            try:
                from torch.utils.tensorboard import SummaryWriter
            except ImportError:
                self._has_curves = False
                self.say(NO_TENSORBOARD)
                return
            self._curves = SummaryWriter(self.path.parent)
        for name, value in numbers.items():
            self._curves.add_scalar(name, value, step)
        self._curves.flush()
