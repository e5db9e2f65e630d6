"""Full disks, read-only folders, damaged and newer projects, and moved videos."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from clips import H264, encode_clip
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from window_acts import drag, go_to, is_shown, open_on

from app.application import Application
from app.workspace import RunKind
from gvseg.project import Project

DISK_BYTES = 2 * 2**20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of two megabytes with a clip on it, and unmount it at the end."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("needs root on Linux, to mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place)], check=False
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    encode_clip(place / "film.mp4", frame_count=24, size=(96, 128), options=H264)
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Write until the disk is full."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            with suppress(OSError):  # the disk is full
                while file.write(b"x" * size) == size:
                    pass
    return filler


def press(qtbot: QtBot, name: str) -> str:
    """Wait for a question, press one of its buttons, and return its text."""
    qtbot.waitUntil(lambda: _question() is not None, timeout=10_000)
    dialog = _question()
    text = dialog.findChild(object, "questionText").text()
    dialog.findChild(QPushButton, f"answer.{name}").click()
    return text


def _question() -> Any:
    dialog = QApplication.activeModalWidget()
    return dialog if dialog is not None and dialog.objectName() == "questionDialog" else None


def choose_file(
    path: Path, button: QDialogButtonBox.StandardButton = QDialogButtonBox.StandardButton.Open
) -> None:
    """Choose a file in Qt's file dialog once it is open; it runs its own event loop."""

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(50, choose)
            return
        # `selectFile` does nothing while the name field has the focus.
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.findChild(QDialogButtonBox).button(button).click()
        if dialog.isVisible():  # the dialog reads the folder in its own thread
            QTimer.singleShot(100, choose)

    QTimer.singleShot(50, choose)


