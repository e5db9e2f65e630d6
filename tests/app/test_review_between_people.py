"""Comments, review states, locks and time spent, in the real window on a real video."""

import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
)
from pytestqt.qtbot import QtBot
from window_acts import click, drag, go_to, is_shown, key, open_on

from app.commands.time_spent import IDLE_S, TimeSpent
from app.dialogs.questions import QuestionDialog
from app.dialogs.settings import SettingsDialog
from app.panels.dataset.model import Column
from app.panels.timeline.review_marks import review_words
from app.workspace import Level
from gvseg.annotation.review_notes import ReviewState
from gvseg.dataset_file import Dataset, add_paths
from gvseg.project import Project, ProjectPool, login_name, open_snapshot
from gvseg.project.lock import STALE_S, lock_path

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from gvseg.project import Project
project = Project.open(Path(sys.argv[1]), person="Bo")
print("open", flush=True)
sys.stdin.readline()
"""


def trigger(application: Any, action_id: str) -> None:
    application.window.actions_by_id[action_id].trigger()


def cells(application: Any) -> list[list[str]]:
    """Return the rows of the list of comments."""
    model = application.panels.comments.findChild(QTreeView, "commentList").model()
    columns = range(model.columnCount())
    return [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]


def comment_line(application: Any) -> QLineEdit:
    line: QLineEdit = application.panels.comments.findChild(QLineEdit, "commentText")
    return line


def begin_comment(application: Any) -> QLineEdit:
    """Press the key for a comment; return the line, which now has the focus."""
    key(application.window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    line = comment_line(application)
    assert line.hasFocus()
    return line


def write_comment(application: Any, text: str, *, on_object: bool = False) -> None:
    line = begin_comment(application)
    about = application.panels.comments.findChild(QComboBox, "commentAbout")
    about.setCurrentIndex(1 if on_object else 0)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert application.canvas.hasFocus()


def undo(application: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(application.window.actions_by_id["edit.undo"].isEnabled)
    key(application.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def comments_of(application: Any) -> list[Any]:
    return list(application.workspace.document.notes.comments.values())


@pytest.fixture
def ann(application: Any) -> Any:
    """The application of Ann."""
    application.settings.update(person="Ann")
    return application


def test_a_comment_is_stored_at_once_resolved_and_reopened(ann: Any, qtbot: QtBot) -> None:
    drag(ann.canvas, (20, 20), (40, 20))
    write_comment(ann, "Cut at the ear", on_object=True)
    go_to(ann, 3, qtbot)
    write_comment(ann, "What is this? <b>")
    name = next(iter(ann.workspace.document.tracks.values())).name
    assert cells(ann) == [
        ["0", "Ann", f"{name}: Cut at the ear"],
        ["3", "Ann", "What is this? <b>"],
    ]
    with open_snapshot(ann.workspace.project_path) as stored:
        found = [one.text for one in stored.notes.comments.values()]
    assert found == ["Cut at the ear", "What is this? <b>"]
    key(ann.window, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert ann.workspace.view.frame_index == 0
    whole = ann.panels.comments.findChild(QPlainTextEdit, "commentWhole")
    text, details = whole.toPlainText().splitlines()
    assert text == "Cut at the ear"
    assert details.startswith("Ann, ")
    assert details.endswith(name)
    key(ann.window, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(cells(ann)) == 1)
    resolved = ann.workspace.document.notes.comments
    assert resolved[1].resolved_by == "Ann"
    scope = ann.panels.comments.findChild(QComboBox, "commentScope")
    scope.setCurrentIndex(1)
    assert len(cells(ann)) == 2
    undo(ann, qtbot)
    assert ann.workspace.document.notes.comments[1].is_open


def test_a_deleted_comment_comes_back_with_undo(ann: Any, qtbot: QtBot) -> None:
    write_comment(ann, "Typo")
    trigger(ann, "review.delete_comment")
    assert comments_of(ann) == []
    undo(ann, qtbot)
    assert [one.text for one in comments_of(ann)] == ["Typo"]


def test_enter_and_esc_in_the_line_leave_the_current_edit_alone(ann: Any, qtbot: QtBot) -> None:
    key(ann.window, Qt.Key.Key_P)
    for corner in ((20, 20), (60, 20), (60, 60)):
        click(ann.canvas, *corner)
    assert ann.canvas.has_draft
    write_comment(ann, "Later")
    assert ann.canvas.has_draft
    assert [one.text for one in comments_of(ann)] == ["Later"]
    line = begin_comment(ann)
    QTest.keyClicks(line, "A b")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert ann.canvas.hasFocus()
    assert ann.canvas.has_draft
    assert line.text() == "A b", "an unfinished comment must not be lost"
    assert len(ann.workspace.document.tracks) == 0, "letters in the line are not shortcuts"


def test_opening_a_video_tells_what_others_said(ann: Any, qtbot: QtBot) -> None:
    go_to(ann, 2, qtbot)
    write_comment(ann, "Here")
    go_to(ann, 5, qtbot)
    key(ann.window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    path = ann.workspace.project_path
    trigger(ann, "file.close")
    open_on(ann, path, qtbot)
    message = ann.messages[-1]
    assert message.text == "This video has 1 open comment and 1 frame that needs work."
    stops = []
    for _ in range(2):
        trigger(ann, message.offer_id)
        stops.append(ann.workspace.view.frame_index)
    assert stops == [5, 2], "the video opens where it was left"


def test_keys_accept_frames_and_send_them_back(ann: Any, qtbot: QtBot) -> None:
    window, workspace = ann.window, ann.workspace
    workspace.view.set_range(1, 4)
    key(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    workspace.view.set_range(None)
    go_to(ann, 2, qtbot)
    key(window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    states = {index: one.state for index, one in workspace.document.notes.frames.items()}
    accepted = ReviewState.ACCEPTED
    assert states == {1: accepted, 2: ReviewState.NEEDS_WORK, 3: accepted, 4: accepted}
    ann.panels.show_comments()
    state = ann.panels.comments.findChild(QLabel, "commentState")
    qtbot.waitUntil(lambda: "needs work: Ann" in state.toolTip())
    go_to(ann, 0, qtbot)
    key(window, Qt.Key.Key_F7)
    assert workspace.view.frame_index == 2, "frames that need work are stops, too"
    trigger(ann, "review.clear_state")
    assert 2 not in workspace.document.notes.frames


def test_the_name_comes_from_the_settings_or_the_login(application: Any, qtbot: QtBot) -> None:
    key(application.window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    message = application.messages[-1]
    assert login_name() in message.text
    assert message.offer_id == "file.settings"
    dialog = SettingsDialog(application.settings, parent=application.window)
    line = dialog.findChild(QLineEdit, "person")
    QTest.keyClicks(line, "Cy")
    QTest.keyClick(line, Qt.Key.Key_Return)
    drag(application.canvas, (20, 20), (40, 20))
    trigger(application, "review.verify")
    write_comment(application, "Mine")
    document = application.workspace.document
    assert document.mask(next(iter(document.tracks)), 0).verified_by == "Cy"
    assert [one.author for one in comments_of(application)] == ["Cy"]
    assert application.messages[-1] is message, "the user is told once"


def painted(application: Any, role: str) -> int:
    """Return the number of ruler pixels in a colour of the theme."""
    from app.theme import THEMES

    wanted = THEMES[application.settings.value.theme].colour(role).rgb()
    ruler = application.panels.timeline.view.viewport().grab().toImage()
    return sum(ruler.pixel(x, y) == wanted for y in range(16, 26) for x in range(ruler.width()))


def test_the_timeline_marks_comments_and_states(ann: Any, qtbot: QtBot) -> None:
    before = painted(ann, "good")
    go_to(ann, 4, qtbot)
    key(ann.window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert painted(ann, "good") >= before + 6
    go_to(ann, 5, qtbot)
    key(ann.window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert painted(ann, "warning") > 10
    before = painted(ann, "text")
    write_comment(ann, "Fine")
    go_to(ann, 0, qtbot)
    assert painted(ann, "text") > before + 20
    assert "Ann: Fine" in review_words(ann.workspace.document, 5)


# -- locks -----------------------------------------------------------------------------


@pytest.fixture
def project(application: Any, clip: Path) -> Path:
    """A project with one object, closed again."""
    drag(application.canvas, (20, 20), (40, 20))
    path = application.workspace.project_path
    trigger(application, "file.close")
    return path


@contextmanager
def program_of_bo(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Bo's program, which has the project open."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout.readline() == "open\n"
    yield program
    program.kill()
    program.communicate()


@pytest.fixture
def held(project: Path) -> Any:
    with program_of_bo(project) as program:
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


# -- time ------------------------------------------------------------------------------


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


# -- the report ------------------------------------------------------------------------


def write_report(application: Any, action_id: str, out: Path, qtbot: QtBot) -> str:
    shown: list[Path] = []
    reports = application.collaboration.reports
    reports.ask_file, reports.show_file = lambda suggested: out, shown.append
    trigger(application, action_id)
    qtbot.waitUntil(lambda: shown == [out], timeout=300_000)
    assert application.messages[-1].level is Level.GOOD
    return out.read_text(encoding="utf-8")


def test_the_menu_writes_a_report_and_opens_it(ann: Any, tmp_path: Path, qtbot: QtBot) -> None:
    drag(ann.canvas, (20, 20), (40, 20))
    write_comment(ann, "Cut <here> & there", on_object=True)
    page = write_report(ann, "review.report", tmp_path / "report.html", qtbot)
    assert html.escape("Cut <here> & there") in page
    assert "data:image/jpeg;base64," in page
    assert "Ann" in page


# -- the dataset browser ---------------------------------------------------------------


def column(application: Any, which: Column) -> list[str]:
    rows = application.dataset.panel.rows
    return [rows.index(row, which).data() for row in range(rows.rowCount())]


@pytest.fixture
def browser(ann: Any, clip: Path, tmp_path: Path, qtbot: QtBot) -> Any:
    """The browser with two videos: the first is reviewed, the other has no project yet."""
    ann.workspace.view.set_range(0, 4)
    key(ann.window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    ann.workspace.view.set_range(None)
    go_to(ann, 2, qtbot)
    key(ann.window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    write_comment(ann, "Here")
    path = ann.workspace.project_path
    trigger(ann, "file.close")
    root = tmp_path / "zoo"
    root.mkdir()
    shutil.copy(clip, root / "wolf.mp4")
    with Dataset.create(root) as made:
        add_paths(made, [path, root / "wolf.mp4"])
    ann.dataset.commands.open(root)
    qtbot.waitUntil(lambda: ann.dataset.panel.rows.rowCount() == 2, timeout=20_000)
    return ann


def test_the_browser_shows_and_filters_by_review(browser: Any, qtbot: QtBot) -> None:
    share = 100 * 4 // 24
    wanted = [f"{share} % accepted, 1 needs work", ""]
    qtbot.waitUntil(lambda: column(browser, Column.REVIEW) == wanted, timeout=20_000)
    assert column(browser, Column.COMMENTS) == ["1", ""]
    names = column(browser, Column.VIDEO)
    box = browser.dataset.panel.findChild(QComboBox, "datasetReview")
    for choice, expected in {
        "Needs work": names[:1],
        "Open comments": names[:1],
        "Partly reviewed": names[:1],
        "All frames accepted": [],
        "Not reviewed": names[1:],
    }.items():
        box.setCurrentIndex(box.findText(choice))
        assert column(browser, Column.VIDEO) == expected, choice


def test_the_browser_shows_who_has_a_video_open(browser: Any, qtbot: QtBot) -> None:
    (path,) = [video.project for video in browser.dataset.commands._dataset.videos()][:1]
    with program_of_bo(path):
        wanted = [f"Bo on {os.uname().nodename}", ""]
        qtbot.waitUntil(lambda: column(browser, Column.OPEN_BY) == wanted, timeout=20_000)
    qtbot.waitUntil(lambda: column(browser, Column.OPEN_BY) == ["", ""], timeout=20_000)


def test_the_report_of_a_dataset_lists_every_video(
    browser: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    page = write_report(browser, "dataset.report", tmp_path / "report.html", qtbot)
    assert "<td>wolf</td><td>no project yet</td>" in page
    assert "Here" in page


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
