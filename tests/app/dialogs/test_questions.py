"""Questions to the user emit the chosen answer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sample_workspace import button

from app.dialogs.questions import (
    QuestionDialog,
    about,
    changed_video,
    moved_video,
    unreadable_project,
)
from app.theme import DARK, LIGHT

QUESTIONS = {
    "moved": moved_video(Path("a.gvseg"), Path("a.mp4")),
    "changed": changed_video("a.mp4 differs."),
    "newer": unreadable_project(
        "a.gvseg is from a newer GvSeg; nothing was changed.", Path("a.mp4")
    ),
    "about": about(),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_is_emitted_and_closing_means_cancel(qtbot, name):
    question = QUESTIONS[name]
    for choice in question.choices:
        dialog = QuestionDialog(question, DARK)
        qtbot.addWidget(dialog)
        dialog.open()
        with qtbot.waitSignal(dialog.chosen) as signal:
            button(dialog, f"answer.{choice.choice_id}").click()
        assert signal.args == [choice.choice_id]
    dialog = QuestionDialog(question, LIGHT)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.chosen) as signal:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert signal.args == ["cancel"]
