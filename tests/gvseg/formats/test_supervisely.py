"""Supervisely video projects: bitmaps, polygons with holes, objects, tags, and figures without a
mask.
"""

import base64
import io
import json
import zlib

import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import guess_format, plan_import, read_annotations, read_documents
from gvseg.masks import Mask
from tests.gvseg.formats.documents import pixels_of, source_of

HEIGHT, WIDTH = 96, 160


def square(x, y=20, size=28):
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[y : y + size, x : x + size] = True
    return pixels


def bitmap(pixels, mode="1"):
    """Return a bitmap as Supervisely stores it: cropped to its box, as an indexed, 1-bit or RGBA
    image.
    """
    rows, columns = np.nonzero(pixels)
    top, left = int(rows.min()), int(columns.min())
    crop = pixels[top : rows.max() + 1, left : columns.max() + 1].astype(np.uint8) * 255
    image = Image.fromarray(crop).convert("1")
    if mode == "RGBA":
        image = Image.fromarray(np.stack([np.full_like(crop, 255)] * 3 + [crop], axis=-1))
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", transparency=0) if mode == "1" else image.save(
        buffer, format="PNG"
    )
    data = base64.b64encode(zlib.compress(buffer.getvalue())).decode()
    return {"geometryType": "bitmap", "geometry": {"bitmap": {"data": data, "origin": [left, top]}}}


def polygon(exterior, *interior):
    points = {"exterior": exterior, "interior": list(interior)}
    return {"geometryType": "polygon", "geometry": {"points": points}}


def corners(x, y, size):
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size]]


BOX = {"geometryType": "rectangle",
       "geometry": {"points": {"exterior": [[1, 1], [9, 9]], "interior": []}}}  # fmt: skip


def figure(key, shape):
    return {"key": "65f21690780e43b49863c3cbd07eab3a", "objectKey": key, **shape,
            "labelerLogin": "ann", "createdAt": "2024-01-01T00:00:00.000Z"}  # fmt: skip


def save(root, frames, objects=None, name="talk.mp4", count=12):
    """Write a project with a dataset; `frames` are (index, figures)."""
    objects = objects or {"a": "car"}
    entries = [
        {"key": key, "classTitle": title, "tags": [], "labelerLogin": "ann"}
        if isinstance(title, str)
        else {"key": key, **title}
        for key, title in objects.items()
    ]
    value = {
        "size": {"height": HEIGHT, "width": WIDTH},
        "description": "",
        "key": "c8168b43ae1b45c38930f456df9d0f2b",
        "tags": [],
        "objects": entries,
        "frames": [{"index": index, "figures": figures} for index, figures in frames],
        "framesCount": count,
    }
    (root / "ds0/ann").mkdir(parents=True, exist_ok=True)
    (root / "ds0/ann" / f"{name}.json").write_text(json.dumps(value))
    classes = [{"title": "car", "shape": "bitmap", "color": "#FA3253", "id": 1}]
    (root / "meta.json").write_text(json.dumps({"classes": classes, "tags": []}))
    (root / "key_id_map.json").write_text("{}")
    return root


@pytest.mark.parametrize("mode", ["1", "RGBA"])
def test_bitmaps_are_pixel_exact(tmp_path, mode):
    frames = [(i, [figure("a", bitmap(square(10 + i), mode))]) for i in (0, 1, 5)]
    root = save(tmp_path / "project", frames)
    assert guess_format(root).format_name == "supervisely"
    (document,) = read_documents(root, "supervisely")
    assert document.source.name == "talk"
    assert document.source.frame_count == 12
    found = {i: Mask.from_array(square(10 + i)) for i in (0, 1, 5)}
    assert pixels_of(document) == {1: found}
    assert document.categories[1].colour == (0xFA, 0x32, 0x53)
    plan = plan_import(document, start_document(source_of(12, height=HEIGHT, width=WIDTH)))
    assert plan.frames[5] == 5
    assert not plan.readings


