"""`gvseg dataset queue` processes many videos one after the other, even if some of them fail."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import published_layouts
import pytest
from dataset_projects import FRAMES, marked_project
from fake_session import VOCABULARY
from queue_driver import session_of

from gvseg.annotation.edits import RemoveTrack, SetMask, UnpinExemplar, Verify
from gvseg.annotation.records import FrameMask, Origin
from gvseg.cli import main
from gvseg.cli.dataset.project_run import QUEUE_PERSON, release_abandoned
from gvseg.cli.dataset.queue_run import run_queue
from gvseg.dataset_file import Dataset, Status, add_paths, refresh
from gvseg.dataset_file.queue import JobState, Queue, QueueTask, seconds_left
from gvseg.dataset_file.statistics import measure_dataset
from gvseg.errors import OutputError
from gvseg.project import Project, open_snapshot, read_holder
from gvseg.project.lock import lock_path

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for name in ("a", "b", "c"):
        marked_project(root, name)
    with Dataset.create(root) as dataset:
        assert add_paths(dataset, [root]).problems == []
    return root


def work(folder: Path, session=None) -> int:
    made = session or session_of(0)
    return run_queue(folder, lambda _: made.load())


def add_all(folder: Path, task: QueueTask = QueueTask.PROPAGATE) -> None:
    with Dataset.open(folder) as dataset:
        Queue(dataset).add([video.video_id for video in dataset.videos()], task)


def states(folder: Path) -> dict[str, tuple[JobState, int]]:
    with Dataset.open(folder) as dataset:
        return {job.name: (job.state, job.done) for job in Queue(dataset).jobs()}


def masks_in(project: Path) -> dict[int, set[int]]:
    with open_snapshot(project) as document:
        return {t: {index for index, _ in document.masks_of(t)} for t in document.tracks}


ALL = set(range(FRAMES))
IMPORTED = Origin.IMPORTED


def test_propagates_all_videos_into_their_projects(folder) -> None:
    add_all(folder)
    assert work(folder) == 0
    assert states(folder) == {name: (JobState.DONE, FRAMES) for name in "abc"}
    for name in "abc":
        assert masks_in(folder / f"{name}.gvseg") == {1: ALL, 2: ALL}
    with Dataset.open(folder) as dataset:
        assert {video.status for video in dataset.videos()} == {Status.PROPAGATED}


def test_a_run_is_one_undo_step(folder) -> None:
    add_all(folder)
    work(folder)
    with Project.open(folder / "a.gvseg") as project:
        while project.history.undo_label not in (None, "Propagate"):
            project.history.undo()
        project.history.undo()
        assert masks_in(folder / "a.gvseg") == {1: {0}, 2: {0}}


def test_one_bad_video_does_not_stop_the_others(folder) -> None:
    (folder / "a.mp4").write_bytes(b"no video")
    (folder / "b.gvseg").write_bytes(b"no project")
    add_all(folder)
    assert work(folder) == 2
    found = states(folder)
    assert found["a"][0] is found["b"][0] is JobState.FAILED
    assert found["c"] == (JobState.DONE, FRAMES)
    with Dataset.open(folder) as dataset:
        messages = {job.name: job.message for job in Queue(dataset).jobs()}
    assert "a.mp4" in messages["a"]
    assert "b.gvseg" in messages["b"]


def test_an_engine_error_keeps_finished_masks(folder) -> None:
    class Breaks(session_of(0)):
        fail_at = 3

    add_all(folder)
    assert work(folder, Breaks) == 2
    assert {state for state, _ in states(folder).values()} == {JobState.FAILED}
    assert masks_in(folder / "a.gvseg")[1] == {0, 1, 2}
    with Dataset.open(folder) as dataset:
        queue = Queue(dataset)
        queue.retry([job.job_id for job in queue.jobs()])
    assert work(folder) == 0
    assert masks_in(folder / "a.gvseg")[1] == ALL


def test_masks_drawn_in_the_meantime_are_kept(folder) -> None:
    """The project is edited in the window while the engine processes it."""
    drawn = []

    class Edited(session_of(0)):
        def segment(self, request, video, *, cancel=None):
            for clip in super().segment(request, video, cancel=cancel):
                if clip.frames_done == 3 and "a.mp4" in str(video.path):
                    with Project.open(folder / "a.gvseg") as project:
                        mask = project.document.mask(1, 0).mask
                        project.apply(SetMask(1, 4, FrameMask(mask)))
                        drawn.append(mask)
                yield clip
                time.sleep(1.1)  # so that masks are saved in the meantime

    with Dataset.open(folder) as dataset:
        first = dataset.videos()[0]
        Queue(dataset).add([first.video_id], QueueTask.PROPAGATE)
    assert work(folder, Edited) == 0
    with open_snapshot(folder / "a.gvseg") as document:
        assert document.mask(1, 4).mask == drawn[0]
        assert document.is_pinned(1, 4)
    assert masks_in(folder / "a.gvseg")[1] == ALL


def test_an_open_project_waits_until_it_is_closed(folder, monkeypatch) -> None:
    monkeypatch.setattr("gvseg.cli.dataset.queue_run._WAIT_S", 0.2)
    add_all(folder)
    opened = Project.open(folder / "a.gvseg")
    ended: list[int] = []
    thread = threading.Thread(target=lambda: ended.append(work(folder)))
    thread.start()
    deadline = time.monotonic() + 60
    while states(folder)["c"][0] is not JobState.DONE:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert states(folder)["a"][0] is JobState.WAITING
    opened.apply(Verify((1,), 0, 0))  # the open project is unchanged
    opened.close()
    thread.join(60)
    assert ended == [0]
    assert states(folder)["a"] == (JobState.DONE, FRAMES)


def test_pause_stops_at_the_next_frame_and_keeps_the_masks(folder) -> None:
    class Paused(session_of(0)):
        def segment(self, request, video, *, cancel=None):
            for clip in super().segment(request, video, cancel=cancel):
                if clip.frames_done == 2:
                    with Dataset.open(folder) as dataset:
                        Queue(dataset).set_paused(True)
                    time.sleep(1.1)
                yield clip

    add_all(folder)
    assert work(folder, Paused) == 0
    assert {state for state, _ in states(folder).values()} == {JobState.WAITING}
    assert {0, 1} <= masks_in(folder / "a.gvseg")[1] < ALL
    assert work(folder) == 0  # still paused
    assert {state for state, _ in states(folder).values()} == {JobState.WAITING}
    with Dataset.open(folder) as dataset:
        Queue(dataset).set_paused(False)
    assert work(folder) == 0
    assert {state for state, _ in states(folder).values()} == {JobState.DONE}


def test_found_objects_are_proposals_with_shared_categories(folder, tmp_path, capsys) -> None:
    class Finds(session_of(0)):
        vocabulary = VOCABULARY

    assert main(["dataset", "categories", str(folder), "--add", "car"]) == 0
    add_all(folder, QueueTask.INSTANCE)
    assert work(folder, Finds) == 0
    with open_snapshot(folder / "a.gvseg") as document:
        names = {document.category(t.category_id).name for t in document.proposals.values()}
    assert names == {"car"}
    assert main(["dataset", "status", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("proposals to accept or reject in the window\n")
    for name in "abc":
        with Project.open(folder / f"{name}.gvseg") as project:
            for track_id in list(project.document.tracks):
                project.apply(RemoveTrack(track_id))
    assert main(["export", str(folder), "--format", "coco", "--out", str(tmp_path / "x")]) == 2
    assert "accept proposals in the window" in capsys.readouterr().err


def test_only_one_process_works_on_a_queue(folder) -> None:
    from gvseg import training_runs

    with Dataset.open(folder) as dataset:
        queue_folder = Queue(dataset).folder
    with training_runs.hold(queue_folder), pytest.raises(OutputError):
        work(folder)


def test_reorders_and_removes_jobs_and_estimates_the_time_left(folder) -> None:
    add_all(folder)
    add_all(folder)  # already waiting
    with Dataset.open(folder) as dataset:
        queue = Queue(dataset)
        jobs = {job.name: job.job_id for job in queue.jobs()}
        assert list(jobs) == ["a", "b", "c"]
        queue.arrange([jobs["c"], jobs["b"]])
        assert [job.name for job in queue.jobs()] == ["c", "b", "a"]
        assert seconds_left(queue.jobs(), {}) is None
        running = queue.claim()
        assert running.name == "c"
        queue.report(running.job_id, 3, 6)
        queue.remove(jobs.values())  # not the running one
        assert [job.name for job in queue.jobs()] == ["c"]
        assert seconds_left(queue.jobs(), {}) is not None


def test_a_video_whose_process_keeps_dying_fails(folder) -> None:
    add_all(folder)
    with Dataset.open(folder) as dataset:
        queue = Queue(dataset)
        for _ in range(3):
            assert queue.claim().name == "a"
            queue.recover()
        assert queue.claim().name == "b"
        assert {job.name: job.state for job in queue.jobs()}["a"] is JobState.FAILED


def test_the_command_adds_shows_and_changes_jobs(folder, capsys) -> None:
    queue = ["dataset", "queue", str(folder)]
    assert main([*queue, "--add", "propagate", "--adapt", "3"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out == [f"{name}  propagate  waiting" for name in "abc"] + ["not running"]
    assert main([*queue, "--videos", "c", "--first"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("c ")
    assert main([*queue, "--videos", "a", "--remove", "--pause"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "paused"
    with Dataset.open(folder) as dataset:
        assert [job.options for job in Queue(dataset).jobs()] == [{"adapt": 3.0}] * 2
    assert main([*queue, "--add", "propagate", "--videos", "nobody"]) == 2


class AdaptingSession(session_of(0)):
    """Adapts in as many steps as the time limit has seconds."""

    def adapt(self, exemplars, video, seconds, *, progress, cancel, is_patient):
        assert is_patient, "other programs do not shorten the time"
        steps = 0
        while steps < int(seconds) and not cancel.is_set():
            steps += 1
            progress(None)
        return SimpleNamespace(
            steps=steps,
            seconds=seconds,
            score_before=0.5,
            score_after=0.75,
            is_empty=not steps,
            has_only_edges=False,
            is_lost=False,
        )

    def use(self, adaptation) -> None:
        self.used = adaptation


@pytest.mark.parametrize(
    ("seconds", "outcome"),
    [
        (5.0, "Adaptation: 5 steps in 5.0 s; score 0.500 -> 0.750."),
        (
            0.5,
            "Adaptation: 0 steps in 0.5 s; no change: the time limit was too short for one step "
            "(allow more seconds).",
        ),
    ],
)
def test_the_queue_says_what_an_adaptation_achieved(folder, seconds: float, outcome: str) -> None:
    with Dataset.open(folder) as dataset:
        video = dataset.videos()[0].video_id
        Queue(dataset).add([video], QueueTask.PROPAGATE, {"adapt": seconds})
    assert work(folder, AdaptingSession) == 0
    with Dataset.open(folder) as dataset:
        assert [(job.state, job.message) for job in Queue(dataset).jobs()] == [
            (JobState.DONE, outcome)
        ]
    assert masks_in(folder / "a.gvseg") == {1: ALL, 2: ALL}


def put_lock_of_crashed_machine(project: Path, person: str) -> None:
    """The machine lab-3 opened the project, and last renewed its lock ten minutes ago."""
    content = {"person": person, "host": "lab-3", "scope": "lab-3", "pid": 7, "started": "1"}
    content |= {"since": time.time() - 900, "token": "t"}
    lock_path(project).write_text(json.dumps(content))
    os.utime(lock_path(project), (time.time() - 600, time.time() - 600))


def test_a_video_of_a_crashed_worker_is_processed_again(folder) -> None:
    put_lock_of_crashed_machine(folder / "a.gvseg", QUEUE_PERSON)
    add_all(folder)
    assert work(folder) == 0
    assert masks_in(folder / "a.gvseg") == {1: ALL, 2: ALL}
    assert not lock_path(folder / "a.gvseg").exists()


def test_the_queue_does_not_take_over_the_project_of_a_person(folder) -> None:
    put_lock_of_crashed_machine(folder / "a.gvseg", "Bo")
    release_abandoned(folder / "a.gvseg")
    assert read_holder(folder / "a.gvseg").person == "Bo"


def test_a_pause_ends_an_adaptation(folder) -> None:
    with Dataset.open(folder) as dataset:
        Queue(dataset).add([dataset.videos()[0].video_id], QueueTask.PROPAGATE, {"adapt": 1e9})

    class PausedSession(AdaptingSession):
        def adapt(self, *given, **options):
            with Dataset.open(folder) as dataset:
                Queue(dataset).set_paused(True)
            return super().adapt(*given, **options)

    work(folder, PausedSession)
    assert states(folder) == {"a": (JobState.WAITING, 0)}


def start(folder: Path, seconds: float) -> subprocess.Popen:
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import queue_driver; queue_driver.main()",
            str(folder),
            str(seconds),
        ],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        stderr=subprocess.PIPE,
    )


def test_ctrl_c_returns_the_video_to_the_queue(folder) -> None:
    add_all(folder)
    process = start(folder, 0.6)
    deadline = time.monotonic() + 60
    while not any(done for _, done in states(folder).values()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    process.stderr.close()
    assert JobState.RUNNING not in {state for state, _ in states(folder).values()}
    assert work(folder) == 0
    assert {state for state, _ in states(folder).values()} == {JobState.DONE}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_kill_9_loses_nothing_that_was_reported(folder) -> None:
    """After 20 kills, the projects contain everything that the queue reported, and all videos are
    done.
    """
    dice = random.Random(5)
    add_all(folder)
    reported: dict[str, int] = {}
    for _ in range(20):
        process = start(folder, 0.25)
        time.sleep(dice.uniform(0.5, 5.0))
        process.kill()
        process.wait()
        process.stderr.close()
        with Dataset.open(folder) as dataset:
            queue = Queue(dataset)
            assert not queue.is_alive
            # A user retries a video whose process died too often.
            queue.recover()
            queue.retry([j.job_id for j in queue.jobs() if j.state is JobState.FAILED])
            for job in queue.jobs():
                if job.state is JobState.DONE:
                    reported[job.name] = job.done
        for name in reported:
            assert masks_in(folder / f"{name}.gvseg") == {1: ALL, 2: ALL}
        for name in "abc":
            with Project.open(folder / f"{name}.gvseg") as project:
                assert project.check() == []
    assert work(folder) == 0
    assert states(folder) == {name: (JobState.DONE, FRAMES) for name in "abc"}


class TestImportedDataset:
    """A published dataset with masks on few frames is propagated as it was imported."""

    @pytest.fixture
    def imported(self, tmp_path: Path) -> Path:
        published = published_layouts.write_youtube_vos(tmp_path / "published")
        out = tmp_path / "own"
        assert main(["dataset", "import", str(published), "--out", str(out)]) == 0
        return out

    def project(self, folder: Path) -> Path:
        with Dataset.open(folder) as dataset:
            (video,) = dataset.videos()
            assert video.project is not None
            return video.project

    def test_its_masks_become_exemplars(self, imported: Path, capsys) -> None:
        assert main(["dataset", "queue", str(imported), "--add", "propagate"]) == 0
        assert work(imported) == 0
        said = "Used 6 imported or verified masks as exemplars."
        assert said in capsys.readouterr().err
        with Dataset.open(imported) as dataset:
            (job,) = Queue(dataset).jobs()
        assert job.message == said
        with open_snapshot(self.project(imported)) as document:
            for track_id in (1, 2):
                assert document.exemplar_frames(track_id) == (0, 5, 10)
                kept = {i for i, one in document.masks_of(track_id) if one.origin is IMPORTED}
                assert kept == {0, 5, 10}, "imported masks are not replaced"
                assert {i for i, _ in document.masks_of(track_id)} == set(range(11))

    def test_its_exemplars_are_not_counted_as_work_of_a_person(self, imported: Path) -> None:
        main(["dataset", "queue", str(imported), "--add", "propagate"])
        work(imported)
        with Dataset.open(imported) as dataset:
            refresh(dataset)
            summary = dataset.videos()[0].summary
            found = measure_dataset(dataset)
        assert (summary.exemplars, summary.settled) == (6, 0)
        assert found.videos[0].corrections == 0

    def test_predictions_are_never_used(self, imported: Path, capsys) -> None:
        with Project.open(self.project(imported)) as project:
            for track_id in (1, 2):
                for index, one in list(project.document.masks_of(track_id)):
                    project.apply(SetMask(track_id, index, replace(one, confidence=0.9)))
                    project.apply(UnpinExemplar(track_id, index))
        assert main(["dataset", "queue", str(imported), "--add", "propagate"]) == 2
        assert "No video has an exemplar" in capsys.readouterr().err
        add_all(imported)
        assert work(imported) == 2
        with Dataset.open(imported) as dataset:
            assert "verify a mask" in Queue(dataset).jobs()[0].message

    def test_a_fully_annotated_video_is_queued_only_by_name(self, tmp_path: Path, capsys) -> None:
        published = published_layouts.write_davis(tmp_path / "published", "2017")
        out = tmp_path / "own"
        assert main(["dataset", "import", str(published), "--out", str(out)]) == 0
        assert main(["dataset", "queue", str(out), "--add", "propagate"]) == 2
