"""Uncaught exceptions and native crashes are reported in a file and a dialog."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton
from window_acts import drag

from app.commands.crashes import CrashCommands
from app.crash_reports import ACTIONS_MAX, CrashReports, without_paths
from app.dialogs.crash import CrashDialog
from app.workspace import Level
from gvseg import __version__

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def crashes(application, tmp_path, monkeypatch) -> Path:
    """The report folder of an application that handles uncaught exceptions."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    folder = tmp_path / "crashes"
    commands = CrashCommands(
        CrashReports(folder), application.workspace, application.settings, application.window
    )
    commands.install(application.window.actions_by_id)
    return folder


def dialogs(application) -> list[CrashDialog]:
    return [one for one in application.window.findChildren(CrashDialog) if one.isVisible()]


def press(dialog: CrashDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def fail(path: Path) -> None:
    """Call the exception hook as PySide does for an exception in a slot."""
    try:
        path.read_text()
    except OSError:
        sys.excepthook(*sys.exc_info())


def test_an_error_is_reported_without_paths_and_the_application_continues(
    application, crashes, monkeypatch, capsys, qtbot
) -> None:
    secret = application.workspace.source.path.with_name("secret name.mp4")
    application.window.actions_by_id["tool.brush"].trigger()
    for _ in range(2):
        fail(secret)
    [dialog] = dialogs(application)
    [report] = crashes.glob("crash-*.txt")
    written = report.read_text()
    assert f"GvSeg {__version__}" in written
    assert "PySide6" in written
    assert "FileNotFoundError" in written
    assert " tool.brush\n" in written
    assert 'File "app/test_crashes.py"' in written
    for private in ("secret", str(ROOT), str(Path.home()), application.workspace.source.path.name):
        assert private not in written.replace("test_crashes", "")
    assert dialog.findChild(QPlainTextEdit, "crashDetails").toPlainText() == written

    press(dialog, "crashCopy")
    assert QGuiApplication.clipboard().text() == written
    dialog.findChild(QCheckBox, "crashPaths").click()
    press(dialog, "crashCopy")
    assert str(secret) in QGuiApplication.clipboard().text()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    press(dialog, "crashFolder")
    assert opened == [str(crashes)]

    press(dialog, "crashContinue")
    assert application.window.isVisible()
    assert "FileNotFoundError" in capsys.readouterr().err
    drag(application.canvas, (40, 40), (60, 40))
    assert application.workspace.document.tracks


def test_an_error_of_a_worker_thread_is_shown_in_the_window(
    application, crashes, qtbot, capsys
) -> None:
    worker = threading.Thread(target=lambda: divmod(1, 0), name="gvseg-test")
    worker.start()
    qtbot.waitUntil(lambda: bool(dialogs(application)), timeout=5000)
    worker.join()
    [dialog] = dialogs(application)
    assert "ZeroDivisionError" in dialog.findChild(QPlainTextEdit, "crashDetails").toPlainText()
    assert "ZeroDivisionError" in capsys.readouterr().err
    press(dialog, "crashQuit")
    assert not application.window.isVisible()


def test_a_bug_in_a_worker_is_reported_but_a_user_error_is_not(application, crashes) -> None:
    bug = "Traceback (most recent call last):\n  ...\nKeyError: 3\n"
    mistake = "Traceback (most recent call last):\n  ...\ngvseg.errors.VideoError: no\n"
    application.workspace.post(Level.ERROR, "It failed.", details=mistake)
    assert not crashes.exists()
    application.workspace.post(Level.ERROR, "It failed.", details=bug)
    [report] = crashes.glob("crash-*.txt")
    assert "KeyError: 3" in report.read_text()
    assert not dialogs(application)


@pytest.mark.parametrize(
    "text",
    [
        "[Errno 2] No such file: '/home/ann/my film.mp4'",
        'cannot open "C:\\Users\\ann\\my film.mp4" now',
        "/home/ann/film.mp4 cannot be read",
        "opened D:\\ann\\film.mp4, then failed",
        "the film ann.mp4 is short",
    ],
)
def test_paths_and_names_of_open_files_are_left_out(text) -> None:
    left = without_paths(text, ["ann.mp4"])
    assert "ann" not in left.replace("cannot", "")
    assert "<path>" in left


def test_only_the_latest_reports_are_kept(tmp_path) -> None:
    reports = CrashReports(tmp_path)
    for number in range(25):
        (tmp_path / f"crash-{number}.txt").write_text("old")
        os.utime(tmp_path / f"crash-{number}.txt", (number, number))
    newest = reports.write("Traceback: no")
    left = set(tmp_path.iterdir())
    assert len(left) == 20
    assert newest.path in left


def test_a_read_only_report_folder_is_ignored(tmp_path) -> None:
    (tmp_path / "file").touch()
    reports = CrashReports(tmp_path / "file")
    reports.start()
    reports.record_action("go.next")
    assert reports.write("Traceback: no").path is None
    assert "go.next" in reports.write("Traceback: no").text
    reports.close()


# -- native crashes, each in a separate process ---------------------------------------------

START = """
import faulthandler, os, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication
from app.__main__ import main

def window():
    return next(one for one in QApplication.topLevelWidgets() if one.objectName() == "mainWindow")

def act():
{act}

def loop():
    QTimer.singleShot(0, act)
    return QCoreApplication.exec()

QApplication.exec = staticmethod(loop)
sys.exit(main([]))
"""


def run_application(act: str, state: Path) -> subprocess.CompletedProcess[str]:
    """Run the application in a separate process and act in its window."""
    script = START.format(act="\n".join(f"    {line}" for line in act.splitlines()))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(state)}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=state,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


CRASH = """
actions = window().actions_by_id
for _ in range(40):
    actions["view.masks"].trigger()
actions["view.outlines"].trigger()
faulthandler._sigsegv()
"""
LOOK = """
found = [one.toPlainText() for one in QApplication.allWidgets()
         if one.objectName() == "crashDetails"]
sys.stdout.write("\\n".join(found))
window().close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix signals")
def test_a_native_crash_is_shown_once_at_the_next_start(tmp_path) -> None:
    assert run_application(CRASH, tmp_path).returncode < 0
    shown = run_application(LOOK, tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "Fatal Python error: Segmentation fault" in shown.stdout
    assert 'File "app/__main__.py"' in shown.stdout
    assert str(ROOT) not in shown.stdout
    assert shown.stdout.count(" view.masks\n") == ACTIONS_MAX - 1
    assert shown.stdout.count(" view.outlines\n") == 1
    again = run_application(LOOK, tmp_path)
    assert again.returncode == 0, again.stderr
    assert again.stdout == ""
    assert [path.name[:6] for path in tmp_path.rglob("*.txt")] == ["crash-"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix signals")
def test_a_killed_session_is_not_reported(tmp_path) -> None:
    assert run_application("os.kill(os.getpid(), 9)", tmp_path).returncode == -9
    assert len(list(tmp_path.rglob("session-*.txt"))) == 1
    shown = run_application(LOOK, tmp_path)
    assert shown.stdout == ""
    assert list(tmp_path.rglob("*.txt")) == []
