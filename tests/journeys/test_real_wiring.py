"""Runs with the real engine that other tests do with a fake session."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from clips import encode_clip
from networks import write_tiny_weights
from PIL import Image

from gvseg.annotation.records import Origin
from gvseg.cli import main
from gvseg.project import open_snapshot

ROOT = Path(__file__).parents[2]
FRAMES, HEIGHT, WIDTH = 4, 72, 96

PRESSES_F = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import app.__main__ as entry

class Application(entry.Application):
    def press(self):
        propagate = self.window.actions_by_id["propagate.both"]
        is_ready = self.workspace.is_open and self.workspace.document.tracks
        if is_ready and propagate.isEnabled():
            timer.stop()
            self.worker.finished.connect(lambda _: QTimer.singleShot(500, self.window.close))
            propagate.trigger()

    def show(self, options):
        super().show(options)
        timer.timeout.connect(self.press)
        timer.start(100)

timer = QTimer()
entry.Application = Application
sys.exit(entry.main(sys.argv[1:]))
"""


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return encode_clip(tmp_path / "clip.mp4", frame_count=FRAMES, size=(HEIGHT, WIDTH))


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[20:50, 30:70] = 1
    (tmp_path / "masks").mkdir()
    path = tmp_path / "masks" / "clip.png"
    Image.fromarray(numbers).save(path)
    return path


def gvseg(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_propagate_adapts_first(video, mask, tmp_path, capsys) -> None:
    weights, out = write_tiny_weights(tmp_path), tmp_path / "out"
    arguments = ("propagate", video, "--exemplar", mask, "--weights", weights, "--device", "cpu")
    assert gvseg(*arguments, "--adapt", "1", "--out", out) == 0
    assert "Adapting: " in capsys.readouterr().err
    assert len(list(out.iterdir())) == FRAMES


@pytest.mark.parametrize(
    "workers", [(), pytest.param(("--workers", "2"), marks=pytest.mark.slow)], ids=["here", "ray"]
)
def test_propagate_processes_a_list_of_videos(video, mask, tmp_path, capsys, workers) -> None:
    if workers:
        pytest.importorskip("ray", reason="needs the ray extra")
    other = encode_clip(tmp_path / "other.mp4", frame_count=FRAMES, size=(HEIGHT, WIDTH))
    listed = tmp_path / "list.txt"
    listed.write_text(f"{video}\n{other}\t{mask}\n")
    weights, out = write_tiny_weights(tmp_path), tmp_path / "out"
    arguments = ("propagate", "--videos", listed, "--exemplar", mask.parent, "--weights", weights)
    assert gvseg(*arguments, "--device", "cpu", "--out", out, *workers) == 0
    assert "2 of 2 videos are done" in capsys.readouterr().out
    for name in ("clip", "other"):
        assert len(list((out / name).glob("*.png"))) == FRAMES


def test_the_app_propagates_with_the_weights_from_the_settings(video, mask, tmp_path) -> None:
    """Covers arguments, settings, how the worker loads the engine, and the project on disk."""
    settings = tmp_path / "config" / "gvseg" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"weights": str(write_tiny_weights(tmp_path)), "device": "cpu"}))
    done = subprocess.run(
        [sys.executable, "-c", PRESSES_F, str(video), "--exemplar", str(mask)],
        cwd=ROOT,
        env={**os.environ, "XDG_CONFIG_HOME": str(settings.parent.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with open_snapshot(video.with_suffix(".gvseg")) as document:
        origins = [document.mask(1, frame).origin for frame in range(FRAMES)]
    assert origins == [Origin.DRAWN, *[Origin.PROPAGATED] * (FRAMES - 1)]
