"""A real application, offscreen, with a tiny video and a fake session without a network."""

import gc
import shutil
import threading
import time
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clips import H264, encode_clip
from fake_session import Session
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from window_acts import open_on

from app import language
from app.application import Application
from app.commands import click_draft
from app.settings import SettingsStore
from gvseg.masks import Mask

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore Qt's warning that it cannot raise windows without a display."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@cache
def freeze_modules() -> None:
    """Let the collection after every test skip the modules, which are most of its work."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Destroy a test's widgets in this thread when the test ends. Otherwise Python would destroy
    them later, in whichever thread happens to allocate memory.
    """
    if HERE not in item.path.parents:
        return (yield)
    freeze_modules()
    gc.disable()
    try:
        return (yield)
    finally:
        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        gc.enable()


class ClickSession(Session):
    """Answers clicks with a disc around each positive one; runs can be paused or slowed down."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[Any] = []
        self.boxes: list[Any] = []
        self.pace_s = 0.0
        self.prepared: list[tuple[int, ...]] = []

    def prepare_clicks(self, frame: Any) -> None:
        self.prepared.append(frame.shape)

    def mask_from_clicks(
        self, frame: Any, clicks: Any, previous: Mask | None = None, box: Any = None
    ) -> Any:
        self.asked.append((clicks, previous))
        self.boxes.append(box)
        height, width = frame.shape[:2]
        rows, columns = np.mgrid[:height, :width]
        pixels = np.zeros((height, width), bool) if previous is None else previous.to_array()
        if box is not None:
            pixels = (columns >= box.left) & (columns < box.right)
            pixels &= (rows >= box.top) & (rows < box.bottom)
        for click in clicks:
            near = (columns - click.x) ** 2 + (rows - click.y) ** 2 <= 25
            pixels = pixels | near if click.is_positive else pixels & ~near
        return Mask.from_array(pixels), 0.8

    def segment(self, request: Any, video: Any, *, cancel: Any = None) -> Iterator[Any]:
        for clip in super().segment(request, video, cancel=cancel):
            self.gate.wait(10)
            time.sleep(self.pace_s)
            yield clip


@pytest.fixture(autouse=True)
def english(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Use English texts in the window, whatever the language of the system."""
    monkeypatch.setattr(language, "system_languages", lambda: ["en"])
    language.install_language(language.SYSTEM)
    locale = QLocale()
    yield
    QLocale.setDefault(locale)


@pytest.fixture
def session() -> ClickSession:
    return ClickSession()


@pytest.fixture
def make_application(
    qtbot: QtBot, tmp_path: Path, session: ClickSession, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Create applications that do not load the engine in advance, and shut them down at the end."""
    monkeypatch.setattr(click_draft, "LOAD_MS", 3_600_000)
    made: list[Application] = []

    def make(size: tuple[int, int] = (1200, 800)) -> Application:
        application = Application(
            settings=SettingsStore(tmp_path / "settings.json"), load_session=lambda _: session
        )
        application.messages = []
        application.workspace.posted.connect(application.messages.append)
        application.window.resize(*size)
        with qtbot.waitExposed(application.window):
            application.show()
        application.window.activateWindow()
        made.append(application)
        return application

    yield make
    session.gate.set()
    for application in made:
        if isValid(application):
            # A window that stays open would keep its threads.
            application.window.may_close = lambda: True
            application.window.close()
            application.window.deleteLater()
            application.deleteLater()


@pytest.fixture(scope="session")
def encoded_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "film.mp4"
    return encode_clip(path, frame_count=24, size=(96, 128), options=H264)


@pytest.fixture
def clip(tmp_path: Path, encoded_clip: Path) -> Path:
    """A video of 24 frames of 128 x 96 pixels."""
    return Path(shutil.copy(encoded_clip, tmp_path))


@pytest.fixture
def application(make_application: Any, clip: Path, qtbot: QtBot) -> Application:
    """An application with the clip open."""
    made = make_application()
    open_on(made, clip, qtbot)
    return made


@pytest.fixture
def ann(application: Application) -> Application:
    """The application of Ann."""
    application.settings.update(person="Ann")
    return application
