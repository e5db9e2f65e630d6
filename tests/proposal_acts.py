"""Actions of a user who works with proposals."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_acts import key

from app.application import Application
from app.dialogs.vocabulary import VocabularyDialog
from app.panels.proposals.model import Column

ROAD, CAR, DOUBTFUL = 1, 2, 3


def press(application: Application, name: str) -> None:
    application.panels.mode_bar.findChild(QWidget, name).click()


def dialog_of(application: Application, qtbot: QtBot) -> VocabularyDialog:
    def shown() -> list[VocabularyDialog]:
        return [one for one in application.window.findChildren(VocabularyDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def answer(application: Application, qtbot: QtBot, **classes: str) -> None:
    """Answer the dialog for classes; classes that are not given keep the suggested category."""
    dialog = dialog_of(application, qtbot)
    for name, wanted in classes.items():
        field = dialog.findChild(QComboBox, f"class.{name}")
        field.setCurrentText(wanted)
        assert field.currentText() == wanted
    dialog.findChild(QPushButton, "classesUse").click()
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)


def segment(application: Application, qtbot: QtBot, task: str = "panoptic") -> None:
    """Run a task with the suggested categories."""
    is_first = not application.workspace.document.vocabulary_map
    press(application, f"task.{task}")
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
        if is_first:
            answer(application, qtbot)
    application.panels.proposals.view.model().refresh()


def rows(application: Application) -> list[list[str]]:
    model = application.panels.proposals.view.model()
    return [
        [model.index(row, column).data() for column in (Column.NAME, Column.FRAMES, Column.SCORE)]
        for row in range(model.rowCount())
    ]


def click_row(application: Application, row: int, column: Column) -> None:
    view = application.panels.proposals.view
    place = view.visualRect(view.model().index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def names(application: Application) -> list[str]:
    return [track.name for track in application.workspace.document.tracks.values()]
