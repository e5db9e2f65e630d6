"""A workspace with sample data for tests of panels and dialogs, without files or engine."""

from typing import Any

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sample_document import HEIGHT, WIDTH, add_object, draw, propagate, source, square

from app.actions import ACTIONS
from app.panels.buttons import tip_of, with_keys
from app.theme import DARK, Theme, icon
from app.workspace import Workspace
from gvseg.annotation.edits import SetMask, Verify
from gvseg.annotation.records import FrameMask
from gvseg.masks import Mask

__all__ = [
    "actions",
    "add_object",
    "button",
    "draw",
    "make_workspace",
    "propagate",
    "shown",
    "source",
    "square",
    "story",
    "text",
]


def make_workspace(frame_count: int = 120, names: tuple[str, ...] = ()) -> Workspace:
    workspace = Workspace()
    workspace.open_video(source(frame_count))
    for name in names:
        add_object(workspace, name)
    return workspace


def story(frame_count: int = 120) -> Workspace:
    """Return two objects in all states: drawn, propagated, low confidence, verified, absent,
    missing.
    """
    workspace = make_workspace(frame_count, ("rabbit", "stone"))
    draw(workspace, 1, 0)
    draw(workspace, 1, 60)
    draw(workspace, 2, 10)
    wave = {k: 0.75 + 0.2 * float(np.cos(k / 9)) for k in range(1, 90) if k != 60}
    propagate(workspace, 1, wave)
    propagate(workspace, 2, {k: 0.93 - 0.008 * (k - 10) for k in range(11, 70)})
    workspace.apply(SetMask(2, 70, FrameMask(Mask.empty(HEIGHT, WIDTH))))
    workspace.apply(Verify((1,), 0, 30))
    workspace.view.select(1)
    workspace.view.set_frame(42)
    return workspace


def text(window: QWidget, name: str) -> str:
    """Return the text of the label with that name."""
    return window.findChild(QLabel, name).text()


def button(window: QWidget, name: str) -> QPushButton:
    return window.findChild(QPushButton, name)


def shown(qtbot: QtBot, panel: QWidget, size: tuple[int, int] = (280, 400)) -> Any:
    """Show a panel at the given size and return it."""
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    return panel


def actions(theme: Theme = DARK, parent: QObject | None = None) -> dict[str, QAction]:
    """Return one QAction for each row of the table, as in the window."""
    made = {}
    for spec in ACTIONS.values():
        action = QAction(spec.title, parent)
        action.setObjectName(spec.action_id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.is_checkable)
        if spec.icon:
            action.setIcon(icon(spec.icon, theme))
        made[spec.action_id] = action
    for action_id, action in made.items():
        shown_text = with_keys(ACTIONS[action_id].tip, made)
        action.setToolTip(tip_of(action.text(), action.shortcut(), shown_text))
    return made
