"""Videos that join a dataset keep the projects in which they were annotated."""

import shutil
from pathlib import Path

import pytest
from clips import encode_clip
from dataset_projects import make_project

from gvseg.cli import main
from gvseg.dataset_file import Dataset, Status, add_paths, begin_project, refresh
from gvseg.project import Project


@pytest.fixture
def videos(tmp_path: Path) -> Path:
    """A folder with an annotated video, and one without a project."""
    folder = tmp_path / "videos"
    make_project(folder, "lion", ["animal"])
    encode_clip(folder / "bare.mp4", frame_count=5)
    return folder


@pytest.fixture
def dataset(tmp_path: Path):
    with Dataset.create(tmp_path / "data") as made:
        yield made


def found(dataset: Dataset) -> dict[str, tuple[str, Path | None]]:
    return {one.name: (one.status.value, one.project) for one in dataset.videos()}


def test_a_video_brings_the_project_next_to_it(videos, tmp_path, capsys) -> None:
    data = tmp_path / "data"
    lion, bare = str(videos / "lion.mp4"), str(videos / "bare.mp4")
    assert main(["dataset", "create", str(data), lion, bare]) == 0
    assert capsys.readouterr().err == ""
    with Dataset.open(data) as dataset:
        expected = {"lion": ("marked", videos / "lion.gvseg"), "bare": ("new", None)}
        assert found(dataset) == expected
    assert main(["dataset", "report", str(data), "--out", str(tmp_path / "r.html")]) == 0
    page = (tmp_path / "r.html").read_text()
    assert "<td>bare</td><td>no project yet</td>" in page
    assert "<td>lion</td><td>no project yet</td>" not in page


def test_a_project_of_any_name_is_found(dataset, videos) -> None:
    (videos / "lion.gvseg").rename(videos / "savanna, Tuesday.gvseg")
    add_paths(dataset, [videos / "lion.mp4"])
    assert found(dataset) == {"lion": ("marked", videos / "savanna, Tuesday.gvseg")}


@pytest.mark.parametrize("given", ["the folder", "the video"])
def test_a_renamed_video_is_recognised_by_its_content(dataset, videos, given: str) -> None:
    (videos / "lion.mp4").rename(videos / "cat.mp4")
    add_paths(dataset, [videos if given == "the folder" else videos / "cat.mp4"])
    with_project = {name: path for name, (_, path) in found(dataset).items() if path}
    assert with_project == {"cat": videos / "lion.gvseg"}
    assert found(dataset).keys() <= {"cat", "bare"}


def test_a_moved_folder_keeps_its_pairs(dataset, videos, tmp_path) -> None:
    moved = videos.rename(tmp_path / "archive")
    add_paths(dataset, [moved / "lion.mp4"])
    assert found(dataset) == {"lion": ("marked", moved / "lion.gvseg")}
    assert dataset.videos()[0].video == moved / "lion.mp4"


def test_a_copied_folder_is_used_instead_of_the_original(dataset, videos, tmp_path) -> None:
    copy = Path(shutil.copytree(videos, tmp_path / "copy"))
    add_paths(dataset, [copy])
    assert found(dataset) == {"lion": ("marked", copy / "lion.gvseg"), "bare": ("new", None)}
    assert {one.video.parent for one in dataset.videos()} == {copy}


def test_a_project_created_later_is_found(dataset, videos) -> None:
    """Someone annotates the video without its dataset."""
    add_paths(dataset, [videos / "bare.mp4"])
    assert found(dataset) == {"bare": ("new", None)}
    make_project(videos.parent / "elsewhere", "bare", ["animal"], frames=5)
    shutil.copy(videos.parent / "elsewhere" / "bare.mp4", videos)
    shutil.copy(videos.parent / "elsewhere" / "bare.gvseg", videos)
    assert refresh(dataset) == []
    assert found(dataset) == {"bare": ("marked", videos / "bare.gvseg")}


def test_opening_a_video_does_not_hide_its_project(dataset, videos) -> None:
    (videos / "lion.gvseg").rename(hidden := videos.parent / "lion.gvseg")
    add_paths(dataset, [videos / "lion.mp4"])
    shutil.move(hidden, videos / "old work.gvseg")
    with begin_project(dataset, dataset.videos()[0].video_id) as project:
        assert project.path == videos / "old work.gvseg"
        assert project.document.tracks


def test_a_known_video_receives_a_project_that_is_added(dataset, videos, tmp_path) -> None:
    (videos / "lion.gvseg").rename(away := tmp_path / "lion.gvseg")
    add_paths(dataset, [videos / "lion.mp4"])
    add_paths(dataset, [away])
    assert found(dataset) == {"lion": ("marked", away)}
    assert dataset.videos()[0].status is Status.MARKED


def test_a_second_project_of_a_video_is_reported(dataset, videos, tmp_path) -> None:
    other = Path(shutil.copy(videos / "lion.gvseg", tmp_path / "bo.gvseg"))
    added = add_paths(dataset, [videos, other])
    assert found(dataset)["lion"] == ("marked", videos / "lion.gvseg")
    assert len(added.problems) == 1
    assert f"{other} was not added" in added.problems[0]
    assert "gvseg dataset agreement" in added.problems[0]
    assert len(add_paths(dataset, [other]).problems) == 1
    assert add_paths(dataset, [videos]).problems == []


def test_a_damaged_project_next_to_a_video_is_reported(dataset, videos) -> None:
    (videos / "lion.gvseg").write_bytes(b"damaged")
    added = add_paths(dataset, [videos / "lion.mp4"])
    assert len(added.problems) == 1
    assert "lion.gvseg" in added.problems[0]
    with pytest.raises(Exception, match=r"lion\.gvseg"):
        Project.open(found(dataset)["lion"][1])
