"""The button that shows and sets the speed of playback."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.language import tr
from app.panels.buttons import tabular
from app.workspace import Workspace

SPEEDS: Final = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0, 8.0)


class SpeedButton(QToolButton):
    """Shows the speed, such as "1x" or "-2x" (backwards), and opens a list of speeds.

    Slots: `set_rate`.
    """

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("speedButton")
        self.setAccessibleName(tr("Playback speed"))
        self.setToolTip(tr("Playback speed"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("-0.25x") + 24)
        tabular(self)
        menu = QMenu(self)
        menu.setObjectName("speedMenu")
        for speed in SPEEDS:
            menu.addAction(rate_text(speed)).triggered.connect(
                partial(workspace.view.set_speed, speed)
            )
        self.setMenu(menu)
        self.set_rate(workspace.view.speed)

    def set_rate(self, rate: float) -> None:
        """Show the playback speed; negative for backwards."""
        self.setText(rate_text(rate))


def rate_text(rate: float) -> str:
    """Return a speed such as "1x", "0.25x" or "-2x"."""
    return f"{rate:g}x"
