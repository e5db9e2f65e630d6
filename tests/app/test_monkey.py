"""Random events cause no exception, leave no thread running, and keep the project sound."""

import traceback
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clips import H264, encode_clip, write_image
from monkey import Monkey, compare_with_disk, patch_file_dialogs
from pytestqt.qtbot import QtBot

from gvseg.dataset_file.queue import Queue

_COMPARE_EVERY = 100


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Two videos, a folder of images, and files that are neither."""
    folder = tmp_path / "sources"
    images = folder / "pictures"
    images.mkdir(parents=True)
    encode_clip(folder / "film.mp4", frame_count=24, size=(96, 128), options=H264)
    encode_clip(folder / "short.mp4", frame_count=5, size=(48, 64), options=H264)
    for number in range(3):
        write_image(images / f"{number}.png", np.full((40, 50, 3), 60 * number, np.uint8))
    (folder / "notes.txt").write_text("nothing to see")
    (folder / "broken.gvseg").write_bytes(b"x" * 3000)
    return folder


NOT_OURS = ("Keyboard event not accepted by", "This plugin does not support")
"""Messages from QTest, or from Qt because there is no display."""


def run_monkey(
    make_application: Any,
    sources: Path,
    session: Any,
    qtbot: QtBot,
    monkeypatch: Any,
    seed: int,
    events: int,
) -> None:
    session.pace_s = 0.003
    with qtbot.captureExceptions() as raised:
        monkey = Monkey(make_application, sources, session, seed)
        patch_file_dialogs(monkey, monkeypatch)
        # It would load a network and outlive the test.
        monkeypatch.setattr(Queue, "start_process", lambda *_: None)
        monkey.application.project.open(sources / "film.mp4")
        try:
            for number in range(events):
                monkey.act()
                if raised:
                    break
                if number % _COMPARE_EVERY == 0:
                    monkey.checked += compare_with_disk(monkey.application)
            else:
                monkey.finish()
        except Exception as error:  # noqa: BLE001 - reported with the seed
            raised.append((type(error), error, error.__traceback__))
    told = "".join("".join(traceback.format_exception(*one)) for one in raised[:2])
    done = "\n".join(monkey.done)
    assert not raised, f"seed {seed}, after these events:\n{done}\n{told}"
    assert monkey.checked > 0
    assert monkey.edits > events / 40, "the monkey does hardly anything"


@pytest.mark.qt_log_ignore(*NOT_OURS, extend=True)
def test_a_thousand_random_events(
    make_application: Any, sources: Path, session: Any, qtbot: QtBot, monkeypatch: Any
) -> None:
    run_monkey(make_application, sources, session, qtbot, monkeypatch, seed=1, events=1000)


@pytest.mark.slow
@pytest.mark.qt_log_ignore(*NOT_OURS, extend=True)
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(2, 8))
def test_twenty_thousand_random_events(
    make_application: Any, sources: Path, session: Any, qtbot: QtBot, monkeypatch: Any, seed: int
) -> None:
    run_monkey(make_application, sources, session, qtbot, monkeypatch, seed=seed, events=20_000)
