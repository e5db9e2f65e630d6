"""A document survives a round trip through each format, as far as the format supports it."""

import json
import uuid

import numpy as np
import pytest
from hypothesis import given, settings
from PIL import Image

from gvseg.annotation.records import Origin
from gvseg.errors import FormatError
from gvseg.formats import ExportOptions, read_documents, write_documents
from tests.gvseg.formats.documents import (
    categories_of,
    documents,
    pixels_of,
    two_rabbits,
    without_overlap,
)

ROUND_TRIP = settings(max_examples=40)


@ROUND_TRIP
@given(document=documents())
@pytest.mark.parametrize("name", ["ytvis", "coco"])
def test_formats_with_run_lengths_keep_masks_ids_and_categories(tmp_path, name, document):
    write_documents(document, tmp_path / "out.json", name)
    (again,) = read_documents(tmp_path / "out.json", name)
    assert pixels_of(again) == pixels_of(document)
    assert categories_of(again) == categories_of(document)
    assert again.source.frame_count == document.source.frame_count
    assert again.source.path == document.source.path
    for track_id in pixels_of(again):
        assert again.tracks[track_id].category_id == document.tracks[track_id].category_id


@ROUND_TRIP
@given(document=documents())
def test_results_keep_masks_and_ids(tmp_path, document):
    write_documents(document, tmp_path / "out.json", "ytvis-results")
    if not pixels_of(document):
        with pytest.raises(FormatError, match="contains no results"):
            read_documents(tmp_path / "out.json", "ytvis-results")
        return
    (again,) = read_documents(tmp_path / "out.json", "ytvis-results")
    assert pixels_of(again) == pixels_of(document)


@ROUND_TRIP
@given(document=documents())
def test_davis_keeps_the_top_objects(tmp_path, document):
    out = tmp_path / uuid.uuid4().hex
    write_documents(document, out, "davis")
    (again,) = read_documents(out, "davis")
    assert pixels_of(again) == without_overlap(document)
    assert [again.source.frame_name(i) for i in range(again.source.frame_count)] == [
        document.source.frame_name(i) for i in range(document.source.frame_count)
    ]


@ROUND_TRIP
@given(document=documents(things_only=True))
@pytest.mark.parametrize("name", ["coco-panoptic", "vipseg", "kitti-step"])
def test_panoptic_formats_keep_the_top_things(tmp_path, name, document):
    out = tmp_path / uuid.uuid4().hex
    write_documents(document, out, name)
    (again,) = read_documents(out, name)
    assert pixels_of(again) == without_overlap(document)
    for track_id in pixels_of(again):
        assert again.tracks[track_id].category_id == document.tracks[track_id].category_id


@ROUND_TRIP
@given(document=documents())
@pytest.mark.parametrize("name", ["coco-panoptic", "vipseg"])
def test_panoptic_formats_keep_categories_and_merge_stuff(tmp_path, name, document):
    out = tmp_path / uuid.uuid4().hex
    write_documents(document, out, name)
    (again,) = read_documents(out, name)
    found = {i: (c.name, c.is_thing, c.colour) for i, c in again.categories.items()}
    assert found == {i: (c.name, c.is_thing, c.colour) for i, c in document.categories.items()}
    for category_id, category in document.categories.items():
        if not category.is_thing:
            assert region_of(again, category_id) == region_of(document, category_id)
            members = [t for t in pixels_of(again) if again.tracks[t].category_id == category_id]
            assert len(members) <= 1


def region_of(document, category_id):
    """Return frame index -> pixels of a category, each pixel assigned to its top object."""
    found = {}
    for track_id, masks in without_overlap(document).items():
        if document.tracks[track_id].category_id == category_id:
            for frame_index, mask in masks.items():
                before = found.get(frame_index)
                found[frame_index] = mask if before is None else before | mask
    return found


@ROUND_TRIP
@given(document=documents())
def test_semantic_png_keeps_the_region_of_each_category(tmp_path, document):
    out = tmp_path / uuid.uuid4().hex
    write_documents(document, out, "semantic-png")
    (again,) = read_documents(out, "semantic-png")
    assert categories_of(again) == categories_of(document)
    for category_id in document.categories:
        assert region_of(again, category_id) == region_of(document, category_id)


