"""A bad entry does not affect the rest of a file, unless the user requests strict reading."""

import json
import threading

import pytest

from gvseg.errors import FormatError
from gvseg.formats import (
    ImportCancelledError,
    Reading,
    read_annotations,
    read_documents,
    write_documents,
)
from gvseg.formats.job import ReadJob
from tests.gvseg.formats.documents import pixels_of, two_rabbits

SQUARE = [[1, 1, 4, 1, 4, 4, 1, 4]]


def coco_of(path, annotations):
    images = [{"id": 1, "file_name": "0.jpg", "height": 6, "width": 8}]
    categories = [{"id": 1, "name": "ball"}]
    value = {"images": images, "annotations": annotations, "categories": categories}
    path.write_text(json.dumps(value))
    return path


def entry(**changes):
    return {"id": 1, "image_id": 1, "category_id": 1, "segmentation": SQUARE} | changes


def test_reads_the_rest_and_reports_what_is_left_out(tmp_path):
    file = coco_of(tmp_path / "a.json", [entry(), entry(image_id=9), entry(category_id=5), entry()])
    report = read_annotations(file, "coco")
    (document,) = report.documents
    assert len(document.tracks) == 2
    assert [str(omission) for omission in report.omissions] == [
        f"{file} at annotations[1]: there is no image 9.",
        f"{file} at annotations[2]: there is no category 5.",
    ]


def test_strict_reading_rejects_a_file_with_a_bad_entry(tmp_path):
    file = coco_of(tmp_path / "a.json", [entry(), entry(image_id=9)])
    with pytest.raises(FormatError, match=r"annotations\[1\]: there is no image 9"):
        read_annotations(file, "coco", is_strict=True)
    with pytest.raises(FormatError, match="there is no image 9"):
        read_documents(file, "coco")


def test_refuses_a_file_without_any_valid_entry(tmp_path):
    file = coco_of(tmp_path / "a.json", [entry(image_id=9), entry(image_id=9)])
    with pytest.raises(FormatError, match=r"no image 9\. 1 more entry cannot be read either"):
        read_annotations(file, "coco")


def test_refuses_a_file_that_is_damaged_as_a_whole(tmp_path):
    (tmp_path / "a.json").write_text('{"images": [], "annotations": []}')
    with pytest.raises(FormatError, match="lists no images"):
        read_annotations(tmp_path / "a.json", "coco")


def test_cancelling_is_not_a_bad_entry(tmp_path):
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(ImportCancelledError):
        read_annotations(coco_of(tmp_path / "a.json", [entry()]), "coco", cancel=cancel)


CROWD = Reading(
    key="crowd",
    title="Masks with iscrowd 1",
    chosen="objects",
    choices={"objects": "They are objects", "void": "They are void"},
    reason="all have it",
)


def test_a_reading_has_a_reason_and_an_option():
    job = ReadJob()
    assert job.choose(CROWD) == "objects"
    assert [str(r) for r in job.readings] == [
        "They are objects: all have it (--crowd void to change)."
    ]


def test_the_user_can_choose_another_reading():
    job = ReadJob(choices={"crowd": "void"})
    assert job.choose(CROWD) == "void"
    assert "as you chose" in str(job.readings[0])


def test_refuses_a_reading_that_does_not_fit_the_file():
    with pytest.raises(FormatError, match=r"--crowd maybe does not fit .* objects, void"):
        ReadJob(choices={"crowd": "maybe"}).choose(CROWD)


@pytest.mark.parametrize("shift", [-1, 9])
def test_panoptic_categories_keep_their_names_with_any_ids(tmp_path, shift):
    original = two_rabbits()
    file = write_documents(original, tmp_path / "a.json", "coco-panoptic").path
    value = json.loads(file.read_text())
    for category in value["categories"]:
        category["id"] += shift
    for annotation in value["annotations"]:
        for segment in annotation["segments_info"]:
            segment["category_id"] += shift
            segment["iscrowd"] = False
    file.write_text(json.dumps(value))
    (document,) = read_documents(file, "coco-panoptic")
    named = {t: document.category(track.category_id).name for t, track in document.tracks.items()}
    assert named == {1: "rabbit", 2: "Stein ü 石"}


def test_a_missing_panoptic_image_leaves_out_its_frame(tmp_path):
    file = write_documents(two_rabbits(), tmp_path / "a.json", "coco-panoptic").path
    (tmp_path / "a/clip/00002.png").unlink()
    report = read_annotations(file, "coco-panoptic")
    assert [omission.file.name for omission in report.omissions] == ["00002.png"]
    assert set(pixels_of(report.documents[0])[1]) == {0, 3}
    with pytest.raises(FormatError, match=r"00002\.png"):
        read_documents(file, "coco-panoptic")
