"""Every tool can be used without a mouse."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import key, set_brush

from app.application import Application

ALT, ALT_SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
)


def mask(application: Application) -> Any:
    return application.workspace.document.mask(1, 0).mask  # type: ignore[union-attr]


def test_the_pointer_starts_in_the_middle_and_moves_by_one_pixel(
    application: Application, qtbot: QtBot
) -> None:
    set_brush(application, 1)
    key(application.canvas, Qt.Key.Key_Left, ALT_SHIFT)
    key(application.canvas, Qt.Key.Key_Return, ALT)
    first = mask(application)
    assert first.area == 1
    x, y, _, _ = first.box
    assert abs(x - 64) <= 3
    assert abs(y - 48) <= 3
    key(application.canvas, Qt.Key.Key_Right, ALT_SHIFT)
    key(application.canvas, Qt.Key.Key_Return, ALT)
    assert mask(application).box == (x, y, 2, 1)


def test_the_held_brush_paints_along_the_path_of_the_pointer(
    application: Application, qtbot: QtBot
) -> None:
    set_brush(application, 8)
    key(application.canvas, Qt.Key.Key_Return, ALT_SHIFT)
    for _ in range(10):
        key(application.canvas, Qt.Key.Key_Right, ALT)
    assert not application.workspace.document.tracks
    key(application.canvas, Qt.Key.Key_Return, ALT_SHIFT)
    _, _, width, height = mask(application).box
    assert 26 <= width <= 29
    assert 7 <= height <= 9
    assert application.workspace.undo_label == "Paint"


def test_a_polygon_can_be_drawn_with_keys_only(application: Application, qtbot: QtBot) -> None:
    key(application.window, Qt.Key.Key_P)
    for way in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        key(application.canvas, Qt.Key.Key_Return, ALT)
        for _ in range(12):
            key(application.canvas, way, ALT)
    key(application.canvas, Qt.Key.Key_Return, ALT)
    key(application.canvas, Qt.Key.Key_Return)
    assert mask(application).area > 100


@pytest.mark.parametrize("way", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_the_view_follows_the_pointer_within_the_frame(
    application: Application, qtbot: QtBot, way: Qt.Key
) -> None:
    application.canvas.zoom_to(32.0)
    set_brush(application, 40)
    for _ in range(20):
        key(application.canvas, way, ALT)
    key(application.canvas, Qt.Key.Key_Return, ALT)
    x, y, _, _ = mask(application).box
    assert (x if way == Qt.Key.Key_Left else y) == 0
    left, top = application.canvas.to_widget(*((0, 48) if way == Qt.Key.Key_Left else (64, 0)))
    assert (left if way == Qt.Key.Key_Left else top) >= 0
