"""`gvseg dataset queue --workers 2` on a real cluster of two workers: the results are the same as
without workers, even if a worker is killed.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dataset_projects import FRAMES, marked_project

from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_file.queue import JobState, Queue, QueueTask
from gvseg.project import open_snapshot

pytestmark = pytest.mark.slow
pytest.importorskip("ray", reason="needs the ray extra")

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for name in "abcd":
        marked_project(root, name)
    with Dataset.create(root) as dataset:
        add_paths(dataset, [root])
        videos = [video.video_id for video in dataset.videos()]
        Queue(dataset).add(videos, QueueTask.PROPAGATE)
    return root


def start(folder: Path, seconds: float) -> subprocess.Popen[str]:
    code = "import queue_driver; queue_driver.main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(seconds), "2"],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
            ),
        },
        stderr=subprocess.PIPE,
        text=True,
    )


def jobs(folder: Path) -> dict[str, tuple[JobState, int]]:
    with Dataset.open(folder) as dataset:
        return {job.name: (job.state, job.done) for job in Queue(dataset).jobs()}


def running(folder: Path) -> set[str]:
    return {name for name, (state, done) in jobs(folder).items() if state is JobState.RUNNING}


def all_masks(project: Path) -> set[int]:
    with open_snapshot(project) as document:
        return {index for index, _ in document.masks_of(1)}


def wait_until(is_so, run: subprocess.Popen[str], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_two_videos_at_once_and_one_bad_video(folder: Path) -> None:
    (folder / "b.mp4").write_bytes(b"no video")
    run = start(folder, 0.4)
    wait_until(lambda: len(running(folder)) == 2, run)
    _, err = run.communicate(timeout=280)
    assert run.returncode == 2, err
    found = jobs(folder)
    assert found.pop("b")[0] is JobState.FAILED
    assert found == {name: (JobState.DONE, FRAMES) for name in "acd"}
    for name in "acd":
        assert all_masks(folder / f"{name}.gvseg") == set(range(FRAMES))
    assert not list((folder / "queue").glob("job-*")), "signals of ended jobs are removed"


def test_a_killed_worker_loses_nothing(folder: Path) -> None:
    run = start(folder, 0.5)
    wait_until(lambda: any(done for _, done in jobs(folder).values()), run)
    pids = {int(line) for line in (folder / "workers").read_text().split()}
    os.kill(pids.pop(), signal.SIGKILL)
    _, err = run.communicate(timeout=280)
    assert run.returncode == 0, err
    assert "its worker died; retrying" in err
    assert jobs(folder) == {name: (JobState.DONE, FRAMES) for name in "abcd"}
    for name in "abcd":
        assert all_masks(folder / f"{name}.gvseg") == set(range(FRAMES))


def test_a_pause_stops_all_workers(folder: Path) -> None:
    run = start(folder, 1.0)
    wait_until(lambda: any(done for _, done in jobs(folder).values()), run)
    with Dataset.open(folder) as dataset:
        Queue(dataset).set_paused(True)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert JobState.RUNNING not in {state for state, _ in jobs(folder).values()}
    assert any(state is JobState.WAITING for state, _ in jobs(folder).values())
    with Dataset.open(folder) as dataset:
        Queue(dataset).set_paused(False)
    again = start(folder, 0.0)
    _, err = again.communicate(timeout=280)
    assert again.returncode == 0, err
    assert jobs(folder) == {name: (JobState.DONE, FRAMES) for name in "abcd"}
