"""Tools that use the image: the magic wand, and polygons that snap to edges."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, RIGHT, SHIFT, click, drag, go_to, hover, key, open_on, set_brush

from app.application import Application
from app.workspace import Tool
from gvseg.masks import Mask

ALT = Qt.KeyboardModifier.AltModifier
HEIGHT, WIDTH = 96, 128
GROUND, RED, BLUE = (90, 100, 90), (200, 60, 50), (50, 60, 200)


def disc(x: int, y: int, radius: int) -> Any:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return (columns - x) ** 2 + (rows - y) ** 2 <= radius**2


@pytest.fixture
def painted(make_application: Any, tmp_path: Path, qtbot: QtBot) -> Application:
    """Two frames with a red disc at (40, 48) and a blue one at (95, 48)."""
    pixels = np.full((HEIGHT, WIDTH, 3), GROUND, np.uint8)
    pixels[disc(40, 48, 20)] = RED
    pixels[disc(95, 48, 15)] = BLUE
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(2):
        Image.fromarray(pixels).save(folder / f"{number:03d}.png")
    application: Application = make_application()
    open_on(application, folder, qtbot)
    return application


def mask(application: Application, track_id: int = 1, frame_index: int = 0) -> Mask:
    record = application.workspace.document.mask(track_id, frame_index)
    assert record is not None
    return record.mask


def accept(application: Application) -> None:
    key(application.canvas, Qt.Key.Key_Return)


def test_a_wand_click_selects_a_region_of_one_colour(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_W)
    assert painted.workspace.view.tool is Tool.WAND
    click(painted.canvas, 40, 48)
    assert not painted.workspace.document.tracks
    accept(painted)
    assert mask(painted) == Mask.from_array(disc(40, 48, 20))
    assert painted.workspace.undo_label == "Magic wand"


def test_shift_adds_and_alt_removes(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_W)
    click(painted.canvas, 40, 48)
    click(painted.canvas, 95, 48, keys=SHIFT)
    click(painted.canvas, 5, 5, keys=SHIFT)
    click(painted.canvas, 40, 48, keys=ALT)
    accept(painted)
    assert mask(painted) == Mask.from_array(~disc(40, 48, 20))


def test_a_plain_click_replaces_the_draft_and_undo_restores_it(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_W)
    click(painted.canvas, 40, 48)
    click(painted.canvas, 95, 48)
    key(painted.canvas, Qt.Key.Key_Z, CONTROL)
    accept(painted)
    assert mask(painted) == Mask.from_array(disc(40, 48, 20))


@pytest.mark.parametrize("way", ["alt", "right button", "subtract"])
def test_a_draft_can_be_erased_from_the_mask(painted: Application, way: str) -> None:
    set_brush(painted, 60)
    drag(painted.canvas, (40, 48), (60, 48))
    before = mask(painted)
    key(painted.window, Qt.Key.Key_W)
    if way == "subtract":
        key(painted.window, Qt.Key.Key_T)
        click(painted.canvas, 40, 48)
    elif way == "alt":
        click(painted.canvas, 40, 48, keys=ALT)
    else:
        click(painted.canvas, 40, 48, button=RIGHT)
    accept(painted)
    assert mask(painted) == before - Mask.from_array(disc(40, 48, 20))


def test_dragging_right_extends_the_region(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_W)
    drag(painted.canvas, (40, 48), (127, 48))
    accept(painted)
    assert mask(painted).area > disc(40, 48, 20).sum() + 2000


def test_the_tool_options_set_the_tolerance(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_W)
    box = painted.window.findChild(QSpinBox, "wandTolerance")
    assert box.isVisible()
    box.setValue(100)
    click(painted.canvas, 40, 48)
    accept(painted)
    assert mask(painted) == Mask.from_array(~disc(95, 48, 15))


def test_escape_discards_the_draft_and_changing_the_frame_keeps_it(
    painted: Application, qtbot: QtBot
) -> None:
    key(painted.window, Qt.Key.Key_W)
    click(painted.canvas, 40, 48)
    key(painted.canvas, Qt.Key.Key_Escape)
    accept(painted)
    assert not painted.workspace.document.tracks
    click(painted.canvas, 40, 48)
    go_to(painted, 1, qtbot)
    assert mask(painted) == Mask.from_array(disc(40, 48, 20))
    assert painted.workspace.document.mask(1, 1) is None


def test_polygon_sides_snap_to_edges(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_P)
    key(painted.window, Qt.Key.Key_S, SHIFT)
    assert painted.workspace.view.tool_options.snaps
    for corner in ((40, 29), (59, 48), (40, 67), (21, 48)):
        hover(painted.canvas, *corner)
        click(painted.canvas, *corner)
    accept(painted)
    snapped = mask(painted).iou(Mask.from_array(disc(40, 48, 20)))
    assert snapped > 0.95
    assert painted.workspace.undo_label == "Polygon"
    key(painted.canvas, Qt.Key.Key_Z, CONTROL)
    key(painted.window, Qt.Key.Key_S, SHIFT)
    for corner in ((40, 29), (59, 48), (40, 67), (21, 48)):
        click(painted.canvas, *corner)
    accept(painted)
    track_id = max(painted.workspace.document.tracks)
    straight = mask(painted, track_id).iou(Mask.from_array(disc(40, 48, 20)))
    assert straight < 0.75


def test_undo_removes_a_whole_snapped_side(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_P)
    key(painted.window, Qt.Key.Key_S, SHIFT)
    corners = painted.canvas.tool.corners  # type: ignore[attr-defined]
    click(painted.canvas, 40, 29)
    click(painted.canvas, 59, 48)
    corners = painted.canvas.tool.corners  # type: ignore[attr-defined]
    assert len(corners) > 2
    key(painted.canvas, Qt.Key.Key_Z, CONTROL)
    assert len(painted.canvas.tool.corners) == 1  # type: ignore[attr-defined]


def test_a_click_outside_the_frame_selects_nothing(painted: Application) -> None:
    key(painted.window, Qt.Key.Key_W)
    click(painted.canvas, -5, 48)
    assert not painted.canvas.has_draft
