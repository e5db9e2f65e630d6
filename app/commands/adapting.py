"""Adapting to the open video: the network is tuned to its exemplars; the project keeps the result.

The result is a small file beside the project. It is used for propagation as long as the switch is
on, and never touches the weights themselves.
"""

import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject

from app.commands.segmentation import request_of
from app.engine_worker import EngineWorker, RunEnd, TellProgress
from app.settings import SettingsStore
from app.workspace import Level, RunKind, Workspace
from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.errors import OutputError, WeightsError
from gvseg.files import atomic_file
from gvseg.task import Task
from gvseg.video import Video

SUFFIX: Final = ".adapted.safetensors"
NOTHING_BETTER: Final = "Nothing better than the weights as they are was found"


class AdaptingCommands(QObject):
    """Starts adapting, reports its end, and says what propagation is to follow with."""

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
        self._following = Following()
        worker.set_before_run(self._following)
        worker.finished.connect(self._on_finished)
        self._project: Path | None = None
        workspace.opened.connect(self._on_opened)
        workspace.save_changed.connect(self._on_saved)
        settings.changed.connect(self._renew)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        return {"propagate.adapt": self.adapt, "propagate.use_adaptation": self._toggle}

    def adapt(self) -> None:
        """Tune the network to the exemplars, going on from an earlier time."""
        workspace = self._workspace
        if self._worker.is_running:
            workspace.post(
                Level.INFO,
                "The engine is at work; stop it first.",
                offer=("propagate.stop", "Stop"),
            )
            return
        request = request_of(workspace.document, RunKind.BOTH, workspace.frame_index, None)
        if isinstance(request, str):
            workspace.post(Level.INFO, request)
            return
        if workspace.project_path is None:
            workspace.post(
                Level.WARNING, "Save the project first: what is learned is kept beside it."
            )
            return
        work = Adapting(
            request.exemplars,
            self._settings.value.adapt_seconds,
            adaptation_path(workspace.project_path),
        )
        self._adapting = workspace.project_path
        self._run_id = self._worker.start_work(work, workspace.source.path)

    def _toggle(self) -> None:
        self._settings.update(use_adaptation=not self._settings.value.use_adaptation)

    def _on_opened(self) -> None:
        self._run_id = None  # what goes on still is of another video
        self._project = self._workspace.project_path
        self._renew()

    def _on_saved(self) -> None:
        """A project that was saved elsewhere takes its adaptation with it."""
        before, now = self._project, self._workspace.project_path
        self._project = now
        if before is not None and now is not None and now != before:
            self._bring(before, now)
        self._renew()

    def _bring(self, before: Path, now: Path) -> None:
        source, target = adaptation_path(before), adaptation_path(now)
        try:
            if source.is_file():
                with atomic_file(target) as partial:
                    shutil.copyfile(source, partial)
            else:
                target.unlink(missing_ok=True)
        except (OSError, OutputError) as error:
            words = f"The adaptation did not come along ({error}); adapt again."
            self._workspace.post(Level.WARNING, words)

    def _renew(self) -> None:
        """Follow with what belongs to the open project."""
        project = self._workspace.project_path
        path = None if project is None else adaptation_path(project)
        is_wanted = path is not None and path.is_file() and self._settings.value.use_adaptation
        self._following.path = path if is_wanted else None

    def _on_finished(self, end: RunEnd) -> None:
        if end.run_id != self._run_id:
            return
        self._run_id = None
        workspace = self._workspace
        if end.error:
            workspace.post(Level.ERROR, end.error, details=end.details)
            return
        if not end.words:
            workspace.post(Level.INFO, "Stopped before anything was learned; nothing has changed.")
            return
        if self._adapting is not None and self._project not in (None, self._adapting):
            self._bring(self._adapting, self._project)  # it was saved elsewhere meanwhile
        if not end.words.startswith(NOTHING_BETTER):
            self._settings.update(use_adaptation=True)
        self._renew()
        workspace.post(Level.GOOD, f"{end.words}.", offer=("propagate.both", "Propagate"))


class Following:
    """Called in the engine's thread before each run: has the session follow as is wanted.

    Attributes:
        path: of the adaptation to follow with; None for the weights as they came.
    """

    def __init__(self) -> None:
        self.path: Path | None = None
        self._session: Callable[[], Any] = lambda: None
        self._done: tuple[Path | None, int] = (None, 0)

    def __call__(self, session: Any, request: SegmentRequest) -> None:
        """Read the file where it is another one, was written again, or the session is new.

        Only exemplars are followed with it; whatever it is, the other tasks can run.

        Raises:
            WeightsError: it belongs to other weights, or is damaged.
        """
        if request.task is not Task.EXEMPLAR:
            return
        path = self.path
        wanted = (path, path.stat().st_mtime_ns if path is not None and path.is_file() else 0)
        if self._session() is not session:  # a new one follows with the weights as they came
            self._session, self._done = weakref.ref(session), (None, 0)
        if wanted == self._done:
            return
        from gvseg.adaptation.adaptation import load_adaptation

        session.use(None if path is None else load_adaptation(path))
        self._done = wanted


class Adapting:
    """Work for the engine's thread.

    Args:
        exemplars: with masks.
        seconds: that it may take.
        path: of the earlier result, if there is one, and of the new one.
    """

    def __init__(self, exemplars: tuple[Exemplar, ...], seconds: float, path: Path) -> None:
        self._exemplars = exemplars
        self._seconds = seconds
        self._path = path

    def __call__(
        self, session: Any, video: Video, tell: TellProgress, cancel: threading.Event
    ) -> str:
        """Adapt, write the result; returns what was reached, in words.

        Raises:
            OutputError: the result cannot be written.
        """
        from gvseg.adaptation.adaptation import load_adaptation, save_adaptation

        def progress(now: Any) -> None:
            left = max(0.0, now.seconds_wanted - now.seconds_done)
            done = min(1.0, now.seconds_done / now.seconds_wanted)
            tell(f"Adapting to this video, step {now.steps}", done, left)

        def adapt(start_from: Any) -> Any:
            return session.adapt(
                self._exemplars,
                video,
                self._seconds,
                progress=progress,
                cancel=cancel,
                start_from=start_from,
            )

        try:
            result = adapt(load_adaptation(self._path) if self._path.is_file() else None)
        except WeightsError:  # of other weights, or damaged: begin anew
            result = adapt(None)
        if result.is_empty:
            self._path.unlink(missing_ok=True)
            if result.is_lost:
                return (
                    f"{NOTHING_BETTER}: the object is lost within a few frames; "
                    "an exemplar on a later frame helps"
                )
            return f"{NOTHING_BETTER}; they stay in use"
        save_adaptation(self._path, result)
        return (
            f"Adapted to this video in {result.seconds:.0f} s: IoU on copies of the exemplars "
            f"{result.score_before:.2f}, now {result.score_after:.2f}"
        )


def adaptation_path(project: Path) -> Path:
    """Where a project's adaptation lies: beside it."""
    return project.with_name(project.stem + SUFFIX)
