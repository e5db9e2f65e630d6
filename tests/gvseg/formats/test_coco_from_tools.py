"""COCO files of different tools are interpreted in the same way."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.errors import FormatError
from gvseg.formats import NothingReadError, read_annotations
from tests.gvseg.formats.coco_squares import (
    AREA,
    FRAMES,
    HEIGHT,
    check_masks,
    coco,
    code,
    corners_of,
    imported,
    polygon,
)

# -- crowds ----------------------------------------------------------------------------


def test_brush_masks_of_cvat_with_iscrowd_are_objects(tmp_path):
    value = coco(name="frame_{:06d}.PNG", shape=code, iscrowd=1, attributes={"occluded": False})
    document, report = imported(tmp_path, value)
    check_masks(document)
    said = [str(reading) for reading in report.readings]
    assert any("read as objects: all 12 annotations have iscrowd 1" in line for line in said)


def test_brush_masks_next_to_polygons_of_cvat_are_objects(tmp_path):
    value = coco(attributes={"occluded": False})
    value["annotations"][0] |= {"segmentation": code(0), "iscrowd": 1}
    document, _ = imported(tmp_path, value)
    check_masks(document)


def test_a_crowd_of_the_coco_dataset_is_void(tmp_path):
    value = coco()
    value["annotations"][0] |= {"segmentation": code(0), "iscrowd": 1}
    document, report = imported(tmp_path, value)
    assert document.void(0).area == AREA
    assert len(document.tracks) == FRAMES - 1
    assert any("1 of 12 annotations have iscrowd 1" in str(r) for r in report.readings)


@pytest.mark.parametrize("shape", [polygon, code])
def test_crowds_that_the_coco_dataset_never_has_are_objects(tmp_path, shape):
    value = coco(track_id=None)
    for i in (0, 1):
        value["annotations"][i] |= {"segmentation": shape(i), "iscrowd": 1}
    if shape is code:  # two crowds of the same category in an image
        value["annotations"].append(value["annotations"][0] | {"id": 99, "segmentation": code(0)})
        value["annotations"][12]["segmentation"] = code(5)
        document, _ = imported(tmp_path, value)
        assert len(document.tracks) == FRAMES + 1
    else:
        check_masks(imported(tmp_path, value)[0])


def test_the_user_can_choose_what_crowds_are(tmp_path):
    value = coco(shape=code, iscrowd=1)
    document, _ = imported(tmp_path, value, choices={"crowd": "void"})
    assert not document.tracks
    assert document.void(0).area == AREA


# -- identity --------------------------------------------------------------------------


@pytest.mark.parametrize("track_id", [5, 0, "7", 3.0, "a1b2"])
@pytest.mark.parametrize("place", ["track_id", "attributes", "instance_id"])
def test_finds_object_ids_in_the_fields_that_tools_use(tmp_path, place, track_id):
    entry = {place: track_id} if place != "attributes" else {place: {"track_id": track_id}}
    document, _ = imported(tmp_path, coco(**entry))
    check_masks(document, objects=1)


@pytest.mark.parametrize("place", ["Track ID", "trackId", "object-id", "instance_uuid"])
def test_id_fields_are_recognised_in_any_spelling(tmp_path, place):
    check_masks(imported(tmp_path, coco(attributes={place: "3"}))[0], objects=1)
    check_masks(imported(tmp_path, coco(**{place: 3}))[0], objects=1)


def test_track_ids_from_0_stay_separate_and_keep_their_numbers(tmp_path):
    value = coco(attributes={"track_id": 0, "occluded": False})
    for entry in value["annotations"][6:]:
        entry["attributes"] = {"track_id": 1, "occluded": False}
    document, _ = imported(tmp_path, value)
    check_masks(document, objects=2)
    assert set(corners_of(document)[1]) == set(range(6, 12))
    assert {track.name for track in document.tracks.values()} == {"ball 0", "ball 1"}


def test_an_id_equal_to_the_annotation_id_is_ignored(tmp_path):
    value = coco()
    for entry in value["annotations"]:
        entry["instance_id"] = entry["id"]
    check_masks(imported(tmp_path, value)[0])


def test_instance_ids_that_never_repeat_are_ignored(tmp_path):
    value = coco()
    for entry in value["annotations"]:
        entry["instance_id"] = 100 - entry["id"]
    document, _ = imported(tmp_path, value)
    document, _ = imported(tmp_path, value, target=document)
    assert len(document.tracks) == 2 * FRAMES


def test_the_user_can_choose_the_id_field(tmp_path):
    value = coco(track_id=4, attributes={"track_id": 9})
    document, _ = imported(tmp_path, value, choices={"identity": "attributes.track_id"})
    assert set(document.tracks) == {9}
    with pytest.raises(FormatError, match="--identity colour does not fit"):
        imported(tmp_path, value, choices={"identity": "colour"})


def test_parts_without_track_ids_are_not_joined(tmp_path):
    document, _ = imported(tmp_path, coco(frames=range(6)))
    document, _ = imported(tmp_path, coco(frames=range(6, 12)), target=document)
    check_masks(document)
    document, _ = imported(tmp_path, coco(frames=range(6, 12)), target=document)
    assert len(document.tracks) == FRAMES + 6
    assert len({track.name for track in document.tracks.values()}) == FRAMES + 6


def test_parts_with_track_ids_are_joined(tmp_path):
    document, _ = imported(tmp_path, coco(frames=range(6), track_id=3))
    document, _ = imported(tmp_path, coco(frames=range(6, 12), track_id=3), target=document)
    check_masks(document, objects=1)


# -- categories ------------------------------------------------------------------------


@pytest.mark.parametrize("category", [0, "1", 1.0, "ball-7"])
def test_category_ids_can_be_numbers_from_0_or_strings(tmp_path, category):
    check_masks(imported(tmp_path, coco(category=category))[0])


@pytest.mark.parametrize(
    "colour", ["#a60f2f", "a60f2f", "rgb(1, 2, 3)", [1, 2], "red", None, 7, {}]
)
def test_an_unknown_colour_notation_is_accepted(tmp_path, colour):
    value = coco(color="#77aa11", isbbox=False)
    value["categories"][0]["color"] = colour
    document, _ = imported(tmp_path, value)
    check_masks(document)
    if colour == "#a60f2f":
        assert document.categories[2].colour == (0xA6, 0x0F, 0x2F)


def test_the_unused_group_of_roboflow_is_not_a_category(tmp_path):
    value = coco(name="clip_mp4-{}_jpg.rf.0123456789abcdef0123456789abcdef.jpg")
    value["categories"] = [
        {"id": 0, "name": "balls", "supercategory": "none"},
        {"id": 1, "name": "ball", "supercategory": "balls"},
    ]
    document, _ = imported(tmp_path, value)
    check_masks(document)
    assert {category.name for category in document.categories.values()} == {"object", "ball"}


def test_reads_results_of_a_detector_without_images_and_names(tmp_path):
    value = coco(shape=code, score=0.9)["annotations"]
    file = tmp_path / "coco_instances_results.json"
    file.write_text(json.dumps(value))
    (document,) = read_annotations(file, "coco").documents
    assert len(corners_of(document)) == FRAMES
    assert document.mask(1, 0).confidence == pytest.approx(0.9)


# -- entries without a mask ------------------------------------------------------------


@pytest.mark.parametrize("nothing", [None, [], {}, [[]], "", "absent"])
def test_a_box_without_a_mask_is_left_out_and_reported(tmp_path, nothing):
    value = coco(track_id=1)
    value["annotations"].append(
        {"id": 99, "image_id": 3, "category_id": 1, "bbox": [1, 1, 4, 4], "segmentation": nothing}
    )
    if nothing == "absent":
        del value["annotations"][-1]["segmentation"]
    document, report = imported(tmp_path, value)
    check_masks(document, objects=1)
    assert [str(o).partition(": ")[2] for o in report.omissions] == ["it has a box but no mask."]


def test_boxes_can_be_filled(tmp_path):
    value = coco(track_id=1)
    for entry in value["annotations"]:
        del entry["segmentation"]
    document, report = imported(tmp_path, value, choices={"boxes": "fill"})
    check_masks(document, objects=1)
    assert not report.omissions


def test_a_file_with_only_boxes_says_how_to_fill_them(tmp_path):
    value = coco(track_id=1)
    for entry in value["annotations"]:
        del entry["segmentation"]
    with pytest.raises(NothingReadError, match="a box but no mask") as caught:
        imported(tmp_path, value)
    assert any("--boxes fill" in str(reading) for reading in caught.value.report.readings)


def test_an_invalid_ring_does_not_affect_the_others(tmp_path):
    value = coco(track_id=1)
    value["annotations"][0]["segmentation"].append([1, 1, 2, 2])
    value["annotations"][1]["segmentation"] = value["annotations"][1]["segmentation"][0]
    ring = value["annotations"][2]["segmentation"][0]
    pairs = [ring[i : i + 2] for i in range(0, len(ring), 2)]
    value["annotations"][2]["segmentation"] = [pairs]
    document, report = imported(tmp_path, value)
    check_masks(document, objects=1)
    assert not report.omissions


def test_images_without_a_size_get_it_from_their_masks(tmp_path):
    value = coco(shape=code, track_id=1)
    for image in value["images"]:
        del image["height"], image["width"]
    check_masks(imported(tmp_path, value)[0], objects=1)


# -- notations -------------------------------------------------------------------------


def plain(value, kind):
    return {"int": value, "text": str(value), "float": float(value)}[kind]


@st.composite
def written_otherwise(draw):
    """Generate a valid file with one ball, in the notations that different tools use."""
    kind = draw(st.sampled_from(["int", "text", "float"]))
    base = draw(st.sampled_from([0, 1, 40, 10**7]))
    name = draw(st.sampled_from(["{:05d}.jpg", "f_{}.PNG", "a\\b\\{:03d}.bmp", "v/{:06d}.jpeg"]))
    value = coco(name=name, first=draw(st.sampled_from([0, 1])))
    value["annotations"] = draw(st.permutations(value["annotations"]))
    value["images"] = draw(st.permutations(value["images"]))
    flags = {0: draw(st.sampled_from([0, False, "0", None, 0.0, "absent"]))}
    place = draw(st.sampled_from(["track_id", "instance_id", "attributes"]))
    track_id = plain(draw(st.integers(0, 10**6)), kind)
    extra = draw(st.dictionaries(st.sampled_from(["info", "x", "color"]), st.sampled_from(
        [None, 1, "x", [], {"y": 1}]), max_size=3))  # fmt: skip
    category = plain(base, kind)
    for image in value["images"]:
        image |= {"id": plain(image["id"] + base, kind), **extra}
        if draw(st.booleans()):
            image |= {"height": float(HEIGHT), "license": None, "date_captured": 0}
    for entry in value["annotations"]:
        entry |= {"id": plain(entry["id"] + base, kind), "category_id": category, **extra}
        entry["image_id"] = plain(entry["image_id"] + base, draw(st.sampled_from([kind, "int"])))
        entry |= {"iscrowd": flags[0]}
        if flags[0] == "absent":
            del entry["iscrowd"]
        for key in draw(st.sets(st.sampled_from(["area", "bbox", "id"]))):
            del entry[key]
        entry |= {place: track_id} if place != "attributes" else {place: {"track_id": track_id}}
    value["categories"] = [{"id": category, "name": "ball", **extra}]
    keys = draw(st.permutations(list(value)))
    return {key: value[key] for key in keys} | {"info": {}, "licenses": []}


@given(value=written_otherwise())
@settings(max_examples=60, deadline=None)
def test_every_notation_has_the_same_meaning(tmp_path_factory, value):
    document, report = imported(tmp_path_factory.mktemp("x"), value)
    check_masks(document, objects=1)
    assert not report.omissions
