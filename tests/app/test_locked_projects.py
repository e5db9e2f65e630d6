"""A project that somebody has open, in the real window of somebody else."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from lock_holder import project_held
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from review_acts import begin_comment, comments_of, trigger
from window_acts import drag, is_shown, open_on

from app.dialogs.questions import QuestionDialog
from gvseg.project import Project
from gvseg.project.lock import STALE_S, lock_path

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(application: Any, clip: Path) -> Path:
    """A project with one object, closed again."""
    drag(application.canvas, (20, 20), (40, 20))
    path = application.workspace.project_path
    trigger(application, "file.close")
    return path


@pytest.fixture
def held(project: Path) -> Any:
    with project_held(project, "Bo") as program:
        yield program


def question(application: Any, qtbot: QtBot) -> QuestionDialog:
    found: list[QuestionDialog] = []

    def look() -> bool:
        found[:] = [d for d in application.window.findChildren(QuestionDialog) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(look, timeout=10_000)
    return found[0]


def answer(dialog: QuestionDialog, choice: str) -> None:
    dialog.findChild(QPushButton, f"answer.{choice}").click()


def test_the_second_person_looks_and_copies(
    application: Any, project: Path, held: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    application.project.open(project)
    dialog = question(application, qtbot)
    words = dialog.findChild(QLabel, "questionText").text()
    assert f"{project.name} is open on {os.uname().nodename} by Bo since" in words
    assert dialog.findChild(QPushButton, "answer.take") is None
    answer(dialog, "read")
    qtbot.waitUntil(lambda: is_shown(application), timeout=20_000)
    assert "read-only" in application.window.windowTitle()
    assert "read-only" in application.messages[-1].text
    masks = dict(application.workspace.document.masks_on(0))
    drag(application.canvas, (60, 60), (80, 60))
    assert dict(application.workspace.document.masks_on(0)) == masks
    assert "read-only" in application.messages[-1].text
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    line = begin_comment(application)
    QTest.keyClicks(line, "Look here")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert comments_of(application) == []
    assert line.text() == "Look here", "a refused comment stays in the line"
    assert not application.window.actions_by_id["edit.undo"].isEnabled()
    application.project.save_as(tmp_path / "mine.gvseg")
    drag(application.canvas, (60, 60), (80, 60))
    assert dict(application.workspace.document.masks_on(0)) != masks
    assert "read-only" not in application.window.windowTitle()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [one.text for one in comments_of(application)] == ["Look here"]


def test_a_cancelled_question_opens_nothing(
    application: Any, project: Path, held: Any, qtbot: QtBot
) -> None:
    application.project.open(project)
    answer(question(application, qtbot), "cancel")
    assert not application.workspace.is_open


def test_a_project_of_a_killed_program_opens_without_a_question(
    application: Any, project: Path, held: Any, qtbot: QtBot
) -> None:
    held.kill()
    held.wait()
    open_on(application, project, qtbot)
    assert not application.workspace.is_read_only


def test_the_lock_of_a_crashed_machine_is_taken_over_when_the_user_says_so(
    application: Any, project: Path, qtbot: QtBot
) -> None:
    file = lock_path(project)
    silent_s = STALE_S + 300
    content = {"person": "Bo", "host": "lab-3", "scope": "x", "pid": 1, "token": "t"}
    file.write_text(json.dumps({**content, "since": time.time() - 5000.0, "started": ""}))
    os.utime(file, (time.time() - silent_s, time.time() - silent_s))
    application.project.open(project)
    dialog = question(application, qtbot)
    words = dialog.findChild(QLabel, "questionText").text()
    assert "no sign of life for 10 minutes" in words
    assert "lab-3" in words
    answer(dialog, "take")
    qtbot.waitUntil(lambda: is_shown(application), timeout=20_000)
    drag(application.canvas, (60, 60), (80, 60))
    assert json.loads(file.read_text())["host"] == os.uname().nodename


def test_edits_after_a_takeover_elsewhere_are_kept_and_reported(
    application: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    drag(application.canvas, (20, 20), (40, 20))
    path = application.workspace.project_path
    content = {"person": "Bo", "host": "lab-3", "scope": "x", "pid": 1, "token": "t"}
    lock_path(path).write_text(json.dumps({**content, "since": time.time(), "started": ""}))
    drag(application.canvas, (60, 60), (80, 60))
    assert "taken over" in application.workspace.save_state.error
    application.project.save_as(tmp_path / "mine.gvseg")
    assert not application.workspace.save_state.error
    assert application.workspace.unsaved_count == 0


def test_a_project_that_is_open_stays_locked_until_it_is_closed(
    application: Any, project: Path, qtbot: QtBot
) -> None:
    open_on(application, project, qtbot)
    code = "import sys; from pathlib import Path; from gvseg.project import Project\n"
    code += "Project.open(Path(sys.argv[1]))"
    run = [sys.executable, "-c", code, str(project)]
    refused = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "ProjectLockedError" in refused.stderr
    trigger(application, "file.close")
    assert subprocess.run(run, cwd=ROOT, check=False).returncode == 0
    with Project.open(project):
        pass
