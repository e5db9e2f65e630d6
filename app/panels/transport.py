"""The transport bar: stepping, playback, position, range, and the next frame to correct."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QToolButton, QWidget

from app.language import tr
from app.panels.buttons import Actions, action_button, label, separator, tabular
from app.panels.clock import clock_text
from app.panels.elided import ElidedLabel
from app.panels.speed import SpeedButton
from app.theme import SPACE, Theme
from app.wording import percent
from app.workspace import Workspace

_WIDE_PX = 1030
_STEPS = ("go.first", "go.previous", "go.play", "go.next", "go.last")


class TransportBar(QWidget):
    """The bar below the canvas.

    The play button is the action go.play; the bar keeps its check mark up to date.
    Slots: `set_zoom`, `set_suggestion`, `set_time_source`.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transportBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._workspace, self._actions = workspace, actions
        self._time_of: Callable[[int], float] | None = None
        self._frame = QSpinBox(self)
        self._frame.setObjectName("frameBox")
        self._frame.setAccessibleName(tr("Frame"))
        self._frame.setToolTip(
            tr("Current frame, counted from 0; type a number to go to that frame")
        )
        self._frame.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._frame.setKeyboardTracking(False)
        self._frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._of = label("", "dim", "frameLast", self)
        self._time = label("", "dim", "frameTime", self)
        self._time.setMinimumWidth(84)
        self._zoom = label("", "dim", "zoom", self)
        self._range = ElidedLabel("rangeText", self, role="dim")
        self._speed = SpeedButton(workspace, self)
        self._clear = action_button(actions, "go.clear_range", self)
        self._suggestion = ElidedLabel("worthReason", self, role="dim")
        for part in (self._frame, self._of, self._time, self._zoom, self._range, self._suggestion):
            tabular(part)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Do nothing, because the style sheet sets all colours of this bar."""

    def set_zoom(self, factor: float) -> None:
        """Show the zoom of the canvas; at 1, a source pixel covers one screen pixel."""
        self._zoom.setText(percent(factor * 100))
        self._zoom.setToolTip(tr("Zoom; at 100 %, one video pixel is one screen pixel"))

    def set_rate(self, rate: float) -> None:
        """Show the playback speed; negative for backwards."""
        self._speed.set_rate(rate)

    def set_suggestion(self, reason: str) -> None:
        """Show why this frame is worth correcting, such as "confidence 0.41"; "" hides it."""
        self._suggestion.set_whole(reason)
        self._suggestion.setVisible(bool(reason))

    def set_time_source(self, time_of: Callable[[int], float] | None) -> None:
        """Set the function that returns the time of a frame. If None, use the mean frame rate."""
        self._time_of = time_of
        self._show_frame()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        for action_id in _STEPS:
            layout.addWidget(action_button(self._actions, action_id, self))
        layout.addWidget(action_button(self._actions, "go.loop", self))
        layout.addWidget(self._speed)
        layout.addSpacing(2 * SPACE)
        for part in (self._frame, self._of):
            layout.addWidget(part)
        layout.addSpacing(2 * SPACE)
        layout.addWidget(self._time)
        layout.addWidget(separator(self))
        layout.addWidget(action_button(self._actions, "go.mark_in", self))
        layout.addWidget(action_button(self._actions, "go.mark_out", self))
        layout.addWidget(self._range)
        layout.addWidget(self._clear)
        layout.addStretch(1)
        layout.addWidget(self._suggestion)
        self._suggestion_button = self._make_suggestion_button()
        layout.addWidget(self._suggestion_button)
        layout.addWidget(separator(self))
        layout.addSpacing(SPACE)
        layout.addWidget(self._zoom)

    def _make_suggestion_button(self) -> QToolButton:
        self._actions["review.next_worth"].setIconText(tr("Next to Correct"))
        return action_button(self._actions, "review.next_worth", self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the text of the Next to Correct button only if there is room."""
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        is_wide = self.width() >= _WIDE_PX
        style = styles.ToolButtonTextBesideIcon if is_wide else styles.ToolButtonIconOnly
        if self._suggestion_button.toolButtonStyle() is not style:
            self._suggestion_button.setToolButtonStyle(style)

    def _connect(self) -> None:
        workspace = self._workspace
        self._frame.valueChanged.connect(workspace.view.set_frame)
        self._frame.lineEdit().returnPressed.connect(self._frame.clearFocus)
        workspace.opened.connect(self._refresh)
        workspace.view.frame_changed.connect(self._show_frame)
        workspace.view.range_changed.connect(self._show_range)
        workspace.view.playing_changed.connect(self._show_playing)

    def _refresh(self) -> None:
        is_open = self._workspace.is_open
        self._frame.setEnabled(is_open)
        last = self._workspace.view.last_frame
        self._frame.blockSignals(True)
        self._frame.setRange(0, last)
        self._frame.blockSignals(False)
        digits = max(4, len(str(last)))
        self._frame.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * digits + 20)
        self._of.setText(f"/ {last}" if is_open else "")
        self._of.setToolTip(tr("Last frame"))
        if not is_open:
            self._zoom.clear()
        self.set_suggestion("")
        self._show_frame()
        self._show_range()
        self._show_playing(self._workspace.view.is_playing)

    def _show_frame(self) -> None:
        self._frame.blockSignals(True)
        self._frame.setValue(self._workspace.view.frame_index)
        self._frame.blockSignals(False)
        self._time.setText(
            clock_text(self._workspace, self._workspace.view.frame_index, self._time_of)
        )

    def _show_range(self) -> None:
        marked = self._workspace.view.frame_range
        self._range.setVisible(marked is not None)
        self._clear.setVisible(marked is not None)
        if marked is not None:
            count = marked[1] - marked[0] + 1
            ends = tr("{first} to {last}").format(first=marked[0], last=marked[1])
            self._range.set_whole(
                tr("{ends}, %n frame(s)", "", count).format(ends=ends), short=ends
            )

    def _show_playing(self, is_playing: bool) -> None:
        self._actions["go.play"].setChecked(is_playing)
