"""Projects that join the dataset in the window: the dialog that maps their categories."""

from pathlib import Path
from typing import Any

import pytest
from dataset_projects import make_project
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.dialogs.joining import JoiningDialog
from gvseg.dataset_file import Dataset, add_paths


@pytest.fixture
def browser(make_application: Any, tmp_path: Path, qtbot: QtBot) -> Any:
    """The application with a dataset that has the categories animal and tree."""
    root = tmp_path / "zoo"
    make_project(root, "ape", ["animal", "tree"])
    with Dataset.create(root) as made:
        add_paths(made, [root])
    application = make_application()
    application.dataset.commands.open(root)
    qtbot.waitUntil(lambda: rows(application) == 1, timeout=20_000)
    return application


def rows(application: Any) -> int:
    return application.dataset.panel.rows.rowCount()


def drop(application: Any, qtbot: QtBot, *paths: Path) -> JoiningDialog:
    """Drop projects on the window and return the dialog that opens."""
    application.window.several_dropped.emit(list(paths))
    return opened(application, qtbot)


def opened(application: Any, qtbot: QtBot) -> JoiningDialog:
    def shown() -> list[JoiningDialog]:
        return [one for one in application.window.findChildren(JoiningDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=20_000)
    return shown()[0]


def field(dialog: JoiningDialog, name: str) -> QComboBox:
    return dialog.findChild(QComboBox, f"class.{name}")


def choose(dialog: JoiningDialog, name: str, text: str) -> None:
    field(dialog, name).setCurrentText(text)
    assert field(dialog, name).currentText() == text


def press(dialog: JoiningDialog, button: str) -> None:
    dialog.findChild(QPushButton, f"joining{button}").click()


def categories(application: Any) -> list[str]:
    with Dataset.open(application.dataset.commands.path) as dataset:
        return [category.name for category in dataset.categories().values()]


def test_one_dialog_maps_the_categories_of_all_projects(
    browser: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    one = make_project(tmp_path / "b", "bear", ["beast", "tree", "Tree"])
    two = make_project(tmp_path / "c", "cat", ["beast", "cage"])
    dialog = drop(browser, qtbot, one, two)
    shown = {name: box.currentText() for name, box in dialog.fields.items()}
    assert shown == {
        "beast": "New category “beast”",
        "Tree": "tree (object)",
        "cage": "New category “cage”",
        "tree": "tree (object)",  # known ones come last
    }
    assert list(shown)[-1] == "tree"
    beast = field(dialog, "beast")
    offered = [beast.itemText(index) for index in range(beast.count())]
    assert offered == ["New category “beast”", "animal (object)", "tree (object)"]
    choose(dialog, "beast", "animal (object)")
    press(dialog, "Use")
    qtbot.waitUntil(lambda: rows(browser) == 3, timeout=20_000)
    assert categories(browser) == ["animal", "tree", "cage"]

    commands = browser.dataset.commands
    (entry,) = (video for video in commands.dataset.videos() if video.name == "bear")
    commands.open_video(entry.video_id)
    qtbot.waitUntil(lambda: browser.workspace.is_open, timeout=20_000)
    document = browser.workspace.document
    assert {one.name for one in document.categories.values()} >= {"animal", "tree", "cage"}
    names = [document.category(track.category_id).name for track in document.tracks.values()]
    assert names == ["animal", "tree", "tree"]
    assert all(document.mask(number, 0) is not None for number in document.tracks)


def test_cancel_adds_nothing(
    browser: Any, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "b", "bear", ["beast"])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(project)], ""))
    browser.window.actions_by_id["dataset.add"].trigger()
    dialog = opened(browser, qtbot)
    with qtbot.waitSignal(dialog.finished):
        press(dialog, "Cancel")
    browser.dataset.commands.queue.changed.emit()  # reads the dataset again
    qtbot.wait(300)
    assert rows(browser) == 1
    assert categories(browser) == ["animal", "tree"]


def test_matches_by_name_can_be_restored(browser: Any, tmp_path: Path, qtbot: QtBot) -> None:
    one = make_project(tmp_path / "b", "bear", ["beast", "tree"])
    dialog = drop(browser, qtbot, one, make_project(tmp_path / "c", "cat", ["tree"]))
    choose(dialog, "beast", "animal (object)")
    choose(dialog, "tree", "New category “tree 2”")
    press(dialog, "Match")
    press(dialog, "Use")
    qtbot.waitUntil(lambda: rows(browser) == 3, timeout=20_000)
    assert categories(browser) == ["animal", "tree", "beast"]


def test_projects_with_known_categories_join_without_a_dialog(
    browser: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    known = [make_project(tmp_path / name, name, ["tree"]) for name in ("elk", "fox")]
    browser.window.several_dropped.emit(known)
    qtbot.waitUntil(lambda: rows(browser) == 3, timeout=20_000)
    assert not browser.window.findChildren(JoiningDialog)