def test_reads_the_bitmap_in_the_documentation_of_supervisely(tmp_path):
    """Reads a ring of 3x3 pixels, with a palette whose first colour is transparent."""
    data = (
        "eJzrDPBz5+WS4mJgYOD19HAJAtLMIMwIInOeqf8BUmwBPiGuQPr///9Lb86/C2QxlgT5BTM4PLuRBuTwebo4"
        "hlTMSa44sKHhISMDuxpTYrr03F6gDIOnq5/LOqeEJgDM5ht6"
    )
    geometry = {"bitmap": {"data": data, "origin": [1, 1]}}
    frames = [(0, [figure("a", {"geometryType": "bitmap", "geometry": geometry})])]
    (document,) = read_documents(save(tmp_path, frames), "supervisely")
    pixels = pixels_of(document)[1][0].to_array()[1:4, 1:4]
    assert pixels.astype(int).tolist() == [[1, 1, 1], [1, 0, 1], [1, 1, 1]]


def test_reads_a_dataset_and_a_single_file(tmp_path):
    root = save(tmp_path / "project", [(0, [figure("a", bitmap(square(10)))])])
    save(root, [(0, [figure("a", bitmap(square(10)))])], name="other.mov")
    for path in (root, root / "ds0", root / "ds0/ann"):
        assert [one.source.name for one in read_documents(path, "supervisely")] == ["other", "talk"]
    file = root / "ds0/ann/talk.mp4.json"
    assert guess_format(file).format_name == "supervisely"
    assert len(read_documents(file, "supervisely")) == 1


def test_polygons_have_holes(tmp_path):
    shape = polygon(corners(10, 20, 28), corners(20, 30, 8))
    (document,) = read_documents(save(tmp_path, [(3, [figure("a", shape)])]), "supervisely")
    expected = square(10) & ~square(20, 30, 8)
    assert pixels_of(document) == {1: {3: Mask.from_array(expected)}}


def test_two_figures_of_an_object_in_a_frame_are_one_mask(tmp_path):
    figures = [figure("a", bitmap(square(10))), figure("a", bitmap(square(90)))]
    (document,) = read_documents(save(tmp_path, [(0, figures)]), "supervisely")
    assert pixels_of(document) == {1: {0: Mask.from_array(square(10) | square(90))}}


def test_tags_of_objects_are_attributes(tmp_path):
    tags = [{"name": "model", "value": "van"}, {"name": "parked", "value": None},
            {"name": "speed", "value": 40}, {"name": "turn", "frameRange": [1, 2]}]  # fmt: skip
    objects = {"a": {"classTitle": "car", "tags": tags}}
    root = save(tmp_path, [(0, [figure("a", bitmap(square(10)))])], objects)
    (document,) = read_documents(root, "supervisely")
    assert document.tracks[1].attributes == {"model": "van", "parked": True, "speed": 40.0}


def test_boxes_and_bad_figures_are_left_out_and_reported(tmp_path):
    bad = figure("a", bitmap(square(10)))
    bad["geometry"]["bitmap"]["data"] = "eJx"
    frames = [(0, [figure("a", BOX), figure("a", bitmap(square(10)))]),
              (1, [bad, figure("stranger", bitmap(square(10))), figure("a", BOX)])]  # fmt: skip
    report = read_annotations(save(tmp_path, frames), "supervisely")
    reasons = [omission.reason for omission in report.omissions]
    assert "not a base64-encoded, compressed PNG" in reasons[0]
    assert reasons[1] == "there is no object stranger"
    assert reasons[2] == "boxes have no mask and are left out (2)"
    assert pixels_of(report.documents[0]) == {1: {0: Mask.from_array(square(10))}}


def test_refuses_a_folder_without_annotations(tmp_path):
    with pytest.raises(FormatError, match="has no ann/ folder with"):
        read_documents(tmp_path, "supervisely")