@ROUND_TRIP
@given(document=documents())
def test_mots_keeps_the_top_objects(tmp_path, document):
    out = tmp_path / uuid.uuid4().hex / "out.txt"
    write_documents(document, out, "mots")
    expected = without_overlap(document)
    if not expected:
        with pytest.raises(FormatError, match="is empty"):
            read_documents(out, "mots")
        return
    (again,) = read_documents(out, "mots")
    assert pixels_of(again) == expected
    for track_id in expected:
        assert again.tracks[track_id].category_id == document.tracks[track_id].category_id


@ROUND_TRIP
@given(document=documents())
def test_yolo_keeps_the_outlines_of_each_frame(tmp_path, document):
    out = tmp_path / uuid.uuid4().hex
    write_documents(document, out, "yolo-seg")
    (again,) = read_documents(out, "yolo-seg")
    names = {i: c.name for i, c in again.categories.items()}
    assert names == {i: c.name for i, c in document.categories.items()}
    assert again.source.frame_count == document.source.frame_count
    for frame_index in range(document.source.frame_count):
        drawn = [r.mask for r in document.masks_on(frame_index).values() if not r.mask.is_empty]
        found = [record.mask for record in again.masks_on(frame_index).values()]
        assert len(found) == len(drawn)
        for one, other in zip(drawn, found, strict=True):
            assert (one - other).is_empty, "no pixel is lost; holes may be filled"


@pytest.mark.parametrize(
    "name", ["vipseg", "kitti-step", "coco-panoptic", "mots", "yolo-seg", "semantic-png"]
)
def test_several_videos_survive_a_round_trip(tmp_path, name):
    one, two = two_rabbits(4), two_rabbits(3, height=12, width=5, path=tmp_path / "other.mkv")
    write_documents([one, two], tmp_path / "out", name)
    again = read_documents(tmp_path / "out", name)
    assert [document.source.height for document in again] == [6, 12]
    assert [document.source.name for document in again] == ["clip", "other"]


@pytest.mark.parametrize("name", ["ytvis", "coco", "ytvis-results", "davis"])
def test_several_videos_share_a_file(tmp_path, name):
    one, two = two_rabbits(4), two_rabbits(3, height=12, width=5, path=tmp_path / "other.mkv")
    write_documents([one, two], tmp_path / "out", name)
    again = read_documents(tmp_path / "out", name)
    assert [len(pixels_of(document)) for document in again] == [2, 2]
    assert [document.source.height for document in again] == [6, 12]
    if name != "ytvis-results":
        assert [document.source.name for document in again] == ["clip", "other"]


@pytest.mark.parametrize("name", ["ytvis", "coco", "ytvis-results", "davis"])
def test_imported_masks_are_marked(tmp_path, name):
    write_documents(two_rabbits(), tmp_path / "out", name)
    (again,) = read_documents(tmp_path / "out", name)
    assert {record.origin for _, record in again.masks_of(1)} == {Origin.IMPORTED}


@pytest.mark.parametrize("name", ["ytvis", "coco", "davis"])
def test_a_range_of_frames_keeps_their_names(tmp_path, name):
    options = ExportOptions(frames=range(1, 3))
    report = write_documents(two_rabbits(), tmp_path / "out", name, options=options)
    (again,) = read_documents(tmp_path / "out", name)
    assert report.frame_count == again.source.frame_count == 2
    assert [again.source.frame_name(i) for i in range(2)] == ["00001", "00002"]
    original = pixels_of(two_rabbits())
    assert again.mask(2, 0).mask == original[2][1]
    assert again.mask(1, 1).mask == original[1][2]


def test_three_hundred_objects_survive(tmp_path):
    from gvseg.formats.building import DocumentBuilder

    builder = DocumentBuilder(two_rabbits().source)
    builder.add_category(1, "ant")
    for track_id in range(1, 301):
        builder.add_track(track_id, 1)
        builder.add_mask(track_id, track_id % 4, pixels_of(two_rabbits())[1][0])
    for name in ("ytvis", "coco", "ytvis-results"):
        write_documents(builder.document, tmp_path / name, name)
        (again,) = read_documents(tmp_path / name, name)
        assert pixels_of(again) == pixels_of(builder.document)
    with pytest.raises(FormatError, match="254 objects, but this document has 300"):
        write_documents(builder.document, tmp_path / "davis", "davis")
    assert not (tmp_path / "davis").exists()