def stroke(application: Application, number: int) -> tuple[int, int]:
    """Paint a dab where there is none yet, and return its centre."""
    x, y = 8 + 16 * (number % 7), 8 + 16 * (number // 7)
    drag(application.canvas, (x, y), (x + 4, y))
    return x, y


def test_edits_on_a_full_disk_are_saved_once_there_is_space(
    make_application: Any, disk: Path, qtbot: QtBot
) -> None:
    application = make_application()
    open_on(application, disk / "film.mp4", qtbot)
    workspace = application.workspace
    places = [stroke(application, 0)]
    project = workspace.project_path
    assert project == disk / "film.gvseg"
    filler = fill(disk)
    while not workspace.save_state.error and len(places) < 40:
        places.append(stroke(application, len(places)))
    assert "disk is full; free some space" in workspace.save_state.error
    assert application.panels.save_bar.isVisible()
    assert "NOT SAVED" in application.window.windowTitle()
    held = workspace.unsaved_count
    places.append(stroke(application, len(places)))
    assert workspace.unsaved_count == held + 1
    workspace.undo()
    go_to(application, 3, qtbot)

    filler.unlink()
    application.window.actions_by_id["file.retry_save"].setEnabled(True)
    application.panels.save_bar.findChild(QPushButton, "saveRetry").click()
    assert not workspace.save_state.error
    assert not application.panels.save_bar.isVisible()
    places.append(stroke_on_first_frame(application, len(places), qtbot))
    application.window.close()
    with Project.open(project) as reopened:
        assert reopened.check() == []
        pixels = reopened.document.mask(1, 0).mask.to_array()
    assert all(pixels[y, x] for x, y in places)


def stroke_on_first_frame(application: Application, number: int, qtbot: QtBot) -> tuple[int, int]:
    go_to(application, 0, qtbot)
    return stroke(application, number)


def test_a_run_stops_on_a_full_disk_and_its_masks_are_saved_later(
    make_application: Any, disk: Path, qtbot: QtBot
) -> None:
    application = make_application()
    open_on(application, disk / "film.mp4", qtbot)
    stroke(application, 0)
    filler = fill(disk)
    for number in range(1, 40):
        if application.workspace.save_state.error:
            break
        stroke(application, number)
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        application.propagation.run(RunKind.BOTH)
    assert application.workspace.document.mask(1, 5) is None
    assert "disk is full" in application.workspace.save_state.error
    filler.unlink()
    assert application.workspace.retry_save()
    assert application.workspace.document.mask(1, 5) is not None


@pytest.mark.parametrize("answer", ["cancel", "elsewhere", "drop"])
def test_closing_with_unsaved_edits_asks_first(
    make_application: Any, disk: Path, tmp_path: Path, qtbot: QtBot, answer: str
) -> None:
    application = make_application()
    open_on(application, disk / "film.mp4", qtbot)
    stroke(application, 0)
    filler = fill(disk)
    places = [stroke(application, number) for number in range(1, 21)]
    assert application.workspace.save_state.error
    application.window.close()
    assert application.window.isVisible()
    if answer == "elsewhere":
        choose_file(tmp_path / "rescued.gvseg", QDialogButtonBox.StandardButton.Save)
    assert "disk is full" in press(qtbot, answer)
    if answer == "cancel":
        assert application.window.isVisible()
        filler.unlink()
        application.window.close()  # now the edits can be saved, so there is no question
    assert not application.window.isVisible()
    kept = tmp_path / "rescued.gvseg" if answer == "elsewhere" else disk / "film.gvseg"
    with Project.open(kept) as reopened:
        pixels = reopened.document.mask(1, 0).mask.to_array()
    if answer != "drop":
        assert all(pixels[y, x] for x, y in places)


def test_the_project_of_a_video_on_a_read_only_disk_is_in_the_user_folder(
    make_application: Any, disk: Path, qtbot: QtBot
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    application = make_application()
    open_on(application, disk / "film.mp4", qtbot)
    stroke(application, 0)
    path = application.workspace.project_path
    assert path is not None
    assert disk not in path.parents
    assert "The folder of the video is not writable" in application.messages[-1].text


def test_a_project_on_a_read_only_disk_is_rejected_with_a_remedy(
    make_application: Any, disk: Path, qtbot: QtBot
) -> None:
    application = make_application()
    open_on(application, disk / "film.mp4", qtbot)
    stroke(application, 0)
    project = application.workspace.project_path
    application.project.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    application.project.open(project)
    shown_text = application.messages[-1].text
    assert str(project) in shown_text
    assert "copy it to another folder" in shown_text
    assert not application.workspace.is_open


def test_a_moved_video_can_be_located_with_the_file_dialog(
    application: Application,
    clip: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stroke(application, 0)
    drawn = application.workspace.document.mask(1, 0)
    application.project.close()
    moved = tmp_path / "elsewhere" / "other.mp4"
    moved.parent.mkdir()
    clip.rename(moved)
    application.project.open(clip.with_suffix(".gvseg"))
    choose_file(moved)
    assert "which no longer exists" in press(qtbot, "find")
    qtbot.waitUntil(lambda: is_shown(application), timeout=20_000)
    assert application.workspace.source.path == moved
    assert application.workspace.document.mask(1, 0) == drawn


def test_a_truncated_video_reports_the_frames_that_it_has_and_lacks(
    make_application: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    path = encode_clip(
        tmp_path / "cut.mp4",
        frame_count=30,
        noise=60,
        options={**H264, "crf": "20"},
        container_options={"movflags": "faststart"},
    )
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    application = make_application()
    open_on(application, path, qtbot)
    count = application.workspace.source.frame_count
    messages = [message.text for message in application.messages]
    assert (
        f"{30 - count} frames of cut.mp4 cannot be read; the file may be truncated. "
        f"You can annotate the other {count} frames."
    ) in messages


def test_a_project_from_a_newer_version_is_reported_and_not_changed(
    application: Application, clip: Path, qtbot: QtBot
) -> None:
    stroke(application, 0)
    application.project.close()
    project = clip.with_suffix(".gvseg")
    with sqlite3.connect(project) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = project.read_bytes()
    application.project.open(clip)
    assert "newer version of GvSeg" in press(qtbot, "close")
    assert not application.workspace.is_open
    assert project.read_bytes() == before


@pytest.mark.parametrize("is_by_video", [True, False])
def test_a_damaged_project_can_be_recovered_and_opened(
    application: Application, clip: Path, qtbot: QtBot, is_by_video: bool
) -> None:
    stroke(application, 0)
    drawn = application.workspace.document.mask(1, 0)
    application.project.close()
    project = clip.with_suffix(".gvseg")
    damage_history(project)
    before = project.read_bytes()
    application.project.open(clip if is_by_video else project)
    assert "is damaged" in press(qtbot, "salvage")
    qtbot.waitUntil(lambda: is_shown(application), timeout=20_000)
    assert application.workspace.project_path == clip.with_name("film-saved.gvseg")
    assert application.workspace.document.mask(1, 0) == drawn
    assert any("1 object with 1 mask" in one.text for one in application.messages)
    assert project.read_bytes() == before


def test_a_project_without_recoverable_entries_is_reported(
    application: Application, clip: Path, qtbot: QtBot
) -> None:
    stroke(application, 0)
    application.project.close()
    project = clip.with_suffix(".gvseg")
    content = bytearray(project.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    project.write_bytes(content)
    application.project.open(project)
    press(qtbot, "salvage")
    qtbot.waitUntil(lambda: bool(application.messages), timeout=10_000)
    assert "nothing can be read" in application.messages[-1].text
    assert not application.workspace.is_open


def damage_history(project: Path) -> None:
    """Corrupt one entry of the file, so that it cannot be opened."""
    with sqlite3.connect(project) as connection:
        connection.execute("UPDATE state SET value = 'nonsense' WHERE key = 'layer_order'")
    connection.close()
