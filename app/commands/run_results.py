"""Applies the results of a run to the document and reports its end."""

import contextlib
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from app.actions import ENGINE_BUSY
from app.engine_runs import EngineRunEnd
from app.engine_worker import EngineWorker
from app.language import tr
from app.workspace import Level, Workspace
from gvseg.annotation.edits import Edit
from gvseg.engine.request import ClipResult, SegmentRequest
from gvseg.errors import ProjectError, UserError

ACCEPT_MS: Final = 80
"""Interval between writes of results to the project."""


class RunResults(QObject):
    """Starts runs and applies their edits; each run is one undo step.

    Args:
        edit_of: returns the edit for new clips; each clip is passed once, in order.
        report: reports the end of a run to the user.
        conclude: returns a last edit when a run ends without being stopped.
    """

    def __init__(
        self,
        workspace: Workspace,
        worker: EngineWorker,
        parent: QObject,
        *,
        edit_of: Callable[[list[ClipResult]], Edit],
        report: Callable[[EngineRunEnd], None],
        conclude: Callable[[], Edit | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._edit_of = edit_of
        self._report = report
        self._conclude = conclude
        self._waiting: list[ClipResult] = []
        self._run_id: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=ACCEPT_MS)
        self._timer.timeout.connect(self._accept)
        worker.clip_ready.connect(self._on_clip)
        worker.finished.connect(self._on_finished)
        workspace.leaving.connect(self._on_leaving)
        workspace.opened.connect(self._on_opened)

    def start(self, request: SegmentRequest) -> None:
        """Start a run; no other run may be active."""
        self._waiting = []
        self._run_id = self._worker.start_run(request, self._workspace.source.path)

    def _on_clip(self, run_id: int, clip: ClipResult) -> None:
        if run_id == self._run_id:
            self._waiting.append(clip)
            if not self._timer.isActive():
                self._timer.start()

    def _accept(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting or not self._workspace.is_open:
            return
        try:
            self._workspace.apply(self._edit_of(waiting), gesture=f"run {self._run_id}")
        except ProjectError:
            self._worker.stop()  # `save_changed` reports it; the masks are written on the next try
        except UserError as error:
            self._worker.stop()
            self._workspace.post(Level.ERROR, str(error))

    def _on_finished(self, end: EngineRunEnd) -> None:
        if end.run_id != self._run_id:
            return
        self._timer.stop()
        self._accept()
        if not end.error and not end.is_stopped and self._workspace.is_open:
            self._end_with(self._conclude())
        self._run_id = None
        if end.error:
            offer = ("propagate.adapt", tr("Adapt Again")) if end.needs_adapting else ("", "")
            self._workspace.post(Level.ERROR, end.error, details=end.details, offer=offer)
        elif end.is_stopped:
            self._workspace.post(
                Level.INFO,
                tr(
                    "Stopped after {done} of %n frame(s); finished masks are kept.",
                    "",
                    end.frames_wanted,
                ).format(done=end.frames_done)
                if end.frames_done
                else tr("Stopped before the first frame was finished."),
            )
        else:
            self._report(end)

    def _end_with(self, edit: Edit | None) -> None:
        if edit is not None:
            with contextlib.suppress(ProjectError):  # reported by `save_changed`
                self._workspace.apply(edit, gesture=f"run {self._run_id}")

    def _on_leaving(self) -> None:
        """Apply all results so far, including those still queued by the thread."""
        if self._run_id is not None:
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            self._accept()

    def _on_opened(self) -> None:
        self._worker.stop()
        self._run_id = None
        self._waiting = []


def refuse_while_running(workspace: Workspace, worker: EngineWorker) -> bool:
    """Return whether the engine is busy, and if so, tell the user."""
    if worker.is_running:
        workspace.post(Level.INFO, tr(ENGINE_BUSY), offer=("propagate.stop", tr("Stop")))
    return worker.is_running
