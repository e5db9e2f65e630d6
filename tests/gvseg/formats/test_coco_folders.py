"""Folders with COCO files of different tools are imported as one video."""

import json

import pytest

from gvseg.annotation.start import start_document
from gvseg.formats import (
    choose_document,
    guess_format,
    plan_import,
    read_annotations,
    write_documents,
)
from tests.gvseg.formats.coco_squares import FRAMES, HEIGHT, WIDTH, check_masks, coco
from tests.gvseg.formats.documents import source_of


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
