"""Help: the tour follows the user's progress, and the manual names the current keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot
from window_acts import click, key, open_on

from app.actions import ACTIONS
from app.application import Application
from app.dialogs.manual import ManualDialog, chapters
from gvseg.parts import asset_path


def step(application: Application) -> str:
    card = application.window.findChild(QWidget, "firstSteps")
    return card.findChild(QLabel, "stepTitle").text() if card.isVisible() else ""


def test_the_tour_advances_when_a_step_is_completed(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    application: Application = make_application()
    application.window.actions_by_id["help.first_steps"].trigger()
    assert step(application) == "Open a video"
    open_on(application, clip, qtbot)
    qtbot.waitUntil(lambda: step(application) == "Mark an object", timeout=5000)
    application.window.actions_by_id["tool.clicks"].trigger()
    click(application.canvas, 60, 40)
    qtbot.waitUntil(lambda: step(application) == "Keep the mask", timeout=5000)
    key(application.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step(application) == "Propagate", timeout=5000)
    application.window.actions_by_id["propagate.both"].trigger()
    qtbot.waitUntil(lambda: step(application) == "Correct", timeout=5000)
    following = application.window.findChild(QPushButton, "stepNext")
    following.click()
    assert step(application) == "Export"
    assert following.text() == "Finish"
    following.click()
    assert step(application) == ""


def test_the_card_stays_inside_the_window(make_application: Any, clip: Path, qtbot: QtBot) -> None:
    application: Application = make_application((1280, 688))
    open_on(application, clip, qtbot)
    application.window.actions_by_id["help.first_steps"].trigger()
    card = application.window.findChild(QWidget, "firstSteps")
    for _ in range(4):
        assert application.window.pages.rect().contains(card.geometry())
        text = card.findChild(QLabel, "stepText")
        assert text.height() >= text.heightForWidth(text.width())
        card.findChild(QPushButton, "stepNext").click()


def test_the_manual_names_the_current_keys(application: Application, qtbot: QtBot) -> None:
    application.settings.update(shortcuts={"propagate.both": ("Ctrl+F12",)})
    application.window.actions_by_id["help.manual"].trigger()
    manual = application.window.findChild(ManualDialog)
    chapter = manual.findChild(QListWidget, "manualChapters")
    chapter.setCurrentItem(*chapter.findItems("Propagate", Qt.MatchFlag.MatchExactly))
    shown = manual.findChild(QTextBrowser, "manualPage").toPlainText()
    assert "Ctrl+F12 propagates the masks" in shown
    assert "{" not in shown


def test_the_manual_names_only_known_actions() -> None:
    text = asset_path("help", "manual.md").read_text("utf-8")
    assert len(chapters(text)) >= 10
    for name in {part.partition("}")[0] for part in text.split("{")[1:]}:
        assert name in ACTIONS, name


@pytest.mark.parametrize("chapter", ["Open a video", "Correct"])
def test_every_chapter_has_its_text(chapter: str) -> None:
    assert len(chapters(asset_path("help", "manual.md").read_text("utf-8"))[chapter]) > 200


def test_the_canvas_hint_disappears_when_a_draft_begins(
    application: Application, qtbot: QtBot
) -> None:
    assert application.canvas.hint == "Paint or click to mark your first object"
    application.window.actions_by_id["tool.clicks"].trigger()
    click(application.canvas, 60, 40)
    qtbot.waitUntil(lambda: application.canvas.hint == "", timeout=5000)
    key(application.canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: application.canvas.hint != "", timeout=5000)
