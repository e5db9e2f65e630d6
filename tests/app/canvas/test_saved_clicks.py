"""Clicks are saved with their mask; moving, deleting and undoing them updates it."""

from typing import Any

from click_acts import clicks_tool, keep_mask, wait_for_answers
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, RIGHT, click, drag, go_to, key

from app.application import Application
from gvseg.project import open_snapshot
from gvseg.prompts import Click


def click_twice(application: Application, qtbot: QtBot, session: Any) -> None:
    """Click at (40, 40) and (80, 40) with the clicks tool, and wait for both masks."""
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 40, 40)
    wait_for_answers(application, qtbot, session, 1)
    click(application.canvas, 80, 40)
    wait_for_answers(application, qtbot, session, 2)


def test_clicks_are_saved_with_the_mask(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    click_twice(application, qtbot, session)
    made = keep_mask(application, qtbot)
    clicks = (Click(40, 40), Click(80, 40))
    assert clicks_tool(application).clicks == clicks  # they stay on the canvas
    assert not application.canvas.has_draft
    go_to(application, 5, qtbot)
    assert clicks_tool(application).clicks == ()
    key(application.window, Qt.Key.Key_B)
    go_to(application, 0, qtbot)
    key(application.window, Qt.Key.Key_C)
    assert clicks_tool(application).clicks == clicks
    path = application.workspace.project_path
    assert path is not None
    with open_snapshot(path) as document:
        saved = document.mask(1, 0)
    assert saved == made
    assert saved is not None
    assert saved.prompts is not None
    assert saved.prompts.clicks == clicks


def test_moving_or_deleting_a_saved_click_updates_the_mask(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    click_twice(application, qtbot, session)
    keep_mask(application, qtbot)
    drag(application.canvas, (80, 40), (70, 50), (60, 70))
    wait_for_answers(application, qtbot, session, 3)
    assert session.asked[2][0] == (Click(40, 40), Click(60, 70))
    moved = keep_mask(application, qtbot).mask.to_array()
    assert moved[70, 60]
    assert not moved[40, 80]
    click(application.canvas, 60, 70)  # on the click, which removes it
    wait_for_answers(application, qtbot, session, 4)
    left = keep_mask(application, qtbot)
    assert left.prompts is not None
    assert left.prompts.clicks == (Click(40, 40),)
    assert not left.mask.to_array()[70, 60]
    for _ in range(2):
        key(application.window, Qt.Key.Key_Z, CONTROL)
    back = application.workspace.document.mask(1, 0)
    assert back is not None
    assert back.prompts is not None
    assert back.prompts.clicks == (Click(40, 40), Click(80, 40))
    assert clicks_tool(application).clicks == (Click(40, 40), Click(80, 40))


def test_deleting_a_click_restores_the_pixels_that_it_removed(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (20, 40), (110, 40))
    painted = application.workspace.document.mask(1, 0)
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 60, 40, button=RIGHT)
    wait_for_answers(application, qtbot, session, 1)
    assert not keep_mask(application, qtbot).mask.to_array()[40, 60]
    click(application.canvas, 60, 40)  # on the click, which removes it
    qtbot.waitUntil(lambda: application.canvas.has_draft)
    assert painted is not None
    assert keep_mask(application, qtbot).mask == painted.mask
    assert len(session.asked) == 1  # the answer was cached


def test_undo_in_a_draft_undoes_one_step(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 40, 40)
    wait_for_answers(application, qtbot, session, 1)
    first = application.click_draft.shown_mask()
    drag(application.canvas, (20, 20), (90, 70))
    wait_for_answers(application, qtbot, session, 2)
    key(application.window, Qt.Key.Key_Z, CONTROL)
    assert application.click_draft.shown_mask() == first
    assert clicks_tool(application).box is None
    assert len(session.asked) == 2  # the earlier answer was cached
    key(application.window, Qt.Key.Key_Z, CONTROL)
    assert not application.canvas.has_draft
    assert not application.workspace.document.tracks


def test_a_draft_belongs_to_the_object_selected_when_it_began(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (20, 20), (30, 20))
    application.edits.add_object()
    drag(application.canvas, (20, 80), (30, 80))
    second = application.workspace.document.mask(2, 0)
    application.workspace.view.select(1)
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 100, 20)
    wait_for_answers(application, qtbot, session, 1)
    application.workspace.view.select(2)
    qtbot.waitUntil(lambda: not application.canvas.has_draft)
    first = application.workspace.document.mask(1, 0)
    assert first is not None
    assert first.mask.to_array()[20, 100]
    assert application.workspace.document.mask(2, 0) == second
    assert application.workspace.view.selected == (2,)
