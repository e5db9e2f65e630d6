"""Going from frame to frame, and playing at source speed."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer

from app.workspace import Workspace

_TICK_MS = 8


class PlaybackCommands(QObject):
    """Plays by the clock: a frame whose time has passed is not shown, so that speed holds."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._times_s: NDArray[np.float64] = np.zeros(1)
        self._started_at = 0.0
        self._started_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        workspace.view.playing_changed.connect(self._on_playing)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        view = self._workspace.view
        return {
            "go.next": lambda: self._step(1),
            "go.previous": lambda: self._step(-1),
            "go.forward_ten": lambda: self._step(10),
            "go.back_ten": lambda: self._step(-10),
            "go.first": lambda: view.set_frame(0),
            "go.last": lambda: view.set_frame(view.last_frame),
            "go.next_exemplar": lambda: self._to_exemplar(1),
            "go.previous_exemplar": lambda: self._to_exemplar(-1),
            "go.play": self.toggle,
            "go.mark_in": self._mark_in,
            "go.mark_out": self._mark_out,
            "go.clear_range": lambda: view.set_range(None),
        }

    def set_times(self, times_s: NDArray[np.float64]) -> None:
        """When each frame is shown, in seconds."""
        self._times_s = times_s

    def time_of(self, frame_index: int) -> float:
        """When a frame is shown, in seconds after frame 0."""
        return float(self._times_s[min(frame_index, len(self._times_s) - 1)])

    def toggle(self) -> None:
        """Play, or stop playing."""
        view = self._workspace.view
        if not view.is_playing and view.frame_index >= self._last():
            view.set_frame(view.frame_range[0] if view.frame_range else 0)
        view.set_playing(not view.is_playing)

    def _step(self, frames: int) -> None:
        self._workspace.view.set_playing(False)
        self._workspace.view.set_frame(self._workspace.view.frame_index + frames)

    def _to_exemplar(self, direction: int) -> None:
        view = self._workspace.view
        document = self._workspace.document
        frames = {f for i in document.tracks for f in document.exemplar_frames(i)}
        here = view.frame_index
        ahead = [f for f in frames if (f - here) * direction > 0]
        if ahead:
            view.set_frame(min(ahead, key=lambda frame: abs(frame - here)))

    def _mark_in(self) -> None:
        view = self._workspace.view
        last = view.frame_range[1] if view.frame_range else view.last_frame
        view.set_range(view.frame_index, max(last, view.frame_index))

    def _mark_out(self) -> None:
        view = self._workspace.view
        first = view.frame_range[0] if view.frame_range else 0
        view.set_range(min(first, view.frame_index), view.frame_index)

    def _last(self) -> int:
        marks = self._workspace.view.frame_range
        return marks[1] if marks else self._workspace.view.last_frame

    def _on_playing(self, is_playing: bool) -> None:
        if is_playing:
            self._started_at = time.monotonic()
            self._started_s = self.time_of(self._workspace.view.frame_index)
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        now_s = self._started_s + time.monotonic() - self._started_at
        due = int(np.searchsorted(self._times_s, now_s, side="right")) - 1
        last = self._last()
        self._workspace.view.set_frame(min(max(0, due), last))
        if due >= last:
            self._workspace.view.set_playing(False)
