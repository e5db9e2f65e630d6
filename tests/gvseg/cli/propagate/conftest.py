"""Fixtures: a fake session that replaces the engine, a clip, a folder of frames and a mask of two
objects.
"""

import sys
from pathlib import Path
from types import ModuleType

import av
import cv2
import fake_session
import numpy as np
import pytest

from tests.gvseg.cli.propagate.command import FRAMES, HEIGHT, WIDTH, save_mask


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> type[fake_session.Session]:
    """Replace the engine with the fake session; tests set its attributes."""

    class Session(fake_session.Session):
        pass

    module = ModuleType("gvseg.engine.session")
    module.Session = Session
    monkeypatch.setitem(sys.modules, "gvseg.engine.session", module)
    return Session


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Write six frames of a square that becomes brighter, as a video file."""
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for index in range(FRAMES):
            pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
            pixels[10:30, 10 + index : 40 + index] = 40 * index + 20
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the same frames as a folder of images with unusual names."""
    path = tmp_path / "frames"
    path.mkdir()
    for index in range(FRAMES):
        pixels = np.full((HEIGHT, WIDTH, 3), 20 * index, np.uint8)
        cv2.imwrite(str(path / f"shot_{index + 7}.jpg"), pixels)
    return path


@pytest.fixture
def numbers() -> np.ndarray:
    """Return a mask of two objects."""
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[5:20, 5:30] = 1
    numbers[25:40, 20:50] = 2
    return numbers


@pytest.fixture
def mask(tmp_path: Path, numbers: np.ndarray) -> Path:
    return save_mask(tmp_path / "mask.png", numbers)
