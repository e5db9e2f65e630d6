"""COCO files of a moving square, in the notations of different tools."""

import json

from gvseg.annotation.start import start_document
from gvseg.formats import choose_document, plan_import, read_annotations
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
