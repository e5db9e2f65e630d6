"""The onion skin: the outlines of the frame before lie dotted over the frame on the canvas."""

from typing import Any

import numpy as np
from desk_acts import CONTROL, SHIFT, drag, go_to, key
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.canvas.onion_skin import outline
from gvseg.masks import Mask


def picture(desk: Desk) -> NDArray[np.uint8]:
    image = desk.canvas.grab().toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.bytesPerLine()).copy()


def test_it_shows_where_the_object_was_and_nothing_else_changes(desk: Desk, qtbot: QtBot) -> None:
    drag(desk.canvas, (40, 40), (60, 40), (60, 55))
    go_to(desk, 1, qtbot)
    plain = picture(desk)
    key(desk.window, Qt.Key.Key_H, CONTROL | SHIFT)
    dotted = picture(desk)
    assert (dotted != plain).any()
    assert desk.workspace.document.mask(1, 1) is None

    desk.window.actions_by_id["object.hide"].trigger()
    assert (picture(desk) == plain).all()
    desk.window.actions_by_id["object.hide"].trigger()
    assert (picture(desk) == dotted).all()
    key(desk.window, Qt.Key.Key_H, CONTROL | SHIFT)
    assert (picture(desk) == plain).all()


def test_it_follows_from_frame_to_frame(desk: Desk, qtbot: QtBot) -> None:
    drag(desk.canvas, (40, 40), (60, 40))
    key(desk.window, Qt.Key.Key_H, CONTROL | SHIFT)
    skin: Any = desk.canvas._onion_skin
    assert skin.is_empty  # nothing is before frame 0
    go_to(desk, 1, qtbot)
    assert not skin.is_empty
    go_to(desk, 2, qtbot)
    assert skin.is_empty


def test_an_outline_goes_around_parts_and_holes() -> None:
    pixels = np.zeros((40, 60), bool)
    pixels[5:20, 10:30] = True
    pixels[10:13, 15:20] = False
    pixels[30, 50] = True
    path = outline(Mask.from_array(pixels))
    box = path.boundingRect()
    assert (box.left(), box.top(), box.right(), box.bottom()) == (10.5, 5.5, 50.5, 30.5)
    assert len(path.toSubpathPolygons()) >= 2
