"""Shows each frame of a run as soon as it is finished."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.canvas.view import CanvasView
from app.commands.run_results import ACCEPT_MS
from app.engine_worker import EngineWorker
from app.settings import SettingsStore
from app.workspace import Workspace
from gvseg.engine.request import ClipResult

_STEP_MS: Final = ACCEPT_MS + 20
"""Delay after which the masks of a clip are in the document."""


class FollowCommands(QObject):
    """Moves the view along with a run, until the user changes the frame or edits a mask."""

    def __init__(
        self,
        workspace: Workspace,
        canvas: CanvasView,
        worker: EngineWorker,
        settings: SettingsStore,
    ) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._settings = settings
        self._latest: int | None = None
        self._is_moving = False
        self._timer = QTimer(self, singleShot=True, interval=_STEP_MS)
        self._timer.timeout.connect(self._move)
        worker.clip_ready.connect(self._on_clip)
        worker.running_changed.connect(self._on_running)
        workspace.view.frame_changed.connect(self._on_frame)
        workspace.opened.connect(self._forget)
        self._is_running = False

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {"propagate.follow": self._toggle}

    def _toggle(self) -> None:
        self._settings.update(follow_run=not self._settings.value.follow_run)
        self._move()

    def _on_clip(self, _run_id: int, clip: ClipResult) -> None:
        self._latest = clip.frames[-1].frame_index
        if not self._timer.isActive():
            self._timer.start()

    def _on_running(self, is_running: bool) -> None:
        self._is_running = is_running
        if is_running:
            self._latest = None

    def _move(self) -> None:
        if self._latest is None or not self._settings.value.follow_run:
            return
        if self._canvas.is_down or self._canvas.has_draft:
            return  # changing the frame would end the stroke or draft
        self._is_moving = True
        self._workspace.view.set_frame(self._latest)
        self._is_moving = False

    def _on_frame(self, _frame_index: int) -> None:
        if self._is_running and not self._is_moving and self._settings.value.follow_run:
            self._settings.update(follow_run=False)

    def _forget(self) -> None:
        self._latest = None
        self._timer.stop()
