"""The title of the window."""

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.language import tr
from app.workspace import SaveState, Workspace

_UPDATE_MS: Final = 1000


class WindowTitle(QObject):
    """Keeps the title of the window up to date until `stop`."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._timer = QTimer(self, interval=_UPDATE_MS)
        self._timer.timeout.connect(self._show)
        workspace.opened.connect(self._show)
        workspace.save_changed.connect(self._show)
        self._timer.start()
        self._show()

    def stop(self) -> None:
        self._timer.stop()

    def _show(self) -> None:
        self._window.setWindowTitle(window_title(self._workspace))


def window_title(workspace: Workspace) -> str:
    """Return the window title: the video's name and whether all edits are saved."""
    if not workspace.is_open:
        return "GvSeg"
    words = tr("read-only") if workspace.is_read_only else save_state_text(workspace.save_state)
    return f"{workspace.source.path.name} - {words} - GvSeg"


def save_state_text(state: SaveState, now: float | None = None) -> str:
    """Return the save state in a few words."""
    if state.error:
        return tr("NOT SAVED")
    if state.saved_at is None:
        return tr("saved") if state.path else tr("nothing to save yet")
    seconds = max(0, round((time.time() if now is None else now) - state.saved_at))
    if seconds < 60:
        return tr("autosaved {seconds} s ago").format(seconds=seconds)
    if seconds < 3600:
        return tr("autosaved {seconds} min ago").format(seconds=seconds // 60)
    return tr("autosaved {seconds} h ago").format(seconds=seconds // 3600)
