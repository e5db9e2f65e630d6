"""`gvseg dataset`, and `gvseg export` of a dataset."""

import json
from pathlib import Path

import pytest
from clips import encode_clip
from dataset_projects import make_project
from published_layouts import write_frames

from gvseg.annotation.records import Origin
from gvseg.cli import main
from gvseg.dataset_file import Dataset
from gvseg.datasets.registry import read_published
from gvseg.project import open_snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for number in range(5):
        make_project(root / "videos", f"v{number}", ["person", "dog"][: 1 + number % 2])
    encode_clip(root / "videos" / "bare.mp4", frame_count=4)
    assert main(["dataset", "create", str(root), str(root / "videos")]) == 0
    return root


def status(folder: Path, capsys) -> dict[str, dict]:
    capsys.readouterr()
    assert main(["dataset", "status", str(folder), "--json"]) == 0
    return {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}


def test_status_as_a_table(folder, capsys) -> None:
    assert main(["dataset", "status", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[0].split()
        == (
            "video status split objects masks verified accepted need work comments assignee open by"
        ).split()
    )
    assert lines[1].split() == ["bare", "new", "-", "0", "0", *"------"]
    assert lines[3].split() == ["v1", "marked", "-", "2", "12", "100%", *"-----"]
    assert lines[-1] == "6 videos: 1 new, 5 marked"


def test_adds_videos_and_sets_their_fields(folder, tmp_path, capsys) -> None:
    other = make_project(tmp_path, "later", ["cat"], origin=Origin.PROPAGATED)
    assert main(["dataset", "add", str(folder), str(other)]) == 0
    assert "1 video added, 7 in total" in capsys.readouterr().out
    change = ["--status", "done", "--assignee", "Ana", "--notes", "fog"]
    assert main(["dataset", "set", str(folder), "later", "v0", *change]) == 0
    found = status(folder, capsys)
    assert (found["later"]["status"], found["v0"]["assignee"]) == ("done", "Ana")
    assert main(["dataset", "set", str(folder), "nobody", "--notes", ""]) == 2
    assert "no video nobody" in capsys.readouterr().err


def test_categories_of_joining_projects_are_mapped(folder, tmp_path, capsys) -> None:
    other = make_project(tmp_path / "new", "later", ["hound", "person", "cat"])
    capsys.readouterr()
    add = ["dataset", "add", str(folder), str(other)]
    assert main([*add, "--map", "hund=dog"]) == 2
    assert "they have hound, person, cat. Nothing was added." in capsys.readouterr().err
    assert main([*add, "--map", "hound=dog"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "categories matched by name: person",
        "categories mapped: hound to dog",
        "categories added to the dataset: cat",
    ]
    with pytest.raises(SystemExit):
        main([*add, "--map", "hound"])
    assert "write it as OLD=NEW" in capsys.readouterr().err


def test_random_splits_are_stable_and_new_videos_are_added_to_them(
    folder, tmp_path, capsys
) -> None:
    split = ["dataset", "split", str(folder), "--random", "train=0.5,val=0.5", "--seed", "3"]
    assert main([*split, "--stratify"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["train: 3", "val: 3"]
    before = {name: entry["split"] for name, entry in status(folder, capsys).items()}
    for name in ("x", "y"):
        encode_clip(tmp_path / f"{name}.mp4", frame_count=3)
    assert (
        main(["dataset", "add", str(folder), str(tmp_path / "x.mp4"), str(tmp_path / "y.mp4")]) == 0
    )
    assert main(split) == 0
    after = {name: entry["split"] for name, entry in status(folder, capsys).items()}
    assert before.items() <= after.items()
    assert {after["x"], after["y"]} == {"train", "val"}
    assert main(split) == 2
    assert "--all" in capsys.readouterr().err


def test_the_export_follows_splits_set_by_hand(folder, tmp_path, capsys) -> None:
    split = ["dataset", "split", str(folder)]
    assert main([*split, "--set", "train", "v0", "v1", "v2", "bare"]) == 0
    assert main([*split, "--set", "val", "v3"]) == 0
    out = tmp_path / "out"
    export = ["export", str(folder), "--format", "ytvis", "--out", str(out), "--jpeg-frames"]
    assert main(export) == 0
    captured = capsys.readouterr()
    assert "v4 was left out: it has no split." in captured.err
    assert "train: 3 videos (v0, v1, v2)" in captured.out
    train = read_published("youtube-vis", out, "train")
    assert [video.name for video in train] == ["v0", "v1", "v2"]
    assert [video.name for video in read_published("youtube-vis", out, "val")] == ["v3"]
    assert main([*split, "--clear", "v3"]) == 0


def test_a_finished_video_is_exported_without_objects(folder, tmp_path) -> None:
    from gvseg.dataset_file import Dataset, begin_project

    with Dataset.open(folder) as dataset:
        video = next(one for one in dataset.videos() if one.name == "bare")
        begin_project(dataset, video.video_id).close()
    out = tmp_path / "o.json"
    export = ["export", str(folder), "--format", "coco", "--out", str(out)]
    assert main(export) == 0
    assert len(json.loads(out.read_text())["videos"]) == 5
    assert main(["dataset", "set", str(folder), "bare", "--status", "done"]) == 0
    assert main(export) == 0
    assert len(json.loads(out.read_text())["videos"]) == 6


def test_a_category_is_renamed_and_recoloured_everywhere(folder, capsys) -> None:
    change = ["--rename", "dog", "hound", "--colour", "person", "3399ff"]
    assert main(["dataset", "categories", str(folder), *change]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "1  person  thing  #3399ff",
        "2  hound  thing  #808080",
    ]
    for number in range(5):
        with open_snapshot(folder / "videos" / f"v{number}.gvseg") as document:
            names = {one.name: one.colour for one in document.categories.values()}
        assert names["person"] == (0x33, 0x99, 0xFF)
        assert "hound" in names
        assert "dog" not in names


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["create", "{}"], "already exists"),
        (["add", "{}", "/nowhere"], "does not exist"),
        (["status", "/nowhere"], "does not exist"),
        (["split", "{}", "--random", "train=1.2"], "not a share"),
        (["split", "{}", "--random", "a/b=1"], "'a/b'"),
        (["split", "{}", "--set", "val"], "Give the videos"),
        (["split", "{}", "--clear", "v0", "--random", "a=1"], "Use one of"),
        (["categories", "{}", "--rename", "cow", "x"], "no category cow"),
        (["categories", "{}", "--rename", "dog", "person"], "already has a category named person"),
        (["categories", "{}", "--colour", "dog", "red"], "not a colour"),
    ],
)
def test_refuses_invalid_arguments(folder, capsys, arguments, what) -> None:
    assert main(["dataset", *(argument.format(folder) for argument in arguments)]) == 2
    assert what in capsys.readouterr().err


def test_folders_of_frames_are_named_by_the_folder_above_a_generic_name(tmp_path: Path) -> None:
    for folder in ("a/images", "b/images", "c/img1", "d"):
        write_frames(tmp_path / "videos" / folder, ["0", "1"])
    paths = [str(tmp_path / "videos" / name) for name in ("a/images", "b/images", "c", "d")]
    assert main(["dataset", "create", str(tmp_path / "own"), *paths]) == 0
    with Dataset.open(tmp_path / "own") as dataset:
        assert [video.name for video in dataset.videos()] == ["a", "b", "c", "d"]


def test_a_report_is_one_page_with_every_project(folder, tmp_path, capsys) -> None:
    page = tmp_path / "report.html"
    assert main(["dataset", "report", str(folder), "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert all(name in text for name in ("v0", "v1", "v2", "v3", "v4"))
    assert "<td>bare</td><td>no project yet</td>" in text
    assert "alt='Objects by category'" in text
    assert "alt='Time by video'" not in text, "a chart without values is left out"
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_a_project_agrees_with_its_copy(folder, tmp_path, capsys) -> None:
    one = folder / "videos" / "v0.gvseg"
    copy = tmp_path / "copy.gvseg"
    copy.write_bytes(one.read_bytes())
    rows = tmp_path / "agreement.csv"
    capsys.readouterr()
    command = ["dataset", "agreement", str(one), str(copy), "--json", "--csv", str(rows)]
    assert main(command) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["frames"], found["matched"], found["j_and_f"]) == (6, 1, 1.0)
    assert found["confusion"] == [{"category_a": "person", "category_b": "person", "objects": 1}]
    assert len(rows.read_text(encoding="utf-8").splitlines()) == 2
