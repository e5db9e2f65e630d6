"""Frame stepping and playback at any speed, backwards and in a loop."""

import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.panels.speed import SPEEDS
from app.workspace import Workspace

SPEED_MAX: Final = 16.0
_TICK_MS = 8


class PlaybackCommands(QObject):
    """Plays in real time, skipping frames that are late to keep the speed.

    Signals:
        rate_changed(float): the current speed, 1 for real time; negative for backwards.
    """

    rate_changed = Signal(float)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._times_s: NDArray[np.float64] = np.zeros(1)
        self._started_at = 0.0
        self._started_s = 0.0
        self._rate = 1.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        workspace.view.playing_changed.connect(self._on_playing)
        workspace.view.playback_changed.connect(lambda: self._set_rate(workspace.view.speed))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
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
            "go.loop": lambda: view.set_looping(not view.is_looping),
            "go.shuttle_back": lambda: self._shuttle(-1),
            "go.shuttle_stop": lambda: view.set_playing(False),
            "go.shuttle_forward": lambda: self._shuttle(1),
            "go.slower": lambda: self._change_speed(-1),
            "go.faster": lambda: self._change_speed(1),
            "go.mark_in": self._mark_in,
            "go.mark_out": self._mark_out,
            "go.clear_range": lambda: view.set_range(None),
        }

    def set_times(self, times_s: NDArray[np.float64]) -> None:
        """Set the time of each frame, in seconds."""
        self._times_s = times_s

    def time_of(self, frame_index: int) -> float:
        """Return the time of a frame, in seconds after frame 0."""
        return float(self._times_s[min(frame_index, len(self._times_s) - 1)])

    def toggle(self) -> None:
        view = self._workspace.view
        if not view.is_playing:
            self._set_rate(view.speed)
            if view.frame_index >= self._last():
                view.set_frame(self._first())
        view.set_playing(not view.is_playing)

    def _shuttle(self, direction: int) -> None:
        """Play in a direction, or double the speed if it is already playing in that direction."""
        view = self._workspace.view
        is_on = view.is_playing and self._rate * direction > 0
        rate = min(2 * abs(self._rate), SPEED_MAX) if is_on else 1.0
        self._set_rate(direction * rate)
        if view.frame_index == self._end() and view.is_looping:
            view.set_frame(self._start())
        if view.frame_index != self._end():
            view.set_playing(True)
        else:
            view.set_playing(False)
            self._set_rate(view.speed)

    def _change_speed(self, step: int) -> None:
        view = self._workspace.view
        faster = [speed for speed in SPEEDS if (speed - view.speed) * step > 0]
        if faster:
            view.set_speed(faster[0] if step > 0 else faster[-1])

    def _set_rate(self, rate: float) -> None:
        if rate != self._rate:
            self._rate = rate
            self._start_clock()
            self.rate_changed.emit(rate)

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

    def _first(self) -> int:
        marks = self._workspace.view.frame_range
        return marks[0] if marks else 0

    def _start(self) -> int:
        """Return the frame where playback starts in its direction."""
        return self._first() if self._rate > 0 else self._last()

    def _end(self) -> int:
        return self._last() if self._rate > 0 else self._first()

    def _last(self) -> int:
        marks = self._workspace.view.frame_range
        return marks[1] if marks else self._workspace.view.last_frame

    def _start_clock(self) -> None:
        self._started_at = time.monotonic()
        self._started_s = self.time_of(self._workspace.view.frame_index)

    def _on_playing(self, is_playing: bool) -> None:
        if is_playing:
            self._start_clock()
            self._timer.start()
        else:
            self._timer.stop()
            self._set_rate(self._workspace.view.speed)

    def _tick(self) -> None:
        view = self._workspace.view
        now_s = self._started_s + self._rate * (time.monotonic() - self._started_at)
        due = int(np.searchsorted(self._times_s, now_s, side="right")) - 1
        first, last = self._first(), self._last()
        is_over = due >= last if self._rate > 0 else due < first
        if is_over and view.is_looping and last > first:
            view.set_frame(self._start())
            self._start_clock()
            return
        view.set_frame(min(max(first if self._rate < 0 else 0, due), last))
        if is_over:
            view.set_playing(False)
