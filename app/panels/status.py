"""The status bar: the current run, the last action, the engine and the memory in use."""

from typing import Final

import psutil
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QWidget

from app.engine_runs import EngineProgress, EngineRunEnd
from app.language import tr
from app.panels.buttons import Actions, action_button, label, set_role, tabular
from app.panels.clock import duration_text
from app.theme import SPACE
from app.wording import Decimal, listed
from app.workspace import SaveState, ViewOptions, Workspace
from gvseg.video.value_range import ValueRange

_PROCESS: Final = psutil.Process()
_DONE_MS: Final = 6000
_DONE_MAX_PX: Final = 480
_MEMORY_MS: Final = 2000


class StatusItems(QWidget):
    """The contents of the status bar; `fill` adds them to it.

    Slots for the engine's signals: `show_device`, `show_loading`, `show_running`,
    `show_stopping`, `show_progress`, `show_end`, `show_opening`.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statusItems")
        self._is_running = self._is_stopping = False
        self._words = ""  # the current step of the run
        self._workspace = workspace
        self._automatic: ValueRange | None = None
        self._done = label("", "dim", "statusDone", self)
        self._run = label("", "", "statusRun", self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("statusProgress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(160, 10)
        self._stop = action_button(actions, "propagate.stop", self, with_text=True)
        self._follow = action_button(actions, "propagate.follow", self)
        self._device = label(tr("Engine not loaded yet"), "dim", "statusDevice", self)
        self._device.setToolTip(tr("The engine is loaded when it is first needed"))
        self._saved = label("", "dim", "statusSaved", self)
        self._values = label("", "dim", "statusValues", self)
        self._memory = label("", "dim", "statusMemory", self)
        self._memory.setToolTip(tr("Memory used by GvSeg"))
        for part in (self._run, self._memory, self._saved):
            tabular(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        layout.setSpacing(3 * SPACE)
        layout.addWidget(self._bar)
        layout.addWidget(self._run)
        layout.addWidget(self._stop)
        layout.addWidget(self._follow)
        layout.addWidget(self._done)
        layout.addStretch(1)
        for part in (self._saved, self._values, self._device, self._memory):
            layout.addWidget(part)
        self._fade = QTimer(self, singleShot=True, interval=_DONE_MS)
        self._fade.timeout.connect(self._done.clear)
        self._watch = QTimer(self, interval=_MEMORY_MS)
        self._watch.timeout.connect(self._show_memory)
        self._watch.start()
        workspace.undone.connect(self.say)
        workspace.save_changed.connect(self._show_saved)
        workspace.view.options_changed.connect(self._show_values)
        self._show_values(workspace.view.options)
        self._show_run(is_shown=False)
        self._show_memory()

    def fill(self, bar: QStatusBar) -> None:
        """Add this widget to a status bar, over its whole width."""
        bar.setSizeGripEnabled(False)
        bar.addWidget(self, 1)

    def say(self, text: str) -> None:
        """Show the last action for a few seconds."""
        # A long text must not make the window wider than the screen.
        metrics = self._done.fontMetrics()
        self._done.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, _DONE_MAX_PX))
        self._done.setToolTip(text)
        self._fade.start()

    def set_automatic_range(self, automatic: ValueRange | None) -> None:
        """Set the automatic value range of the open video, which is None for 8-bit images."""
        self._automatic = automatic
        self._show_values(self._workspace.view.options)

    def _show_values(self, options: ViewOptions) -> None:
        shown = None if self._automatic is None else options.value_range or self._automatic
        self._values.setVisible(shown is not None)
        if shown is not None:
            self._values.setText(tr("Values {shown}").format(shown=shown))
            self._values.setToolTip(
                tr(
                    "The images have more than 8 bits: values {shown} are shown as black to "
                    "white. You can change this under View in the tool bar."
                ).format(shown=shown)
            )

    def show_device(self, line: str) -> None:
        """Show the engine's device, which is "" if the engine is not loaded."""
        self._device.setText(line or tr("Engine not loaded yet"))

    def show_loading(self, is_loading: bool) -> None:
        """Show whether the network is being loaded."""
        if is_loading:
            self._bar.setRange(0, 0)
            self._run.setText(tr("Loading the network..."))
            self._show_run(is_shown=True)
            self._hide_run_buttons()
        else:
            is_stopping = self._is_stopping
            self.show_running(self._is_running)
            if is_stopping:
                self.show_stopping()

    def show_running(self, is_running: bool) -> None:
        """Show whether a run is active."""
        self._is_running, self._is_stopping = is_running, False
        self._words = ""
        self._show_run(is_shown=is_running)
        if is_running:
            self._done.clear()
            self._run.setText(tr("Starting..."))
            self._set_progress(None)

    def show_stopping(self) -> None:
        """Show that the run ends after the current frame or step, which can take seconds."""
        self._is_stopping = True
        words = tr("{words}; stops after this step").format(words=self._words)
        self._run.setText(words if self._words else tr("Stopping..."))
        self._hide_run_buttons()

    def show_opening(self, text: str, fraction: float | None = None) -> None:
        """Show that a video is being opened; "" removes the message."""
        self._show_run(is_shown=bool(text))
        self._hide_run_buttons()
        self._run.setText(text)
        self._set_progress(fraction)

    def show_progress(self, progress: EngineProgress) -> None:
        self._set_progress(progress.frames_done / max(1, progress.frames_wanted))
        if not self._is_stopping:
            self._words = progress.words
            self._show_run(is_shown=True)
            self._run.setText(progress_text(progress))

    def show_end(self, end: EngineRunEnd) -> None:
        self._show_run(is_shown=False)
        self.say(end_text(end))

    def _set_progress(self, fraction: float | None) -> None:
        self._bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._bar.setValue(round(1000 * fraction))

    def _show_run(self, *, is_shown: bool) -> None:
        for part in (self._bar, self._run, self._stop, self._follow):
            part.setVisible(is_shown)

    def _hide_run_buttons(self) -> None:
        for part in (self._stop, self._follow):
            part.setVisible(False)

    def _show_saved(self, state: SaveState) -> None:
        set_role(self._saved, "error" if state.error else "dim")
        name = state.path.name if state.path else ""
        if state.error:
            name = tr("Not saved")
        elif self._workspace.is_read_only:
            name = tr("{name} (read-only)").format(name=name)
        self._saved.setText(name)
        self._saved.setToolTip(
            state.error or (tr("Saved in {path}").format(path=state.path) if state.path else "")
        )

    def _show_memory(self) -> None:
        self._memory.setText(size_text(memory_bytes()))


