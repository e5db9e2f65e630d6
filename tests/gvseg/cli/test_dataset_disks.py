"""A dataset on a full disk, on a missing drive, in a moved folder and on a read-only share: the
message says what happened and what to do, and nothing is lost.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from dataset_projects import FRAMES, marked_project
from queue_driver import session_of

from gvseg.cli import main
from gvseg.cli.dataset.queue_run import run_queue
from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_file.locating import is_missing, locate
from gvseg.dataset_file.queue import JobState, Queue, QueueTask
from gvseg.project import Project, open_snapshot

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0,
    reason="needs root on Linux, to mount small disks",
)
ALL = set(range(FRAMES))


@contextmanager
def mounted(place: Path, size: str) -> Iterator[Path]:
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(command, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "40m") as place:
        yield place


def make(folder: Path, videos: Path) -> Path:
    """Make a dataset of three marked videos that wait in the queue."""
    for name in "abc":
        marked_project(videos, name)
    with Dataset.create(folder) as dataset:
        assert add_paths(dataset, [videos]).problems == []
        Queue(dataset).add([video.video_id for video in dataset.videos()], QueueTask.PROPAGATE)
    return folder


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (2**20, 4096, 1):
            with suppress(OSError):  # the disk is full
                while file.write(b"x" * size) == size:
                    pass
    return filler


def set_writable(disk: Path, *, is_writable: bool) -> None:
    mode = "rw" if is_writable else "ro"
    subprocess.run(["mount", "-o", f"remount,{mode}", str(disk)], check=True)


def run(folder: Path, session: Callable[[], object] | None = None) -> int:
    made = session or session_of(0).load
    return run_queue(folder, lambda _: made())


def resume(folder: Path) -> None:
    """Do what Run Queue and `--run` do first."""
    with Dataset.open(folder) as dataset:
        Queue(dataset).set_paused(False)


def states(folder: Path) -> dict[str, JobState]:
    with Dataset.open(folder) as dataset:
        return {job.name: job.state for job in Queue(dataset).jobs()}


def masks(project: Path) -> set[int]:
    with open_snapshot(project) as document:
        return {index for index, _ in document.masks_of(1)}


def gvseg(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main([*words])
    return status, capsys.readouterr().err


class TestFullDisk:
    def test_a_change_is_refused_and_can_be_repeated(self, disk: Path, capsys) -> None:
        folder = make(disk / "data", disk / "videos")
        filler = fill(disk)
        words = ("dataset", "set", str(folder), "a", "--notes", "x" * 20_000)
        status, err = gvseg(capsys, *words)
        assert status == 2
        assert "the disk is full; free some space" in err
        filler.unlink()
        with Dataset.open(folder) as dataset:
            assert dataset.videos()[0].notes == ""
        assert main([*words]) == 0
        with Dataset.open(folder) as dataset:
            assert len(dataset.videos()[0].notes) == 20_000

    def test_the_queue_stops_and_goes_on_once_there_is_space(self, disk: Path, capsys) -> None:
        folder = make(disk / "data", disk / "videos")
        fillers = []

        class Fills(session_of(0)):
            def segment(self, request, video, *, cancel=None):
                for clip in super().segment(request, video, cancel=cancel):
                    if "b.mp4" in str(video.path) and clip.frames_done == 2 and not fillers:
                        fillers.append(fill(disk))
                    yield clip

        assert run(folder, Fills.load) == 2
        assert masks(disk / "videos" / "a.gvseg") == ALL, "earlier results are kept"
        with Project.open(disk / "videos" / "b.gvseg") as project:
            assert project.check() == []
        assert main(["dataset", "queue", str(folder)]) == 0
        assert f"The disk of {folder} is full. Free some space" in capsys.readouterr().out
        assert states(folder)["c"] is JobState.WAITING
        fillers[0].unlink()
        resume(folder)
        assert run(folder) == 0
        assert set(states(folder).values()) == {JobState.DONE}
        for name in "abc":
            assert masks(disk / "videos" / f"{name}.gvseg") == ALL

    @pytest.mark.parametrize("left", [0, 8 * 2**20], ids=["full", "nearly full"])
    def test_the_videos_of_another_full_disk_wait(
        self, tmp_path: Path, disk: Path, left: int, capsys
    ) -> None:
        folder = make(tmp_path / "data", disk / "videos")
        fillers = []

        class Fills(session_of(0)):
            def segment(self, request, video, *, cancel=None):
                for clip in super().segment(request, video, cancel=cancel):
                    if "b.mp4" in str(video.path) and clip.frames_done == 2 and not fillers:
                        fillers.append(fill(disk))
                        os.truncate(fillers[0], fillers[0].stat().st_size - left)
                    yield clip

        assert run(folder, Fills.load) == 2
        # The last frames of b were computed before its disk was nearly full.
        b = JobState.DONE if left else JobState.WAITING
        assert states(folder) == {"a": JobState.DONE, "b": b, "c": JobState.WAITING}
        message = (
            f"The disk of {disk / 'videos'} is full. Free some space, then run the queue again."
        )
        assert message in capsys.readouterr().err
        with Dataset.open(folder) as dataset:
            assert Queue(dataset).is_paused
            assert Queue(dataset).obstacle == message
        resume(folder)
        assert run(folder) == 2, "it pauses again while the disk is full"
        assert states(folder)["c"] is JobState.WAITING
        fillers[0].unlink()
        resume(folder)
        assert run(folder) == 0
        assert set(states(folder).values()) == {JobState.DONE}
        for name in "abc":
            assert masks(disk / "videos" / f"{name}.gvseg") == ALL

    def test_an_export_leaves_nothing_behind(self, disk: Path, tmp_path: Path, capsys) -> None:
        folder = make(tmp_path / "data", tmp_path / "videos")
        fill(disk)
        out = disk / "out"
        words = ("--format", "davis", "--split", "train=1", "--jpeg-frames", "--out", str(out))
        status, err = gvseg(capsys, "export", str(folder), *words)
        assert status == 2
        assert "disk is full" in err
        assert not out.exists()
        assert [path.name for path in disk.iterdir()] == ["filler"]


class TestMissingDrive:
    def test_its_videos_fail_and_are_tried_again_later(self, tmp_path: Path, capsys) -> None:
        drive = tmp_path / "drive"
        folder = tmp_path / "data"
        with mounted(drive, "40m"):
            make(folder, drive)
            marked_project(tmp_path / "here", "d")
            with Dataset.open(folder) as dataset:
                add_paths(dataset, [tmp_path / "here"])
                last = next(v.video_id for v in dataset.videos() if v.name == "d")
                Queue(dataset).add([last], QueueTask.PROPAGATE)
            shutil.copytree(drive, tmp_path / "copy")
        assert run(folder) == 2
        assert states(folder) == dict.fromkeys("abc", JobState.FAILED) | {"d": JobState.DONE}
        with Dataset.open(folder) as dataset:
            messages = {job.name: job.message for job in Queue(dataset).jobs()}
        assert messages["a"].startswith(f"{drive / 'a.mp4'} does not exist; connect its drive")
        assert list(drive.iterdir()) == [], "nothing is written to the empty folder"
        _, err = gvseg(capsys, "dataset", "status", str(folder))
        assert "a.gvseg" in err
        with mounted(tmp_path / "again", "40m") as again:
            shutil.copytree(tmp_path / "copy", again, dirs_exist_ok=True)
            drive.rmdir()
            drive.symlink_to(again)
            assert main(["dataset", "queue", str(folder), "--retry"]) == 0
            assert run(folder) == 0
            assert masks(again / "a.gvseg") == ALL


class TestMovedFolder:
    def test_a_moved_dataset_finds_its_videos(self, tmp_path: Path) -> None:
        folder = make(tmp_path / "data", tmp_path / "data" / "videos")
        moved = tmp_path / "elsewhere" / "renamed"
        moved.parent.mkdir()
        folder.rename(moved)
        assert run(moved) == 0
        assert set(states(moved).values()) == {JobState.DONE}
        for name in "abc":
            assert masks(moved / "videos" / f"{name}.gvseg") == ALL
        assert not folder.exists()


class TestLocating:
    def test_moved_videos_and_projects_are_found_by_name(self, tmp_path: Path, capsys) -> None:
        folder = make(tmp_path / "data", tmp_path / "videos")
        (tmp_path / "archive").mkdir()
        shutil.move(tmp_path / "videos", tmp_path / "archive" / "2026")
        with Dataset.open(folder) as dataset:
            assert all(is_missing(video) for video in dataset.videos())
        words = ["dataset", "locate", str(folder), str(tmp_path / "archive")]
        assert main(words) == 0
        assert "3 videos located, 0 still missing" in capsys.readouterr().out
        with Dataset.open(folder) as dataset:
            assert not any(is_missing(video) for video in dataset.videos())
        assert run(folder) == 0
        assert masks(tmp_path / "archive" / "2026" / "a.gvseg") == ALL

    def test_another_file_of_that_name_is_not_taken(self, tmp_path: Path, capsys) -> None:
        folder = make(tmp_path / "data", tmp_path / "videos")
        archive = tmp_path / "archive"
        (archive / "other").mkdir(parents=True)
        (archive / "other" / "a.mp4").write_bytes(b"another video")
        (tmp_path / "videos" / "a.mp4").unlink()
        assert main(["dataset", "locate", str(folder), str(archive)]) == 3
        assert capsys.readouterr().err == "missing: a\n"

    def test_the_place_whose_folders_agree_is_taken(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        for camera in ("left", "right"):
            marked_project(tmp_path / "drive" / camera, "day")
            shutil.copytree(tmp_path / "drive" / camera, tmp_path / "backup" / camera)
        with Dataset.create(folder) as dataset:
            add_paths(dataset, [tmp_path / "drive"])
            shutil.rmtree(tmp_path / "drive")
            assert locate(dataset, tmp_path).missing == []
            for video in dataset.videos():
                assert video.video.parent.name == video.project.parent.name
            found = {video.video for video in dataset.videos()}
        assert found == {tmp_path / "backup" / camera / "day.mp4" for camera in ("left", "right")}

    @pytest.mark.parametrize("kept", ["left", "right"])
    def test_a_file_is_not_taken_for_two_videos(self, tmp_path: Path, kept: str) -> None:
        drive, backup = tmp_path / "drive", tmp_path / "backup"
        for camera in ("left", "right"):
            marked_project(drive / camera, "day")
        shutil.copytree(drive / kept, backup / kept)
        with Dataset.create(tmp_path / "data") as dataset:
            add_paths(dataset, [drive])
            cameras = {video.name: video.video.parent.name for video in dataset.videos()}
            shutil.rmtree(drive)
            located = locate(dataset, backup)
            assert [cameras[name] for name in located.names] == [kept]
            assert len(located.missing) == 1
            found = {video.video for video in dataset.videos() if not is_missing(video)}
            assert found == {backup / kept / "day.mp4"}
            assert locate(dataset, backup).names == [], "it is in use now"

    def test_a_damaged_project_does_not_stop_the_search(self, tmp_path: Path) -> None:
        folder = make(tmp_path / "data", tmp_path / "videos")
        (tmp_path / "archive").mkdir()
        for name in "ab":
            shutil.move(tmp_path / "videos" / f"{name}.mp4", tmp_path / "archive")
        (tmp_path / "videos" / "a.gvseg").write_bytes(b"not a project")
        with Dataset.open(folder) as dataset:
            assert locate(dataset, tmp_path / "archive").names == ["a", "b"]


class TestReadOnlyShare:
    @pytest.fixture
    def share(self, disk: Path) -> Iterator[Path]:
        folder = make(disk / "data", disk / "videos")
        set_writable(disk, is_writable=False)
        yield folder
        set_writable(disk, is_writable=True)

    def test_it_can_be_read_and_exported(self, share: Path, tmp_path: Path, capsys) -> None:
        assert main(["dataset", "status", str(share)]) == 0
        assert "3 videos" in capsys.readouterr().out
        out = tmp_path / "out"
        words = ["--format", "ytvis", "--split", "train=1", "--out", str(out)]
        assert main(["export", str(share), *words]) == 0
        assert (out / "train.json").is_file()
        assert main(["dataset", "queue", str(share)]) == 0

    @pytest.mark.parametrize(
        "words",
        [
            ("set", "a", "--notes", "x"),
            ("split", "--random", "train=1"),
            ("categories", "--add", "cat"),
            ("queue", "--pause"),
            ("queue", "--run"),
            ("queue", "--start"),
            ("queue", "--videos", "c", "--first"),
        ],
        ids=" ".join,
    )
    def test_a_change_says_that_it_is_read_only(self, share: Path, words, capsys) -> None:
        action, *rest = words
        status, err = gvseg(capsys, "dataset", action, str(share), *rest)
        assert status == 2
        assert "read-only" in err
        assert len(err.splitlines()) == 1, err
