"""A newly built bundle works in an empty environment, as on a machine without Python.

To test an existing bundle instead, set GVSEG_BUNDLE to its folder, such as dist/GvSeg.
"""

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg import __version__, training_runs
from gvseg.dataset_file import Dataset
from gvseg.dataset_file.queue import JobState, Queue
from tests.clips import encode_clip
from tests.corrected_video import write_project

ROOT = Path(__file__).parents[2]
MOST_BYTES = 900e6  # 884 MB on Linux
WAIT_S = 600
ENDS = (JobState.DONE, JobState.FAILED)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    if built := os.environ.get("GVSEG_BUNDLE"):
        return Path(built).resolve()
    if importlib.util.find_spec("PyInstaller") is None:
        pytest.skip("needs PyInstaller: pip install -e '.[bundle]'")
    folder = tmp_path_factory.mktemp("bundle")
    options = ["--noconfirm", "--distpath", folder / "dist", "--workpath", folder / "build"]
    command = [sys.executable, "-m", "PyInstaller", *options, ROOT / "bundle" / "gvseg.spec"]
    subprocess.run([str(argument) for argument in command], check=True)
    return folder / "dist" / "GvSeg"


@pytest.fixture
def start(bundle, tmp_path):
    """Start a program of the bundle with nothing from this environment except a home folder."""

    def start(name: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(argument) for argument in (bundle / name, *arguments)],
            cwd=tmp_path,
            env={"HOME": str(tmp_path / "home"), "PATH": "", "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def run(start):
    def run(name: str, *arguments: object) -> str:
        process = start(name, *arguments)
        said, problems = process.communicate()
        assert process.returncode == 0, f"{name} {arguments}: {process.returncode}\n{problems}"
        return said

    return run


def wait(happens: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> bool:
    """Return whether the condition is met before the timeout and before the process ends."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end and (process is None or process.poll() is None):
        if happens():
            return True
        time.sleep(0.2)
    return happens()


def test_it_is_small_enough(bundle) -> None:
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


@pytest.mark.parametrize("name", ["gvseg", "gvseg-train", "gvseg-annotate"])
def test_the_commands_start(run, name) -> None:
    assert __version__ in run(name, "--version")


def test_the_demo_runs(run, tmp_path) -> None:
    run("gvseg", "demo", "--headless", "--short-side", "96", "--out", tmp_path / "demo")
    assert (tmp_path / "demo" / "annotations.json").is_file()
    assert list((tmp_path / "home").rglob("*.blob"))  # OpenVINO compiled the network


def test_a_window_opens_a_video_and_an_exemplar(start, tmp_path) -> None:
    video = encode_clip(tmp_path / "clip.mp4", frame_count=4, size=(72, 96))
    labels = np.zeros((72, 96), np.uint8)
    labels[20:50, 30:70] = 1
    Image.fromarray(labels).save(tmp_path / "mask.png")
    window = start("gvseg-annotate", video, "--exemplar", tmp_path / "mask.png")
    has_opened = wait((tmp_path / "clip.gvseg").is_file, window)
    window.terminate()
    _, problems = window.communicate()
    assert has_opened, problems


def test_the_queue_of_a_dataset_runs_in_the_background(run, tmp_path) -> None:
    encode_clip(tmp_path / "clip.mp4", frame_count=4, size=(72, 96))
    run("gvseg", "dataset", "create", tmp_path / "data", tmp_path / "clip.mp4")
    run("gvseg", "dataset", "queue", tmp_path / "data", "--add", "instance", "--start")
    with Dataset.open(tmp_path / "data") as dataset:
        assert wait(lambda: Queue(dataset).jobs()[0].state in ENDS)
        [job] = Queue(dataset).jobs()
    assert job.state is JobState.DONE, job.message


def test_charts_are_drawn(run, tmp_path) -> None:
    run("gvseg", "dataset", "create", tmp_path / "data", write_project(tmp_path))
    run("gvseg", "dataset", "statistics", tmp_path / "data", "--out", tmp_path / "charts")
    assert list((tmp_path / "charts").glob("*.png"))


def test_training_takes_a_step(start, tmp_path) -> None:
    folder = tmp_path / "run"
    training = start(
        "gvseg-train", "retrain", write_project(tmp_path), "--minutes", "5", "--out", folder
    )
    has_stepped = wait(
        lambda: any(one.get("step", 0) > 0 for one in training_runs.read_events(folder)), training
    )
    training_runs.ask_to_stop(folder)
    _, problems = training.communicate()
    assert has_stepped, problems
