"""N steps through the frames worth correcting, which a separate thread searches for."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from window_acts import drag, go_to, is_shown, key

import app.commands.suggestion_search as searching
from app.application import Application
from gvseg.annotation.edits import AcceptMasks
from gvseg.annotation.records import FrameMask, Origin

SHIFT = Qt.KeyboardModifier.ShiftModifier


def propagate(application: Application, confidences: dict[int, float]) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    mask = application.workspace.document.mask(1, 0).mask  # type: ignore[union-attr]
    application.workspace.apply(
        AcceptMasks({1: {f: FrameMask(mask, Origin.PROPAGATED, c) for f, c in confidences.items()}})
    )


def test_n_steps_through_the_frames_worst_first(application: Application, qtbot: QtBot) -> None:
    propagate(application, {frame: 0.95 for frame in range(1, 24)} | {8: 0.4, 17: 0.2})
    key(application.canvas, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: application.workspace.view.frame_index == 17, timeout=10_000)
    key(application.canvas, Qt.Key.Key_N)
    assert application.workspace.view.frame_index == 8
    key(application.canvas, Qt.Key.Key_N, SHIFT)
    assert application.workspace.view.frame_index == 17


def test_the_window_stays_responsive_during_a_search(
    application: Application, qtbot: QtBot, monkeypatch
) -> None:
    propagate(application, {frame: 0.95 for frame in range(1, 24)} | {17: 0.2})
    may_go_on, real = threading.Event(), searching.suggest_frames
    threads = []

    def slow(*arguments, **options):
        threads.append(threading.current_thread())
        may_go_on.wait(10)
        return real(*arguments, **options)

    monkeypatch.setattr(searching, "suggest_frames", slow)
    key(application.canvas, Qt.Key.Key_N)
    key(application.canvas, Qt.Key.Key_N)
    key(application.canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(
        lambda: is_shown(application) and application.workspace.view.frame_index == 1, timeout=5000
    )
    drag(application.canvas, (40, 60), (60, 60))
    may_go_on.set()
    qtbot.waitUntil(lambda: application.workspace.view.frame_index == 17, timeout=10_000)
    assert [one is threading.main_thread() for one in threads] == [False]


def test_closing_the_video_ends_a_search(application: Application, qtbot: QtBot) -> None:
    propagate(application, {frame: 0.3 for frame in range(1, 24)})
    key(application.canvas, Qt.Key.Key_N)
    application.project.close()
    qtbot.wait(100)  # a result that arrives now must be ignored
    assert not application.workspace.is_open


def test_a_message_says_if_no_frame_needs_correction(
    application: Application, qtbot: QtBot
) -> None:
    propagate(application, {frame: 0.99 for frame in range(1, 24)})
    application.messages.clear()  # type: ignore[attr-defined]
    key(application.canvas, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bool(application.messages), timeout=10_000)  # type: ignore[attr-defined]
    assert "needs correction" in application.messages[-1].text  # type: ignore[attr-defined]


def test_frames_where_the_directions_disagree_are_suggested(
    application: Application, session: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = session.segment

    def segment(*arguments: Any, **options: Any) -> Any:
        for clip in plain(*arguments, **options):
            (frame,) = clip.frames
            parted = {1: 0.8} if frame.frame_index == 12 else {}
            yield replace(clip, frames=(replace(frame, disagreements=parted),))

    monkeypatch.setattr(session, "segment", segment)
    drag(application.canvas, (40, 40), (60, 40))
    go_to(application, 23, qtbot)
    drag(application.canvas, (40, 40), (60, 40))
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
    application.window.actions_by_id["review.next_worth"].trigger()
    qtbot.waitUntil(lambda: application.workspace.view.frame_index == 12, timeout=10_000)
    shown = application.panels.transport.findChild(QLabel, "worthReason")
    assert shown is not None
    assert shown.toolTip() == "Object 1: the two directions disagree"


def test_a_reason_disappears_once_its_frame_is_corrected(
    application: Application, qtbot: QtBot
) -> None:
    propagate(application, {frame: 0.95 for frame in range(1, 24)} | {17: 0.2})
    key(application.canvas, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: application.canvas.frame_index == 17, timeout=10_000)
    shown = application.panels.transport.findChild(QLabel, "worthReason")
    assert shown is not None
    assert shown.toolTip() == "Object 1: confidence 0.20"
    drag(application.canvas, (40, 60), (60, 60))
    assert not shown.isVisible()
    key(application.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown.isVisible(), "undo brings the doubtful mask back"
    key(application.canvas, Qt.Key.Key_Y)
    assert not shown.isVisible(), "a verified mask needs no correction"
