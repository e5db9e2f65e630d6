"""The format of an export is detected from its content, as a file and in its folder."""

import json

import pytest

from gvseg.formats import FORMATS, guess_format, write_documents
from tests.gvseg.formats.documents import two_rabbits

BOTH_WAYS = [name for name, form in FORMATS.items() if form.can_read and form.can_write]


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_detects_every_format_that_gvseg_writes(tmp_path, name):
    written = write_documents(two_rabbits(), tmp_path / "out", name).path
    assert guess_format(written).format_name == name
    assert guess_format(tmp_path / "out").format_name == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coco-panoptic", {"images": [], "annotations": [{"segments_info": []}]}),
        ("coco", {"images": [], "annotations": [], "categories": []}),
        ("coco", {"videos": [], "images": [{"id": 1}]}),
        ("ytvis", {"videos": [{"file_names": []}], "annotations": []}),
        ("labelme", {"version": "5", "shapes": [], "imagePath": "a.jpg"}),
    ],
)
def test_detects_files_of_other_tools_by_their_keys(tmp_path, name, value):
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert guess_format(tmp_path / "a.json").format_name == name


def test_finds_keys_at_the_end_of_a_long_file(tmp_path):
    images = [{"id": i, "file_name": f"{i:012d}.jpg", "height": 4, "width": 4} for i in range(9000)]
    value = {"images": images, "annotations": [{"image_id": 1, "segments_info": []}]}
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert guess_format(tmp_path / "a.json").format_name == "coco-panoptic"


def test_many_labelme_files_are_one_export(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text('{"shapes": []}')
    assert guess_format(tmp_path).format_name == "labelme"


def test_detects_nothing_in_other_files(tmp_path):
    (tmp_path / "notes.md").write_text("{}")
    assert guess_format(tmp_path / "notes.md") is None
    assert guess_format(tmp_path / "missing.json") is None
