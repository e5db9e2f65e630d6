"""After kill -9 at 100 random moments of the queue and of edits, every completed change is in the
files.
"""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dataset_projects import FRAMES, marked_project
from queue_driver import session_of

from gvseg.annotation.edits import SetMask
from gvseg.annotation.records import FrameMask
from gvseg.cli.dataset.queue_run import run_queue
from gvseg.dataset_file import Dataset, add_paths, refresh
from gvseg.dataset_file.queue import JobState, Queue, QueueTask
from gvseg.project import Project, open_snapshot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
]
KILLS = 100
ALL = set(range(FRAMES))
NAMES = "abcd"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for name in NAMES:
        marked_project(root, name)
    marked_project(root, "edited")
    with Dataset.create(root) as dataset:
        assert add_paths(dataset, [root]).problems == []
    return root


def in_child(work: Callable[[Callable[[str], None]], object]) -> tuple[int, int]:
    """Run a function in a child process; return its id and the end of a pipe with its reports."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            work(lambda line: os.write(write, f"{line}\n".encode()))
        finally:
            os._exit(0)
    os.close(write)
    return child, read


def reports_of(child: int, read: int) -> list[str]:
    """Kill a child and return its reports."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return [line for line in pipe.read().split("\n")[:-1] if line]


def edit(folder: Path, begin: int, say: Callable[[str], None]) -> None:
    """Change the dataset and a project in an endless loop; report each change after its call
    returns.
    """
    with Dataset.open(folder) as dataset, Project.open(folder / "edited.gvseg") as project:
        video = dataset.find_project(folder / "edited.gvseg").video_id
        queue = Queue(dataset)
        category = min(dataset.categories().values(), key=lambda one: one.category_id)
        mask = project.document.mask(1, 0).mask
        for number in range(begin, begin + 10_000):
            dataset.set_fields([video], notes=str(number))
            say(f"notes {number}")
            dataset.put_category(replace(category, name=f"name{number}"))
            say(f"category {number}")
            dataset.assign_splits({video: f"split{number}"})
            say(f"split {number}")
            added = queue.add([video], QueueTask.INSTANCE, {"adapt": number})
            say(f"job {number}")
            queue.move(added, None)
            queue.remove(added)
            say(f"removed {number}")
            confidence = number / 1e6
            states = project.document.mask(2, 0)
            project.apply(SetMask(1, 1 + number % (FRAMES - 1), FrameMask(mask)))
            project.apply(SetMask(2, 0, replace(states, confidence=confidence)))
            say(f"project {number}")


def check_edits(folder: Path, lines: list[str]) -> None:
    """Check that the files contain at least the reported changes."""
    last = {line.split()[0]: int(line.split()[1]) for line in lines}
    with Dataset.open(folder) as dataset:
        video = dataset.find_project(folder / "edited.gvseg")
        stored = {
            "notes": int(video.notes or -1),
            "split": int(video.split.removeprefix("split") or -1),
            "category": max(
                int(one.name.removeprefix("name"))
                for one in dataset.categories().values()
                if one.name.startswith("name")
            )
            if "category" in last
            else -1,
        }
        jobs = [job for job in Queue(dataset).jobs() if job.task is QueueTask.INSTANCE]
        Queue(dataset).remove([job.job_id for job in jobs])
    for what, number in stored.items():
        assert number >= last.get(what, -1), what
    if "removed" in last:
        assert all(job.options["adapt"] > last["removed"] for job in jobs)
    if last.get("job", -1) > last.get("removed", -1):
        assert all(job.options["adapt"] >= last["job"] for job in jobs)
    with Project.open(folder / "edited.gvseg") as project:
        assert project.check() == []
        if "project" in last:
            assert project.document.mask(2, 0).confidence >= last["project"] / 1e6


def work(folder: Path) -> None:
    """Process the queue slowly enough that a kill interrupts a video."""
    with Dataset.open(folder) as dataset:
        queue = Queue(dataset)
        queue.recover()
        queue.retry([job.job_id for job in queue.jobs() if job.state is JobState.FAILED])
        if not [job for job in queue.jobs() if job.state is JobState.WAITING]:
            queue.remove([job.job_id for job in queue.jobs()])
            videos = {video.name: video.video_id for video in dataset.videos()}
            queue.add([videos[name] for name in NAMES], QueueTask.PROPAGATE)
    made = session_of(0.05)
    run_queue(folder, lambda _: made.load())


def check_queue(folder: Path) -> None:
    """Check that finished videos have all their masks, and that the files are sound."""
    with sqlite3.connect(folder / "dataset.gvset") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    with Dataset.open(folder) as dataset:
        assert not Queue(dataset).is_alive
        done = {job.name for job in Queue(dataset).jobs() if job.state is JobState.DONE}
    for name in NAMES:
        with Project.open(folder / f"{name}.gvseg") as project:
            assert project.check() == []
        with open_snapshot(folder / f"{name}.gvseg") as document:
            found = {index for index, _ in document.masks_of(1)}
        assert found == ALL if name in done else found >= {0}


def test_a_hundred_kills_lose_nothing_that_had_returned(folder: Path) -> None:
    dice = random.Random(17)
    edits = done = 0
    for _ in range(KILLS):
        begin = edits
        editor, lines = in_child(lambda say, begin=begin: edit(folder, begin, say))
        worker, nothing = in_child(lambda _: work(folder))
        time.sleep(dice.uniform(0.05, 6.0))
        reports_of(worker, nothing)
        reported = reports_of(editor, lines)
        check_edits(folder, reported)
        check_queue(folder)
        edits += 1 + max((int(line.split()[1]) - begin for line in reported), default=0)
        with Dataset.open(folder) as dataset:
            done += sum(job.state is JobState.DONE for job in Queue(dataset).jobs())
    assert edits > KILLS, "some kills interrupt edits"
    assert done > 0, "some kills also hit the queue between videos"
    work(folder)
    with Dataset.open(folder) as dataset:
        assert refresh(dataset) == []
        assert {job.state for job in Queue(dataset).jobs()} == {JobState.DONE}
