"""Runs the training of a queue: `gvseg-train retrain` on the dataset, in a process of its own."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from gvseg import training_runs
from gvseg.dataset_file.queue import MINUTES, QueueJob
from gvseg.errors import RequestError, WeightsError
from gvseg.model_registry import ModelRegistry
from gvseg.parts import child_environment, has_part, module_command

_POLL_S: Final = 1.0
_STOPPED: Final = 130
_FOLDER: Final = "training"


def run_training(
    dataset: Path, job: QueueJob, stop: threading.Event, report: Callable[[int, int], None]
) -> str:
    """Train on a dataset and return the verdict; a run that was stopped before continues.

    Args:
        dataset: the dataset file.
        job: the entry of the queue.
        stop: set it to save and stop.
        report: called with the seconds of training so far and their limit.

    Raises:
        KeyboardInterrupt: `stop` was set; the run continues when the entry starts again.
        RequestError: training is not installed, or failed; the message says why.
        WeightsError: the new weights cannot be put into use.
    """
    if not has_part("training"):
        raise RequestError("Training is not installed; see docs/install.md.")
    folder = dataset.parent / _FOLDER / f"queue-{job.job_id}"
    folder.mkdir(parents=True, exist_ok=True)
    if _is_complete(folder):  # the queue died just after the run had ended
        return _conclude(folder, job)
    minutes = float(job.options.get("minutes", MINUTES))
    words = [str(dataset), "--out", str(folder), "--minutes", f"{minutes:g}"]
    words += ["--name", f"{dataset.parent.name}-{job.job_id}", "--resume"]
    for option in ("weights", "device"):
        if value := job.options.get(option):
            words += [{"weights": "--base", "device": "--device"}[option], str(value)]
    began = monotonic()
    with (folder / training_runs.LOG).open("ab") as log:
        process = subprocess.Popen(
            module_command("training.cli", "retrain", *words),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=child_environment(),
        )
        while process.poll() is None:
            report(min(round(monotonic() - began), round(60 * minutes)), round(60 * minutes))
            if stop.wait(_POLL_S):
                training_runs.ask_to_stop(folder)
                process.wait()
    if process.returncode == _STOPPED:
        raise KeyboardInterrupt
    if process.returncode != 0:
        raise RequestError(f"Training failed: {_last_line(folder)} See {folder}.")
    return _conclude(folder, job)


def _is_complete(folder: Path) -> bool:
    result = training_runs.read_json(folder, training_runs.RESULT)
    return result is not None and ("model" in result or result.get("weights") is None)


def _conclude(folder: Path, job: QueueJob) -> str:
    """Put the new weights into use if the entry says so, and return the verdict."""
    result = training_runs.read_json(folder, training_runs.RESULT) or {}
    verdict = f"{result.get('verdict', 'No result.')} Report: {folder / training_runs.REPORT}"
    model = result.get("model")
    if not job.options.get("use") or not result.get("is_worth_keeping") or model is None:
        return verdict
    try:
        ModelRegistry().use(str(model))
    except WeightsError as error:
        raise WeightsError(f"{verdict} {error}") from error
    return f"{verdict} The model {model} is in use."


def _last_line(folder: Path) -> str:
    text = (folder / training_runs.LOG).read_text(encoding="utf-8", errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("gvseg-train: ") if lines else "no message was written."
