"""Opening good and bad sources; no failure loses any work."""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from clips import H264, encode_clip, number_image, write_image
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot
from window_acts import drag, is_shown, open_on

from app.application import Application, Options
from app.dialogs.message_list import MessageListDialog
from gvseg.project import Project


def last_text(application: Any) -> str:
    return str(application.messages[-1].text)


def wait_for_message(application: Any, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: bool(application.messages), timeout=20_000)
    return last_text(application)


def test_a_folder_of_images_opens(make_application: Any, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    for number in range(5):
        write_image(folder / f"f{number:02}.png", number_image(number, 48, 64))
    application = make_application()
    open_on(application, folder, qtbot)
    assert application.workspace.source.frame_count == 5
    drag(application.canvas, (20, 20), (30, 20))
    assert application.workspace.project_path == tmp_path / "frames.gvseg"


def test_error_toasts_are_removed_with_their_video_but_stay_in_the_list(
    application: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(b"no video")
    application.project.open(bad)
    failed = wait_for_message(application, qtbot)
    toasts = application.panels.toasts
    assert toasts.isVisible()
    other = encode_clip(tmp_path / "other.mp4", frame_count=5, size=(96, 128), options=H264)
    application.project.open(other)
    qtbot.waitUntil(lambda: application.workspace.source.path == other, timeout=20_000)
    assert not toasts.isVisible()
    application.window.actions_by_id["help.messages"].trigger()
    dialog = application.window.findChild(MessageListDialog)
    assert f"Error: {failed}" in dialog.findChild(QPlainTextEdit, "messageListText").toPlainText()


def test_the_start_page_reports_a_source_that_cannot_be_opened(
    make_application: Any, tmp_path: Path, clip: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(b"no video")
    application = make_application()
    application.project.open(bad)
    shown_text = wait_for_message(application, qtbot)
    toast = application.window.findChild(QLabel, "toastText")
    assert toast.isVisible()
    assert toast.text() == shown_text
    open_on(application, clip, qtbot)
    application.messages.clear()
    application.project.open(bad)
    wait_for_message(application, qtbot)
    qtbot.waitUntil(lambda: application.panels.toasts.isVisible())
    toast = application.panels.toasts.findChild(QLabel, "toastText")
    at = toast.mapTo(application.window, toast.rect().center())
    assert application.window.childAt(at) is toast, "the canvas does not cover it"


def test_no_project_is_created_before_the_first_edit(application: Application, clip: Path) -> None:
    assert not clip.with_suffix(".gvseg").exists()
    drag(application.canvas, (20, 20), (30, 20))
    assert clip.with_suffix(".gvseg").exists()


def test_the_zoom_is_shown_again_for_the_next_video(
    application: Application, clip: Path, qtbot: QtBot
) -> None:
    shown = application.panels.transport.findChild(QLabel, "zoom")
    assert shown is not None
    zoom = shown.text()
    application.project.close()
    assert shown.text() == ""
    open_on(application, clip, qtbot)
    assert shown.text() == zoom != ""


@pytest.mark.parametrize("kind", ["text", "missing", "empty folder"])
def test_a_file_that_is_not_a_video_is_reported_and_the_open_video_stays(
    application: Any, tmp_path: Path, qtbot: QtBot, kind: str
) -> None:
    path = tmp_path / "bad.mp4"
    if kind == "text":
        path.write_text("no video at all")
    elif kind == "empty folder":
        path = tmp_path / "empty"
        path.mkdir()
    before = application.workspace.document
    application.project.open(path)
    text = wait_for_message(application, qtbot)
    assert path.name in text
    assert text.endswith(".")
    assert application.workspace.document is before


@pytest.mark.parametrize("kind", ["garbage", "cut", "newer", "other database"])
def test_a_project_that_cannot_be_opened_is_not_changed(
    application: Any, clip: Path, tmp_path: Path, qtbot: QtBot, kind: str
) -> None:
    drag(application.canvas, (20, 20), (30, 20))
    bad = tmp_path / "bad.gvseg"
    application.workspace.save_as(tmp_path / "copy.gvseg")
    application.project.close()
    shutil.copy(tmp_path / "copy.gvseg", bad)
    if kind == "garbage":
        bad.write_bytes(os.urandom(5000))
    elif kind == "cut":
        bad.write_bytes(bad.read_bytes()[:3000])
    elif kind == "newer":
        with sqlite3.connect(bad) as connection:
            connection.execute("PRAGMA user_version = 999")
        connection.close()
    else:
        bad.unlink()
        with sqlite3.connect(bad) as connection:
            connection.execute("CREATE TABLE other (x)")
        connection.close()
    content = bad.read_bytes()
    open_on(application, clip, qtbot)
    application.messages.clear()
    asked: list[str] = []
    application.project.ask = lambda question, _: asked.append(question.text)
    application.project.open(bad)
    assert "nothing was changed" in (asked[0] if kind == "cut" else last_text(application))
    assert bad.read_bytes() == content
    assert application.workspace.is_open


def test_a_moved_video_can_be_located(
    application: Any, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (30, 20))
    drawn = application.workspace.document.mask(1, 0)
    application.project.close()
    moved = tmp_path / "elsewhere" / "renamed.mp4"
    moved.parent.mkdir()
    clip.rename(moved)
    asked: list[str] = []

    def answer(question: Any, then: Any) -> None:
        asked.append(question.text)
        then("find")

    application.project.ask = answer
    application.project.find_file = lambda: moved
    open_on(application, clip.with_suffix(".gvseg"), qtbot)
    assert "which no longer exists" in asked[0]
    assert application.workspace.source.path == moved
    assert application.workspace.document.mask(1, 0) == drawn


def test_a_project_stays_closed_if_its_video_is_not_located(
    application: Any, clip: Path, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (30, 20))
    application.project.close()
    clip.unlink()
    application.project.ask = lambda _, then: then("cancel")
    application.project.open(clip.with_suffix(".gvseg"))
    assert "its video was not found" in last_text(application)
    assert not application.workspace.is_open


def test_a_video_of_another_size_is_rejected_and_a_changed_one_needs_consent(
    application: Any, clip: Path, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (30, 20))
    application.project.close()
    project = clip.with_suffix(".gvseg")
    encode_clip(clip, frame_count=24, size=(48, 64), options=H264)
    application.messages.clear()
    application.project.open(project)
    assert "64x48" in wait_for_message(application, qtbot)
    assert not application.workspace.is_open
    encode_clip(clip, frame_count=24, size=(96, 128), options=H264, first_number=7)
    asked: list[str] = []

    def answer(question: Any, then: Any) -> None:
        asked.append(question.text)
        then("use")

    application.project.ask = answer
    open_on(application, project, qtbot)
    assert "is not the annotated video" in asked[0]
    assert application.workspace.document.mask(1, 0) is not None


def test_a_video_can_be_opened_without_its_damaged_project(
    application: Any, clip: Path, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (30, 20))
    application.project.close()
    project = clip.with_suffix(".gvseg")
    damaged = b"x" * 4000
    project.write_bytes(damaged)
    asked: list[str] = []

    def answer(question: Any, then: Any) -> None:
        asked.append(question.text)
        then("fresh")

    application.project.ask = answer
    open_on(application, clip, qtbot)
    assert "nothing was changed" in asked[0]
    drag(application.canvas, (20, 20), (30, 20))
    assert project.read_bytes() == damaged
    assert application.workspace.project_path == clip.with_name("film.mp4.gvseg")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_the_project_of_a_read_only_video_is_created_in_the_user_folder(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    clip.parent.chmod(0o500)
    application = make_application()
    open_on(application, clip, qtbot)
    drag(application.canvas, (20, 20), (30, 20))
    clip.parent.chmod(0o700)
    assert application.workspace.project_path is not None
    assert application.workspace.project_path.parent != clip.parent
    assert "The folder of the video is not writable" in last_text(application)


def test_without_a_project_file_edits_stay_in_memory_until_saved_elsewhere(
    application: Any, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gvseg.errors import ProjectError

    def refuse(*_: Any, **__: Any) -> Project:
        raise ProjectError("The disk is full; free some space, then repeat the last act.")

    monkeypatch.setattr(Project, "create", refuse)
    drag(application.canvas, (20, 20), (30, 20))
    drag(application.canvas, (60, 20), (70, 20))
    assert "disk is full" in application.workspace.save_state.error
    assert application.panels.save_bar.isVisible()
    drawn = application.workspace.document.mask(1, 0)
    assert drawn is not None
    monkeypatch.undo()
    application.project.save_as(tmp_path / "other" / "rescued")
    assert not application.workspace.save_state.error
    assert not application.panels.save_bar.isVisible()
    application.project.close()
    with Project.open(tmp_path / "other" / "rescued.gvseg") as project:
        assert project.document.mask(1, 0) == drawn


def test_an_edit_that_a_full_disk_rejects_is_written_later(application: Any, qtbot: QtBot) -> None:
    from gvseg.errors import ProjectError

    drag(application.canvas, (20, 20), (30, 20))
    history = application.workspace.history
    real = history.apply

    def refuse(edit: Any) -> Any:
        raise ProjectError("The disk is full; free some space, then repeat the last act.")

    history.apply = refuse
    drag(application.canvas, (60, 20), (70, 20))
    assert application.workspace.unsaved_count == 1
    assert application.panels.save_bar.isVisible()
    history.apply = real
    application.window.actions_by_id["file.retry_save"].setEnabled(True)
    application.window.actions_by_id["file.retry_save"].trigger()
    assert application.workspace.unsaved_count == 0
    assert application.workspace.document.mask(1, 0).mask.to_array()[20, 65]
    assert not application.panels.save_bar.isVisible()


def test_a_dropped_file_opens(application: Any, tmp_path: Path, qtbot: QtBot) -> None:
    other = encode_clip(tmp_path / "other.mp4", frame_count=6, size=(48, 64), options=H264)
    application.window.dropped.emit(other)
    qtbot.waitUntil(
        lambda: is_shown(application) and application.workspace.source.frame_count == 6,
        timeout=20_000,
    )
    assert application.settings.value.recent[0] == str(other)


def test_the_command_line_can_load_an_exemplar(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    import numpy as np

    from app.__main__ import _parse

    numbers = np.zeros((96, 128), np.uint8)
    numbers[10:20, 10:20] = 1
    numbers[30:40, 30:40] = 2
    mask = write_image(clip.parent / "mask.png", numbers)
    application = make_application()
    given = _parse([str(clip), "--exemplar", f"3:{mask}"])
    application.show(Options(source=given.source, exemplars=tuple(given.exemplar)))
    qtbot.waitUntil(
        lambda: is_shown(application) and bool(application.workspace.document.tracks),
        timeout=20_000,
    )
    assert application.workspace.document.exemplar_frames(1) == (3,)
    assert application.workspace.document.mask(2, 3).mask.area == 100
    assert application.workspace.undo_label == "Load exemplar"


def test_two_videos_with_the_same_stem_have_separate_projects(
    make_application: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    film = encode_clip(tmp_path / "IMG_1.mp4", frame_count=8, size=(96, 128), options=H264)
    other = encode_clip(tmp_path / "IMG_1.mov", frame_count=6, size=(96, 128), options=H264)
    application = make_application()
    made = []

    def open_and_wait(path: Path) -> None:
        application.project.open(path)
        qtbot.waitUntil(
            lambda: is_shown(application) and application.workspace.source.path == path,
            timeout=20_000,
        )

    for path in (film, other):
        open_and_wait(path)
        drag(application.canvas, (20, 20), (40, 20))
    for path in (film, other):
        open_and_wait(path)
        assert application.workspace.document.mask(1, 0) is not None
        made.append(application.workspace.project_path)
    assert made == [tmp_path / "IMG_1.gvseg", tmp_path / "IMG_1.mov.gvseg"]
