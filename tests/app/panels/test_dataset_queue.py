"""The queue in the dataset browser: order by drag and by keys, retry, removal, training."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dataset_projects import FRAMES, marked_project
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from app.panels.dataset.queue_list import QueueList
from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_file.queue import JobState, Queue, QueueTask

WAIT_MS = 30_000
ROOT = Path(__file__).parents[3]


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for name in "abcd":
        marked_project(root, name)
    with Dataset.create(root) as made:
        add_paths(made, [root])
        Queue(made).add([video.video_id for video in made.videos()], QueueTask.PROPAGATE)
    return root


@pytest.fixture
def started(monkeypatch) -> list[Path]:
    """Return the queues that were started, without starting a process."""
    folders: list[Path] = []
    monkeypatch.setattr(Queue, "start_process", lambda queue: folders.append(queue.folder))
    return folders


@pytest.fixture
def application(make_application: Any, dataset: Path, started: list[Path], qtbot: QtBot) -> Any:
    application = make_application()
    application.dataset.commands.open(dataset)
    jobs = application.dataset.panel.queue.jobs
    qtbot.waitUntil(lambda: jobs.count() == 4, timeout=WAIT_MS)
    button(application, "datasetQueueToggle").click()
    assert jobs.isVisible()
    return application


def button(application: Any, name: str) -> QPushButton:
    return application.dataset.panel.findChild(QPushButton, name)


def rows(application: Any) -> list[str]:
    jobs: QListWidget = application.dataset.panel.queue.jobs
    return [jobs.item(row).text() for row in range(jobs.count())]


def order(dataset: Path) -> str:
    with Dataset.open(dataset) as opened:
        return "".join(job.name or "T" for job in Queue(opened).jobs())


def shown_order(application: Any) -> str:
    return "".join(text.split("  ")[0].removeprefix("Propagate: ") for text in rows(application))


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb: drags need a display")
def test_waiting_videos_are_dragged_but_not_the_running_one() -> None:
    code = "import drag_driver; drag_driver.main()"
    with display() as name:
        moved = subprocess.run(
            [
                sys.executable,
                "-c",
                code,
                "4:1",
                "1:3",
                "2:0",
                "0:4",
            ],
            env=os.environ
            | {
                "DISPLAY": name,
                "QT_QPA_PLATFORM": "xcb",
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert moved.stdout.splitlines() == [
        "rdabc 5 1",
        "radbc 5 2",
        "rdabc 5 3",  # above the running one means to the front
        "rdabc 5 3",
    ], moved.stderr


@contextmanager
def display() -> Iterator[str]:
    """Start an X server and yield its display."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as file:
            yield f":{file.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def test_keys_move_the_selected_videos_and_keep_the_selection(
    application: Any, dataset: Path, qtbot: QtBot
) -> None:
    jobs = application.dataset.panel.queue.jobs
    jobs.setFocus()
    jobs.setCurrentRow(2)
    for wanted in ("acbd", "cabd", "cabd"):
        QTest.keyClick(jobs, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda wanted=wanted: shown_order(application) == wanted, timeout=WAIT_MS)
        assert order(dataset) == wanted
    assert [item.text().split("  ")[0] for item in jobs.selectedItems()] == ["Propagate: c"]
    QTest.keyClick(jobs, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)  # and a
    QTest.keyClick(jobs, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown_order(application) == "bcad", timeout=WAIT_MS)


