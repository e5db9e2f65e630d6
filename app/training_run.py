"""Training as a process of its own, which goes on when the app closes and is found again."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from training import run_folder

_POLL_MS: Final = 1000
_ROOT: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingWish:
    """What a person wants to train on, and how.

    Attributes:
        sources: projects and exports.
        minutes: of wall clock.
        weights_percent: kind of mask (drawn, verified, imported, propagated) -> how much it
            counts, 0..100.
        hold_out: "auto", "video" or "time".
        skip_bad: leave out what cannot be read.
        name: of the new model.
    """

    sources: tuple[Path, ...]
    minutes: float
    weights_percent: Mapping[str, int]
    hold_out: str = "auto"
    skip_bad: bool = False
    name: str = "corrections"

    def arguments(self) -> list[str]:
        """The words after `gvseg-train retrain`, but for the folder."""
        words = [str(source) for source in self.sources]
        words += ["--minutes", f"{self.minutes:g}", "--hold-out", self.hold_out]
        words += ["--name", self.name]
        for kind, percent in self.weights_percent.items():
            words += ["--count", f"{kind}={percent / 100:g}"]
        return [*words, *(["--skip-bad"] if self.skip_bad else [])]


class RunPhase(Enum):
    """Where a run is."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run as it stands.

    Attributes:
        scores: (step, held-out J&F), step 0 is the base.
        losses: (step, loss).
        seconds_left: None while unknown.
        plan: what it trains on; None until that is known.
        result: how it ended; None before.
        problem: one sentence where it failed.
    """

    folder: Path
    phase: RunPhase
    scores: tuple[tuple[int, float], ...] = ()
    losses: tuple[tuple[int, float], ...] = ()
    seconds_left: float | None = None
    plan: Mapping[str, Any] | None = None
    result: Mapping[str, Any] | None = None
    problem: str = ""

    @property
    def report(self) -> Path:
        """The page that a finished run leaves."""
        return self.folder / run_folder.REPORT


class TrainingRuns(QObject):
    """Starts runs, watches one of them, and finds those of earlier days.

    Signals:
        changed(RunView): the watched run went on.
    """

    changed = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder or Path(platformdirs.user_data_dir("gvseg")) / "runs"
        self.watched: Path | None = None
        self._children: dict[Path, subprocess.Popen[bytes]] = {}
        self._last: RunView | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)

    def folders(self) -> list[Path]:
        """All runs, the latest first."""
        if not self.folder.is_dir():
            return []
        runs = [one for one in self.folder.iterdir() if (one / run_folder.LOG).exists()]
        return sorted(runs, key=lambda one: one.name, reverse=True)

    def start(self, wish: TrainingWish) -> Path:
        """Begin a run and watch it; returns its folder."""
        folder = self.folder / time.strftime("%Y%m%d-%H%M%S")
        while folder.exists():
            folder = folder.with_name(folder.name + "x")
        folder.mkdir(parents=True)
        self._launch(folder, wish.arguments())
        return folder

    def resume(self, folder: Path) -> None:
        """Let a stopped run go on, and watch it."""
        self._launch(folder, ["--resume"])

    def stop(self, folder: Path) -> None:
        """Let a run save and end; it can go on later."""
        run_folder.ask_to_stop(folder)

    def discard(self, folder: Path) -> None:
        """End a run at once and delete its folder; its model, if it made one, stays."""
        child = self._children.pop(folder, None)
        if child is not None:
            child.kill()
            child.wait()
        elif run_folder.is_alive(folder):
            # Started by an earlier app: it ends by itself at the next step.
            run_folder.ask_to_stop(folder)
            return
        shutil.rmtree(folder, ignore_errors=True)
        if self.watched == folder:
            self.watch(None)

    def watch(self, folder: Path | None) -> None:
        """Tell of this run from now on, and at once."""
        self.watched, self._last = folder, None
        if folder is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._look()

    def view(self, folder: Path) -> RunView:
        """How a run stands."""
        child = self._children.get(folder)
        is_alive = (child is not None and child.poll() is None) or run_folder.is_alive(folder)
        return read_run(folder, is_alive=is_alive)

    def _launch(self, folder: Path, words: list[str]) -> None:
        command = [sys.executable, "-m", "training.cli", "retrain", *words, "--out", str(folder)]
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        with (folder / run_folder.LOG).open("ab") as log:
            self._children[folder] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,  # a Ctrl-C for the app is none for the run
            )
        self.watch(folder)

    def _look(self) -> None:
        if self.watched is None:
            return
        view = self.view(self.watched)
        if view != self._last:
            self._last = view
            self.changed.emit(view)
        if view.phase is not RunPhase.RUNNING:
            self._timer.stop()


def read_run(folder: Path, *, is_alive: bool) -> RunView:
    """A run as its folder tells."""
    events = run_folder.read_events(folder)
    result = run_folder.read_json(folder, run_folder.RESULT)
    plan = run_folder.read_json(folder, run_folder.PLAN)
    validated = [one for one in events if one.get("event") == "validated"]
    left = None
    if validated:
        last = validated[-1]
        left = max(0.0, float(last["seconds_left"]) - (time.time() - float(last["time"])))
    return RunView(
        folder=folder,
        phase=_phase(folder, plan, result, is_alive=is_alive),
        scores=tuple((int(one["step"]), float(one["j_and_f"])) for one in validated),
        losses=tuple(
            (int(one["step"]), float(one["loss"])) for one in events if one.get("event") == "step"
        ),
        seconds_left=left if is_alive else None,
        plan=plan,
        result=result,
        problem="" if is_alive or result else _last_words(folder),
    )


def _phase(folder: Path, plan: object | None, result: object | None, *, is_alive: bool) -> RunPhase:
    if is_alive:
        return RunPhase.RUNNING
    if result is not None:
        return RunPhase.DONE
    # Whoever was asked to stop, or was killed after it had begun, can go on.
    if plan is not None and not _last_words(folder).startswith("gvseg-train:"):
        return RunPhase.STOPPED
    return RunPhase.FAILED


def _last_words(folder: Path) -> str:
    with suppress(OSError):
        text = (folder / run_folder.LOG).read_text(encoding="utf-8", errors="replace")
        lines = [line for line in text.splitlines() if line.strip()]
        return lines[-1] if lines else ""
    return ""
