"""Shows each frame of a run as soon as it is finished."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.canvas.view import CanvasView
from app.engine_worker import EngineWorker
from app.settings import SettingsStore
from app.workspace import Touched, Workspace
from gvseg.engine.request import ClipResult

_STEP_MS: Final = 20
"""Delay after new masks, so that a frame is shown once for all of them."""


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
        self._arrived: int | None = None
        self._latest: int | None = None
        self._is_moving = False
        self._timer = QTimer(self, singleShot=True, interval=_STEP_MS)
        self._timer.timeout.connect(self._move)
        worker.clip_ready.connect(self._on_clip)
        worker.running_changed.connect(self._on_running)
        workspace.changed.connect(self._on_changed)
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
        self._arrived = clip.frames[-1].frame_index

    def _on_changed(self, touched: Touched) -> None:
        """Note the last frame whose masks are in the document; clips arrive before they are."""
        if self._arrived is None or touched.first > touched.last:
            return
        self._latest = min(max(self._arrived, touched.first), touched.last)
        if not self._timer.isActive():
            self._timer.start()

    def _on_running(self, is_running: bool) -> None:
        self._is_running = is_running
        if is_running:
            self._arrived = self._latest = None
        else:
            self._timer.start()

    def _move(self) -> None:
        if not self._is_running:
            self._arrived = None  # later changes are the user's
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
        self._arrived = self._latest = None
        self._timer.stop()
