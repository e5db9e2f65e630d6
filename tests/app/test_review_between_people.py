"""Comments and review states, in the real window on a real video."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTreeView
from pytestqt.qtbot import QtBot
from review_acts import begin_comment, comments_of, trigger, write_comment
from window_acts import click, drag, go_to, key, open_on

from app.dialogs.settings import SettingsDialog
from app.panels.timeline.review_marks import review_words
from app.theme import THEMES
from gvseg.annotation.review_notes import ReviewState
from gvseg.project import login_name, open_snapshot


def cells(application: Any) -> list[list[str]]:
    """Return the rows of the list of comments."""
    model = application.panels.comments.findChild(QTreeView, "commentList").model()
    columns = range(model.columnCount())
    return [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]


def undo(application: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(application.window.actions_by_id["edit.undo"].isEnabled)
    key(application.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


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