def progress_text(progress: EngineProgress) -> str:
    """Return text such as "412 of 1320, 6.1 frames/s, 2 min 29 s left"."""
    parts = [
        progress.words
        or tr("{done} of {total}").format(done=progress.frames_done, total=progress.frames_wanted)
    ]
    if progress.frames_per_s > 0:
        parts.append(tr("{rate:.1f} frames/s").format(rate=Decimal(progress.frames_per_s)))
    if progress.seconds_left is not None:
        parts.append(tr("{duration} left").format(duration=duration_text(progress.seconds_left)))
    return listed(parts)


def end_text(end: EngineRunEnd) -> str:
    """Return the result of a run, for the status bar."""
    frames = tr("%n frame(s)", "", end.frames_done)
    wanted = tr("%n frame(s)", "", end.frames_wanted)
    if end.error:
        return tr("Stopped by an error after {frames}").format(frames=frames)
    if end.result is not None:
        return end.result.summary
    if end.is_stopped:
        return tr("Stopped; {done} of {wanted} kept").format(done=end.frames_done, wanted=wanted)
    return tr("{frames} done in {duration}").format(
        frames=frames, duration=duration_text(end.seconds)
    )


def size_text(size_bytes: int) -> str:
    """Return a size such as "840 MB" or "2.3 GB"."""
    if size_bytes < 1_000_000_000:
        return f"{size_bytes / 1e6:.0f} MB"
    return f"{Decimal(size_bytes / 1e9):.1f} GB"


def memory_bytes() -> int:
    """Return the memory used by this process, in bytes."""
    return int(_PROCESS.memory_info().rss)
