"""Boxes have no mask: they are left out and reported, or filled on request."""

import json

import numpy as np
import pytest

from gvseg.formats import read_annotations
from gvseg.masks import Mask
from tests.gvseg.formats import test_cvat, test_datumaro, test_label_studio, test_supervisely
from tests.gvseg.formats.documents import pixels_of

LEFT, TOP, RIGHT, BOTTOM = 16, 24, 48, 72
BOX = np.zeros((96, 160), np.bool_)
BOX[TOP:BOTTOM, LEFT:RIGHT] = True


def cvat(folder):
    box = (
        f'<box frame="0" outside="0" keyframe="1" xtl="{LEFT}" ytl="{TOP}" xbr="{RIGHT}" '
        f'ybr="{BOTTOM}" z_order="0"/>'
    )
    parts = test_cvat.track(0, "car", box), test_cvat.track(1, "car", test_cvat.polygon(1, 10))
    return test_cvat.save(folder / "a.xml", *parts)


def datumaro(folder):
    box = {"id": 1, "type": "bbox", "label_id": 0, "attributes": {}, "group": 0,
           "bbox": [LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP]}  # fmt: skip
    return test_datumaro.save(folder / "a.json", [box], [test_datumaro.mask(10)])


def label_studio(folder):
    box = test_label_studio.region(
        "rectanglelabels",
        "car",
        x=100 * LEFT / 160,
        y=100 * TOP / 96,
        width=100 * (RIGHT - LEFT) / 160,
        height=100 * (BOTTOM - TOP) / 96,
        rotation=0,
    )
    brush = test_label_studio.brush(test_label_studio.square(10))
    tasks = [test_label_studio.task(0, [box]), test_label_studio.task(1, [brush])]
    return test_label_studio.save(folder / "a.json", tasks)


def supervisely(folder):
    points = {"exterior": [[LEFT, TOP], [RIGHT - 1, BOTTOM - 1]], "interior": []}
    box = {"geometryType": "rectangle", "geometry": {"points": points}}
    bitmap = test_supervisely.bitmap(test_supervisely.square(10))
    figure = test_supervisely.figure
    frames = [(0, [figure("a", box)]), (1, [figure("b", bitmap)])]
    return test_supervisely.save(folder / "project", frames, {"a": "car", "b": "car"})


MAKERS = {
    "cvat": cvat,
    "datumaro": datumaro,
    "label-studio": label_studio,
    "supervisely": supervisely,
}


@pytest.mark.parametrize("name", MAKERS)
def test_boxes_are_left_out_or_filled(tmp_path, name):
    file = MAKERS[name](tmp_path)
    report = read_annotations(file, name)
    (reading,) = [one for one in report.readings if one.key == "boxes"]
    assert reading.chosen == "skip"
    assert [one.reason for one in report.omissions] == ["boxes have no mask and are left out (1)"]
    assert [list(masks) for masks in pixels_of(report.documents[0]).values()] == [[1]]
    report = read_annotations(file, name, choices={"boxes": "fill"})
    assert not report.omissions
    filled = [masks[0] for masks in pixels_of(report.documents[0]).values() if 0 in masks]
    assert filled == [Mask.from_array(BOX)]


def test_a_box_of_label_studio_is_rotated_about_its_corner(tmp_path):
    """A box rotated by 90 degrees about its upper left corner extends to the left and down."""
    file = label_studio(tmp_path)
    tasks = json.loads(file.read_text())
    tasks[0]["annotations"][0]["result"][0]["value"] |= {"rotation": 90, "x": 50.0}
    file.write_text(json.dumps(tasks))
    (document,) = read_annotations(file, "label-studio", choices={"boxes": "fill"}).documents
    mask = next(masks[0] for masks in pixels_of(document).values() if 0 in masks)
    assert mask.box == (80 - (BOTTOM - TOP), TOP, BOTTOM - TOP, RIGHT - LEFT)
