"""The order of the queue: what `--first`, `--last` and `--before` do to waiting entries."""

from pathlib import Path

import pytest
from dataset_projects import make_project
from hypothesis import given
from hypothesis import strategies as st

from gvseg.cli import main
from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_file.queue import Queue, QueueTask

NAMES = "abcde"


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    for name in NAMES:
        make_project(root, name, ["dog"], frames=2)
    with Dataset.create(root) as dataset:
        add_paths(dataset, [root])
    return root


@pytest.fixture
def folder(videos: Path) -> Path:
    with Dataset.open(videos) as dataset:
        queue = Queue(dataset)
        queue.recover()
        queue.remove([job.job_id for job in queue.jobs()])
        queue.add([video.video_id for video in dataset.videos()], QueueTask.PROPAGATE)
    return videos


def order(folder: Path) -> str:
    with Dataset.open(folder) as dataset:
        return "".join(job.name or "T" for job in Queue(dataset).jobs())


def queue(folder: Path, *words: str) -> int:
    return main(["dataset", "queue", str(folder), *words])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--videos d --first", "dabce"),
        ("--videos a --first", "abcde"),
        ("--videos e c --first", "ceabd"),
        ("--videos b --last", "acdeb"),
        ("--videos a e --last", "bcdae"),
        ("--videos e --before b", "aebcd"),
        ("--videos a --before e", "bcdae"),
        ("--videos b --before b", "abcde"),
        ("--videos a b --before B", "abcde"),
        ("--videos E D --before A", "deabc"),
    ],
)
def test_moved_videos_keep_their_own_order(folder: Path, words: str, expected: str) -> None:
    assert queue(folder, *words.split()) == 0
    assert order(folder) == expected


@given(chosen=st.sets(st.sampled_from(NAMES), min_size=1), before=st.sampled_from([*NAMES, ""]))
def test_a_move_changes_only_the_moved_ones(videos: Path, chosen: set[str], before: str) -> None:
    with Dataset.open(videos) as dataset:
        jobs = Queue(dataset)
        jobs.remove([job.job_id for job in jobs.jobs()])
        jobs.add([video.video_id for video in dataset.videos()], QueueTask.PROPAGATE)
        ids = {job.name: job.job_id for job in jobs.jobs()}
        jobs.move([ids[name] for name in chosen], ids.get(before))
        after = "".join(job.name for job in jobs.jobs())
    assert sorted(after) == sorted(NAMES)
    rest = [name for name in NAMES if name not in chosen]
    assert [name for name in after if name not in chosen] == rest
    moved = "".join(name for name in NAMES if name in chosen)
    assert moved in after, "they are together and in their order"
    if before and before not in chosen:
        assert after.index(before) == after.index(moved) + len(moved)
    elif not before:
        assert after.endswith(moved)


def test_a_running_video_is_not_moved(folder: Path) -> None:
    with Dataset.open(folder) as dataset:
        assert Queue(dataset).claim().name == "a"
    assert queue(folder, "--videos", "a", "e", "--first") == 0
    assert order(folder) == "aebcd"
    assert queue(folder, "--videos", "c", "--before", "a") == 2


def test_an_interrupted_video_continues_before_those_that_were_moved(folder: Path) -> None:
    with Dataset.open(folder) as dataset:
        jobs = Queue(dataset)
        claimed = jobs.claim()
        assert claimed is not None
        queue(folder, "--videos", "e", "--first")
        jobs.arrange([job.job_id for job in jobs.jobs()[::-1] if job.job_id != claimed.job_id])
        assert order(folder) == "adcbe"
        jobs.recover()  # its process died
        assert order(folder) == "adcbe"


def test_new_entries_can_go_to_the_front(folder: Path, capsys) -> None:
    assert queue(folder, "--add", "retrain", "--first") == 0
    assert order(folder) == "Tabcde"
    assert queue(folder, "--training", "--before", "c") == 0
    assert order(folder) == "abTcde"
    assert queue(folder, "--add", "propagate", "--videos", "d", "--first") == 0
    assert order(folder) == "dabTce", "a video that already waits is moved"
    capsys.readouterr()
    assert queue(folder, "--training", "--remove") == 0
    assert order(folder) == "dabce"


def test_videos_can_run_before_and_after_training(folder: Path) -> None:
    assert queue(folder, "--add", "propagate", "--videos", "a", "b") == 0
    assert order(folder) == "abcde"
    assert queue(folder, "--add", "retrain") == 0
    for _ in range(2):
        assert queue(folder, "--add", "propagate", "--videos", "a", "b") == 0
        assert order(folder) == "abcdeTab"


def test_an_unknown_place_changes_nothing(folder: Path, capsys) -> None:
    assert queue(folder, "--add", "retrain", "--before", "nobody") == 2
    assert "nobody is not waiting in the queue" in capsys.readouterr().err
    assert order(folder) == NAMES


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--first", "Give the entries to move"),
        ("--add propagate --minutes 5", "apply only to --add retrain"),
        ("--add instance --use", "apply only to --add retrain"),
        ("--add retrain --videos a", "Training uses the whole dataset"),
        ("--add retrain --adapt 5", "Training uses the whole dataset"),
        ("--add retrain --device cuda:1", "auto, cpu or cuda"),
        ("--add instance --adapt 5", "applies only to --add propagate"),
        ("--workers 2", "apply only to --run and --start"),
        ("--ray auto --pause", "apply only to --run and --start"),
    ],
)
def test_options_without_effect_are_refused(folder: Path, words, message, capsys) -> None:
    assert queue(folder, *words.split()) == 2
    assert message in capsys.readouterr().err
    assert order(folder) == NAMES
