"""Published datasets are imported as projects, and exports are imported unchanged."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import published_layouts as published
import pytest
from dataset_projects import FRAMES, make_project
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.cli import main
from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_import import find_layouts, import_dataset
from gvseg.dataset_import.json_parts import stream_entries
from gvseg.errors import DatasetError, FormatError
from gvseg.formats import FORMATS
from gvseg.project import open_snapshot

SPLITS = {"a": "train", "b": "train", "c": "val"}
LAYOUT_OF = {
    "davis": "davis",
    "ytvis": "youtube-vis",
    "coco": "coco",
    "coco-panoptic": "coco-panoptic",
    "vipseg": "vipseg",
    "kitti-step": "kitti-step",
    "mots": "mots",
    "yolo-seg": "yolo-seg",
}


def make_dataset(folder: Path) -> Path:
    """Three videos in two splits; one category occurs only in the second."""
    projects = folder / "own"
    make_project(projects, "a", ["dog", "sky"], stuff=("sky",))
    make_project(projects, "b", ["cat"])
    make_project(projects, "c", ["dog"])
    with Dataset.create(folder / "own") as dataset:
        add_paths(dataset, [projects])
        by_name = {video.name: video.video_id for video in dataset.videos()}
        dataset.assign_splits({by_name[name]: split for name, split in SPLITS.items()})
    return folder / "own"


def contents(dataset_folder: Path) -> dict[str, tuple[str, dict[tuple[str, int], set[bytes]]]]:
    """Video -> its split, and (category, frame) -> pixels of the masks."""
    found = {}
    with Dataset.open(dataset_folder) as dataset:
        for video in dataset.videos():
            assert video.project is not None
            with open_snapshot(video.project) as document:
                found[video.name] = (video.split, masks_of(document))
    return found


def masks_of(document: Document) -> dict[tuple[str, int], set[bytes]]:
    found: dict[tuple[str, int], set[bytes]] = {}
    for track_id, track in document.tracks.items():
        name = document.category(track.category_id).name
        for frame_index, record in document.masks_of(track_id):
            found.setdefault((name, frame_index), set()).add(record.mask.to_array().tobytes())
    return found


def import_all(root: Path, out: Path, layout: str | None = None, frames: Path | None = None):
    found = {one.layout.name: one for one in find_layouts(root)}
    chosen = found[layout] if layout else next(iter(found.values()))
    return import_dataset(chosen, out, frames_folder=frames)


@pytest.mark.parametrize("form", sorted(LAYOUT_OF))
def test_an_export_comes_back_with_masks_categories_and_splits(tmp_path: Path, form: str) -> None:
    own = make_dataset(tmp_path)
    command = ["export", str(own), "--format", form, "--out", str(tmp_path / "set")]
    has_frames = "jpeg_frames" in FORMATS[form].options
    assert main([*command, *(["--jpeg-frames"] if has_frames else [])]) == 0
    frames = None if has_frames else own
    result = import_all(tmp_path / "set", tmp_path / "back", LAYOUT_OF[form], frames)
    assert result.problems == []
    assert result.added == {"train": 2, "val": 1}
    before, after = contents(own), contents(tmp_path / "back")
    if form == "davis":  # objects have no classes there
        before = {
            name: (split, {("object", f): all_on(masks, f) for _, f in masks})
            for name, (split, masks) in before.items()
        }
    if form == "yolo-seg":  # polygons: almost the same masks, but not the same pixels
        before, after = ({n: (s, set(m)) for n, (s, m) in one.items()} for one in (before, after))
    assert after == before


def all_on(masks: dict[tuple[str, int], set[bytes]], frame_index: int) -> set[bytes]:
    return {one for (_, index), some in masks.items() if index == frame_index for one in some}


def test_names_ids_and_attributes_of_objects_come_back(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    out = str(tmp_path / "set")
    assert main(["export", str(own), "--format", "ytvis", "--out", out, "--jpeg-frames"]) == 0
    import_all(tmp_path / "set", tmp_path / "back")
    with Dataset.open(tmp_path / "back") as dataset, Dataset.open(own) as first:
        names = [category.name for category in dataset.categories().values()]
        assert names == [category.name for category in first.categories().values()]
        project = dataset.videos()[0].project
        assert project is not None
        with open_snapshot(project) as document:
            assert [track.name for track in document.tracks.values()] == ["dog 1", "sky 2"]


def test_an_export_without_images_finds_its_videos_by_their_paths(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    out = str(tmp_path / "set")
    assert main(["export", str(own), "--format", "ytvis", "--out", out]) == 0
    assert import_all(tmp_path / "set", tmp_path / "back").problems == []
    assert contents(tmp_path / "back") == contents(own)


PUBLISHED: dict[str, Callable[[Path], Path]] = {
    "davis 2017": lambda root: published.write_davis(root, "2017"),
    "davis 2016": lambda root: published.write_davis(root, "2016"),
    "youtube-vos": published.write_youtube_vos,
    "youtube-vis 2019": lambda root: published.write_youtube_vis(root, "2019"),
    "youtube-vis 2021": lambda root: published.write_youtube_vis(root, "2021"),
    "ovis": lambda root: published.write_youtube_vis(root, "ovis"),
    "vipseg raw": lambda root: published.write_vipseg(root, "raw"),
    "vipseg 720p": lambda root: published.write_vipseg(root, "720p"),
    "kitti-step": published.write_kitti_step,
    "kitti-step of the web page": lambda r: published.write_kitti_step(r, is_sorted=False),
    "vspw": published.write_vspw,
    "coco": published.write_coco,
    "coco-panoptic": published.write_coco_panoptic,
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_layout_becomes_a_dataset(tmp_path: Path, name: str) -> None:
    root = PUBLISHED[name](tmp_path / "set")
    result = import_all(root, tmp_path / "own")
    assert result.problems == []
    assert set(result.added) == {"train2017" if name.startswith("coco") else "train"}
    found = contents(tmp_path / "own")
    car = "car" if "davis" not in name else "object"
    masks = {frame: some for _, m in found.values() for (c, frame), some in m.items() if c == car}
    seen = (published.objects(0) == published.CAR) if "davis 2016" != name else None
    if seen is not None and not name.startswith(("youtube-vis", "ovis", "coco")):
        if "17" in name:
            seen[:, -2:] = False
        if name.startswith(("vipseg", "kitti", "vspw")):
            seen = published.everything(0) == published.CAR
        if name.startswith("vspw"):
            seen[0] = False
        assert seen.astype(bool).tobytes() in masks[0]
    else:
        assert masks[0]
    with Dataset.open(tmp_path / "own") as dataset:
        things = {one.name: one.is_thing for one in dataset.categories().values()}
    if "road" in things:
        assert not things["road"]
        assert things["car"] == (name != "vspw")


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_layout_is_read_from_a_relative_path(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PUBLISHED[name](tmp_path / "set")
    monkeypatch.chdir(tmp_path)
    assert import_all(Path("set"), Path("own")).problems == []
    import_all(tmp_path / "set", tmp_path / "same")
    assert contents(tmp_path / "own") == contents(tmp_path / "same")


def test_several_videos_of_youtube_vos_without_meta_json_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = published.write_youtube_vos(tmp_path / "set")
    (root / "train/meta.json").unlink()
    for folder in ("train/Annotations", "train/JPEGImages", "train_all_frames/JPEGImages"):
        shutil.copytree(root / folder / "abc123", root / folder / "def456")
    monkeypatch.chdir(tmp_path)
    assert import_all(Path("set"), Path("own")).problems == []
    assert set(contents(tmp_path / "own")) == {"abc123", "def456"}


def test_overlapping_masks_are_whole(tmp_path: Path) -> None:
    root = published.write_youtube_vis(tmp_path / "set", "2019")
    import_all(root, tmp_path / "own")
    _, masks = contents(tmp_path / "own")["abc123"]
    assert masks["car", 0] == {published.car(0).astype(bool).tobytes()}
    assert ("car", 1) not in masks


def test_a_crowd_in_coco_is_void(tmp_path: Path) -> None:
    root = published.write_coco(tmp_path / "set")
    import_all(root, tmp_path / "own")
    with Dataset.open(tmp_path / "own") as dataset:
        (video,) = dataset.videos()
        assert video.project is not None
        with open_snapshot(video.project) as document:
            assert document.void(1) is not None
            assert len(document.tracks) == 3


def test_all_frames_of_youtube_vos_are_used_where_they_are(tmp_path: Path) -> None:
    import_all(published.write_youtube_vos(tmp_path / "set"), tmp_path / "own")
    with Dataset.open(tmp_path / "own") as dataset:
        (video,) = dataset.videos()
        assert video.summary.frames == 11
        _, masks = contents(tmp_path / "own")["abc123"]
        assert {frame for _, frame in masks} == {0, 5, 10}


def test_a_bad_video_is_reported_and_the_others_are_imported(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    root = tmp_path / "set"
    command = ["export", str(own), "--format", "davis", "--out", str(root), "--jpeg-frames"]
    assert main(command) == 0
    shutil.rmtree(root / "JPEGImages/480p/b")
    for image in (root / "Annotations/480p/c").iterdir():
        image.write_bytes(b"no picture")
    result = import_all(root, tmp_path / "back")
    assert set(contents(tmp_path / "back")) == {"a"}
    assert [problem.partition(":")[0] for problem in result.problems] == ["b", "c"]
    assert "--frames" in result.problems[0]


def test_an_import_continues_after_the_repair(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    root = tmp_path / "set"
    command = ["export", str(own), "--format", "davis", "--out", str(root), "--jpeg-frames"]
    assert main(command) == 0
    (root / "JPEGImages/480p/b").rename(tmp_path / "b")
    import_all(root, tmp_path / "back")
    (tmp_path / "b").rename(root / "JPEGImages/480p/b")
    result = import_all(root, tmp_path / "back")
    assert (result.skipped, result.added.total(), result.problems) == (2, 1, [])
    assert set(contents(tmp_path / "back")) == {"a", "b", "c"}
    assert len(list((tmp_path / "back/projects").glob("*.gvseg"))) == 3


def test_one_bad_mask_in_a_json_is_reported_with_its_location(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    out = str(tmp_path / "set")
    assert main(["export", str(own), "--format", "ytvis", "--out", out, "--jpeg-frames"]) == 0

    def damage(value: dict) -> None:
        value["annotations"][2]["segmentations"][1] = {"size": [48, 64], "counts": [5]}

    published.change_json(tmp_path / "set/train.json", damage)
    result = import_all(tmp_path / "set", tmp_path / "back")
    (problem,) = result.problems
    assert problem.startswith("b:")
    assert "annotations[2].segmentations[1]" in problem
    assert len(contents(tmp_path / "back")["b"][1]) == FRAMES - 1


def test_several_layouts_are_named_and_the_person_chooses(tmp_path: Path, capsys) -> None:
    root = published.write_coco(tmp_path / "set")
    published.write_coco_panoptic(root)
    assert main(["dataset", "import", str(root), "--out", str(tmp_path / "own")]) == 0
    error = capsys.readouterr().err
    assert "as COCO instances (train2017)" in error
    assert "it also fits coco-panoptic" in error
    out = str(tmp_path / "other")
    command = ["dataset", "import", str(root), "--out", out, "--layout", "coco-panoptic"]
    assert main(command) == 0
    with Dataset.open(tmp_path / "other") as dataset:
        assert "road" in {one.name for one in dataset.categories().values()}


def test_the_json_of_one_split_is_enough(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    out = str(tmp_path / "set")
    assert main(["export", str(own), "--format", "coco", "--out", out, "--jpeg-frames"]) == 0
    result = import_all(tmp_path / "set/annotations/instances_val.json", tmp_path / "back")
    assert result.added == {"val": 1}


def test_images_of_different_sizes_are_videos_of_one_frame(tmp_path: Path) -> None:
    root = published.write_coco(tmp_path / "set")
    small = root / "train2017/000000000141.jpg"
    Image.fromarray(np.zeros((10, 20, 3), np.uint8)).save(small)

    def shrink(value: dict) -> None:
        value["images"][2].update(width=20, height=10)

    published.change_json(root / "annotations/instances_train2017.json", shrink)
    result = import_all(root, tmp_path / "own")
    assert result.problems == []
    assert set(contents(tmp_path / "own")) == {f"{139 + t:012d}" for t in range(3)}
    assert "each becomes a video of one frame" in result.notes[0]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="not laid out like a published dataset"):
        find_layouts(tmp_path)


def test_a_cancelled_import_keeps_what_is_finished(tmp_path: Path) -> None:
    own = make_dataset(tmp_path)
    out = str(tmp_path / "set")
    assert main(["export", str(own), "--format", "ytvis", "--out", out, "--jpeg-frames"]) == 0
    stop = threading.Event()
    found = find_layouts(tmp_path / "set")[0]
    with pytest.raises(FormatError, match="stopped"):
        import_dataset(found, tmp_path / "back", cancel=stop, progress=lambda _: stop.set())
    assert len(contents(tmp_path / "back")) == 1
    import_dataset(found, tmp_path / "back")
    assert contents(tmp_path / "back") == contents(own)
    assert not list((tmp_path / "back").glob(".import-*"))


def test_a_json_is_read_in_parts_at_any_chunk_boundary(tmp_path: Path, monkeypatch) -> None:
    value = {"info": {"a": [1, "b,]}"]}, "empty": [], "n": 12345, "list": [[1], 'x"y', 23, None]}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
    for chunk in range(1, 40):
        monkeypatch.setattr("gvseg.dataset_import.json_parts._CHUNK", chunk)
        found: dict = {}
        for key, position, one in stream_entries(path):
            if position is None:
                found[key] = one
            else:
                found.setdefault(key, []).append(one)
        assert found == value


@pytest.mark.parametrize("text", ["", "[1]", '{"a": [1,', '{"a" 1}', '{"a": NaN}', '{"a": [1 2]}'])
def test_a_damaged_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match="not JSON"):
        list(stream_entries(path))
