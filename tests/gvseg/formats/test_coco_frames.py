"""The names of images in COCO files identify frames and videos."""

import json
import random

import pytest

from gvseg.formats import read_annotations
from gvseg.formats.coco_images import read_videos
from gvseg.formats.json_fields import Field
from tests.gvseg.formats.coco_squares import FRAMES, check_masks, coco, corner, corners_of, imported


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


def test_detects_the_videos_of_a_file(tmp_path):
    videos = read_videos(Field(coco(), tmp_path / "a.json"))
    assert [builder.document.source.frame_count for builder in videos.builders] == [FRAMES]
