"""Playback follows the clock even if the machine is slow, and changes nothing."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from clips import H264, encode_clip
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot
from window_acts import drag, go_to, key, open_on

from app.application import Application
from app.commands import playback


class Clock:
    """A clock that advances only when a test sets it."""

    now_s = 100.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(playback, "time", SimpleNamespace(monotonic=made.monotonic))
    return made


def play(application: Application) -> None:
    key(application.canvas, Qt.Key.Key_Space)
    assert application.workspace.view.is_playing


def wait_for(application: Application, frame_index: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: application.workspace.view.frame_index == frame_index, timeout=5000)


def test_late_frames_are_skipped_to_keep_the_speed(
    application: Application, clock: Clock, qtbot: QtBot
) -> None:
    go_to(application, 2, qtbot)
    play(application)
    clock.now_s += 0.041  # one frame at 25 a second
    wait_for(application, 3, qtbot)
    clock.now_s += 0.4  # the machine is ten frames late
    wait_for(application, 13, qtbot)
    clock.now_s += 60
    wait_for(application, 23, qtbot)
    qtbot.waitUntil(lambda: not application.workspace.view.is_playing, timeout=5000)


def test_variable_rate_frames_are_shown_for_their_own_duration(
    make_application: Any, clock: Clock, tmp_path: Path, qtbot: QtBot
) -> None:
    shown_at = [0, 1, 2, 3, 13, 23, 33, 34, 35, 36]  # in 25ths of a second
    clip = encode_clip(tmp_path / "v.mp4", frame_count=10, pts=shown_at, options=H264)
    application = make_application()
    open_on(application, clip, qtbot)
    play(application)
    for ticks, frame_index in ((1, 1), (12, 3), (14, 4), (22, 4), (23, 5), (33, 6), (35, 8)):
        clock.now_s = 100.0 + (ticks + 0.5) / 25
        wait_for(application, frame_index, qtbot)


def test_only_the_marked_range_is_played(
    application: Application, clock: Clock, qtbot: QtBot
) -> None:
    application.workspace.view.set_range(5, 9)
    go_to(application, 8, qtbot)
    play(application)
    clock.now_s += 10
    qtbot.waitUntil(lambda: not application.workspace.view.is_playing, timeout=5000)
    assert application.workspace.view.frame_index == 9
    play(application)
    wait_for(application, 5, qtbot)


def test_playback_changes_nothing_and_stepping_stops_it(
    application: Application, clock: Clock, qtbot: QtBot
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    revision = application.workspace.document.revision
    play(application)
    clock.now_s += 0.2
    wait_for(application, 5, qtbot)
    key(application.canvas, Qt.Key.Key_Right)
    assert not application.workspace.view.is_playing
    assert application.workspace.view.frame_index == 6
    assert application.workspace.document.revision == revision


def rate_shown(application: Application) -> str:
    return application.window.findChild(QToolButton, "speedButton").text()


def test_playback_runs_at_the_selected_speed(
    application: Application, clock: Clock, qtbot: QtBot
) -> None:
    for action in application.window.findChild(QMenu, "speedMenu").actions():
        if action.text() == "0.5x":
            action.trigger()
    assert rate_shown(application) == "0.5x"
    play(application)
    clock.now_s += 0.4  # ten frames at full speed
    wait_for(application, 5, qtbot)
    application.window.actions_by_id["go.faster"].trigger()
    assert rate_shown(application) == "1x"
    clock.now_s += 0.4
    wait_for(application, 15, qtbot)


def test_a_marked_range_loops(application: Application, clock: Clock, qtbot: QtBot) -> None:
    application.workspace.view.set_range(4, 9)
    go_to(application, 4, qtbot)
    application.window.actions_by_id["go.loop"].trigger()
    play(application)
    clock.now_s += 0.121
    wait_for(application, 7, qtbot)
    clock.now_s += 0.2
    wait_for(application, 4, qtbot)
    assert application.workspace.view.is_playing
    clock.now_s += 0.081
    wait_for(application, 6, qtbot)
    application.window.actions_by_id["go.loop"].trigger()
    clock.now_s += 1
    wait_for(application, 9, qtbot)
    qtbot.waitUntil(lambda: not application.workspace.view.is_playing, timeout=5000)


def test_l_and_j_play_forwards_and_backwards_at_double_speeds(
    application: Application, clock: Clock, qtbot: QtBot
) -> None:
    key(application.canvas, Qt.Key.Key_L)
    clock.now_s += 0.041
    wait_for(application, 1, qtbot)
    key(application.canvas, Qt.Key.Key_L)
    assert rate_shown(application) == "2x"
    clock.now_s += 0.2
    wait_for(application, 11, qtbot)
    key(application.canvas, Qt.Key.Key_J)
    assert rate_shown(application) == "-1x"
    clock.now_s += 0.08
    wait_for(application, 9, qtbot)
    key(application.canvas, Qt.Key.Key_J)
    clock.now_s += 0.08
    wait_for(application, 5, qtbot)
    key(application.canvas, Qt.Key.Key_K)
    assert not application.workspace.view.is_playing
    assert rate_shown(application) == "1x"
    key(application.canvas, Qt.Key.Key_J)
    clock.now_s += 9
    wait_for(application, 0, qtbot)
    qtbot.waitUntil(lambda: not application.workspace.view.is_playing, timeout=5000)


def test_shuttling_stops_at_the_end_of_the_video(
    application: Application, clock: Clock, qtbot: QtBot
) -> None:
    go_to(application, 23, qtbot)
    key(application.canvas, Qt.Key.Key_L)
    assert not application.workspace.view.is_playing
    key(application.canvas, Qt.Key.Key_Home)
    key(application.canvas, Qt.Key.Key_J)
    assert not application.workspace.view.is_playing
    assert rate_shown(application) == "1x"
    key(application.canvas, Qt.Key.Key_End)
    application.window.actions_by_id["go.loop"].trigger()
    key(application.canvas, Qt.Key.Key_L)
    assert application.workspace.view.is_playing
    wait_for(application, 0, qtbot)
