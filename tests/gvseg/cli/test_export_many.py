"""`gvseg export` writes several projects together, in a published layout that readers accept."""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pytest
from dataset_projects import FRAMES, make_project, square
from pycocotools.coco import COCO

from gvseg.annotation.edits import Verify
from gvseg.annotation.records import Origin
from gvseg.cli import main
from gvseg.datasets.registry import read_published
from gvseg.formats import read_documents
from gvseg.formats.job import ReadJob
from gvseg.formats.mots import read as read_mots
from gvseg.project import Project

SPLIT = ("--split", "train=0.6,val=0.4", "--seed", "1")


@pytest.fixture(scope="module")
def projects(tmp_path_factory) -> list[Path]:
    """Write five videos whose categories have different ids; two of them have the same name."""
    root = tmp_path_factory.mktemp("projects")
    return [
        make_project(root / "a", "clip", ["person", "dog"]),
        make_project(root / "b", "clip", ["dog", "person"]),
        make_project(root / "a", "street", ["car"], size=(36, 80), frames=4),
        make_project(root / "b", "park", ["dog", "horse", "person"]),
        make_project(root / "b", "yard", ["person"]),
    ]


def export(projects, form: str, out: Path, *more: str) -> int:
    return main(["export", *map(str, projects), "--format", form, "--out", str(out), *more])


def names_and_pixels(videos) -> dict[str, set[tuple[str, int]]]:
    """Return video -> (class, area on its first frame) of each object, as a reader returns them."""
    found = {}
    for video in videos:
        segments = video.segments(video.labelled[0])
        ids = [number for number in np.unique(segments).tolist() if number > 0]
        entries = {number: video.category_of(number) for number in ids}
        found[video.name] = {
            (entries[number].name if entries[number] else "", int((segments == number).sum()))
            for number in ids
        }
    return found


ALL = {
    "a-clip": {("person", 144), ("dog", 144)},
    "b-clip": {("dog", 144), ("person", 144)},
    "street": {("car", 144)},
    "park": {("dog", 144), ("horse", 144), ("person", 144)},
    "yard": {("person", 144)},
}


@pytest.mark.parametrize(
    ("form", "layout", "jpeg"),
    [("ytvis", "youtube-vis", True), ("vipseg", "vipseg", True), ("davis", "davis2017", True)],
)
def test_our_readers_of_published_layouts_accept_it(projects, tmp_path, form, layout, jpeg) -> None:
    out = tmp_path / "out"
    assert export(projects, form, out, *SPLIT, "--jpeg-frames") == 0
    train = names_and_pixels(read_published(layout, out, "train"))
    val = names_and_pixels(read_published(layout, out, "val"))
    assert (len(train), len(val)) == (3, 2)
    wanted = ALL
    if form == "davis":
        wanted = {name: {("", area) for _, area in some} for name, some in ALL.items()}
    assert train | val == wanted


def test_youtube_vis_has_two_files_with_separate_ids(projects, tmp_path) -> None:
    out = tmp_path / "out"
    assert export(projects, "ytvis", out, *SPLIT) == 0
    assert sorted(path.name for path in out.iterdir()) == ["train.json", "val.json"]
    files = [json.loads((out / name).read_text()) for name in ("train.json", "val.json")]
    assert files[0]["categories"] == files[1]["categories"]
    assert [c["name"] for c in files[0]["categories"]] == ["person", "dog", "car", "horse"]
    assert [c["id"] for c in files[0]["categories"]] == [1, 2, 3, 4]
    for key, field in (("videos", "id"), ("annotations", "id"), ("annotations", "track_id")):
        ids = [entry[field] for file in files for entry in file[key]]
        assert len(set(ids)) == len(ids), (key, field)
        if field == "id":
            assert sorted(ids) == list(range(1, len(ids) + 1))
    for file in files:
        own = {video["id"]: video for video in file["videos"]}
        for annotation in file["annotations"]:
            video = own[annotation["video_id"]]
            assert len(annotation["segmentations"]) == video["length"] == len(video["file_names"])
            assert Path(video["gvseg_source"]["path"]).is_file()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_ids_are_unique_over_both_coco_files(projects, tmp_path) -> None:
    out = tmp_path / "out"
    assert export(projects, "coco", out, *SPLIT, "--jpeg-frames") == 0
    seen: dict[str, set[int]] = {"images": set(), "annotations": set(), "videos": set()}
    area = 0
    for split in ("train", "val"):
        with contextlib.redirect_stdout(io.StringIO()):
            coco = COCO(str(out / "annotations" / f"instances_{split}.json"))
        for key, known in seen.items():
            ids = {entry["id"] for entry in coco.dataset[key]}
            assert len(ids) == len(coco.dataset[key])
            assert not ids & known
            known |= ids
        for image in coco.loadImgs(coco.getImgIds()):
            assert (out / split / image["file_name"]).is_file()
            assert image["video_id"] in {video["id"] for video in coco.dataset["videos"]}
        for one in coco.loadAnns(coco.getAnnIds()):
            area += int(coco.annToMask(one).sum())
    masks = 8 * FRAMES + 4  # the video with the car has four frames
    assert len(seen["annotations"]) == masks
    assert area == masks * 144
    assert len(read_published("coco", out, "train") + read_published("coco", out, "val")) == 28


