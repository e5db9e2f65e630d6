"""A whole session: open, paint, propagate, correct, propagate again, undo, close, continue."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from window_acts import click, drag, is_shown, key

from app.application import Application
from gvseg.annotation.records import Origin
from gvseg.project import Project


def test_paint_propagate_correct_and_continue_after_a_restart(
    application: Application, clip: Path, make_application: Any, qtbot: QtBot, session: Any
) -> None:
    workspace, canvas = application.workspace, application.canvas
    drag(canvas, (40, 40), (60, 40), (60, 55))
    document = workspace.document
    assert [track.name for track in document.tracks.values()] == ["Object 1"]
    first = document.mask(1, 0)
    assert first is not None
    assert first.origin is Origin.DRAWN
    assert document.is_pinned(1, 0)
    assert workspace.project_path == clip.with_suffix(".gvseg")

    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(canvas, Qt.Key.Key_F)
    assert document.mask(1, 23).origin is Origin.PROPAGATED  # type: ignore[union-attr]
    assert document.mask(1, 0) == first

    key(application.window, Qt.Key.Key_End)
    qtbot.waitUntil(
        lambda: is_shown(application) and workspace.view.frame_index == 23, timeout=5000
    )
    drag(canvas, (90, 70), (100, 70))
    corrected = workspace.document.mask(1, 23)
    assert corrected is not None
    assert corrected.origin is Origin.DRAWN
    assert workspace.document.exemplar_frames(1) == (0, 23)
    assert application.messages[-1].offer_id == "propagate.both"  # type: ignore[attr-defined]

    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(canvas, Qt.Key.Key_F)
    after = workspace.document.mask(1, 20)
    assert after is not None
    assert after.mask == corrected.mask
    assert workspace.document.mask(1, 23) == corrected

    # A run is one undo step.
    key(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.mask(1, 20).mask == first.mask  # type: ignore[union-attr]
    key(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.exemplar_frames(1) == (0,)

    application.window.close()
    again = make_application()
    again.project.open(clip)
    qtbot.waitUntil(lambda: is_shown(again), timeout=20_000)
    assert again.workspace.document.mask(1, 0) == first
    assert again.workspace.redo_label == "Paint"
    again.workspace.redo()
    assert again.workspace.document.mask(1, 23) == corrected


def test_stop_takes_effect_within_one_frame_and_keeps_finished_masks(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    session.gate.clear()
    key(application.canvas, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: application.worker.is_running)
    assert not application.window.actions_by_id["object.merge"].isEnabled()
    key(application.canvas, Qt.Key.Key_Escape)
    shown = application.window.findChild(QLabel, "statusRun")
    assert shown.isVisible()
    assert shown.text() == "Stopping...", "the press is answered before the frame is done"
    with qtbot.waitSignal(application.worker.finished, timeout=5000) as end:
        session.gate.set()
    assert not shown.isVisible()
    assert end.args[0].is_stopped
    assert end.args[0].frames_done <= 1


def test_edits_during_a_run_are_possible_and_never_overwritten(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    session.gate.clear()
    key(application.canvas, Qt.Key.Key_F)
    key(application.window, Qt.Key.Key_End)
    qtbot.waitUntil(
        lambda: is_shown(application) and application.workspace.view.frame_index == 23, timeout=5000
    )
    drag(application.canvas, (90, 70), (100, 70))
    mine = application.workspace.document.mask(1, 23)
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        session.gate.set()
    assert application.workspace.document.mask(1, 23) == mine
    assert application.workspace.document.mask(1, 12) is not None


def test_a_failed_run_is_reported_and_its_masks_are_kept(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    session.fail_at = 10
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
    assert "Frame 10 cannot be decoded" in application.messages[-1].text  # type: ignore[attr-defined]
    assert application.workspace.document.mask(1, 9) is not None


def test_clicks_make_a_mask_and_enter_keeps_it(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 64, 48)
    qtbot.waitUntil(lambda: bool(application.canvas.scene.labels.track_ids))  # type: ignore[union-attr]
    click(application.canvas, 80, 48, button=Qt.MouseButton.RightButton)
    qtbot.waitUntil(lambda: len(session.asked) == 2)
    assert not application.workspace.document.tracks
    clicks, previous = session.asked[1]
    assert [one.is_positive for one in clicks] == [True, False]
    assert previous is not None
    qtbot.waitUntil(lambda: application.window.actions_by_id["edit.accept"].isEnabled())
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: 1 in application.workspace.document.tracks)
    record = application.workspace.document.mask(1, 0)
    assert record is not None
    assert record.mask.to_array()[48, 64]
    assert application.workspace.document.is_pinned(1, 0)


def test_quick_clicks_refine_the_existing_mask(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    there = application.workspace.document.mask(1, 0)
    assert there is not None
    answer, is_answered = session.mask_from_clicks, threading.Event()

    def answer_late(frame: Any, clicks: Any, previous: Any = None, box: Any = None) -> Any:
        is_answered.wait(10)
        return answer(frame, clicks, previous, box)

    monkeypatch.setattr(session, "mask_from_clicks", answer_late)
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 80, 60)
    click(application.canvas, 60, 40, button=Qt.MouseButton.RightButton)
    is_answered.set()
    qtbot.waitUntil(lambda: any(len(clicks) == 2 for clicks, _ in session.asked))
    assert session.asked[-1][1] == there.mask


def test_a_single_negative_click_refines_the_existing_mask(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    there = application.workspace.document.mask(1, 0)
    assert there is not None
    assert there.mask.to_array()[40, 58]
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 58, 40, button=Qt.MouseButton.RightButton)
    qtbot.waitUntil(lambda: bool(session.asked))
    clicks, previous = session.asked[-1]
    assert [one.is_positive for one in clicks] == [False]
    assert previous == there.mask
    qtbot.waitUntil(lambda: application.window.actions_by_id["edit.accept"].isEnabled())
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.workspace.document.mask(1, 0) != there)
    refined = application.workspace.document.mask(1, 0)
    assert refined is not None
    assert not refined.mask.to_array()[40, 58]


def test_a_negative_click_without_a_mask_explains_what_to_do(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 64, 48, button=Qt.MouseButton.RightButton)
    assert "Click on the object first" in application.messages[-1].text  # type: ignore[attr-defined]
    assert not session.asked


def test_the_frame_is_encoded_when_the_clicks_tool_is_chosen(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: bool(session.prepared))


def test_an_answer_that_arrives_after_closing_the_video_is_ignored(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    key(application.window, Qt.Key.Key_C)
    click(application.canvas, 64, 48)
    application.canvas.keep()
    application.project.close()
    qtbot.waitUntil(lambda: len(session.asked) == 1)
    qtbot.wait(50)  # an exception in a slot fails the test
    assert not application.workspace.is_open


def test_the_project_passes_an_integrity_check(application: Application, clip: Path) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    application.window.close()
    with Project.open(clip.with_suffix(".gvseg")) as project:
        assert project.check() == []
        assert len(project.document.tracks) == 1


def test_every_action_has_a_handler(application: Application) -> None:
    dead = [
        action_id
        for action_id, action in application.window.actions_by_id.items()
        if not action.receivers(SIGNAL("triggered(bool)"))
    ]
    assert not dead
