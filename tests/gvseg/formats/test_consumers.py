"""The rules that readers of each format enforce, with one test per rule; for COCO, pycocotools is
the judge.
"""

import contextlib
import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from gvseg.annotation.edits import AddCategory, AddTrack, SetMask
from gvseg.annotation.records import Category, FrameMask, Track
from gvseg.formats import ExportOptions, validate_file, write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.masks import Mask
from tests.gvseg.formats.documents import disc, two_rabbits


@pytest.fixture
def document():
    """Return a document with two overlapping objects, an empty last frame, and an object without
    masks.
    """
    made = two_rabbits(5)
    SetMask(1, 4, FrameMask(Mask.empty(6, 8))).apply(made)
    AddTrack(Track(track_id=7, name="ghost", category_id=1, colour=(1, 1, 1))).apply(made)
    return made


def written(document, tmp_path, name, **options):
    write_documents(document, tmp_path / "out", name, options=ExportOptions(**options))
    assert validate_file(tmp_path / "out", name) == []
    return tmp_path / "out"


def coco_score(path):
    """Return the average precision of the annotations of a file, used as results."""
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(path))
        results = [
            {
                "image_id": a["image_id"],
                "category_id": a["category_id"],
                "segmentation": truth.annToRLE(a),
                "score": 0.9,
            }
            for a in truth.dataset["annotations"]
        ]
        scores = COCOeval(truth, truth.loadRes(results), "segm")
        scores.evaluate()
        scores.accumulate()
        scores.summarize()
    return scores.stats[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("polygons", [False, True])
def test_coco_scores_perfectly_against_itself(document, tmp_path, polygons):
    out = written(document, tmp_path, "coco", polygons=polygons)
    assert coco_score(out / "annotations.json") == pytest.approx(1.0)


def test_coco_keeps_every_frame_and_no_empty_mask(document, tmp_path):
    value = json.loads((written(document, tmp_path, "coco") / "annotations.json").read_text())
    assert [image["frame_id"] for image in value["images"]] == [0, 1, 2, 3, 4]
    assert 5 not in {annotation["image_id"] for annotation in value["annotations"]}
    ids = [annotation["id"] for annotation in value["annotations"]]
    assert ids == list(range(1, len(ids) + 1))
    for annotation in value["annotations"]:
        assert annotation["iscrowd"] == 0
        assert annotation["instance_id"] == annotation["track_id"] >= 1
        assert annotation["area"] > 0
        assert len(annotation["bbox"]) == 4
        assert isinstance(annotation["segmentation"]["counts"], str)
    assert [c["id"] for c in value["categories"]] == [1, 2]


@pytest.mark.parametrize("name", ["coco", "coco-panoptic"])
def test_coco_frame_ids_start_at_0_even_in_a_range(document, tmp_path, name):
    """mmdet and mmtrack use `frame_id` as an index into the list of images of the video."""
    out = written(document, tmp_path, name, frames=range(2, 5))
    images = json.loads((out / "annotations.json").read_text())["images"]
    assert [image["frame_id"] for image in images] == [0, 1, 2]
    assert [image["file_name"] for image in images] == [f"clip/0000{i}.jpg" for i in (2, 3, 4)]


def test_reports_duplicate_coco_ids(document, tmp_path):
    file = written(document, tmp_path, "coco") / "annotations.json"
    value = json.loads(file.read_text())
    value["annotations"][1]["id"] = value["annotations"][0]["id"]
    file.write_text(json.dumps(value))
    (problem,) = validate_file(file, "coco")
    assert "pycocotools keeps only the last" in problem


def test_reports_ytvis_categories_that_mmdet_cannot_handle(document, tmp_path):
    AddCategory(Category(category_id=9, name="nobody")).apply(document)
    notes = write_documents(document, tmp_path / "out", "ytvis").notes
    assert any("ids [1, 2, 9] are not 1 to 3" in note for note in notes)
    assert any("Categories without objects: nobody" in note for note in notes)


def test_ytvis_files_suit_trackeval_and_mmdet(document, tmp_path):
    value = json.loads((written(document, tmp_path, "ytvis") / "annotations.json").read_text())
    (video,) = value["videos"]
    assert video["length"] == len(video["file_names"]) == 5
    assert {name.split("/")[0] for name in video["file_names"]} == {"clip"}
    assert [c["id"] for c in value["categories"]] == [1, 2]
    assert [a["id"] for a in value["annotations"]] == [1, 2], "tracks without masks are left out"
    for annotation in value["annotations"]:
        lists = [annotation[key] for key in ("segmentations", "bboxes", "areas")]
        assert [len(entries) for entries in lists] == [5, 5, 5]
        nulls = [[entry is None for entry in entries] for entries in lists]
        assert nulls[0] == nulls[1] == nulls[2]
        assert nulls[0][4], "an empty mask is null"
        for code in filter(None, annotation["segmentations"]):
            assert isinstance(code, dict)
            assert all(isinstance(run, int) for run in code["counts"])
            assert sum(code["counts"]) == 6 * 8
        assert (annotation["height"], annotation["width"], annotation["iscrowd"]) == (6, 8, 0)


def test_ytvis_results_are_a_bare_list_of_compressed_codes(document, tmp_path):
    out = written(document, tmp_path, "ytvis-results") / "annotations.json"
    value = json.loads(out.read_text())
    assert isinstance(value, list)
    for entry in value:
        assert {"video_id", "category_id", "segmentations", "score"} <= set(entry)
        assert entry["video_id"] == 1
        assert 0 <= entry["score"] <= 1
        assert all(c is None or isinstance(c["counts"], str) for c in entry["segmentations"])


def test_panoptic_image_and_list_have_the_same_ids_and_correct_areas(document, tmp_path):
    out = written(document, tmp_path, "coco-panoptic")
    value = json.loads((out / "annotations.json").read_text())
    names = [image["file_name"].replace("jpg", "png") for image in value["images"]]
    assert names == [annotation["file_name"] for annotation in value["annotations"]]
    assert [i["id"] for i in value["images"]] == [a["image_id"] for a in value["annotations"]]
    known = {category["id"] for category in value["categories"]}
    assert all({"isthing", "color"} <= set(category) for category in value["categories"])
    for annotation in value["annotations"]:
        with Image.open(out / "annotations" / annotation["file_name"]) as opened:
            assert opened.mode == "RGB"
            rgb = np.asarray(opened).astype(int)
        ids = rgb[..., 0] + 256 * rgb[..., 1] + 65536 * rgb[..., 2]
        counted = {
            int(i): int(n)
            for i, n in zip(*np.unique(ids[ids > 0], return_counts=True), strict=True)
        }
        assert counted == {s["id"]: s["area"] for s in annotation["segments_info"]}
        for segment in annotation["segments_info"]:
            assert segment["category_id"] in known
            assert segment["iscrowd"] == 0
            x, y, width, height = segment["bbox"]
            rows, columns = np.nonzero(ids == segment["id"])
            assert (x, y) == (columns.min(), rows.min())
            assert (width, height) == (np.ptp(columns) + 1, np.ptp(rows) + 1)


def test_panoptic_stuff_is_one_segment_per_frame(document, tmp_path):
    AddTrack(Track(track_id=9, name="more stone", category_id=2, colour=(1, 1, 1))).apply(document)
    SetMask(9, 0, FrameMask(disc(5, 7, 1))).apply(document)
    report = write_documents(document, tmp_path / "out", "coco-panoptic")
    value = json.loads((tmp_path / "out/annotations.json").read_text())
    segments = value["annotations"][0]["segments_info"]
    assert sorted(s["category_id"] for s in segments) == [1, 2]
    assert any("into one per category" in note for note in report.notes)


def test_vipseg_ids_are_constant_through_the_video(document, tmp_path):
    out = written(document, tmp_path, "vipseg")
    value = json.loads((out / "panoptic_gt.json").read_text(encoding="utf-8"))
    assert [c["id"] for c in value["categories"]] == [0, 1]
    (video,), (annotation,) = value["videos"], value["annotations"]
    assert video["video_id"] == annotation["video_id"] == "clip"
    images = [image["id"] for image in video["images"]]
    assert images == [one["image_id"] for one in annotation["annotations"]]
    category_of = {}
    for one in annotation["annotations"]:
        with Image.open(out / "panomasksRGB/clip" / one["file_name"]) as opened:
            assert opened.mode == "RGB"
        for segment in one["segments_info"]:
            assert (
                category_of.setdefault(segment["id"], segment["category_id"])
                == (segment["category_id"])
            )
    assert set(category_of) == {1, 2}


def test_kitti_step_has_the_class_in_red_and_the_instance_in_green_and_blue(tmp_path):
    builder = DocumentBuilder(two_rabbits().source)
    builder.add_category(3, "car")
    builder.add_category(4, "road", is_thing=False)
    builder.add_track(700, 3)
    builder.add_track(5, 4)
    builder.add_mask(700, 0, disc(1, 1, 1))
    builder.add_mask(5, 0, disc(4, 6, 1))
    out = written(builder.document, tmp_path, "kitti-step")
    with Image.open(out / "clip/00000.png") as image:
        rgb = np.asarray(image)
    assert rgb[1, 1].tolist() == [2, 700 // 256, 700 % 256]
    assert rgb[4, 6].tolist() == [3, 0, 0]
    assert rgb[5, 0, 0] == 255


def test_mots_lines_have_six_fields_and_never_overlap(document, tmp_path):
    out = written(document, tmp_path, "mots") / "annotations.txt"
    taken = {}
    for line in out.read_text().splitlines():
        frame, number, class_id, height, width, code = line.split(" ")
        assert int(number) // 1000 == int(class_id)
        assert (height, width) == ("6", "8")
        mask = Mask(6, 8, code.encode())
        before = taken.setdefault(frame, Mask.empty(6, 8))
        assert (before & mask).is_empty
        taken[frame] = before | mask
    assert sorted(map(int, taken)) == [0, 1, 2, 3]


def test_mots_reserves_class_10_for_ignored_regions(tmp_path):
    document = two_rabbits()
    AddCategory(Category(category_id=10, name="ten")).apply(document)
    AddTrack(Track(track_id=3, name="x", category_id=10, colour=(1, 1, 1))).apply(document)
    SetMask(3, 3, FrameMask(disc(5, 7, 1))).apply(document)
    report = write_documents(document, tmp_path / "out.txt", "mots")
    assert "category 10 became class 11" in report.notes[0]
    assert " 11003 11 " in (tmp_path / "out.txt").read_text()


def test_yolo_has_one_ring_per_line_with_values_in_0_to_1(document, tmp_path):
    out = written(document, tmp_path, "yolo-seg")
    for file in (out / "labels").iterdir():
        for line in file.read_text().splitlines():
            number, *ring = line.split()
            assert number in ("0", "1")
            assert len(ring) >= 6
            assert len(ring) % 2 == 0
            assert all(0 <= float(value) <= 1 for value in ring)
    assert (out / "labels/00004.txt").read_text() == ""
    assert re.search(r'^  1: "Stein ü 石"$', (out / "data.yaml").read_text("utf-8"), re.MULTILINE)


def test_semantic_png_is_grey_category_ids(document, tmp_path):
    out = written(document, tmp_path, "semantic-png")
    with Image.open(out / "00000.png") as image:
        assert image.mode == "L"
        assert set(np.unique(np.asarray(image))) == {0, 1, 2}
    assert json.loads((out / "classes.json").read_text())["categories"][0]["name"] == "rabbit"


def test_davis_ids_are_renumbered_only_above_254(tmp_path):
    builder = DocumentBuilder(two_rabbits().source)
    builder.add_category(1, "a")
    for track_id in (3, 300):
        builder.add_track(track_id, 1)
        builder.add_mask(track_id, 0, disc(1, track_id % 7, 1))
    report = write_documents(builder.document, tmp_path / "out", "davis")
    assert "renumbered from 1 to 2" in report.notes[0]
    with Image.open(tmp_path / "out/00000.png") as image:
        assert set(np.unique(np.asarray(image))) == {0, 1, 2}


def test_reports_objects_that_the_davis_evaluation_would_not_count(tmp_path):
    document = two_rabbits()
    AddTrack(Track(track_id=3, name="late", category_id=1, colour=(1, 1, 1))).apply(document)
    SetMask(3, 2, FrameMask(disc(5, 7, 1))).apply(document)
    write_documents(document, tmp_path / "out", "davis")
    (problem,) = validate_file(tmp_path / "out", "davis")
    assert "objects [3] are not in the first frame" in problem


def test_reports_gaps_in_davis_numbers_and_void(tmp_path):
    builder = DocumentBuilder(two_rabbits().source)
    builder.add_category(1, "a")
    builder.add_track(3, 1)
    builder.add_mask(3, 0, disc(1, 3, 1))
    builder.add_void(1, disc(1, 3, 1))
    write_documents(builder.document, tmp_path / "out", "davis")
    gap, void = validate_file(tmp_path / "out", "davis")
    assert "objects [3] are not numbered 1 to 1" in gap
    assert "contains void (255)" in void


def test_mots_ids_above_999_are_renumbered_and_reported(tmp_path):
    builder = DocumentBuilder(two_rabbits().source)
    builder.add_category(1, "a")
    builder.add_track(1500, 1)
    builder.add_mask(1500, 0, disc(1, 3, 1))
    report = write_documents(builder.document, tmp_path / "out.txt", "mots")
    assert any("renumbered" in note for note in report.notes)
    assert (tmp_path / "out.txt").read_text().startswith("00000 1001 1 6 8 ")
