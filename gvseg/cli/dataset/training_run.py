"""Runs the training of a queue: `gvseg-train retrain` on the dataset, in a separate process."""

import errno
import os
import re
import subprocess
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from gvseg import training_runs
from gvseg.dataset_file.queue import MINUTES, QueueJob
from gvseg.errors import RequestError, WeightsError
from gvseg.files import REASONS
from gvseg.model_registry import ModelRegistry
from gvseg.parts import child_environment, has_part, module_command

_POLL_S: Final = 1.0
_STOPPED: Final = 130
_FOLDER: Final = "training"


def run_training(
    dataset: Path, job: QueueJob, stop: threading.Event, report: Callable[[int, int], None]
) -> str:
    """Train on a dataset and return the verdict; continues a run that was stopped before.

    Args:
        dataset: the dataset file.
        job: the entry of the queue.
        stop: set it to save and stop.
        report: called with the seconds of training so far and their limit.

    Raises:
        KeyboardInterrupt: `stop` was set; the run continues when the entry starts again.
        RequestError: training is not installed, or failed; the message says why.
        WeightsError: the new weights cannot be made the current model.
    """
    if not has_part("training"):
        raise RequestError("Training is not installed; see docs/install.md.")
    folder = dataset.parent / _FOLDER / f"queue-{job.job_id}"
    folder.mkdir(parents=True, exist_ok=True)
    seconds = round(60 * float(job.options.get("minutes", MINUTES)))
    began = monotonic()

    def follow(is_running: Callable[[], bool]) -> None:
        while is_running():
            report(min(round(monotonic() - began), seconds), seconds)
            if stop.wait(_POLL_S):
                training_runs.ask_to_stop(folder)

    while True:
        # If the queue was killed, its training continues, and a second run could not start.
        follow(lambda: training_runs.is_alive(folder))
        if _is_complete(folder):
            return _conclude(folder, job)
        if stop.is_set():
            raise KeyboardInterrupt
        process = _start(dataset, folder, job, seconds)
        follow(partial(_is_running, process))
        if process.returncode == _STOPPED:
            raise KeyboardInterrupt
        if process.returncode != 0 and not training_runs.is_alive(folder):
            raise _failure(folder)


def _is_running(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


def _start(dataset: Path, folder: Path, job: QueueJob, seconds: int) -> subprocess.Popen[bytes]:
    words = [str(dataset), "--out", str(folder), "--minutes", f"{seconds / 60:g}"]
    words += ["--name", _model_name(dataset.parent.name, job.job_id), "--resume"]
    for option, word in (("weights", "--base"), ("device", "--device")):
        if value := job.options.get(option):
            words += [word, str(value)]
    with (folder / training_runs.LOG).open("ab") as log:
        return subprocess.Popen(
            module_command("training.cli", "retrain", *words),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=child_environment(),
        )


def _model_name(dataset: str, job_id: int) -> str:
    """Return a valid name for the new model; names of folders can contain anything."""
    usual = re.sub(r"[^A-Za-z0-9._-]+", "-", dataset).strip("._-")[:60]
    return f"{usual or 'dataset'}-{job_id}"


def _is_complete(folder: Path) -> bool:
    result = training_runs.read_json(folder, training_runs.RESULT)
    return result is not None and ("model" in result or result.get("weights") is None)


def _conclude(folder: Path, job: QueueJob) -> str:
    """Make the new weights the current model if the entry requests it, and return the verdict."""
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


def _failure(folder: Path) -> RequestError:
    """Return the error for a training run that failed; its process reports the cause as text."""
    last = _last_line(folder)
    error = RequestError(f"Training failed: {last} See {folder}.")
    if REASONS[errno.ENOSPC] in last:
        error.__cause__ = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return error


def _last_line(folder: Path) -> str:
    text = (folder / training_runs.LOG).read_text(encoding="utf-8", errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("gvseg-train: ") if lines else "no message was written."
