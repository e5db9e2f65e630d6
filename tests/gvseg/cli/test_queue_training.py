"""Training as an entry of the queue: it uses the dataset, continues after a stop or a crash, and
makes the new weights the current model.
"""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from dataset_projects import marked_project
from queue_driver import session_of

from gvseg import training_runs
from gvseg.cli import main
from gvseg.cli.dataset.queue_run import run_queue
from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_file.queue import JobState, Queue, QueueTask, seconds_left
from gvseg.model_registry import BUNDLED, ModelRegistry

TRAINER = "import queue_trainer; queue_trainer.main()"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "my data"
    for name in "ab":
        marked_project(root, name)
    with Dataset.create(root) as dataset:
        add_paths(dataset, [root])
    return root


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that sets the duration and the gain of training."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    commands: list[list[str]] = []

    def use(seconds: float = 0.1, gain: float = 0.02) -> list[list[str]]:
        def command(module: str, action: str, *words: str) -> list[str]:
            assert (module, action) == ("training.cli", "retrain")
            commands.append(list(words))
            out, name = (words[words.index(option) + 1] for option in ("--out", "--name"))
            return [sys.executable, "-c", TRAINER, str(seconds), str(gain), out, name]

        monkeypatch.setattr("gvseg.cli.dataset.training_run.module_command", command)
        monkeypatch.setattr("gvseg.cli.dataset.training_run._POLL_S", 0.1)
        return commands

    return use


def queue(folder: Path, *words: str) -> int:
    return main(["dataset", "queue", str(folder), *words])


def jobs(folder: Path) -> dict[str, tuple[JobState, str]]:
    with Dataset.open(folder) as dataset:
        return {job.name: (job.state, job.message) for job in Queue(dataset).jobs()}


def run(folder: Path, session=None) -> int:
    return run_queue(folder, lambda _: (session or session_of(0)).load())


def run_folder(folder: Path) -> Path:
    (found,) = (folder / "training").glob("queue-*")
    return found


def test_the_options_reach_the_training(folder: Path, trainer) -> None:
    commands = trainer()
    words = ("--minutes", "12", "--device", "cpu", "--weights", str(folder / "own.safetensors"))
    assert queue(folder, "--add", "retrain", *words) == 0
    assert run(folder) == 0
    (command,) = commands
    assert command[0] == str(folder / "dataset.gvset")
    words_of = [word for word in command[1:] if word != "--resume"]
    given = dict(zip(words_of[::2], words_of[1::2], strict=True))
    assert given.pop("--out") == str(run_folder(folder))
    assert given.pop("--name").startswith("my-data-"), "a name that the models accept"
    assert given == {
        "--minutes": "12",
        "--device": "cpu",
        "--base": str(folder / "own.safetensors"),
    }
    assert "--resume" in command


@pytest.mark.parametrize(
    ("gain", "words", "is_used"),
    [(0.02, ("--use",), True), (0.02, (), False), (0.0, ("--use",), False)],
)
def test_better_weights_are_used_if_asked_for(folder, trainer, gain, words, is_used) -> None:
    trainer(gain=gain)
    assert queue(folder, "--add", "retrain", *words) == 0
    assert run(folder) == 0
    state, message = jobs(folder)[""]
    assert state is JobState.DONE
    assert message.startswith(f"J&F on held-out videos: {gain:+.3f}.")
    assert ("is in use" in message) == is_used
    assert (ModelRegistry().current.name != BUNDLED) == is_used


def test_videos_after_the_training_use_the_new_weights(folder, trainer) -> None:
    trainer()
    loaded: list[tuple[str, str]] = []

    def load(arguments):
        session = session_of(0).load()
        segment = session.segment

        def noted(request, video, *, cancel=None):
            loaded.append((video.path.stem, Path(arguments.weights or "bundled").stem))
            return segment(request, video, cancel=cancel)

        session.segment = noted
        return session

    assert queue(folder, "--add", "propagate") == 0
    assert queue(folder, "--add", "retrain", "--use", "--before", "b") == 0
    assert run_queue(folder, load) == 0
    model = ModelRegistry().current.name
    assert model != BUNDLED
    assert loaded == [("a", "bundled"), ("b", model)]


def test_a_failed_training_does_not_stop_the_videos(folder, trainer) -> None:
    trainer(gain=-1)
    assert queue(folder, "--add", "retrain") == 0
    assert queue(folder, "--add", "propagate") == 0
    assert run(folder) == 2
    state, message = jobs(folder)[""]
    assert state is JobState.FAILED
    assert "No frame has a mask to train on." in message
    assert str(run_folder(folder)) in message
    assert jobs(folder)["a"][0] is jobs(folder)["b"][0] is JobState.DONE


def test_a_pause_stops_the_training_and_keeps_its_place(folder, trainer) -> None:
    trainer(seconds=60)
    assert queue(folder, "--add", "retrain") == 0
    assert queue(folder, "--add", "propagate") == 0
    ended: list[int] = []
    thread = threading.Thread(target=lambda: ended.append(run(folder)))
    thread.start()
    wait_until(lambda: (folder / "training").exists() and (run_folder(folder) / "starts").exists())
    assert queue(folder, "--pause") == 0
    thread.join(30)
    assert ended == [0]
    assert {state for state, _ in jobs(folder).values()} == {JobState.WAITING}
    assert list(jobs(folder)) == ["", "a", "b"]
    trainer(seconds=0.1)
    with Dataset.open(folder) as dataset:
        Queue(dataset).set_paused(False)
    assert run(folder) == 0
    assert {state for state, _ in jobs(folder).values()} == {JobState.DONE}


def test_the_training_of_a_killed_queue_is_followed_to_its_end(folder, trainer) -> None:
    """A process that is killed leaves its training running."""
    commands = trainer(seconds=0.1)
    assert queue(folder, "--add", "retrain") == 0
    with Dataset.open(folder) as dataset:
        job = Queue(dataset).claim()
    out = folder / "training" / f"queue-{job.job_id}"
    out.mkdir(parents=True)
    orphan = subprocess.Popen([sys.executable, "-c", TRAINER, "2", "0.5", str(out), "left"])
    wait_until(lambda: training_runs.is_alive(out))
    assert run(folder) == 0
    assert orphan.wait(10) == 0
    assert commands == [], "no second training is started"
    assert (out / "starts").read_text() == "left\n"
    assert jobs(folder)[""][1].startswith("J&F on held-out videos: +0.500.")


def test_the_time_left_includes_training(folder) -> None:
    assert queue(folder, "--add", "retrain", "--minutes", "90") == 0
    with Dataset.open(folder) as dataset:
        waiting = Queue(dataset)
        assert seconds_left(waiting.jobs(), {}) == 5400
        job = waiting.claim()
        waiting.report(job.job_id, 1800, 5400)
        assert seconds_left(waiting.jobs(), {}) == 3600
        waiting.add([dataset.videos()[0].video_id], QueueTask.PROPAGATE)
        assert seconds_left(waiting.jobs(), {}) is None, "no speed was measured yet"


def test_the_list_shows_training_and_its_result(folder, trainer, capsys) -> None:
    trainer()
    assert queue(folder, "--add", "retrain") == 0
    assert capsys.readouterr().out.splitlines()[0] == "training  waiting"
    assert run(folder) == 0
    capsys.readouterr()
    assert queue(folder) == 0
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("training  done")
    assert "J&F on held-out videos: +0.020." in line
    assert queue(folder, "--remove") == 0
    assert jobs(folder) == {}


def wait_until(is_so, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
