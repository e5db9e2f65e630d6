"""What clicks do to the masks of other objects."""

from typing import Any

import numpy as np
from click_acts import wait_for_answers
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, click, drag, key

from app.application import Application
from app.workspace import Tool
from gvseg.annotation.edits import SetMask, UnpinExemplar
from gvseg.annotation.records import FrameMask, Origin
from gvseg.masks import Mask


def colour_at(application: Application, x: int, y: int) -> QColor:
    canvas = application.canvas
    image = canvas.grab().toImage()
    at_x, at_y = canvas.to_widget(x, y)
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(at_x * ratio), round(at_y * ratio))


def test_clicks_do_not_change_other_objects(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    application.workspace.view.set_tool(Tool.BRUSH)
    drag(application.canvas, (70, 40), (70, 60))
    first = application.workspace.document.mask(1, 0)
    assert first is not None
    application.edits.add_object()
    key(application.window, Qt.Key.Key_Q)
    drag(application.canvas, (20, 20), (75, 70))
    wait_for_answers(application, qtbot, session, 1)
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.workspace.document.mask(2, 0) is not None)
    second = application.workspace.document.mask(2, 0)
    assert second is not None
    assert (second.mask & first.mask).is_empty
    assert second.mask.to_array()[40, 30]


def test_clicks_can_select_a_part_of_another_object(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    application.workspace.view.set_tool(Tool.BRUSH)
    drag(application.canvas, (40, 40), (90, 40))
    application.edits.add_object()
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 60, 40)
    wait_for_answers(application, qtbot, session, 1)
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.workspace.document.mask(2, 0) is not None)
    part = application.workspace.document.mask(2, 0)
    assert part is not None
    assert part.mask.to_array()[40, 60]


def test_clicks_remove_what_propagation_gave_to_the_wrong_object(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    workspace = application.workspace
    workspace.view.set_tool(Tool.BRUSH)
    drag(application.canvas, (20, 20), (30, 20))
    mistaken = workspace.document.mask(1, 0)
    assert mistaken is not None
    twin = Mask.from_array(np.roll(mistaken.mask.to_array(), 60, axis=1))
    workspace.apply(UnpinExemplar(1, 0))
    workspace.apply(SetMask(1, 0, FrameMask(twin, Origin.PROPAGATED, 0.6), pin=False))
    application.edits.add_object()
    key(application.window, Qt.Key.Key_Q)
    drag(application.canvas, (50, 5), (110, 40))
    wait_for_answers(application, qtbot, session, 1)
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.document.mask(2, 0) is not None)
    left = workspace.document.mask(1, 0)
    assert left is not None
    assert left.mask.is_empty
    key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert workspace.document.mask(2, 0) is None
    restored = workspace.document.mask(1, 0)
    assert restored is not None
    assert restored.mask == twin, "one undo restores both objects"


def test_a_draft_is_drawn_above_other_objects(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    alone, shared = (72, 40), (58, 40)
    assert colour_at(application, *alone) == colour_at(application, *shared), "on this clip"
    application.workspace.view.set_tool(Tool.BRUSH)
    drag(application.canvas, (30, 40), (80, 40))
    application.edits.add_object()
    drag(application.canvas, (50, 40), (60, 40))
    application.workspace.view.select(1)
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 50, 40)
    wait_for_answers(application, qtbot, session, 1)
    assert colour_at(application, *alone) == colour_at(application, *shared)
    key(application.canvas, Qt.Key.Key_Escape)
    assert colour_at(application, *alone) != colour_at(application, *shared)
