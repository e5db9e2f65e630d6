"""Commands for training on corrections, training runs and models."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.dialogs.models import ModelsDialog
from app.dialogs.training import TrainingDialog
from app.dialogs.training_watch import TrainingWatch
from app.language import tr
from app.settings import SettingsStore
from app.theme import THEMES, Theme
from app.training_run import RunPhase, RunStatus, TrainingRequest, TrainingRuns
from app.workspace import Level, Workspace
from gvseg.errors import UserError
from gvseg.model_registry import BUNDLED, ModelRegistry

_GOING: Final = RunPhase.RUNNING


class TrainingCommands(QObject):
    """Opens the training dialogs and finds earlier runs that are still active.

    Signals:
        model_changed: another model is in use.
    """

    model_changed = Signal()

    def __init__(self, workspace: Workspace, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._settings, self._window = workspace, settings, window
        self.registry = ModelRegistry()
        self.runs = TrainingRuns(parent=self)
        self.runs.changed.connect(self._report_end)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "model.train": self.ask,
            "model.runs": self.show_runs,
            "model.models": self.show_models,
        }

    def weights(self) -> Path | None:
        """Return the file of the model in use, or None for the bundled weights."""
        try:
            current = self.registry.current
        except UserError as error:
            self._workspace.post(Level.ERROR, str(error))
            return None
        return None if current.name == BUNDLED else current.path

    def find_runs(self) -> None:
        """Track active runs, and report runs that ended while the application was closed."""
        going = [one for one in self.runs.folders() if self.runs.is_running(one)]
        ended = {Path(one) for one in self._settings.value.training_runs} - set(going)
        for folder in sorted(one for one in ended if one.is_dir()):
            self._report_end(self.runs.view(folder))
        self._settings.update(training_runs=tuple(str(one) for one in going))
        for folder in going:
            self.runs.track(folder)

    def ask(self) -> TrainingDialog:
        """Show the training dialog with the open project selected."""
        path, weights = self._workspace.project_path, self._settings.value.weights
        dialog = TrainingDialog(
            () if path is None else (path,),
            self._window,
            base=Path(weights) if weights else None,
        )
        dialog.start_requested.connect(self._start)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_runs(self) -> TrainingWatch:
        """Show the watched run, or the latest one if none is watched."""
        dialog = TrainingWatch(self.runs, self._theme, self._window)
        dialog.use_requested.connect(self.use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_models(self) -> ModelsDialog:
        override = self._settings.value.weights
        dialog = ModelsDialog(self.registry, self._theme, self._window, override=override)
        dialog.changed.connect(self._on_changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def use(self, name: str) -> None:
        """Use a model for all following runs."""
        try:
            self.registry.use(name)
        except UserError as error:
            self._workspace.post(Level.ERROR, str(error))
            return
        self._on_changed()

    @property
    def _theme(self) -> Theme:
        return THEMES.get(self._settings.value.theme, THEMES["dark"])

    def _on_changed(self) -> None:
        # A weights file in the settings would override the registry.
        self._settings.update(weights="")
        name = self.registry.current.name
        words = (
            tr("the bundled weights")
            if name == BUNDLED
            else tr("the model {name}").format(name=name)
        )
        self._workspace.post(Level.GOOD, tr("The next run uses {words}.").format(words=words))
        self.model_changed.emit()

    def _start(self, request: TrainingRequest) -> None:
        try:
            self.runs.start(request)
        except OSError as error:
            self._workspace.post(
                Level.ERROR, tr("Training cannot start: {error}.").format(error=error)
            )
            return
        self.show_runs()

    def _report_end(self, view: RunStatus) -> None:
        """Report the end of a run once, even if it ended in an earlier session."""
        untold, name = self._settings.value.training_runs, str(view.folder)
        if view.phase is _GOING:
            if name not in untold:
                self._settings.update(training_runs=(*untold, name))
            return
        if name not in untold:
            return
        self._settings.update(training_runs=tuple(one for one in untold if one != name))
        if view.phase is RunPhase.DONE and view.result is not None:
            level, words = (
                Level.GOOD,
                tr("Training is finished. {verdict}").format(verdict=view.result["verdict"]),
            )
        elif view.phase is RunPhase.FAILED:
            level, words = Level.ERROR, view.problem or tr("Training failed without a message.")
        else:
            level, words = Level.INFO, tr("Training stopped; you can resume it.")
        self._workspace.post(level, words, offer=("model.runs", tr("Show Runs")))
