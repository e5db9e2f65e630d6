"""A project, dataset or video is open in one window; opening it again shows that window."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from window_acts import drag

from app.open_files import OpenFiles
from gvseg.dataset_file import Dataset

ROOT = Path(__file__).parent.parent.parent


MACOS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from app import __main__ as program

class Opened(program.QtApplication):
    def exec(self):
        QTimer.singleShot(0, lambda: self.sendEvent(self, QFileOpenEvent(sys.argv[1])))
        return super().exec()

program.QtApplication = Opened
sys.exit(program.main([]))
"""
"""Runs the application without arguments and then sends it the path as an event."""


def start(*arguments: object, options: tuple[str, ...] = ("-m", "app")) -> subprocess.Popen[str]:
    """Start the application in another process."""
    return subprocess.Popen(
        [sys.executable, *options, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def project(application) -> Path:
    """The open project, which a first edit has created."""
    drag(application.canvas, (40, 40), (60, 40))
    return application.workspace.project_path


def is_open_elsewhere(path: Path) -> bool:
    return OpenFiles().show_elsewhere(path)


def wait_until_open(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until another process reports that it has a file open, which needs its event loop."""
    deadline = time.monotonic() + 60
    while not OpenFiles().show_elsewhere(path, wait_ms=60_000):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)


@pytest.mark.parametrize("what", ["video", "link"])
def test_a_second_start_shows_the_open_window_and_exits(
    application, project, clip, tmp_path, qtbot, what
) -> None:
    link = tmp_path / "link.gvseg"
    link.symlink_to(project)
    wanted = link if what == "link" else clip
    application.window.showMinimized()
    second = start(wanted)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    said, errors = second.communicate()
    assert (second.returncode, errors) == (0, "")
    assert "is already open" in said
    assert not application.window.windowState() & Qt.WindowState.WindowMinimized
    assert not [one for one in application.messages if one.level.value == "error"]


def test_a_copy_of_the_project_opens_in_a_separate_window(application, project, tmp_path) -> None:
    copy = shutil.copy(project, tmp_path / "copy.gvseg")
    assert not is_open_elsewhere(copy)


def test_opening_a_file_of_another_window_shows_that_window(
    application, clip, tmp_path, qtbot
) -> None:
    other = shutil.copy(clip, tmp_path / "other.mp4")
    process = start(other)
    try:
        wait_until_open(other, process)
        before = application.workspace.source
        application.project.open(other)
        qtbot.waitUntil(lambda: "another window" in application.messages[-1].text, timeout=5000)
        assert application.workspace.source is before
    finally:
        process.kill()
        process.communicate()
    # Its sockets still exist, but nobody listens, so the file opens here.
    application.project.open(other)
    qtbot.waitUntil(lambda: application.workspace.source.path == other, timeout=20_000)


def test_a_killed_window_does_not_keep_its_files(application, project, tmp_path) -> None:
    path = tmp_path / "gone.gvseg"
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n"
        "from app.open_files import OpenFiles\nQCoreApplication([])\nfiles = OpenFiles()\n"
        "files.announce([Path(sys.argv[1])])\nassert files._servers\nos.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, check=False)
    assert done.returncode != 0
    assert not is_open_elsewhere(path)
    files = OpenFiles()
    files.announce([path])
    assert files._servers, "the leftover socket blocks the name"
    files.announce([])


def test_a_dataset_is_shown_by_its_folder_or_its_file(application, tmp_path, qtbot) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    Dataset.create(folder).close()
    application.dataset.open(folder)
    qtbot.waitUntil(lambda: application.dataset.is_browsing)
    second = start(folder)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    said, errors = second.communicate()
    assert (second.returncode, errors) == (0, "")
    assert "is already open" in said


def test_a_closed_project_can_be_opened_elsewhere(application, project, qtbot) -> None:
    application.window.actions_by_id["file.close"].trigger()
    assert not is_open_elsewhere(project)


def test_a_file_that_macos_sends_as_an_event_is_opened(qapp, clip) -> None:
    process = start(clip, options=("-c", MACOS))
    try:
        wait_until_open(clip, process)
    finally:
        process.kill()
        process.communicate()
