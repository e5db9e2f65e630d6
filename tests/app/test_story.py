"""The whole story: open, paint, propagate, correct, propagate again, undo, close, go on."""

import threading
from pathlib import Path
from typing import Any

import pytest
from desk_acts import click, drag, is_shown, key
from PySide6.QtCore import SIGNAL, Qt
from pytestqt.qtbot import QtBot

from app.application import Desk
from gvseg.annotation.records import Origin
from gvseg.project import Project


def test_paint_propagate_correct_and_go_on_after_a_restart(
    desk: Desk, clip: Path, make_desk: Any, qtbot: QtBot, session: Any
) -> None:
    workspace, canvas = desk.workspace, desk.canvas
    drag(canvas, (40, 40), (60, 40), (60, 55))
    document = workspace.document
    assert [track.name for track in document.tracks.values()] == ["Object 1"]
    first = document.mask(1, 0)
    assert first is not None
    assert first.origin is Origin.DRAWN
    assert document.is_pinned(1, 0)
    assert workspace.project_path == clip.with_suffix(".gvseg")

    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(canvas, Qt.Key.Key_F)
    assert document.mask(1, 23).origin is Origin.PROPAGATED  # type: ignore[union-attr]
    assert document.mask(1, 0) == first

    key(desk.window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: is_shown(desk) and workspace.frame_index == 23, timeout=5000)
    drag(canvas, (90, 70), (100, 70))
    corrected = workspace.document.mask(1, 23)
    assert corrected is not None
    assert corrected.origin is Origin.DRAWN
    assert workspace.document.exemplar_frames(1) == (0, 23)
    assert desk.messages[-1].offer_id == "propagate.both"  # type: ignore[attr-defined]

    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(canvas, Qt.Key.Key_F)
    after = workspace.document.mask(1, 20)
    assert after is not None
    assert after.mask == corrected.mask
    assert workspace.document.mask(1, 23) == corrected

    # One run is one step.
    key(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.mask(1, 20).mask == first.mask  # type: ignore[union-attr]
    key(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.exemplar_frames(1) == (0,)

    desk.window.close()
    again = make_desk()
    again.opening.open(clip)
    qtbot.waitUntil(lambda: is_shown(again), timeout=20_000)
    assert again.workspace.document.mask(1, 0) == first
    assert again.workspace.redo_label == "Paint"
    again.workspace.redo()
    assert again.workspace.document.mask(1, 23) == corrected


def test_stop_answers_within_one_frame_and_keeps_what_is_done(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    drag(desk.canvas, (40, 40), (60, 40))
    session.gate.clear()
    key(desk.canvas, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: desk.worker.is_running)
    assert not desk.window.actions_by_id["object.merge"].isEnabled()
    key(desk.canvas, Qt.Key.Key_Escape)
    with qtbot.waitSignal(desk.worker.finished, timeout=5000) as end:
        session.gate.set()
    assert end.args[0].is_stopped
    assert end.args[0].frames_done <= 1


def test_the_desk_stays_usable_during_a_run_and_never_overwrites_an_edit(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    drag(desk.canvas, (40, 40), (60, 40))
    session.gate.clear()
    key(desk.canvas, Qt.Key.Key_F)
    key(desk.window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: is_shown(desk) and desk.workspace.frame_index == 23, timeout=5000)
    drag(desk.canvas, (90, 70), (100, 70))
    mine = desk.workspace.document.mask(1, 23)
    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        session.gate.set()
    assert desk.workspace.document.mask(1, 23) == mine
    assert desk.workspace.document.mask(1, 12) is not None


def test_a_failed_run_is_a_message_and_the_masks_stay(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    drag(desk.canvas, (40, 40), (60, 40))
    session.fail_at = 10
    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(desk.canvas, Qt.Key.Key_F)
    assert "Frame 10 cannot be decoded" in desk.messages[-1].text  # type: ignore[attr-defined]
    assert desk.workspace.document.mask(1, 9) is not None


def test_clicks_give_a_mask_at_once_and_enter_keeps_it(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    key(desk.window, Qt.Key.Key_C)
    click(desk.canvas, 64, 48)
    qtbot.waitUntil(lambda: bool(desk.canvas.scene.labels.track_ids))  # type: ignore[union-attr]
    click(desk.canvas, 80, 48, button=Qt.MouseButton.RightButton)
    qtbot.waitUntil(lambda: len(session.asked) == 2)
    assert not desk.workspace.document.tracks
    clicks, previous = session.asked[1]
    assert [one.is_positive for one in clicks] == [True, False]
    assert previous is not None
    qtbot.waitUntil(lambda: desk.window.actions_by_id["edit.accept"].isEnabled())
    key(desk.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: 1 in desk.workspace.document.tracks)
    record = desk.workspace.document.mask(1, 0)
    assert record is not None
    assert record.mask.to_array()[48, 64]
    assert desk.workspace.document.is_pinned(1, 0)


def test_quick_clicks_correct_the_mask_that_was_there(
    desk: Desk, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    drag(desk.canvas, (40, 40), (60, 40))
    there = desk.workspace.document.mask(1, 0)
    assert there is not None
    answer, is_answered = session.mask_from_clicks, threading.Event()

    def answer_late(frame: Any, clicks: Any, previous: Any = None) -> Any:
        is_answered.wait(10)
        return answer(frame, clicks, previous)

    monkeypatch.setattr(session, "mask_from_clicks", answer_late)
    key(desk.window, Qt.Key.Key_C)
    click(desk.canvas, 80, 60)
    click(desk.canvas, 60, 40, button=Qt.MouseButton.RightButton)
    is_answered.set()
    qtbot.waitUntil(lambda: any(len(clicks) == 2 for clicks, _ in session.asked))
    assert session.asked[-1][1] == there.mask


def test_a_click_answered_after_the_video_was_closed_is_forgotten(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    key(desk.window, Qt.Key.Key_C)
    click(desk.canvas, 64, 48)
    desk.canvas.keep()
    desk.opening.close()
    qtbot.waitUntil(lambda: len(session.asked) == 1)
    qtbot.wait(50)  # an exception in a slot fails the test
    assert not desk.workspace.is_open


def test_project_is_sound_after_the_story(desk: Desk, clip: Path) -> None:
    drag(desk.canvas, (40, 40), (60, 40))
    desk.window.close()
    with Project.open(clip.with_suffix(".gvseg")) as project:
        assert project.check() == []
        assert len(project.document.tracks) == 1


def test_every_action_does_something(desk: Desk) -> None:
    dead = [
        action_id
        for action_id, action in desk.window.actions_by_id.items()
        if not action.receivers(SIGNAL("triggered(bool)"))
    ]
    assert not dead
