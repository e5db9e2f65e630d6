"""The onion skin: dotted outlines of the previous frame over the current one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, SHIFT, drag, go_to, key

from app.application import Application
from app.canvas.onion_skin import outline
from gvseg.masks import Mask


def screenshot(application: Application) -> NDArray[np.uint8]:
    image = application.canvas.grab().toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.bytesPerLine()).copy()


def test_the_onion_skin_shows_the_previous_mask_and_changes_nothing_else(
    application: Application, qtbot: QtBot
) -> None:
    drag(application.canvas, (40, 40), (60, 40), (60, 55))
    go_to(application, 1, qtbot)
    plain = screenshot(application)
    key(application.window, Qt.Key.Key_H, CONTROL | SHIFT)
    dotted = screenshot(application)
    assert (dotted != plain).any()
    assert application.workspace.document.mask(1, 1) is None

    application.window.actions_by_id["object.hide"].trigger()
    assert (screenshot(application) == plain).all()
    application.window.actions_by_id["object.hide"].trigger()
    assert (screenshot(application) == dotted).all()
    key(application.window, Qt.Key.Key_H, CONTROL | SHIFT)
    assert (screenshot(application) == plain).all()


def test_the_onion_skin_follows_the_current_frame(application: Application, qtbot: QtBot) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    key(application.window, Qt.Key.Key_H, CONTROL | SHIFT)
    skin: Any = application.canvas.decorations.onion_skin
    assert skin.is_empty  # frame 0 has no previous frame
    go_to(application, 1, qtbot)
    assert not skin.is_empty
    go_to(application, 2, qtbot)
    assert skin.is_empty


def test_outlines_surround_parts_and_holes() -> None:
    pixels = np.zeros((40, 60), bool)
    pixels[5:20, 10:30] = True
    pixels[10:13, 15:20] = False
    pixels[30, 50] = True
    path = outline(Mask.from_array(pixels))
    box = path.boundingRect()
    assert (box.left(), box.top(), box.right(), box.bottom()) == (10.5, 5.5, 50.5, 30.5)
    assert len(path.toSubpathPolygons()) >= 2
