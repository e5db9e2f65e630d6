"""The time that a person spends on a video, in the real window."""

from typing import Any

import pytest
from PySide6.QtCore import QDateTime, Qt
from pytestqt.qtbot import QtBot
from review_acts import trigger
from window_acts import drag, key

from app.commands.time_spent import IDLE_S, TimeSpent
from gvseg.project import ProjectPool


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def run(self, counter: TimeSpent, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1
            counter.tick()


def clocked(application: Any, clock: Clock) -> TimeSpent:
    """The counter of the application, driven by a clock of the test."""
    counter = application.collaboration.time_spent
    counter._timer.stop()
    counter._now = clock
    counter._on_opened()
    counter._timer.stop()
    return counter


def test_time_counts_while_the_user_works_and_pauses_when_idle(
    application: Any, qtbot: QtBot
) -> None:
    clock = Clock()
    application.workspace.person = "Ann"
    counter = clocked(application, clock)
    drag(application.canvas, (20, 20), (40, 20))
    clock.run(counter, 30)
    key(application.window, Qt.Key.Key_Right)
    clock.run(counter, 600)  # a break
    clock.now += 3600  # the machine sleeps
    counter.tick()
    key(application.window, Qt.Key.Key_Right)
    clock.run(counter, 10)
    counter.save()
    path = application.workspace.project_path
    with ProjectPool() as pool:
        work = pool.store(path).read_work()
    day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
    assert work["Ann"][day] == pytest.approx(30 + IDLE_S + 10, abs=2)


def test_frames_that_change_by_themselves_do_not_count(application: Any) -> None:
    clock = Clock()
    counter = clocked(application, clock)
    for number in range(200):
        application.workspace.view.set_frame(number % 5)
        clock.run(counter, 1)
    assert counter.counted_s == pytest.approx(IDLE_S, abs=2)


def test_time_spent_before_the_first_edit_is_stored_with_it(application: Any) -> None:
    clock = Clock()
    counter = clocked(application, clock)
    clock.run(counter, 20)
    counter.save()
    assert application.workspace.project_path is None
    drag(application.canvas, (20, 20), (40, 20))
    path = application.workspace.project_path
    trigger(application, "file.close")
    with ProjectPool() as pool:
        (days,) = pool.store(path).read_work().values()
    assert sum(days.values()) == pytest.approx(20, abs=2)
