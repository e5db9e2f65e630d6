"""Acts of a person who works with proposals."""

from desk_acts import key
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.dialogs.vocabulary import VocabularyDialog
from app.panels.proposals.model import Column

ROAD, CAR, DOUBTFUL = 1, 2, 3


def press(desk: Desk, name: str) -> None:
    desk.panels.mode_bar.findChild(QWidget, name).click()


def dialog_of(desk: Desk, qtbot: QtBot) -> VocabularyDialog:
    def shown() -> list[VocabularyDialog]:
        return [one for one in desk.window.findChildren(VocabularyDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def answer(desk: Desk, qtbot: QtBot, **classes: str) -> None:
    """Answer the dialog of classes; classes that are not named stay as offered."""
    dialog = dialog_of(desk, qtbot)
    for name, wanted in classes.items():
        field = dialog.findChild(QComboBox, f"class.{name}")
        field.setCurrentText(wanted)
        assert field.currentText() == wanted
    dialog.findChild(QPushButton, "classesUse").click()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)


def segment(desk: Desk, qtbot: QtBot, task: str = "panoptic") -> None:
    """Run a task with the classes as they are offered."""
    is_first = not desk.workspace.document.vocabulary_map
    press(desk, f"task.{task}")
    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(desk.canvas, Qt.Key.Key_F)
        if is_first:
            answer(desk, qtbot)
    desk.panels.proposals.view.model().renew()


def rows(desk: Desk) -> list[list[str]]:
    model = desk.panels.proposals.view.model()
    return [
        [model.index(row, column).data() for column in (Column.NAME, Column.FRAMES, Column.SCORE)]
        for row in range(model.rowCount())
    ]


def click_row(desk: Desk, row: int, column: Column) -> None:
    view = desk.panels.proposals.view
    place = view.visualRect(view.model().index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def names(desk: Desk) -> list[str]:
    return [track.name for track in desk.workspace.document.tracks.values()]