def test_davis_writes_indexed_images_named_after_the_frames(tmp_path):
    document = two_rabbits(3, frame_names=("a 1", "b-2", "ü"), is_folder=True)
    report = write_documents(document, tmp_path / "out", "davis")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a 1.png",
        "b-2.png",
        "ü.png",
    ]
    with Image.open(tmp_path / "out" / "a 1.png") as image:
        assert image.mode == "P"
        assert image.getpalette()[:15] == [0, 0, 0, 128, 0, 0, 0, 128, 0, 128, 128, 0, 0, 0, 128]
        assert set(np.unique(np.asarray(image))) == {0, 1, 2}
    (note,) = [note for note in report.notes if "pixels" in note]
    assert "upper layer" in note


def test_davis_reports_the_number_of_contested_pixels(tmp_path):
    document = two_rabbits()
    ours = pixels_of(document)
    contested = (ours[1][0] & ours[2][0]).area
    report = write_documents(document, tmp_path / "out", "davis")
    assert report.notes[0].startswith(f"{contested} pixels in 1 frames")


def test_images_of_an_older_export_are_kept_and_reported(tmp_path):
    write_documents(two_rabbits(5), tmp_path / "out", "davis")
    report = write_documents(two_rabbits(3), tmp_path / "out", "davis")
    assert report.notes[-1].startswith(f"{tmp_path / 'out'} already had 2 other files (00003.png")


def test_void_is_255_and_survives_a_round_trip(tmp_path):
    from gvseg.annotation.edits import SetVoid

    document = two_rabbits()
    void = pixels_of(document)[1][3].inverted()
    SetVoid(3, void).apply(document)
    write_documents(document, tmp_path / "out", "davis")
    with Image.open(tmp_path / "out" / "00003.png") as image:
        assert set(np.unique(np.asarray(image))) == {1, 255}
    (again,) = read_documents(tmp_path / "out", "davis")
    assert again.void(3) == void
    assert set(again.tracks) == {1, 2}


def test_davis_as_a_dataset_lists_its_videos(tmp_path):
    options = ExportOptions(dataset_layout=True)
    write_documents(two_rabbits(), tmp_path / "out", "davis", options=options)
    assert (tmp_path / "out/ImageSets/2017/val.txt").read_text() == "clip\n"
    assert (tmp_path / "out/Annotations/480p/clip/00000.png").is_file()
    (again,) = read_documents(tmp_path / "out", "davis")
    assert set(pixels_of(again)) == {1, 2}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("ytvis", "annotations.json"),
        ("ytvis-results", "annotations.json"),
        ("coco", "annotations.json"),
        ("coco-panoptic", "annotations.json"),
        ("vipseg", "panoptic_gt.json"),
        ("semantic-png", "classes.json"),
    ],
)
def test_every_json_refers_to_its_video(tmp_path, name, file):
    write_documents(two_rabbits(), tmp_path / "out", name)
    text = (tmp_path / "out" / file).read_text(encoding="utf-8")
    assert '"path":"videos/clip.mp4","size_bytes":12,"sha256":"ab"' in text
    json.loads(text)
    (again,) = read_documents(tmp_path / "out", name)
    assert (again.source.path.as_posix(), again.source.sha256) == ("videos/clip.mp4", "ab")


def test_polygons_report_the_number_of_filled_holes(tmp_path):
    from gvseg.annotation.edits import SetMask
    from gvseg.annotation.records import FrameMask
    from gvseg.masks import Mask

    ring = np.zeros((6, 8), np.bool_)
    ring[1:5, 1:6] = True
    ring[2:4, 2:4] = False
    document = two_rabbits()
    SetMask(1, 0, FrameMask(Mask.from_array(ring))).apply(document)
    options = ExportOptions(polygons=True)
    report = write_documents(document, tmp_path / "out.json", "coco", options=options)
    assert report.notes == ("Polygons have no holes: filled 1 hole in 1 mask.",)
    (again,) = read_documents(tmp_path / "out.json", "coco")
    assert again.mask(1, 0).mask.area == ring.sum() + 4
    assert again.mask(1, 2).mask == document.mask(1, 2).mask
