"""An import maps frames, categories and ids to the document, reports the plan first, and is one
undo step.
"""

import base64
import io
import json
import tracemalloc

import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.annotation.edits import SetMask
from gvseg.annotation.history import History
from gvseg.annotation.records import FrameMask
from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import (
    ExportOptions,
    choose_document,
    plan_import,
    read_documents,
    write_documents,
)
from gvseg.formats.building import DocumentBuilder
from tests.gvseg.formats.documents import disc, pixels_of, source_of, two_rabbits


def test_matches_the_frames_of_a_range_by_name(tmp_path):
    original = two_rabbits(6)
    options = ExportOptions(frames=range(2, 5))
    write_documents(original, tmp_path / "out", "davis", options=options)
    (imported,) = read_documents(tmp_path / "out", "davis")
    target = start_document(original.source)
    plan = plan_import(imported, target)
    assert (plan.matched_by, dict(plan.frames)) == ("number", {0: 2, 1: 3, 2: 4})
    plan.edit().apply(target)
    expected = {i: mask for i, mask in pixels_of(original)[1].items() if 2 <= i <= 4}
    assert pixels_of(target)[1] == expected


def test_matches_other_names_by_order_if_the_counts_agree():
    imported = two_rabbits(4, frame_names=("a", "b", "c", "d"), is_folder=True)
    plan = plan_import(imported, start_document(source_of(4)))
    assert plan.matched_by == "order"
    assert "by order" in plan.lines()[0]


def test_reports_frames_that_the_video_lacks_before_changing_anything():
    imported = two_rabbits(6)
    target = start_document(source_of(4))
    plan = plan_import(imported, target)
    assert plan.left_out == ("00004", "00005")
    assert not target.tracks


def test_refuses_frames_if_none_matches():
    imported = two_rabbits(3, frame_names=("a", "b", "c"), is_folder=True)
    with pytest.raises(FormatError, match="match neither by name nor by number"):
        plan_import(imported, start_document(source_of(9)))


def test_refuses_frames_of_another_size():
    with pytest.raises(FormatError, match="frames of 8x6 pixels"):
        plan_import(two_rabbits(), start_document(source_of(4, height=9)))


def test_categories_are_matched_by_name_and_free_ids_are_kept():
    target = start_document(source_of(4))  # category 1 is "object"
    plan = plan_import(two_rabbits(), target)
    assert dict(plan.categories) == {1: 3, 2: 2}
    plan.edit().apply(target)
    names = {c.name for c in target.categories.values()}
    assert names == {"object", "rabbit", "Stein ü 石"}
    assert set(target.tracks) == {1, 2}


def test_several_imports_merge_into_the_same_objects():
    whole = two_rabbits(6)
    target = start_document(source_of(6))
    for first, last in ((0, 3), (3, 6)):
        part = Document(whole.source)
        plan_import(whole, part).edit().apply(part)
        for track_id in whole.tracks:
            for index in range(6):
                if not first <= index < last:
                    from gvseg.annotation.edits import ClearMasks

                    ClearMasks(track_id, index, index).apply(part)
        plan_import(part, target).edit().apply(target)
    assert pixels_of(target) == pixels_of(whole)
    assert len(target.categories) == 3


def test_an_object_of_another_category_gets_a_new_id():
    target = start_document(source_of(4), [1])
    plan = plan_import(two_rabbits(), target)
    assert dict(plan.tracks) == {1: 3, 2: 2}


def test_existing_masks_are_kept_and_counted():
    target = two_rabbits(4)
    mine = disc(5, 7, 1)
    SetMask(1, 0, FrameMask(mine)).apply(target)
    plan = plan_import(two_rabbits(4), target)
    assert plan.skipped_masks == 5
    plan.edit().apply(target)
    assert target.mask(1, 0).mask == mine


def test_an_import_is_one_undo_step():
    target = start_document(source_of(4))
    history = History(target)
    history.apply(plan_import(two_rabbits(), target).edit())
    assert history.undo_label == "Import"
    history.undo()
    assert not target.tracks
    assert len(target.categories) == 1


def test_chooses_the_video_with_the_same_name(tmp_path):
    one, two = two_rabbits(), two_rabbits(path=tmp_path / "other.mp4")
    assert choose_document([one, two], start_document(two.source)) is two
    with pytest.raises(FormatError, match=r"2 videos \(clip, other\)"):
        choose_document([one, two], start_document(source_of(4, path=tmp_path / "x.mp4")))


