"""After a correction, a message offers to propagate it until the correction is undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, drag, go_to, key

from app.application import Application


def offers(application: Application) -> list[QPushButton]:
    return [
        button
        for button in application.panels.toasts.findChildren(QPushButton, "toastOffer")
        if button.isVisible() and button.text() == "Propagate"
    ]


def correct(application: Application, qtbot: QtBot) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
    go_to(application, 9, qtbot)
    drag(application.canvas, (40, 60), (60, 60))


def test_undoing_a_correction_withdraws_its_offer(application: Application, qtbot: QtBot) -> None:
    correct(application, qtbot)
    assert len(offers(application)) == 1
    drag(application.canvas, (40, 62), (60, 62))
    assert len(offers(application)) == 1, "more strokes on the frame change nothing"
    for _ in range(2):
        key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert not offers(application)
    drag(application.canvas, (40, 60), (60, 60))
    assert len(offers(application)) == 1, "correcting the frame again offers it again"


def test_deleting_the_object_withdraws_the_offer(application: Application, qtbot: QtBot) -> None:
    correct(application, qtbot)
    key(application.canvas, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert not offers(application)
