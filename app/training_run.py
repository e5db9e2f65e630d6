"""Training runs, each in a separate process that outlives the application."""

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from app.language import tr
from app.wording import listed
from gvseg import training_runs
from gvseg.parts import child_environment, module_command

LOG: Final = training_runs.LOG
"""Name of the file in a run's folder that holds its output."""
_POLL_MS: Final = 1000
_REFUSED: Final = "gvseg-train: "
_FAULT: Final = re.compile(r"[\w.]*(Error|Exception)\b")
_NAMED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRequest:
    """The options of a training run.

    Attributes:
        sources: projects and exports.
        minutes: time limit.
        weights_percent: kind of mask (drawn, verified, imported, propagated) -> its weight, 0..100.
        hold_out: "auto", "video" or "time".
        skip_bad: whether to skip files that cannot be read.
        name: name of the new model.
        base: weights to start from, or None for the model in use.
    """

    sources: tuple[Path, ...]
    minutes: float
    weights_percent: Mapping[str, int]
    hold_out: str = "auto"
    skip_bad: bool = False
    name: str = "corrections"
    base: Path | None = None

    def arguments(self) -> list[str]:
        """Return the arguments of `gvseg-train retrain`, except for the folder."""
        words = [str(source) for source in self.sources]
        words += ["--minutes", f"{self.minutes:g}", "--hold-out", self.hold_out]
        words += ["--name", self.name]
        words += ["--base", str(self.base)] if self.base else []
        for kind, percent in self.weights_percent.items():
            words += ["--count", f"{kind}={percent / 100:g}"]
        return [*words, *(["--skip-bad"] if self.skip_bad else [])]