def labelme(folder, name, shapes, size=(6, 8)):
    folder.mkdir(exist_ok=True)
    value = {
        "version": "5.0",
        "shapes": shapes,
        "imagePath": f"{name}.jpg",
        "imageHeight": size[0],
        "imageWidth": size[1],
    }
    (folder / f"{name}.json").write_text(json.dumps(value))


def test_labelme_shapes_in_one_group_are_one_object(tmp_path):
    square = [[1, 1], [4, 1], [4, 4], [1, 4]]
    for name in ("f1", "f2", "f10"):
        labelme(tmp_path, name, [
            {"label": "dog", "points": square, "shape_type": "polygon", "group_id": 5},
            {"label": "dog", "points": [[5, 1], [8, 5]], "shape_type": "rectangle"},
            {"label": "spot", "points": [[1, 1]], "shape_type": "point"},
        ])  # fmt: skip
    (document,) = read_documents(tmp_path, "labelme")
    assert [document.source.frame_name(i) for i in range(3)] == ["f1", "f2", "f10"]
    assert len(document.tracks) == 2
    assert [c.name for c in document.categories.values()] == ["dog"]
    assert document.mask(1, 2).mask.area == 9
    assert document.mask(2, 0).mask.area == 12


def test_labelme_labels_that_occur_twice_in_a_frame_are_separate_objects(tmp_path):
    shape = {"label": "dog", "points": [[1, 1], [4, 4]], "shape_type": "rectangle"}
    labelme(tmp_path, "a", [shape, shape])
    labelme(tmp_path, "b", [shape])
    (document,) = read_documents(tmp_path, "labelme")
    assert len(document.tracks) == 3


def test_labelme_masks_and_circles_are_read(tmp_path):
    file = io.BytesIO()
    Image.fromarray(np.array([[1, 0], [1, 1]], np.uint8) * 255).save(file, "PNG")
    mask = base64.b64encode(file.getvalue()).decode()
    labelme(tmp_path, "a", [
        {"label": "m", "points": [[2, 3], [3, 4]], "shape_type": "mask", "mask": mask},
        {"label": "c", "points": [[4, 3], [4, 5]], "shape_type": "circle"},
    ])  # fmt: skip
    (document,) = read_documents(tmp_path, "labelme")
    assert np.argwhere(document.mask(1, 0).mask.to_array()).tolist() == [[3, 2], [4, 2], [4, 3]]
    assert document.mask(2, 0).mask.area == pytest.approx(np.pi * 4, abs=2)


def test_pascal_folders_give_objects_their_classes(tmp_path):
    objects, classes = np.zeros((6, 8), np.uint8), np.zeros((6, 8), np.uint8)
    objects[1:3, 1:3], objects[4:6, 4:8] = 1, 2
    classes[1:3, 1:3], classes[4:6, 4:8] = 12, 15
    objects[0], classes[0] = 255, 255
    for folder, image in (("SegmentationObject", objects), ("SegmentationClass", classes)):
        (tmp_path / folder).mkdir()
        Image.fromarray(image).save(tmp_path / folder / "a.png")
    (document,) = read_documents(tmp_path, "pascal")
    named = {document.categories[t.category_id].name for t in document.tracks.values()}
    assert named == {"dog", "person"}
    assert document.mask(1, 0).mask.area == 4
    assert document.void(0).area == 8


def test_a_labelmap_maps_colours_to_classes(tmp_path):
    rgb = np.zeros((6, 8, 3), np.uint8)
    rgb[2:4] = (10, 20, 30)
    (tmp_path / "SegmentationClass").mkdir()
    Image.fromarray(rgb).save(tmp_path / "SegmentationClass/a.png")
    (tmp_path / "labelmap.txt").write_text("# label:color\nbackground:0,0,0::\nfox:10,20,30::\n")
    (document,) = read_documents(tmp_path, "pascal")
    (category,) = document.categories.values()
    assert (category.name, category.is_thing) == ("fox", False)
    assert document.mask(1, 0).mask.area == 16


def peak_bytes(count):
    """Return the peak memory of importing a number of objects, one per frame."""
    builder = DocumentBuilder(source_of(count))
    builder.add_category(1, "ball")
    tracemalloc.start()
    for index in range(count):
        builder.add_mask(builder.track_for(None, 1), index, disc(3, 3, 2))
    target = start_document(source_of(count))
    plan_import(builder.document, target).edit().apply(target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(target.tracks) == count
    return peak


def test_memory_grows_linearly_with_the_number_of_objects():
    assert peak_bytes(4000) < 6 * peak_bytes(1000)
