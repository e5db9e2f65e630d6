"""Datumaro JSON, as CVAT and Datumaro write it; our files contain what its reader needs."""

import json

import numpy as np
import pytest
from hypothesis import given
from pycocotools import mask as coco_mask

from gvseg.errors import FormatError
from gvseg.formats import guess_format, read_annotations, read_documents, write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.masks import Mask
from tests.gvseg.formats.documents import disc, documents, pixels_of, source_of, two_rabbits

HEIGHT, WIDTH = 96, 160


def square(x, y=20, size=28):
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[y : y + size, x : x + size] = True
    return pixels


def ring(x, y=20, size=28):
    return [x, y, x + size, y, x + size, y + size, x, y + size]


def polygon(x, label=0, *, track=None, **more):
    attributes = {"occluded": False}
    if track is not None:
        attributes |= {"track_id": track, "keyframe": True}
    return {"id": 0, "type": "polygon", "attributes": attributes, "group": 0, "label_id": label,
            "points": [float(v) for v in ring(x)], "z_order": 0, **more}  # fmt: skip


def mask(x, label=0, **more):
    code = coco_mask.encode(np.asfortranarray(square(x), np.uint8))
    rle = {"counts": code["counts"].decode(), "size": code["size"]}
    return {"id": 0, "type": "mask", "attributes": {"occluded": False}, "group": 0,
            "label_id": label, "rle": rle, "z_order": 0, **more}  # fmt: skip


def save(path, *frames, size=(HEIGHT, WIDTH), names="frame_{:06d}"):
    """Write a Datumaro export as CVAT does, with one item per frame in any order."""
    items = []
    for index, annotations in enumerate(frames):
        name = names.format(index)
        image = {"path": f"{name}.png"} | ({"size": list(size)} if size else {})
        items.append({"id": name, "annotations": annotations, "attr": {"frame": index},
                      "image": image})  # fmt: skip
    labels = [{"name": name, "parent": "", "attributes": []} for name in ("car", "person")]
    value = {
        "dm_format_version": "1.0",
        "media_type": 2,
        "infos": {},
        "categories": {
            "label": {"labels": labels, "label_groups": [], "attributes": ["occluded"]},
            "mask": {"colormap": [{"label_id": 0, "r": 250, "g": 50, "b": 83}]},
            "points": {"items": []},
        },
        "items": items[::-1],
    }
    path.write_text(json.dumps(value))
    return path


def test_tracks_of_cvat_are_objects_numbered_from_0(tmp_path):
    frames = [[polygon(10 + i, track=0), polygon(90, 1, track=1)] for i in range(3)]
    file = save(tmp_path / "default.json", *frames)
    assert guess_format(file).format_name == "datumaro"
    (document,) = read_documents(file, "datumaro")
    found = pixels_of(document)
    assert sorted(found) == [1, 2]
    assert found[1] == {i: Mask.from_array(square(10 + i)) for i in range(3)}
    assert document.source.frame_names[0] == "frame_000000"
    assert document.categories[1].colour == (250, 50, 83)
    assert document.tracks[1].attributes == {}


def test_shapes_without_a_track_are_separate_objects(tmp_path):
    file = save(tmp_path / "a.json", [mask(10)], [mask(10)])
    (document,) = read_documents(file, "datumaro")
    assert len(pixels_of(document)) == 2
    assert document.unidentified == {1, 2}


def test_a_group_joins_parts_only_in_its_frame(tmp_path):
    parts = [mask(10, group=3), mask(90, group=3), mask(50)]
    (document,) = read_documents(save(tmp_path / "a.json", parts, parts), "datumaro")
    found = pixels_of(document)
    assert len(found) == 4
    assert found[1] == {0: Mask.from_array(square(10) | square(90))}
    assert len(document.unidentified) == 4


def test_reads_object_ids_of_newer_files(tmp_path):
    frames = [[mask(10 + i, object_id=5), mask(90, object_id=-1)] for i in range(2)]
    (document,) = read_documents(save(tmp_path / "a.json", *frames), "datumaro")
    assert sorted(map(len, pixels_of(document).values())) == [1, 1, 2]
    assert len(pixels_of(document)[5]) == 2