def test_delete_removes_waiting_videos_but_not_the_running_one(
    application: Any, dataset: Path, qtbot: QtBot
) -> None:
    with Dataset.open(dataset) as opened:
        assert Queue(opened).claim().name == "a"
    qtbot.waitUntil(lambda: "Interrupted" in rows(application)[0], timeout=WAIT_MS)
    jobs = application.dataset.panel.queue.jobs
    jobs.setFocus()
    jobs.setCurrentRow(0)
    QTest.keyClick(jobs, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(jobs, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown_order(application) == "acd", timeout=WAIT_MS)
    assert order(dataset) == "acd"


def test_a_failed_video_says_why_and_is_tried_again(
    application: Any, dataset: Path, started: list[Path], qtbot: QtBot
) -> None:
    with Dataset.open(dataset) as opened:
        queue = Queue(opened)
        queue.fail(queue.claim().job_id, "a.mp4 cannot be read.")
    qtbot.waitUntil(
        lambda: any("cannot be read" in row for row in rows(application)), timeout=WAIT_MS
    )
    assert "1 failed" in application.dataset.panel.findChild(QLabel, "datasetQueue").text()
    jobs = application.dataset.panel.queue.jobs
    jobs.setCurrentRow(3)
    choose(jobs, "Try Again")
    assert started == [dataset / "queue"]
    qtbot.waitUntil(lambda: shown_order(application) == "abcd", timeout=WAIT_MS)
    assert all("Waiting" in row for row in rows(application))


def test_the_menu_moves_to_the_front_and_to_the_end(
    application: Any, dataset: Path, qtbot: QtBot
) -> None:
    jobs = application.dataset.panel.queue.jobs
    jobs.setCurrentRow(1)
    choose(jobs, "Move to End")
    qtbot.waitUntil(lambda: shown_order(application) == "acdb", timeout=WAIT_MS)
    jobs.clearSelection()
    jobs.setCurrentRow(2)
    choose(jobs, "Move to Front")
    qtbot.waitUntil(lambda: shown_order(application) == "dacb", timeout=WAIT_MS)
    assert order(dataset) == "dacb"


@pytest.mark.parametrize(("answer", "options"), [("use", {"use": True}), ("train", {})])
def test_training_is_added_after_a_question(
    application: Any, dataset: Path, started: list[Path], qtbot: QtBot, answer: str, options: Any
) -> None:
    asked = []
    application.project.ask = lambda question, then: (asked.append(question), then(answer))
    application.window.actions_by_id["dataset.train"].trigger()
    assert asked[0].title == "Train on the dataset?"
    assert started == [dataset / "queue"]
    with Dataset.open(dataset) as opened:
        job = Queue(opened).jobs()[-1]
    assert (job.task, job.options) == (QueueTask.RETRAIN, options)
    qtbot.waitUntil(lambda: "Train on the dataset" in rows(application)[-1], timeout=WAIT_MS)


def test_a_cancelled_question_adds_nothing(
    application: Any, dataset: Path, started: list[Path]
) -> None:
    application.project.ask = lambda question, then: then("cancel")
    application.window.actions_by_id["dataset.train"].trigger()
    assert order(dataset) == "abcd"
    assert started == []


def test_selected_videos_are_adapted_and_propagated(
    application: Any, dataset: Path, started: list[Path]
) -> None:
    panel = application.dataset.panel
    with Dataset.open(dataset) as opened:
        queue = Queue(opened)
        queue.remove([job.job_id for job in queue.jobs()])
    menu = panel.menu_of([1, 2])
    texts = [action.text() for action in menu.actions()]
    assert not any("Train" in text for text in texts)
    next(a for a in menu.actions() if a.text() == "Adapt and Propagate").trigger()
    with Dataset.open(dataset) as opened:
        assert [job.options for job in Queue(opened).jobs()] == [{"adapt": 20}] * 2


def test_the_queue_shows_progress_and_can_be_paused(
    application: Any, dataset: Path, qtbot: QtBot
) -> None:
    """The process of the queue is another one; here the test does its work."""
    from gvseg import training_runs

    panel = application.dataset.panel
    with Dataset.open(dataset) as opened, training_runs.hold(dataset / "queue"):
        queue = Queue(opened)
        job = queue.claim()
        queue.report(job.job_id, 2, FRAMES)
        qtbot.waitUntil(lambda: f"2 of {FRAMES} frames" in rows(application)[0], timeout=WAIT_MS)
        pause = button(application, "datasetPause")
        assert pause.text() == "Pause"
        text = panel.findChild(QLabel, "datasetQueue")
        assert text.text().startswith("4 jobs in the queue, Propagate: a")
        pause.click()
        assert queue.is_paused
        qtbot.waitUntil(lambda: "paused" in text.text(), timeout=WAIT_MS)
        queue.give_back(job.job_id)
        qtbot.waitUntil(lambda: pause.text() == "Run Queue", timeout=WAIT_MS)
        pause.click()
        assert not queue.is_paused
        assert [one.state for one in queue.jobs()] == [JobState.WAITING] * 4


def choose(jobs: QueueList, text: str) -> None:
    action = next(action for action in jobs.menu().actions() if action.text() == text)
    assert action.isEnabled()
    action.trigger()