def test_coco_panoptic_lists_its_images(projects, tmp_path) -> None:
    out = tmp_path / "out"
    assert export(projects, "coco-panoptic", out, *SPLIT, "--jpeg-frames") == 0
    videos = [
        video for split in ("train", "val") for video in read_published("coco-panoptic", out, split)
    ]
    assert len(videos) == 4 * FRAMES + 4
    names = {entry.name for video in videos for entry in video.categories.values()}
    assert names == {"person", "dog", "car", "horse"}


def test_kitti_step_has_maps_and_images_by_split(projects, tmp_path) -> None:
    out = tmp_path / "out"
    assert export(projects, "kitti-step", out, *SPLIT, "--jpeg-frames") == 0
    videos = [
        video for split in ("train", "val") for video in read_published("kitti-step", out, split)
    ]
    assert {video.name: len(video.labelled) for video in videos} == {
        name: 4 if name == "street" else FRAMES for name in ALL
    }


def test_mots_numbers_its_sequences(projects, tmp_path) -> None:
    out = tmp_path / "out"
    assert export(projects, "mots", out, *SPLIT) == 0
    names = dict(line.split() for line in (out / "sequences.txt").read_text().splitlines())
    assert sorted(names.values()) == sorted(ALL)
    listed = []
    for split in ("train", "val"):
        for line in (out / f"{split}.seqmap").read_text().splitlines():
            number, _, first, last = line.split(" ")
            (document,) = read_mots(out / "instances_txt" / f"{number}.txt", ReadJob())
            assert (int(first), int(last) + 1) == (0, document.source.frame_count)
            assert len(document.tracks) == len(ALL[names[number]])
            listed.append(number)
    assert listed == ["0000", "0001", "0002", "0003", "0004"]


def test_yolo_finds_the_labels_next_to_the_images(projects, tmp_path) -> None:
    import yaml

    out = tmp_path / "out"
    assert export(projects, "yolo-seg", out, *SPLIT, "--jpeg-frames") == 0
    settings = yaml.safe_load((out / "data.yaml").read_text())
    assert settings["names"] == {0: "person", 1: "dog", 2: "car", 3: "horse"}
    images = []
    for split in ("train", "val"):
        found = sorted((out / settings[split]).rglob("*.jpg"))
        for image in found:
            label = Path(str(image).replace("/images/", "/labels/")).with_suffix(".txt")
            assert {line.split()[0] for line in label.read_text().splitlines()} <= set("0123")
        images += found
    assert len(images) == 4 * FRAMES + 4
    documents = {document.source.name: document for document in read_documents(out, "yolo-seg")}
    assert sorted(documents) == sorted(ALL)
    park = documents["park"]
    found = {
        (park.category(park.track(track_id).category_id).name, record.mask)
        for track_id, record in park.masks_on(2).items()
    }
    wanted = {
        (name, square(park.source, 14 * row, 12))
        for row, name in enumerate(["dog", "horse", "person"])
    }
    assert found == wanted