def test_track_numbers_are_kept_even_if_other_shapes_come_first(tmp_path):
    frames = [[mask(10), mask(50), polygon(90, track=1)], [polygon(90, track=2)]]
    (document,) = read_documents(save(tmp_path / "a.json", *frames), "datumaro")
    assert set(document.tracks) - document.unidentified == {1, 2}
    assert list(pixels_of(document)[2]) == [1]


def test_lone_surrogates_are_replaced(tmp_path):
    attributes = {"\ud800": "\udfff", "occluded": False}
    file = save(tmp_path / "a.json", [mask(10, attributes=attributes)])
    (document,) = read_documents(file, "datumaro")
    assert document.tracks[1].attributes == {"\ufffd": "\ufffd"}


def test_boxes_and_labels_are_left_out_and_reported(tmp_path):
    box = {"id": 1, "type": "bbox", "label_id": 0, "bbox": [1, 1, 5, 5], "attributes": {}}
    label = {"id": 1, "type": "label", "label_id": 0, "attributes": {}}
    file = save(tmp_path / "a.json", [mask(10), box, label], [box])
    report = read_annotations(file, "datumaro")
    assert [omission.reason for omission in report.omissions] == [
        "boxes have no mask and are left out (2)",
        "labels of whole frames have no mask and are left out (1)",
    ]


def test_the_frame_size_can_come_from_a_mask(tmp_path):
    (document,) = read_documents(save(tmp_path / "a.json", [mask(10)], size=None), "datumaro")
    assert (document.source.height, document.source.width) == (HEIGHT, WIDTH)
    with pytest.raises(FormatError, match="the frame size is unknown"):
        read_documents(save(tmp_path / "a.json", [polygon(10)], size=None), "datumaro")


def test_a_bad_annotation_does_not_affect_the_others(tmp_path):
    file = save(tmp_path / "a.json", [mask(10, label=7), mask(10), polygon(1, points=[1, 2])])
    report = read_annotations(file, "datumaro")
    places = [omission.location for omission in report.omissions]
    assert places == ["items[0].annotations[0]", "items[0].annotations[2]"]
    assert pixels_of(report.documents[0]) == {1: {0: Mask.from_array(square(10))}}


def test_our_files_contain_what_datumaro_reads(tmp_path):
    document = two_rabbits()
    write_documents(document, tmp_path / "a.json", "datumaro")
    value = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert value["dm_format_version"] == "1.0"
    names = [label["name"] for label in value["categories"]["label"]["labels"]]
    found = {}
    for index, item in enumerate(value["items"]):
        assert item["attr"]["frame"] == index
        assert item["image"]["size"] == [6, 8]
        for one in item["annotations"]:
            assert one["type"] == "mask"
            assert names[one["label_id"]] == ("rabbit" if one["id"] == 1 else "Stein ü 石")
            mask = Mask(*one["rle"]["size"], one["rle"]["counts"].encode())
            found.setdefault(one["attributes"]["track_id"], {})[index] = mask
    assert found == pixels_of(document)


def test_names_colours_and_attributes_survive_a_round_trip(tmp_path):
    builder = DocumentBuilder(source_of(2))
    builder.add_category(4, "ü", is_thing=False, colour=(1, 2, 3), supercategory="s")
    values = {"text": "x", "flag": True, "number": 2.5}
    builder.add_track(7, 4, name="Häsin", colour=(9, 8, 7), attributes=values)
    builder.add_mask(7, 1, disc(2, 2, 1))
    write_documents(builder.document, tmp_path / "a.json", "datumaro")
    (again,) = read_documents(tmp_path / "a.json", "datumaro")
    assert again.tracks[7] == builder.document.tracks[7]
    assert again.categories[4] == builder.document.categories[4]
    assert again.source.sha256 == builder.document.source.sha256


@given(document=documents())
def test_any_document_survives_a_round_trip(tmp_path_factory, document):
    file = tmp_path_factory.mktemp("datumaro") / "a.json"
    write_documents(document, file, "datumaro")
    (again,) = read_documents(file, "datumaro")
    assert pixels_of(again) == pixels_of(document)
