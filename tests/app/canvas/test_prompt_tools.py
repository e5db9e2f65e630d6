"""Clicks, boxes, scribbles and previews, with real widgets and a fake session."""

import itertools
from typing import Any

import pytest
from click_acts import clicks_tool, hold_answers, keep_mask, wait_for_answers
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, RIGHT, SHIFT, click, drag, hover, key

from app.application import Application
from app.workspace import Tool
from gvseg.prompts import Box, Click


@pytest.mark.parametrize("letter", [Qt.Key.Key_C, Qt.Key.Key_Q])
def test_a_box_is_sent_to_the_engine_when_the_mouse_is_released(
    application: Application, qtbot: QtBot, session: Any, letter: Any
) -> None:
    key(application.window, letter)
    drag(application.canvas, (30, 20), (60, 40), (80, 60), release=False)
    assert not session.asked
    drag(application.canvas, (80, 60))  # the button is released
    wait_for_answers(application, qtbot, session, 1)
    assert session.asked[0] == ((), None)
    assert session.boxes == [Box(30, 20, 81, 61)]
    record = keep_mask(application, qtbot)
    assert record.mask.area == 51 * 41
    assert record.prompts is not None
    assert record.prompts.box == Box(30, 20, 81, 61)


def test_a_click_after_a_box_refines_its_mask(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_Q)
    drag(application.canvas, (30, 20), (80, 60))
    wait_for_answers(application, qtbot, session, 1)
    of_box = application.click_draft.shown_mask()
    click(application.canvas, 40, 30, button=RIGHT)
    wait_for_answers(application, qtbot, session, 2)
    assert session.asked[1] == ((Click(40, 30, is_positive=False),), of_box)
    assert session.boxes[1] is None
    assert not keep_mask(application, qtbot).mask.to_array()[30, 40]


def test_a_box_dragged_in_any_direction_is_clipped_to_the_frame(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_Q)
    drag(application.canvas, (100, 80), (60, 40), (-3, -2))
    wait_for_answers(application, qtbot, session, 1)
    assert session.boxes == [Box(0, 0, 101, 81)]


def test_a_click_with_a_small_movement_is_still_a_click(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    drag(application.canvas, (64, 48), (64.2, 48.1))
    wait_for_answers(application, qtbot, session, 1)
    assert session.asked[0][0] == (Click(64, 48),)


@pytest.mark.parametrize(
    ("letter", "button", "keys", "is_positive"),
    [
        (Qt.Key.Key_S, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_S, RIGHT, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_S, Qt.MouseButton.LeftButton, SHIFT, False),
        (Qt.Key.Key_C, Qt.MouseButton.LeftButton, CONTROL, True),
        (Qt.Key.Key_C, RIGHT, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_a_scribble_becomes_clicks_along_the_stroke(
    application: Application, qtbot: QtBot, session: Any, letter: Any, button: Any, keys: Any,
    is_positive: bool,
) -> None:  # fmt: skip
    application.workspace.view.set_tool(Tool.BRUSH)
    drag(application.canvas, (20, 40), (110, 40))  # a mask that negative clicks can refine
    key(application.window, letter)
    way = [(20 + step, 44) for step in range(0, 81, 4)]
    drag(application.canvas, *way, button=button, keys=keys)
    wait_for_answers(application, qtbot, session, 1)
    clicks, _ = session.asked[0]
    assert 3 <= len(clicks) <= 8
    assert (clicks[0].x, clicks[-1].x) == (20, 100)
    assert {(one.y, one.is_positive) for one in clicks} == {(44, is_positive)}
    gaps = [after.x - before.x for before, after in itertools.pairwise(clicks)]
    assert max(gaps) - min(gaps) <= 8
    key(application.window, Qt.Key.Key_Z, CONTROL)
    assert clicks_tool(application).clicks == ()  # a scribble is one step
    assert application.workspace.undo_label == "Paint"


def test_hovering_previews_a_click_and_the_click_reuses_the_preview(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    hover(application.canvas, 60, 40)
    qtbot.waitUntil(lambda: application.canvas.decorations.has_preview)
    assert not application.canvas.has_draft
    assert session.asked == [((Click(60, 40),), None)]
    click(application.canvas, 60, 40)
    qtbot.waitUntil(lambda: application.click_draft.shown_mask() is not None)
    assert len(session.asked) == 1
    assert not application.canvas.decorations.has_preview
    hover(application.canvas, 60, 40.3)  # over the click, which a press would grab
    qtbot.wait(80)
    assert not application.canvas.decorations.has_preview


def test_previews_can_be_switched_off(application: Application, qtbot: QtBot, session: Any) -> None:
    application.window.actions_by_id["view.preview_clicks"].trigger()
    key(application.window, Qt.Key.Key_C)
    hover(application.canvas, 60, 40)
    qtbot.wait(100)
    assert not session.asked
    assert not application.settings.value.preview_clicks


def test_only_the_last_preview_is_answered_and_clicks_take_priority(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = hold_answers(session, monkeypatch)
    key(application.window, Qt.Key.Key_C)
    hover(application.canvas, 20, 20)
    qtbot.wait(80)  # the engine works on the first preview
    for x in (30, 40, 50):
        hover(application.canvas, x, 20)
        qtbot.wait(60)
    click(application.canvas, 90, 70)
    gate.set()
    qtbot.waitUntil(lambda: application.click_draft.shown_mask() is not None)
    qtbot.wait(50)
    asked = [clicks[-1] for clicks, _ in session.asked]
    assert asked[:2] == [Click(20, 20), Click(90, 70)]
    assert len(asked) <= 3
