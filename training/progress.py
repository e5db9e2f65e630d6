"""Progress of a run as JSON lines: one file, one line an event, readable while it grows."""

import json
import time
from pathlib import Path
from typing import Any

from training.run_folder import PROGRESS


class ProgressLog:
    """Appends events to `progress.jsonl` of a run's folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / PROGRESS

    def write(self, event: str, **values: Any) -> None:
        """One event with its values and the time (seconds since 1970)."""
        line = json.dumps({"event": event, "time": round(time.time(), 1), **values})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
