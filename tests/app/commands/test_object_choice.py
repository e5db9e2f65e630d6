"""Objects can be selected by number, in turn, or by Ctrl+click with any tool."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, SHIFT, click, drag, go_to, key

from app.application import Application
from app.workspace import Tool

PLACES = {1: (20, 20), 2: (60, 50), 3: (100, 80)}


@pytest.fixture
def three_objects(application: Application, qtbot: QtBot) -> Application:
    """Three painted objects on frame 0; the list shows them 3, 2, 1."""
    application.workspace.view.set_tool(Tool.BRUSH)
    for track_id, (x, y) in PLACES.items():
        key(application.canvas, Qt.Key.Key_A)
        drag(application.canvas, (x - 6, y), (x + 6, y))
        assert application.workspace.view.selected == (track_id,)
    return application


def test_a_digit_selects_an_object_in_the_list(three_objects: Application) -> None:
    for code, track_id in ((Qt.Key.Key_1, 3), (Qt.Key.Key_3, 1), (Qt.Key.Key_2, 2)):
        key(three_objects.canvas, code)
        assert three_objects.workspace.view.selected == (track_id,)
    key(three_objects.canvas, Qt.Key.Key_7)
    assert three_objects.workspace.view.selected == (2,)
    told = three_objects.messages[-1].text  # type: ignore[attr-defined]
    assert told == "There is no object 7 in the list."


def test_tab_cycles_through_the_objects(three_objects: Application) -> None:
    chosen = []
    for _ in range(4):
        key(three_objects.canvas, Qt.Key.Key_Tab)
        chosen.append(three_objects.workspace.view.track_id)
    assert chosen == [2, 1, 3, 2]
    key(three_objects.canvas, Qt.Key.Key_Backtab, SHIFT)
    assert three_objects.workspace.view.track_id == 3


def test_in_a_panel_tab_moves_to_the_next_control(three_objects: Application, qtbot: QtBot) -> None:
    before = three_objects.workspace.view.selected
    key(three_objects.canvas, Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert focus is not three_objects.canvas
    key(focus, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not focus
    assert three_objects.workspace.view.selected == before
    key(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget() is three_objects.canvas


@pytest.mark.parametrize("tool", [Tool.BRUSH, Tool.ERASER, Tool.POLYGON, Tool.BOX, Tool.CLICKS])
def test_ctrl_click_selects_an_object_with_any_tool(
    three_objects: Application, session: Any, tool: Tool
) -> None:
    document, view = three_objects.workspace.document, three_objects.workspace.view
    view.set_tool(tool)
    before = document.revision
    click(three_objects.canvas, *PLACES[1], keys=CONTROL)
    assert view.selected == (1,)
    click(three_objects.canvas, *PLACES[2], keys=CONTROL | SHIFT)
    assert view.selected == (1, 2)
    assert document.revision == before, "nothing is drawn"
    assert session.asked == []
    assert view.tool is tool


def test_ctrl_drag_goes_to_the_tool(three_objects: Application, session: Any) -> None:
    view = three_objects.workspace.view
    view.set_tool(Tool.BRUSH)
    selected = view.selected
    before = three_objects.workspace.document.mask(3, 0)
    drag(three_objects.canvas, PLACES[1], (PLACES[1][0] + 30, 30), keys=CONTROL)
    assert view.selected == selected
    assert three_objects.workspace.document.mask(3, 0) != before


def test_selecting_another_object_keeps_the_draft_in_its_own(three_objects: Application) -> None:
    document, view = three_objects.workspace.document, three_objects.workspace.view
    view.select(3)
    view.set_tool(Tool.BOX)
    drag(three_objects.canvas, (70, 5), (90, 15))
    assert three_objects.canvas.has_draft
    other = document.mask(1, 0)
    click(three_objects.canvas, *PLACES[1], keys=CONTROL)
    assert view.selected == (1,)
    assert document.mask(1, 0) == other
    assert document.mask(3, 0).mask.to_array()[10, 80]


def test_the_setting_for_object_names_is_saved(three_objects: Application, qtbot: QtBot) -> None:
    def texts() -> list[str]:
        return sorted(tag.text for tag in three_objects.canvas.decorations.tags._tags)

    assert texts() == []
    key(three_objects.canvas, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert texts() == ["1  Object 3", "2  Object 2", "3  Object 1"]
    assert three_objects.settings.value.show_names
    go_to(three_objects, 3, qtbot)
    assert texts() == [], "no mask, no name"
    key(three_objects.canvas, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    go_to(three_objects, 0, qtbot)
    assert texts() == []
