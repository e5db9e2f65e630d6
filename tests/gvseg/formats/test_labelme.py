"""Files and folders of all versions of labelme; labelme opens the files that we write."""

import base64
import io
import json

import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import (
    ExportOptions,
    plan_import,
    read_annotations,
    read_documents,
    write_documents,
)
from gvseg.masks import Mask
from tests.gvseg.formats.documents import documents, pixels_of, source_of, two_rabbits

HEIGHT, WIDTH = 96, 160


def corners(x, y=20, size=28):
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size]]


def square(x, y=20, size=28):
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[y : y + size, x : x + size] = True
    return Mask.from_array(pixels)


def shape(x, label="ball", **more):
    return {"label": label, "points": corners(x), "group_id": None, "shape_type": "polygon",
            "flags": {}, **more}  # fmt: skip


def image(height=HEIGHT, width=WIDTH):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, format="PNG")
    return buffer.getvalue()


def save(folder, name, shapes, **more):
    folder.mkdir(exist_ok=True)
    value = {"version": "5.5.0", "flags": {}, "shapes": shapes, "imagePath": f"{name}.jpg",
             "imageData": None, "imageHeight": HEIGHT, "imageWidth": WIDTH, **more}  # fmt: skip
    value = {key: one for key, one in value.items() if one != "missing"}
    (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    return folder


VERSIONS = {
    "2": {"version": "missing", "flags": "missing", "imageHeight": "missing",
          "imageWidth": "missing", "lineColor": [0, 255, 0, 128], "fillColor": [255, 0, 0, 128],
          "imageData": base64.b64encode(image()).decode()},
    "3.16": {"version": "3.16.2", "lineColor": [0, 255, 0, 128], "fillColor": [255, 0, 0, 128]},
    "4.0 without a size": {"version": "4.0.0", "imageHeight": None, "imageWidth": None,
                           "imageData": base64.b64encode(image()).decode()},
    "5.5": {},
}  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_reads_files_of_all_versions(tmp_path, version):
    old = {"line_color": None, "fill_color": None} if version[0] in "23" else {}
    for index in range(3):
        one = {**shape(10 + index), **old}
        if version == "2":
            for key in ("shape_type", "group_id", "flags"):
                del one[key]
        save(tmp_path / "set", f"{index:05d}", [one], **VERSIONS[version])
    (document,) = read_documents(tmp_path / "set", "labelme")
    assert pixels_of(document) == {1: {index: square(10 + index) for index in range(3)}}


def test_a_missing_size_comes_from_the_image_or_other_frames(tmp_path):
    none = {"imageHeight": None, "imageWidth": None}
    save(tmp_path, "0", [shape(10)], **none)
    (tmp_path / "0.jpg").write_bytes(image())
    (document,) = read_documents(tmp_path, "labelme")
    assert (document.source.height, document.source.width) == (HEIGHT, WIDTH)
    (tmp_path / "0.jpg").unlink()
    with pytest.raises(FormatError, match="put the images next to the JSON files"):
        read_documents(tmp_path, "labelme")
    save(tmp_path, "1", [shape(10)])
    (document,) = read_documents(tmp_path, "labelme")
    assert len(pixels_of(document)[1]) == 2


@pytest.mark.parametrize("kind", ["point", "points", "line", "linestrip"])
def test_shapes_without_area_do_not_affect_identity(tmp_path, kind):
    for index in range(3):
        beside = shape(10, shape_type=kind) | {"points": corners(10)[: 1 if kind == "point" else 2]}
        save(tmp_path, f"{index}", [beside, shape(10 + index), beside])
    (document,) = read_documents(tmp_path, "labelme")
    assert pixels_of(document) == {1: {index: square(10 + index) for index in range(3)}}


@pytest.mark.parametrize(
    ("label", "name"), [(3, "3"), (3.0, "3"), (None, "unnamed"), ("", "unnamed")]
)
def test_accepts_labels_of_any_type(tmp_path, label, name):
    save(tmp_path, "0", [shape(10, label)])
    (document,) = read_documents(tmp_path, "labelme")
    assert [category.name for category in document.categories.values()] == [name]


def test_accepts_group_ids_of_any_type(tmp_path):
    for index in range(2):
        shapes = [shape(10, group_id=0), shape(60, group_id="b"), shape(100, group_id=7)]
        save(tmp_path, f"{index}", shapes if index else shapes[::-1])
    (document,) = read_documents(tmp_path, "labelme")
    found = pixels_of(document)
    assert len(found) == 3
    assert all(masks[0] == masks[1] for masks in found.values())


def test_an_unknown_shape_is_left_out_and_reported(tmp_path):
    save(tmp_path, "0", [shape(10), shape(60, shape_type="cuboid"), shape(100, points=[[1, 2]])])
    report = read_annotations(tmp_path, "labelme")
    assert [omission.location for omission in report.omissions] == ["shapes[1]", "shapes[2]"]
    assert "'cuboid' is not supported" in report.omissions[0].reason
    assert pixels_of(report.documents[0]) == {1: {0: square(10)}}


def test_frames_of_another_size_and_other_json_files_are_left_out(tmp_path):
    for index in range(3):
        save(tmp_path, f"{index}", [shape(10)])
    save(tmp_path, "other", [shape(10)], imageHeight=40)
    (tmp_path / "package.json").write_text('{"name": "x"}')
    report = read_annotations(tmp_path, "labelme")
    assert {omission.file.name for omission in report.omissions} == {"other.json", "package.json"}
    assert len(pixels_of(report.documents[0])[1]) == 3


def test_images_without_a_json_file_are_also_frames(tmp_path):
    """labelme writes files only for images with shapes, so the images show where numbers start."""
    for number in range(1, 13):
        (tmp_path / f"{number:05d}.png").write_bytes(image())
    for number in (4, 5):
        save(tmp_path, f"{number:05d}", [shape(10 + number)], imagePath=f"{number:05d}.png")
    (document,) = read_documents(tmp_path, "labelme")
    assert len(document.source.frame_names) == 12
    plan = plan_import(document, start_document(source_of(12, height=HEIGHT, width=WIDTH)))
    assert {plan.frames[index] for index, _ in document.masks_of(1)} == {3, 4}
    assert "last frame in the file is 12" in plan.readings[0].reason


def test_ignored_shapes_are_void(tmp_path):
    save(tmp_path, "0", [shape(10), shape(60, "__ignore__"), shape(100, "__ignore__")])
    (document,) = read_documents(tmp_path, "labelme")
    assert pixels_of(document) == {1: {0: square(10)}}
    assert document.void(0) == square(60) | square(100)
    assert len(document.categories) == 1


def test_an_oriented_rectangle_has_four_corners(tmp_path):
    save(tmp_path, "0", [shape(10, shape_type="oriented_rectangle")])
    (document,) = read_documents(tmp_path, "labelme")
    assert pixels_of(document) == {1: {0: square(10)}}


def labelme_mask(entry):
    """Return the pixels of a mask shape as labelme pastes them; both corners are inclusive."""
    (x1, y1), (x2, y2) = entry["points"]
    crop = np.array(Image.open(io.BytesIO(base64.b64decode(entry["mask"]))))
    assert crop.shape == (y2 - y1 + 1, x2 - x1 + 1)
    pixels = np.zeros((6, 8), np.bool_)
    pixels[y1 : y2 + 1, x1 : x2 + 1] = crop
    return Mask.from_array(pixels)


def test_our_files_contain_what_labelme_needs(tmp_path):
    document = two_rabbits()
    write_documents(document, tmp_path / "out", "labelme")
    files = sorted((tmp_path / "out").glob("*.json"))
    assert [file.stem for file in files] == ["00000", "00001", "00002", "00003"]
    found = {}
    for index, file in enumerate(files):
        value = json.loads(file.read_text(encoding="utf-8"))
        needed = {"version", "flags", "shapes", "imagePath", "imageData", "imageHeight"}
        assert needed | {"imageWidth"} <= value.keys()
        for entry in value["shapes"]:
            assert entry["shape_type"] == "mask"
            found.setdefault(entry["group_id"], {})[index] = labelme_mask(entry)
    assert found == pixels_of(document)


def test_the_polygons_of_an_object_share_a_group(tmp_path):
    document = two_rabbits()
    write_documents(document, tmp_path / "out", "labelme", options=ExportOptions(polygons=True))
    (again,) = read_documents(tmp_path / "out", "labelme")
    assert pixels_of(again) == pixels_of(document)
    assert not again.unidentified
    assert again.source.sha256 == document.source.sha256


@given(document=documents())
def test_any_document_survives_a_round_trip(tmp_path_factory, document):
    folder = tmp_path_factory.mktemp("labelme") / "out"
    write_documents(document, folder, "labelme")
    (again,) = read_documents(folder, "labelme")
    assert pixels_of(again) == pixels_of(document)
