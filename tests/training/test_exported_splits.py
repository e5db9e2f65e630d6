"""`gvseg-train fit` reads the splits that `gvseg export` writes."""

from pathlib import Path

import pytest
from dataset_projects import FRAMES, make_project

from gvseg.cli import main
from training.real_clips import read_videos
from training.recipe import VideosRecipe


@pytest.mark.parametrize(("form", "layout"), [("ytvis", "youtube-vis"), ("davis", "davis2017")])
def test_a_recipe_lists_the_videos_of_a_split(tmp_path: Path, form: str, layout: str) -> None:
    names = [f"v{number}" for number in range(5)]
    projects = [str(make_project(tmp_path / "p", name, ["dog"])) for name in names]
    export = ["export", *projects, "--format", form, "--out", str(tmp_path / "root" / "zoo")]
    assert main([*export, "--split", "train=0.6,val=0.4", "--jpeg-frames"]) == 0
    found = {}
    for split in ("train", "val"):
        row = VideosRecipe(name="zoo", path="zoo", layout=layout, split=split)
        found[split] = read_videos([row], tmp_path / "root")
    assert [len(videos) for videos in found.values()] == [3, 2]
    assert sorted(video.name for videos in found.values() for video in videos) == names
    for video in found["train"]:
        assert len(video.labelled) == FRAMES
        image, labels = video.frames.image(2), video.truth(2)
        assert image.shape[:2] == labels.shape
        assert (labels == 1).sum() == 144
