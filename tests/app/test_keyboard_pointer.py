"""All tools work without a mouse."""

from typing import Any

import pytest
from desk_acts import key
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.workspace import ToolOptions

ALT, ALT_SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
)


def mask(desk: Desk) -> Any:
    return desk.workspace.document.mask(1, 0).mask  # type: ignore[union-attr]


def test_a_dab_is_painted_in_the_middle_of_the_view_and_a_pixel_beside_it(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.workspace.set_tool_options(ToolOptions(diameter_px=1))
    key(desk.canvas, Qt.Key.Key_Left, ALT_SHIFT)
    key(desk.canvas, Qt.Key.Key_Return, ALT)
    first = mask(desk)
    assert first.area == 1
    x, y, _, _ = first.box
    assert abs(x - 64) <= 3
    assert abs(y - 48) <= 3
    key(desk.canvas, Qt.Key.Key_Right, ALT_SHIFT)
    key(desk.canvas, Qt.Key.Key_Return, ALT)
    assert mask(desk).box == (x, y, 2, 1)


def test_held_down_the_brush_paints_where_the_pointer_goes(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.set_tool_options(ToolOptions(diameter_px=8))
    key(desk.canvas, Qt.Key.Key_Return, ALT_SHIFT)
    for _ in range(10):
        key(desk.canvas, Qt.Key.Key_Right, ALT)
    assert not desk.workspace.document.tracks
    key(desk.canvas, Qt.Key.Key_Return, ALT_SHIFT)
    _, _, width, height = mask(desk).box
    assert 26 <= width <= 29
    assert 7 <= height <= 9
    assert desk.workspace.undo_label == "Paint"


def test_a_polygon_is_drawn_by_keys_alone(desk: Desk, qtbot: QtBot) -> None:
    key(desk.window, Qt.Key.Key_P)
    for way in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        key(desk.canvas, Qt.Key.Key_Return, ALT)
        for _ in range(12):
            key(desk.canvas, way, ALT)
    key(desk.canvas, Qt.Key.Key_Return, ALT)
    key(desk.canvas, Qt.Key.Key_Return)
    assert mask(desk).area > 100


@pytest.mark.parametrize("way", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_the_view_follows_the_pointer_and_the_pointer_stays_in_the_frame(
    desk: Desk, qtbot: QtBot, way: Qt.Key
) -> None:
    desk.canvas.zoom_to(32.0)
    desk.workspace.set_tool_options(ToolOptions(diameter_px=40))
    for _ in range(20):
        key(desk.canvas, way, ALT)
    key(desk.canvas, Qt.Key.Key_Return, ALT)
    x, y, _, _ = mask(desk).box
    assert (x if way == Qt.Key.Key_Left else y) == 0
    left, top = desk.canvas.to_widget(*((0, 48) if way == Qt.Key.Key_Left else (64, 0)))
    assert (left if way == Qt.Key.Key_Left else top) >= 0
