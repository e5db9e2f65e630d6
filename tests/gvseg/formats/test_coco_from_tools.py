"""COCO files of different tools are interpreted in the same way."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import (
    NothingReadError,
    choose_document,
    guess_format,
    plan_import,
    read_annotations,
    write_documents,
)
from gvseg.formats.coco_images import read_videos
from gvseg.formats.json_fields import Field
from tests.gvseg.formats.documents import source_of

FRAMES, HEIGHT, WIDTH, SIDE = 12, 48, 80, 14
AREA = SIDE * SIDE


def corner(frame_index):
    """Return the corner of a square that moves by 3 pixels per frame."""
    return 5 + 3 * frame_index, 15


def polygon(frame_index):
    x, y = corner(frame_index)
    return [[x, y, x + SIDE, y, x + SIDE, y + SIDE, x, y + SIDE]]


def code(frame_index):
    """Return the square as CVAT writes a brush mask, with uncompressed counts."""
    x, y = corner(frame_index)
    counts = [x * HEIGHT + y, SIDE] + [HEIGHT - SIDE, SIDE] * (SIDE - 1)
    return {"counts": [*counts, HEIGHT * WIDTH - sum(counts)], "size": [HEIGHT, WIDTH]}


def coco(*, name="{:05d}.jpg", first=0, frames=range(FRAMES), shape=polygon, category=1, **entry):
    """Return a plain COCO file; `entry` is added to each annotation."""
    images = [
        {"id": n, "file_name": name.format(i + first), "height": HEIGHT, "width": WIDTH}
        for n, i in enumerate(frames, start=1)
    ]
    annotations = [
        {"id": n, "image_id": n, "category_id": category, "segmentation": shape(i), "area": AREA}
        | {"bbox": [*corner(i), SIDE, SIDE], "iscrowd": 0, **entry}
        for n, i in enumerate(frames, start=1)
    ]
    categories = [{"id": category, "name": "ball", "supercategory": ""}]
    return {"images": images, "annotations": annotations, "categories": categories}


def imported(tmp_path, value, *, target=None, choices=None, frame_names=()):
    """Return the document of a video after importing a file."""
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    report = read_annotations(file, "coco", choices=choices)
    if target is None:
        names = {"frame_names": frame_names, "is_folder": bool(frame_names)}
        target = start_document(source_of(FRAMES, height=HEIGHT, width=WIDTH, **names))
    plan = plan_import(choose_document(list(report.documents), target), target)
    plan.edit().apply(target)
    return target, report


def corners_of(document):
    """Return object -> frame index -> upper left corner; every mask must be the whole square."""
    found = {}
    for track_id in document.tracks:
        for frame_index, record in document.masks_of(track_id):
            assert record.mask.area == AREA
            found.setdefault(track_id, {})[frame_index] = record.mask.box[:2]
    return found


WHOLE = {i: corner(i) for i in range(FRAMES)}


def check_masks(document, *, objects=FRAMES):
    """Check that every frame has its square, and the number of objects, which are all balls."""
    found = corners_of(document)
    assert {k: v for masks in found.values() for k, v in masks.items()} == WHOLE
    assert len(found) == objects
    assert {document.category(t.category_id).name for t in document.tracks.values()} == {"ball"}


# -- crowds --------------------------------------------------------------------------------


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


def test_the_user_can_choose_what_crowds_are(tmp_path):
    value = coco(shape=code, iscrowd=1)
    document, _ = imported(tmp_path, value, choices={"crowd": "void"})
    assert not document.tracks
    assert document.void(0).area == AREA


# -- identity ------------------------------------------------------------------------------


@pytest.mark.parametrize("track_id", [5, 0, "7", 3.0, "a1b2"])
@pytest.mark.parametrize("place", ["track_id", "attributes", "instance_id"])
def test_finds_object_ids_in_the_fields_that_tools_use(tmp_path, place, track_id):
    entry = {place: track_id} if place != "attributes" else {place: {"track_id": track_id}}
    document, _ = imported(tmp_path, coco(**entry))
    check_masks(document, objects=1)


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


# -- categories ----------------------------------------------------------------------------


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


# -- names of frames -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "frame_{:06d}.PNG",
        "clip/{}.jpg",
        "images\\clip\\{:04d}.jpeg",
        "C:\\work\\frames\\{:05d}.bmp",
        "frame_{:04d}_png.rf.8f14e45fceea167a5a36dedd4bea2543.jpg",
        "clip_mp4-{}_jpg.rf.aBcDeFgHiJkLmNoPqRsT.jpg",
        "images/1a2b3c4d-frame_{:05d}.jpg",
        "https://host/data/upload/{:05d}.jpg",
    ],
)
@pytest.mark.parametrize("first", [0, 1])
def test_frames_are_matched_by_the_number_in_their_name(tmp_path, name, first):
    value = coco(name=name, first=first, track_id=1)
    random.Random(1).shuffle(value["images"])
    random.Random(2).shuffle(value["annotations"])
    check_masks(imported(tmp_path, value)[0], objects=1)


def test_a_folder_of_images_is_matched_by_its_names(tmp_path):
    names = tuple(f"shot-{'abcdefghijkl'[i]}" for i in range(FRAMES))
    value = coco(track_id=1)
    for image, name in zip(value["images"], names, strict=True):
        image["file_name"] = f"{name}_png.rf.8f14e45fceea167a5a36dedd4bea2543.jpg"
    value["images"].pop()
    value["annotations"].pop()
    document, _ = imported(tmp_path, value, frame_names=names)
    assert corners_of(document) == {1: {i: corner(i) for i in range(FRAMES - 1)}}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("clip/{:05d}.jpg", "other/{:05d}.jpg"),
        ("clip/img1/{:05d}.jpg", "other/img1/{:05d}.jpg"),
        ("clip_mp4-{}_jpg.rf.aBcDeFgHiJkL1234.jpg", "other_mp4-{}_jpg.rf.aBcDeFgHiJkL1234.jpg"),
        ("clip_frame_{:04d}.png", "other_frame_{:04d}.png"),
    ],
)
def test_several_videos_in_one_file_are_separated(tmp_path, one, two):
    value, other = coco(name=one, track_id=1), coco(name=two, track_id=1)
    for image, entry in zip(other["images"], other["annotations"], strict=True):
        image["id"] += 100
        entry["image_id"] += 100
        entry["segmentation"] = [[1, 1, 9, 1, 9, 9, 1, 9]]
    value["images"] = other["images"] + value["images"]
    value["annotations"] += other["annotations"]
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps(value))
    assert {d.source.name for d in read_annotations(file, "coco").documents} == {"clip", "other"}
    check_masks(imported(tmp_path, value)[0], objects=1)


# -- entries without a mask, and what is left out -----------------------------------------------


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


# -- notations ---------------------------------------------------------------------


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


def test_detects_the_videos_of_a_file(tmp_path):
    videos = read_videos(Field(coco(), tmp_path / "a.json"))
    assert [builder.document.source.frame_count for builder in videos.builders] == [FRAMES]


# -- folders of other tools ----------------------------------------------------------------


def take_in(folder, *, frame_names=()):
    """Return the document of the video after importing a folder with a detected format."""
    guess = guess_format(folder)
    assert guess.format_name == "coco"
    report = read_annotations(folder, guess.format_name)
    names = {"frame_names": frame_names, "is_folder": bool(frame_names)}
    target = start_document(source_of(FRAMES, height=HEIGHT, width=WIDTH, **names))
    plan_import(choose_document(report.documents, target), target).edit().apply(target)
    return target


def put(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))


def test_reads_the_annotations_folder_of_cvat(tmp_path):
    put(tmp_path / "annotations/instances_default.json", coco(name="frame_{:06d}.PNG", track_id=1))
    put(tmp_path / "annotations/person_keypoints_default.json", coco(category=5))
    (tmp_path / "images/default").mkdir(parents=True)
    check_masks(take_in(tmp_path), objects=1)


def test_reads_the_labels_file_of_fiftyone(tmp_path):
    put(tmp_path / "labels.json", coco(track_id=1, category=0))
    (tmp_path / "data").mkdir()
    check_masks(take_in(tmp_path), objects=1)


@pytest.mark.parametrize("is_tracked", [False, True])
def test_the_splits_of_roboflow_are_one_video(tmp_path, is_tracked):
    name = "clip_mp4-{}_jpg.rf.0123456789abcdef0123456789abcdef.jpg"
    track = {"track_id": 4} if is_tracked else {}
    for number, part in enumerate(("train", "valid", "test")):
        frames = range(number, FRAMES, 3)
        put(tmp_path / part / "_annotations.coco.json", coco(name=name, frames=frames, **track))
    check_masks(take_in(tmp_path), objects=1 if is_tracked else FRAMES)


def test_images_with_several_prefixes_are_one_video(tmp_path):
    """A folder of images is one video, whatever the names of the images."""
    names = tuple(f"{'cat' if i < 6 else 'dog'}_{i % 6:03d}" for i in range(FRAMES))
    value = coco(track_id=2)
    for image, frame_name in zip(value["images"], names, strict=True):
        image["file_name"] = f"{frame_name}.jpg"
    put(tmp_path / "annotations.json", value)
    check_masks(take_in(tmp_path, frame_names=names), objects=1)


def test_videos_with_the_same_name_and_different_sizes_can_be_exported(tmp_path):
    value, other = coco(), coco()
    for image, entry in zip(other["images"], other["annotations"], strict=True):
        image |= {"id": image["id"] + 100, "height": 2 * HEIGHT}
        entry |= {"image_id": entry["image_id"] + 100}
    value["images"] += other["images"]
    value["annotations"] += other["annotations"]
    put(tmp_path / "a.json", value)
    documents = read_annotations(tmp_path / "a.json", "coco").documents
    write_documents(list(documents), tmp_path / "out/o.json", "ytvis")
    (tmp_path / "out/o.json").unlink()
    check_masks(take_in(tmp_path))


@pytest.mark.parametrize("place", ["Track ID", "trackId", "object-id", "instance_uuid"])
def test_id_fields_are_recognised_in_any_spelling(tmp_path, place):
    check_masks(imported(tmp_path, coco(attributes={place: "3"}))[0], objects=1)
    check_masks(imported(tmp_path, coco(**{place: 3}))[0], objects=1)


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
