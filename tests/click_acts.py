"""Wait for masks of clicks, and keep them, in a real window with a fake session."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import key

from app.application import Application
from gvseg.annotation.records import FrameMask


def clicks_tool(application: Application) -> Any:
    return application.canvas.tool


def wait_for_answers(application: Application, qtbot: QtBot, session: Any, count: int) -> None:
    """Wait until a number of requests have been answered and the last answer is visible."""
    qtbot.waitUntil(lambda: len(session.asked) >= count)
    qtbot.waitUntil(lambda: application.click_draft.shown_mask() is not None)


def keep_mask(application: Application, qtbot: QtBot) -> FrameMask:
    """Press Enter and return the mask of the first object on this frame."""
    before = application.workspace.document.revision
    qtbot.waitUntil(lambda: application.window.actions_by_id["edit.accept"].isEnabled())
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.workspace.document.revision > before)
    record = application.workspace.document.mask(1, application.canvas.frame_index or 0)
    assert record is not None
    return record


def hold_answers(session: Any, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Hold back answers to clicks until the returned event is set."""
    answer, gate = session.mask_from_clicks, threading.Event()
    monkeypatch.setattr(
        session, "mask_from_clicks", lambda *question: gate.wait(10) and answer(*question)
    )
    return gate
