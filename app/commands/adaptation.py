"""Adapts the network to the exemplars of the open video and stores the result.

The result is a small file next to the project. Propagation uses it while *Use Adaptation* is on;
the weights themselves do not change.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from app.commands.adaptation_work import (
    ActiveAdaptation,
    AdaptationOutcome,
    AdaptationResult,
    AdaptationWork,
)
from app.commands.propagation import all_exemplars
from app.commands.run_results import refuse_while_running
from app.engine_runs import EngineRunEnd
from app.engine_worker import EngineWorker
from app.language import tr
from app.settings import SettingsStore
from app.workspace import Level, Workspace
from gvseg.errors import OutputError, UserError
from gvseg.files import atomic_file

SUFFIX: Final = ".adapted.safetensors"


class AdaptationCommands(QObject):
    """Starts adapting, reports the result, and selects the adaptation for propagation."""

    def __init__(
        self,
        workspace: Workspace,
        worker: EngineWorker,
        settings: SettingsStore,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._settings = settings
        self._run_id: int | None = None
        self._adapting: Path | None = None
        self._active = ActiveAdaptation()
        worker.set_before_run(self._active)
        worker.finished.connect(self._on_finished)
        self._project: Path | None = None
        workspace.opened.connect(self._on_opened)
        workspace.save_changed.connect(self._on_saved)
        settings.changed.connect(self._update_active)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {"propagate.adapt": self.adapt, "propagate.use_adaptation": self._toggle}

    @property
    def mark(self) -> str:
        """Identifies the adaptation in use, or "" for the original weights."""
        path = self._active.path
        if path is None or not path.is_file():
            return ""
        stat = path.stat()
        return f"{stat.st_mtime_ns}-{stat.st_size}"

    def adapt(self) -> None:
        """Adapt the network to the exemplars, continuing an earlier adaptation."""
        workspace = self._workspace
        if refuse_while_running(workspace, self._worker):
            return
        try:
            exemplars = all_exemplars(workspace)
        except UserError as error:
            workspace.post(Level.INFO, str(error))
            return
        if workspace.project_path is None:
            workspace.post(
                Level.WARNING, tr("Save the project first: the adaptation is stored next to it.")
            )
            return
        work = AdaptationWork(
            exemplars,
            self._settings.value.adapt_seconds,
            adaptation_path(workspace.project_path),
        )
        self._adapting = workspace.project_path
        self._run_id = self._worker.start_work(work, workspace.source.path)

    def _toggle(self) -> None:
        self._settings.update(use_adaptation=not self._settings.value.use_adaptation)

    def _on_opened(self) -> None:
        self._run_id = None  # a running adaptation belongs to another video
        self._project = self._workspace.project_path
        self._update_active()

    def _on_saved(self) -> None:
        """Copy the adaptation when its project is saved elsewhere."""
        before, now = self._project, self._workspace.project_path
        self._project = now
        if before is not None and now is not None and now != before:
            self._copy_adaptation(before, now)
        self._update_active()

    def _copy_adaptation(self, before: Path, now: Path) -> None:
        source, target = adaptation_path(before), adaptation_path(now)
        try:
            if source.is_file():
                with atomic_file(target) as partial:
                    shutil.copyfile(source, partial)
            else:
                target.unlink(missing_ok=True)
        except (OSError, OutputError) as error:
            words = tr("The adaptation was not copied ({error}). Adapt again.").format(error=error)
            self._workspace.post(Level.WARNING, words)

    def _update_active(self) -> None:
        """Use the adaptation of the open project, if the switch is on."""
        project = self._workspace.project_path
        path = None if project is None else adaptation_path(project)
        is_wanted = path is not None and path.is_file() and self._settings.value.use_adaptation
        self._active.path = path if is_wanted else None

    def _on_finished(self, end: EngineRunEnd) -> None:
        if end.run_id != self._run_id:
            return
        self._run_id = None
        workspace = self._workspace
        if end.error:
            workspace.post(Level.ERROR, end.error, details=end.details)
            return
        result = end.result
        if not isinstance(result, AdaptationResult):
            workspace.post(Level.INFO, tr("Stopped before the first step; nothing has changed."))
            return
        if self._adapting is not None and self._project not in (None, self._adapting):
            # The project was saved elsewhere in the meantime.
            self._copy_adaptation(self._adapting, self._project)
        if result.outcome in (AdaptationOutcome.ADAPTED, AdaptationOutcome.ONLY_EDGES):
            self._settings.update(use_adaptation=True)
        self._update_active()
        workspace.post(Level.GOOD, f"{result.summary}.", offer=("propagate.both", tr("Propagate")))


def adaptation_path(project: Path) -> Path:
    """Return the path of a project's adaptation, next to the project."""
    return project.with_name(project.stem + SUFFIX)