def test_without_splits_all_videos_are_in_one_file(projects, tmp_path) -> None:
    assert export(projects, "ytvis", tmp_path / "all.json", "--check") == 0
    documents = read_documents(tmp_path / "all.json", "ytvis")
    assert [document.source.name for document in documents] == list(ALL)
    assert len({track_id for document in documents for track_id in document.tracks}) == 9


def test_every_third_frame(projects, tmp_path) -> None:
    out = tmp_path / "out"
    assert export(projects, "ytvis", out, *SPLIT, "--every", "3", "--jpeg-frames") == 0
    videos = [v for split in ("train", "val") for v in read_published("youtube-vis", out, split)]
    assert {len(video.frames) for video in videos} == {2}
    assert sorted(path.name for path in out.rglob("yard/*.jpg")) == ["00000.jpg", "00003.jpg"]
    single = tmp_path / "one.json"
    assert export(projects[:1], "ytvis", single, "--every", "3") == 0
    assert json.loads(single.read_text())["videos"][0]["length"] == 2


def test_verified_only_leaves_out_frames_with_unverified_masks(projects, tmp_path, capsys) -> None:
    predicted = make_project(tmp_path, "predicted", ["person", "dog"], origin=Origin.PROPAGATED)
    with Project.open(predicted) as project:
        project.apply(Verify((1,), 0, 3))
        project.apply(Verify((2,), 2, 4))
    untouched = make_project(tmp_path, "untouched", ["dog"], origin=Origin.PROPAGATED)
    out = tmp_path / "out.json"
    chosen = [predicted, untouched, projects[4]]
    assert export(chosen, "ytvis", out, "--verified-only") == 0
    assert "untouched.gvseg was left out: none of its frames is verified" in capsys.readouterr().err
    names = {
        v["gvseg_source"]["path"]: v["file_names"] for v in json.loads(out.read_text())["videos"]
    }
    by_stem = {Path(path).stem: files for path, files in names.items()}
    assert by_stem["predicted"] == ["predicted/00002.jpg", "predicted/00003.jpg"]
    assert len(by_stem["yard"]) == FRAMES
    assert export([untouched], "ytvis", tmp_path / "no.json", "--verified-only") == 2


def test_reports_and_leaves_out_a_video_without_masks(projects, tmp_path, capsys) -> None:
    empty = make_project(tmp_path, "empty", [])
    assert export([*projects, empty], "coco", tmp_path / "o.json") == 0
    assert "empty.gvseg was left out: it has no masks" in capsys.readouterr().err


def test_refuses_a_category_that_is_both_thing_and_stuff(projects, tmp_path, capsys) -> None:
    other = make_project(tmp_path, "other", ["dog"], stuff=("dog",))
    assert export([*projects, other], "coco", tmp_path / "o.json") == 2
    assert "dog is a thing in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("form", "more", "what"),
    [
        ("cvat", SPLIT, "no layout with splits"),
        ("ytvis", ("--split", "../x=0.5,val=0.5"), "is not a valid split name"),
        ("ytvis", ("--split", "a=0.2,b=0.2,c=0.2,d=0.2,e=0.1,f=0.1"), "cannot fill"),
        ("ytvis", ("--first", "2"), "--first applies only to one project"),
        ("ytvis", (*SPLIT, "--check"), "--check"),
        ("mots", (*SPLIT, "--jpeg-frames"), "does not apply"),
    ],
)
def test_refuses_invalid_arguments(projects, tmp_path, capsys, form, more, what) -> None:
    assert export(projects, form, tmp_path / "out", *more) == 2
    assert what in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_refuses_a_folder_that_is_not_empty(projects, tmp_path, capsys) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("")
    assert export(projects, "yolo-seg", tmp_path / "out", *SPLIT) == 2
    assert "is not empty" in capsys.readouterr().err


def test_a_missing_video_stops_an_export_with_frames_immediately(tmp_path, capsys) -> None:
    paths = [make_project(tmp_path, name, ["dog"]) for name in ("x", "y")]
    (tmp_path / "y.mp4").unlink()
    assert export(paths, "ytvis", tmp_path / "out", *SPLIT, "--jpeg-frames") == 2
    assert "y.mp4" in capsys.readouterr().err
    assert export(paths, "ytvis", tmp_path / "out", *SPLIT) == 0
