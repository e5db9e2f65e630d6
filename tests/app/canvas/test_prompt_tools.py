"""Clicks, boxes and scribbles with real widgets and the fake session of tests/app/conftest."""

import itertools
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, RIGHT, SHIFT, click, drag, go_to, hover, key, open_on

from app.application import Application
from app.commands import click_draft
from app.workspace import Tool
from gvseg.annotation.edits import SetMask, UnpinExemplar
from gvseg.annotation.records import FrameMask, Origin
from gvseg.masks import Mask
from gvseg.project import open_snapshot
from gvseg.prompts import Box, Click


def clicks_tool(application: Application) -> Any:
    return application.canvas.tool


def wait_for_answers(application: Application, qtbot: QtBot, session: Any, count: int) -> None:
    """Wait until a number of requests have been answered and the last answer is visible."""
    qtbot.waitUntil(lambda: len(session.asked) >= count)
    qtbot.waitUntil(lambda: application.click_draft.shown_mask() is not None)


def colour_at(application: Application, x: int, y: int) -> QColor:
    canvas = application.canvas
    image = canvas.grab().toImage()
    at_x, at_y = canvas.to_widget(x, y)
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(at_x * ratio), round(at_y * ratio))


def keep_mask(application: Application, qtbot: QtBot) -> FrameMask:
    """Press Enter and return the mask of the first object on this frame."""
    before = application.workspace.document.revision
    qtbot.waitUntil(lambda: application.window.actions_by_id["edit.accept"].isEnabled())
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.workspace.document.revision > before)
    record = application.workspace.document.mask(1, application.canvas.frame_index or 0)
    assert record is not None
    return record


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


def test_clicks_are_saved_with_the_mask(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 40, 40)
    wait_for_answers(application, qtbot, session, 1)
    click(application.canvas, 80, 40)
    wait_for_answers(application, qtbot, session, 2)
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
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 40, 40)
    wait_for_answers(application, qtbot, session, 1)
    click(application.canvas, 80, 40)
    wait_for_answers(application, qtbot, session, 2)
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
    answer, gate = session.mask_from_clicks, threading.Event()

    def answer_late(*question: Any) -> Any:
        gate.wait(10)
        return answer(*question)

    monkeypatch.setattr(session, "mask_from_clicks", answer_late)
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


def slow_answers(session: Any, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Hold answers to clicks back until the returned event is set."""
    answer, gate = session.mask_from_clicks, threading.Event()
    monkeypatch.setattr(
        session, "mask_from_clicks", lambda *question: gate.wait(10) and answer(*question)
    )
    return gate


def clicks_of(application: Application, track_id: int, frame_index: int) -> tuple[Click, ...]:
    record = application.workspace.document.mask(track_id, frame_index)
    return () if record is None or record.prompts is None else record.prompts.clicks


def test_clicks_accepted_before_their_mask_arrives_stay_with_their_object(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = slow_answers(session, monkeypatch)
    application.edits.add_object()
    key(application.window, Qt.Key.Key_C)
    for x, is_last in ((30, False), (60, False), (90, True)):
        click(application.canvas, x, 40)
        key(application.canvas, Qt.Key.Key_Return)
        if not is_last:
            key(application.canvas, Qt.Key.Key_A)
            assert clicks_tool(application).clicks == ()
    gate.set()
    for track_id, x in ((1, 30), (2, 60), (3, 90)):
        qtbot.waitUntil(lambda track_id=track_id: bool(clicks_of(application, track_id, 0)))
        assert clicks_of(application, track_id, 0) == (Click(x, 40),)
    assert application.workspace.view.selected == (3,)


def test_a_first_object_and_the_next_one_can_be_clicked_while_the_engine_loads(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = slow_answers(session, monkeypatch)
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 30, 40)
    key(application.canvas, Qt.Key.Key_Return)
    key(application.canvas, Qt.Key.Key_A)
    click(application.canvas, 90, 40)
    gate.set()
    qtbot.waitUntil(lambda: len(application.workspace.document.tracks) == 2)
    assert clicks_of(application, 2, 0) == (Click(30, 40),)
    assert application.workspace.view.selected == (1,), "the object that is being clicked"
    qtbot.waitUntil(lambda: application.click_draft.shown_mask() is not None)
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clicks_of(application, 1, 0) == (Click(90, 40),))


def test_clicks_on_another_frame_do_not_join_an_accepted_draft(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = slow_answers(session, monkeypatch)
    application.edits.add_object()
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 30, 40)
    key(application.canvas, Qt.Key.Key_Return)
    go_to(application, 5, qtbot)
    click(application.canvas, 90, 40)
    gate.set()
    qtbot.waitUntil(lambda: clicks_of(application, 1, 0) == (Click(30, 40),))
    qtbot.waitUntil(lambda: application.click_draft.shown_mask() is not None)
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clicks_of(application, 1, 5) == (Click(90, 40),))


def test_a_spinner_appears_while_a_click_waits(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = slow_answers(session, monkeypatch)
    key(application.window, Qt.Key.Key_C)
    spinner = application.canvas.decorations.spinner
    click(application.canvas, 60, 40)
    assert not spinner.is_running
    qtbot.waitUntil(lambda: spinner.is_running)
    gate.set()
    qtbot.waitUntil(lambda: not spinner.is_running)


def test_the_engine_loads_after_a_video_is_opened(
    make_application: Any, clip: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click_draft, "LOAD_MS", 0)
    application = make_application()
    open_on(application, clip, qtbot)
    qtbot.waitUntil(lambda: application.worker.vocabulary is not None)


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
