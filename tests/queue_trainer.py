"""Stands in for `gvseg-train retrain`: it takes SECONDS, then writes the result of a training run.

`python -c "import queue_trainer; queue_trainer.main()" SECONDS GAIN FOLDER NAME`. It locks its
folder and stops when it is asked to, as real training does. Each start adds a line to `starts`.
"""

import json
import sys
import time
from pathlib import Path

from gvseg import training_runs
from gvseg.errors import OutputError
from gvseg.model_registry import Model, ModelRegistry

STOPPED = 130


def main() -> None:
    seconds, gain, folder, name = sys.argv[1:]
    try:
        sys.exit(train(float(seconds), float(gain), Path(folder), name))
    except OutputError as error:
        sys.exit(f"gvseg-train: {error}")


def train(seconds: float, gain: float, folder: Path, name: str) -> int:
    with training_runs.hold(folder):
        training_runs.forget_stop(folder)
        with (folder / "starts").open("a") as file:
            file.write(f"{name}\n")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if training_runs.is_asked_to_stop(folder):
                return STOPPED
            time.sleep(0.05)
        if gain < 0:
            sys.exit("gvseg-train: No frame has a mask to train on.")
        weights = folder / "best.safetensors"
        weights.write_bytes(b"weights")
        ModelRegistry().add(Model(name=name, path=weights))
        result = {"weights": str(weights), "model": name, "is_worth_keeping": gain > 0}
        result["verdict"] = f"J&F on held-out videos: {gain:+.3f}."
        (folder / training_runs.RESULT).write_text(json.dumps(result))
    return 0
