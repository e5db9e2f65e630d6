"""On a small screen nothing makes the window wider than it, and lists have room."""

from pathlib import Path
from typing import Any

import pytest
from desk_acts import open_on
from PySide6.QtWidgets import QDockWidget, QLabel
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.panels.empty import EmptyHint
from app.workspace import Level

SMALL_SCREEN_PX = 1366
LEAST_ROWS = 4
ROW_PX = 26


def test_long_names_and_a_range_leave_the_window_on_the_screen(desk: Desk) -> None:
    name = "the second rabbit from the left, behind the tall grass"
    desk.workspace.set_range(3, 19)
    desk.panels.transport.set_worth(f"{name}: the two directions disagree")
    desk.workspace.post(Level.INFO, f"{name} is locked; unlock it to change its masks.")
    window = desk.window
    assert window.minimumSizeHint().width() < SMALL_SCREEN_PX
    shown = desk.panels.transport.findChild(QLabel, "worthReason")
    assert shown is not None
    assert shown.text().startswith("the second")
    assert shown.text().endswith("disagree")
    assert shown.toolTip() == f"{name}: the two directions disagree"


@pytest.mark.parametrize("size", [(1280, 688), (1366, 736)])
@pytest.mark.parametrize("dock_name", ["objectsDock", "reviewDock", "proposalsDock"])
def test_lists_show_several_rows_in_a_low_window(
    make_desk: Any, clip: Path, qtbot: QtBot, size: tuple[int, int], dock_name: str
) -> None:
    desk = make_desk(size)
    open_on(desk, clip, qtbot)
    dock = desk.window.findChild(QDockWidget, dock_name)
    dock.raise_()
    # While the list is empty, the hint has its place.
    hint = dock.findChild(EmptyHint)
    qtbot.waitUntil(hint.isVisible)
    assert hint.height() >= LEAST_ROWS * ROW_PX


def test_reset_layout_fits_the_window(make_desk: Any, qtbot: QtBot) -> None:
    desk = make_desk((1366, 736))
    docks = [
        desk.window.findChild(QDockWidget, name) for name in ("exemplarsDock", "inspectorDock")
    ]
    assert docks[1] in desk.window.tabifiedDockWidgets(docks[0])
    desk.window.resize(1400, 1000)
    qtbot.waitUntil(lambda: desk.window.height() == 1000)
    desk.window.actions_by_id["view.reset_layout"].trigger()
    assert not desk.window.tabifiedDockWidgets(docks[0])
