"""`gvseg-train retrain DATASET`: its splits decide what is trained on and what is scored."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dataset_projects import make_project

from gvseg.dataset_file import Dataset, add_paths
from gvseg.engine.bundled import bundled_weights
from gvseg.errors import FormatError
from training.retraining.corrections import CorrectedVideo, read_corrections
from training.retraining.plan import plan_json
from training.retraining.request import HoldOut, RetrainRequest
from training.retraining.split import split_corrections

SPLITS = {"a": "train", "b": "val", "c": "train", "d": "test", "e": ""}


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    for name in SPLITS:
        make_project(tmp_path / "videos", name, ["dog"])
    with Dataset.create(tmp_path / "own") as made:
        add_paths(made, [tmp_path / "videos"])
        made.assign_splits({video.video_id: SPLITS[video.name] for video in made.videos()})
        yield made


def request(dataset: Dataset) -> RetrainRequest:
    return RetrainRequest(sources=(str(dataset.folder),), base=bundled_weights(), minutes=1.0)


def read(dataset: Dataset) -> tuple[CorrectedVideo, ...]:
    return read_corrections(request(dataset)).videos


def test_train_is_trained_on_and_val_is_scored(dataset: Dataset) -> None:
    split = split_corrections(read(dataset), HoldOut.AUTO, 0.25)
    assert [one.video.name for one in split.videos if one.frames] == ["a", "c"]
    assert [one.video.name for one in split.videos if one.held_out] == ["b"]
    assert "2 videos of other splits or none are not used" in split.how


def test_the_plan_says_how_it_was_held_out(dataset: Dataset) -> None:
    corrections = read_corrections(request(dataset))
    split = split_corrections(corrections.videos, HoldOut.AUTO, 0.25)
    plan = plan_json(request(dataset), corrections, split)
    assert "the split val is held out" in plan["held_out_how"]
    assert plan["categories"] == {"dog": 3}


def test_a_renamed_category_is_used_before_the_projects_have_it(dataset: Dataset) -> None:
    (dog,) = dataset.categories().values()
    dataset.put_category(replace(dog, name="hound"))
    names = {track.category for video in read(dataset) for track in video.tracks.values()}
    assert names == {"hound"}


def test_another_choice_ignores_the_splits(dataset: Dataset) -> None:
    split = split_corrections(read(dataset), HoldOut.VIDEO, 0.25)
    assert len(split.videos) == len(SPLITS)


def test_without_both_splits_videos_are_held_out_as_before(dataset: Dataset) -> None:
    dataset.set_fields([video.video_id for video in dataset.videos()], split="train")
    assert split_corrections(read(dataset), HoldOut.AUTO, 0.25).how.startswith("whole videos")
    with pytest.raises(FormatError, match="splits train and val"):
        split_corrections(read(dataset), HoldOut.SPLIT, 0.25)
