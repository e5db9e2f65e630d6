"""Clicks that wait for the engine stay with their object and frame."""

from pathlib import Path
from typing import Any

import pytest
from click_acts import clicks_tool, hold_answers
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import click, go_to, key, open_on

from app.application import Application
from app.commands import click_draft
from gvseg.prompts import Click


def clicks_of(application: Application, track_id: int, frame_index: int) -> tuple[Click, ...]:
    record = application.workspace.document.mask(track_id, frame_index)
    return () if record is None or record.prompts is None else record.prompts.clicks


def test_clicks_accepted_before_their_mask_arrives_stay_with_their_object(
    application: Application, qtbot: QtBot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = hold_answers(session, monkeypatch)
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
    gate = hold_answers(session, monkeypatch)
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
    gate = hold_answers(session, monkeypatch)
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
    gate = hold_answers(session, monkeypatch)
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
