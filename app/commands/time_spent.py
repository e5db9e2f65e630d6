"""Counts the time that the user works on a video, and stores it in the project."""

import logging
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

from app.workspace import Workspace
from gvseg.errors import ProjectError

IDLE_S: Final = 60.0
"""After this time without activity, counting pauses."""
SAVE_S: Final = 60.0
"""Interval between saves of the counted time."""
_TICK_MS: Final = 1000
_LONGEST_TICK_S: Final = 5.0  # a longer one means that the machine slept
_log = logging.getLogger(__name__)


class TimeSpent(QObject):
    """Counts while a video is open and the user moves the pointer, types or watches playback.

    The application calls `note_activity` for each action of the user. Frames and masks that change
    by themselves, as during a propagation, do not count.
    """

    def __init__(
        self,
        workspace: Workspace,
        parent: QObject,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._now = now
        self._ticked_at = self._active_at = now()
        self._pointer = QPoint()
        self.counted_s = 0.0
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        workspace.opened.connect(self._on_opened)
        workspace.leaving.connect(self._on_leaving)

    def note_activity(self) -> None:
        """Note that the user is active."""
        self._active_at = self._now()

    def tick(self) -> None:
        """Count the time since the last tick if the user is active; called each second."""
        now = self._now()
        passed, self._ticked_at = now - self._ticked_at, now
        self._look_around()
        if self._active_at + IDLE_S >= now and passed <= _LONGEST_TICK_S:
            self.counted_s += passed
        if self.counted_s >= SAVE_S:
            self.save()

    def save(self) -> None:
        """Store the counted time; if that fails, it is stored with the next save."""
        workspace = self._workspace
        if not self.counted_s or workspace.project_path is None or workspace.save_state.error:
            return
        counted, self.counted_s = self.counted_s, 0.0
        try:
            workspace.add_work(counted)
        except ProjectError as error:  # edits report the same problem
            self.counted_s += counted
            _log.info("time not stored: %s", error)

    def _look_around(self) -> None:
        pointer, view = QCursor.pos(), self._workspace.view
        is_ours = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        is_watching = view.is_playing and not view.is_looping  # a loop runs without anybody
        if is_ours and (pointer != self._pointer or is_watching):
            self.note_activity()
        self._pointer = pointer

    def _on_opened(self) -> None:
        self.counted_s = 0.0
        self._ticked_at = self._active_at = self._now()
        if self._workspace.is_open:
            self._timer.start()
        else:
            self._timer.stop()

    def _on_leaving(self) -> None:
        self.tick()
        self.save()
