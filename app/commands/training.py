"""Training on corrections, its runs, and the models that come of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.dialogs.models import ModelsDialog
from app.dialogs.training import TrainingDialog
from app.dialogs.training_watch import TrainingWatch
from app.settings import SettingsStore
from app.theme import THEMES
from app.training_run import RunPhase, RunView, TrainingRuns, TrainingWish
from app.workspace import Level, Workspace
from gvseg.errors import UserError
from gvseg.model_registry import BUNDLED, ModelRegistry


class TrainingCommands(QObject):
    """Dialogs of training; a run that was started on another day is found again.

    Signals:
        model_changed: another model is in use.
    """

    model_changed = Signal()

    def __init__(self, workspace: Workspace, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._settings, self._window = workspace, settings, window
        self.registry = ModelRegistry()
        self.runs = TrainingRuns(parent=self)
        self.runs.changed.connect(self._tell)
        self._told: RunPhase | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        return {
            "model.train": self.ask,
            "model.runs": self.show_runs,
            "model.models": self.show_models,
        }

    def weights(self) -> Path | None:
        """The file of the model in use; None for the bundled one."""
        try:
            current = self.registry.current
        except UserError as error:
            self._workspace.post(Level.ERROR, str(error))
            return None
        return None if current.name == BUNDLED else current.path

    def find_runs(self) -> None:
        """Watch the latest run, if it is still going."""
        latest = next(iter(self.runs.folders()), None)
        if latest is not None and self.runs.view(latest).phase is RunPhase.RUNNING:
            self.runs.watch(latest)

    def ask(self) -> TrainingDialog:
        """Choose what to train on; the open project comes first."""
        path = self._workspace.project_path
        dialog = TrainingDialog(() if path is None else (path,), self._window)
        dialog.start_wished.connect(self._start)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_runs(self) -> TrainingWatch:
        """Show the run that is watched, or the latest."""
        theme = THEMES.get(self._settings.value.theme, THEMES["dark"])
        dialog = TrainingWatch(self.runs, theme, self._window)
        dialog.use_wished.connect(self.use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_models(self) -> ModelsDialog:
        """Show the registry."""
        dialog = ModelsDialog(self.registry, self._window)
        dialog.changed.connect(self._on_changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def use(self, name: str) -> None:
        """Work with a model from the next run on."""
        try:
            self.registry.use(name)
        except UserError as error:
            self._workspace.post(Level.ERROR, str(error))
            return
        self._on_changed()

    def _on_changed(self) -> None:
        # A weights file in the settings would go before the registry.
        self._settings.update(weights="")
        name = self.registry.current.name
        words = "the weights that come with GvSeg" if name == BUNDLED else f"the model {name}"
        self._workspace.post(Level.GOOD, f"From the next run on, GvSeg works with {words}.")
        self.model_changed.emit()

    def _start(self, wish: TrainingWish) -> None:
        try:
            self.runs.start(wish)
        except OSError as error:
            self._workspace.post(Level.ERROR, f"Training cannot start: {error}.")
            return
        self.show_runs()

    def _tell(self, view: RunView) -> None:
        before, self._told = self._told, view.phase
        if before is not RunPhase.RUNNING or view.phase is RunPhase.RUNNING:
            return
        if view.phase is RunPhase.DONE and view.result is not None:
            self._workspace.post(Level.GOOD, f"Training is finished. {view.result['verdict']}")
        elif view.phase is RunPhase.FAILED:
            self._workspace.post(Level.ERROR, view.problem.removeprefix("gvseg-train: "))
