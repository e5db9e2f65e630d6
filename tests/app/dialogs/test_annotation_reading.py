"""A dialog may be closed and deleted at any time while a file is being read."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from app.dialogs import annotation_reading
from app.dialogs.annotation_reading import AnnotationReader, ReadResult

DRIVER = '''
import faulthandler, pathlib, sys
faulthandler.enable()
from PySide6.QtWidgets import QApplication, QWidget
import app.dialogs.annotation_reading as reading

def read_annotations(path, name, *, progress, cancel, **_):
    """Report progress without a pause, and for a while after cancellation."""
    after = 0
    while after < 300:
        progress(0.5)
        after += cancel.is_set()
    raise RuntimeError("cancelled")

reading.read_annotations = read_annotations
sys.setswitchinterval(1e-5)
application = QApplication([])
heard = []
for _ in range(60):
    parent = QWidget()
    reader = reading.AnnotationReader(parent)
    reader.finished.connect(heard.append)
    reader.start(pathlib.Path("x"), "coco", {}, (10, 10))
    for _ in range(3):
        application.processEvents()
    reader.stop()
    del reader, parent  # Qt deletes its objects while the thread still reports
    application.processEvents()
print("survived", len(heard))
'''
ROOT = Path(__file__).parents[3]


def test_the_dialog_can_be_deleted_while_a_thread_is_reading() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "survived 0\n", "a cancelled reader must not deliver a result"


def test_a_reading_thread_never_destroys_a_qt_object(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    destroyed_in: list[threading.Thread] = []

    class Mailbox(annotation_reading._Mailbox):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.destroyed.connect(
                lambda: destroyed_in.append(threading.current_thread()),
                Qt.ConnectionType.DirectConnection,
            )

        def close(self, result: ReadResult) -> None:
            super().close(result)
            time.sleep(0.3)  # the thread still uses the object after the GUI thread has released it

    monkeypatch.setattr(annotation_reading, "_Mailbox", Mailbox)
    parent = QObject()
    reader = AnnotationReader(parent)
    with qtbot.waitSignal(reader.finished):
        reader.start(tmp_path / "nothing.json", "coco", {}, (10, 10))
    reader.stop()
    qtbot.waitUntil(lambda: bool(destroyed_in))
    assert destroyed_in == [threading.main_thread()]