class RunPhase(Enum):
    """Phase of a run."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStatus:
    """The state of a training run.

    Attributes:
        scores: (step, held-out J&F); step 0 is the base model.
        losses: (step, loss).
        seconds_left: None while unknown.
        plan: training data, or None until known.
        result: result of the run, or None until it ends.
        problem: why it failed, in one sentence.
        is_stopping: whether it is still running after a request to stop.
    """

    folder: Path
    phase: RunPhase
    scores: tuple[tuple[int, float], ...] = ()
    losses: tuple[tuple[int, float], ...] = ()
    seconds_left: float | None = None
    plan: Mapping[str, Any] | None = None
    result: Mapping[str, Any] | None = None
    problem: str = ""
    is_stopping: bool = False

    @property
    def can_resume(self) -> bool:
        """True if the run stopped early and can be resumed from its folder."""
        has_ended = self.phase in (RunPhase.STOPPED, RunPhase.FAILED)
        return has_ended and self.plan is not None and self.result is None

    @property
    def videos(self) -> str:
        """Short description of the training videos, or "" until known."""
        names = [str(video["name"]) for video in self.plan["videos"]] if self.plan else []
        more = len(names) - _NAMED
        shown = listed(names[:_NAMED])
        return tr("{names} and {more} more").format(names=shown, more=more) if more > 0 else shown

    @property
    def report(self) -> Path:
        """The report of a finished run."""
        return self.folder / training_runs.REPORT


class TrainingRuns(QObject):
    """Starts runs, finds earlier runs and tracks active ones.

    Signals:
        changed(RunStatus): a watched or tracked run made progress or ended.
    """

    changed = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder or Path(platformdirs.user_data_dir("gvseg")) / "runs"
        self.watched: Path | None = None
        self._children: dict[Path, subprocess.Popen[bytes]] = {}
        self._tracked: set[Path] = set()
        self._to_delete: set[Path] = set()
        self._last: dict[Path, RunStatus] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def folders(self) -> list[Path]:
        """Return the folders of all runs, latest first."""
        if not self.folder.is_dir():
            return []
        runs = [one for one in self.folder.iterdir() if (one / LOG).exists()]
        return sorted(runs, key=lambda one: one.name, reverse=True)

    def start(self, request: TrainingRequest) -> Path:
        """Start a run and watch it. Return its folder."""
        folder = self.folder / time.strftime("%Y%m%d-%H%M%S")
        while folder.exists():
            folder = folder.with_name(folder.name + "x")
        folder.mkdir(parents=True)
        self._launch(folder, request.arguments())
        return folder

    def resume(self, folder: Path) -> None:
        """Resume a stopped run and watch it."""
        training_runs.forget_stop(folder)
        self._launch(folder, ["--resume"])

    def stop(self, folder: Path) -> None:
        """Ask a run to save and stop; it can be resumed later."""
        training_runs.ask_to_stop(folder)

    def discard(self, folder: Path) -> None:
        """Stop a run and delete its folder; a model that it produced is kept."""
        self._tracked.discard(folder)
        if self.watched == folder:
            self.watched = None
        child = self._children.pop(folder, None)
        if child is not None:
            child.kill()
            child.wait()
        elif training_runs.is_alive(folder):
            # An earlier session started it, so it stops at its next step and is deleted later.
            training_runs.ask_to_stop(folder)
            self._to_delete.add(folder)
            self._timer.start()
            return
        shutil.rmtree(folder, ignore_errors=True)

    def watch(self, folder: Path | None) -> None:
        """Report a run now and whenever it changes; None reports tracked runs only."""
        self.watched = folder
        if folder is not None:
            self._last.pop(folder, None)
            self._timer.start()
            self._poll()

    def track(self, folder: Path) -> None:
        """Report a run until it ends, even while another one is watched."""
        self._tracked.add(folder)
        self._timer.start()
        self._poll()

    def view(self, folder: Path) -> RunStatus:
        return read_run(folder, is_alive=self.is_running(folder))

    def is_running(self, folder: Path) -> bool:
        child = self._children.get(folder)
        return (child is not None and child.poll() is None) or training_runs.is_alive(folder)

    def _launch(self, folder: Path, words: list[str]) -> None:
        command = module_command("training.cli", "retrain", *words, "--out", str(folder))
        with (folder / LOG).open("ab") as log:
            self._children[folder] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=child_environment(),
                start_new_session=True,  # Ctrl-C in the application must not stop the run
            )
        self._tracked.add(folder)
        self.watch(folder)

    def _poll(self) -> None:
        for folder in [one for one in self._to_delete if not training_runs.is_alive(one)]:
            self._to_delete.remove(folder)
            shutil.rmtree(folder, ignore_errors=True)
        for folder in self._tracked | ({self.watched} if self.watched else set()):
            view = self.view(folder)
            if view.phase is RunPhase.RUNNING:
                self._tracked.add(folder)
            else:
                self._tracked.discard(folder)
            if view != self._last.get(folder):
                self._last[folder] = view
                self.changed.emit(view)
        if not self._tracked and not self._to_delete:
            self._timer.stop()


def read_run(folder: Path, *, is_alive: bool) -> RunStatus:
    """Return the state of a run, read from its folder."""
    events = training_runs.read_events(folder)
    result = training_runs.read_json(folder, training_runs.RESULT)
    plan = training_runs.read_json(folder, training_runs.PLAN)
    validated = [one for one in events if one.get("event") == "validated"]
    timed = [one for one in events if "seconds_left" in one]
    left = None
    if timed:
        last = timed[-1]
        left = max(0.0, float(last["seconds_left"]) - (time.time() - float(last["time"])))
    return RunStatus(
        folder=folder,
        phase=_phase(folder, plan, result, is_alive=is_alive),
        scores=tuple((int(one["step"]), float(one["j_and_f"])) for one in validated),
        losses=tuple(
            (int(one["step"]), float(one["loss"])) for one in events if one.get("event") == "step"
        ),
        seconds_left=left if is_alive else None,
        plan=plan,
        result=result,
        problem="" if is_alive or result else _problem(folder),
        is_stopping=is_alive and training_runs.is_asked_to_stop(folder),
    )


def _phase(folder: Path, plan: object | None, result: object | None, *, is_alive: bool) -> RunPhase:
    if is_alive:
        return RunPhase.RUNNING
    if result is not None:
        return RunPhase.DONE
    # A run that was asked to stop, or killed after it began, has not failed.
    if plan is not None and not _problem(folder):
        return RunPhase.STOPPED
    return RunPhase.FAILED


def _problem(folder: Path) -> str:
    """Return why a run failed, in one sentence, or "" if its output gives no reason."""
    last = _last_words(folder)
    if last.startswith(_REFUSED):
        return last.removeprefix(_REFUSED)
    if _FAULT.match(last):
        return tr("Training failed: {last} ({folder} has the details.)").format(
            last=last, folder=folder / LOG
        )
    return ""


def _last_words(folder: Path) -> str:
    with suppress(OSError):
        text = (folder / LOG).read_text(encoding="utf-8", errors="replace")
        lines = [line for line in text.splitlines() if line.strip()]
        return lines[-1] if lines else ""
    return ""
