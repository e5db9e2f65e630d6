"""Cyclic garbage is collected in the GUI thread only, whichever thread allocates."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import garbage

ROOT = Path(__file__).parents[2]
PROGRAM = """
import gc
from PySide6.QtWidgets import QApplication
from app.__main__ import main

QApplication.exec = staticmethod(lambda: print("automatic collection:", gc.isenabled()) or 0)
raise SystemExit(main([]))
"""


class Panel(QWidget):
    """A widget with a timer that only the cyclic collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.label = QLabel("shown", self)
        self.timer = QTimer(self, interval=1)
        self.timer.start()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[Qt.MouseButton]:
    """The mouse buttons that are held, none at first, whatever earlier tests did to the mouse."""
    held = [Qt.MouseButton.NoButton]
    monkeypatch.setattr(garbage, "QGuiApplication", SimpleNamespace(mouseButtons=lambda: held[0]))
    return held


@pytest.fixture
def collector(qapp: QApplication, held: list[Qt.MouseButton]) -> Iterator[garbage.GarbageCollector]:
    gc.enable()
    collector = garbage.GarbageCollector(qapp)
    yield collector
    collector.deleteLater()


@pytest.fixture
def destroyed_in(qtbot: QtBot) -> list[threading.Thread]:
    """The thread in which an unreachable panel is destroyed, once it is."""
    threads: list[threading.Thread] = []
    panel = Panel()
    panel.show()
    panel.destroyed.connect(
        lambda: threads.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
    )
    return threads


def allocate_until(destroyed_in: list[threading.Thread], qtbot: QtBot) -> None:
    """Keep allocating, as deallocations elsewhere delay a collection, until the panel is gone."""
    kept: list[object] = []

    def is_destroyed() -> bool:
        kept.extend([] for _ in range(2000))
        return bool(destroyed_in)

    qtbot.waitUntil(is_destroyed, timeout=20_000)


def allocate() -> None:
    for _ in range(300):
        lists: list[object] = [[] for _ in range(2000)]
        del lists


def test_a_widget_is_destroyed_in_the_gui_thread(
    collector: garbage.GarbageCollector, destroyed_in: list[threading.Thread], qtbot: QtBot
) -> None:
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert not destroyed_in
    allocate_until(destroyed_in, qtbot)
    assert destroyed_in == [threading.main_thread()]


def test_nothing_is_collected_during_a_stroke(
    collector: garbage.GarbageCollector,
    destroyed_in: list[threading.Thread],
    qtbot: QtBot,
    held: list[Qt.MouseButton],
) -> None:
    held[0] = Qt.MouseButton.LeftButton
    kept: list[object] = [[] for _ in range(2000)]
    qtbot.wait(2500)
    assert not destroyed_in
    held[0] = Qt.MouseButton.NoButton
    del kept
    allocate_until(destroyed_in, qtbot)


def test_the_program_leaves_collection_to_its_gui_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "automatic collection: False\n"), done.stderr
