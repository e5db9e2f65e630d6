"""Every tool, used with mouse and keyboard in a real application."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clips import encode_clip
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, RIGHT, SHIFT, click, drag, go_to, hover, key, open_on, set_brush

from app.application import Application
from app.workspace import Tool, ToolOptions
from gvseg.annotation.edits import UpdateTrack


def pixels(application: Application, track_id: int = 1, frame_index: int = 0) -> Any:
    record = application.workspace.document.mask(track_id, frame_index)
    assert record is not None
    return record.mask.to_array()


def test_the_brush_paints_along_its_path(application: Application) -> None:
    set_brush(application, 10)
    drag(application.canvas, (30, 40), (60, 40))
    painted = pixels(application)
    assert painted[40, 30:61].all()
    assert painted[37, 45]
    assert not painted[30, 45]
    assert not painted[40, 70]
    assert application.workspace.undo_label == "Paint"


@pytest.mark.parametrize("way", ["right button", "shift", "eraser"])
def test_erasing_removes_pixels(application: Application, way: str) -> None:
    set_brush(application, 20)
    drag(application.canvas, (30, 40), (60, 40))
    before = pixels(application).sum()
    if way == "eraser":
        application.workspace.view.set_tool(Tool.ERASER)
        drag(application.canvas, (60, 40), (50, 40))
    elif way == "shift":
        drag(application.canvas, (60, 40), (50, 40), keys=SHIFT)
    else:
        drag(application.canvas, (60, 40), (50, 40), button=RIGHT)
    assert not pixels(application)[40, 55]
    assert pixels(application)[40, 30]
    assert pixels(application).sum() < before
    assert application.workspace.undo_label == "Erase"


def test_a_stroke_is_clipped_to_the_frame(application: Application) -> None:
    drag(application.canvas, (-20, -20), (10, 5))
    assert pixels(application)[0, 0] or pixels(application)[5, 10]
    drag(application.canvas, (500, 500), (600, 600))
    assert len(application.workspace.document.tracks) == 1


def test_an_unfinished_stroke_is_visible(application: Application) -> None:
    drag(application.canvas, (30, 40), (60, 40), release=False)
    labels = application.canvas.scene.labels
    assert labels is not None
    assert labels.columns[45, 40] == 1
    assert not application.workspace.document.tracks
    key(application.canvas, Qt.Key.Key_Escape)
    assert labels.columns.max() == 0
    assert not application.workspace.document.tracks


def test_the_canvas_shows_the_stored_mask(application: Application, qtbot: QtBot) -> None:
    drag(application.canvas, (30, 40), (60, 40), (60, 60))
    application.workspace.view.select()
    drag(application.canvas, (30, 60), (70, 35))
    drag(application.canvas, (40, 45), (55, 55), button=RIGHT)
    labels = application.canvas.scene.labels
    assert labels is not None
    shown = labels.columns.T.copy()
    expected = np.where(pixels(application, 2), 2, np.where(pixels(application, 1), 1, 0))
    assert (shown == expected).all()


def test_keys_and_wheel_change_the_brush_size(application: Application) -> None:
    before = application.workspace.view.tool_options.diameter_px
    key(application.canvas, Qt.Key.Key_BracketRight)
    larger = application.workspace.view.tool_options.diameter_px
    assert larger > before
    key(application.canvas, Qt.Key.Key_BracketLeft)
    assert application.workspace.view.tool_options.diameter_px < larger
    for _ in range(60):
        key(application.canvas, Qt.Key.Key_BracketLeft)
    assert application.workspace.view.tool_options.diameter_px == 1
    drag(application.canvas, (30, 40), (30, 40))
    assert pixels(application).sum() == 1
    assert pixels(application)[40, 30]


@pytest.mark.parametrize("size", [(96, 128), (240, 432)])
@pytest.mark.parametrize("scale", [1.0, 4.0])
def test_the_brush_size_on_screen_does_not_depend_on_the_zoom(
    make_application: Any, tmp_path: Path, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    application = make_application()
    open_on(application, encode_clip(tmp_path / "any.mp4", frame_count=2, size=size), qtbot)
    canvas = application.canvas
    canvas.zoom_to(scale)
    application.workspace.view.set_tool_options(ToolOptions(diameter_px=40))
    middle = (size[1] // 2, size[0] // 2)
    before = screenshot(canvas)
    hover(canvas, *middle)
    ring = np.flatnonzero((screenshot(canvas) != before).any(axis=(0, 2)))
    drag(canvas, middle, middle)
    columns = np.flatnonzero(pixels(application).any(axis=0))
    painted = columns[-1] + 1 - columns[0]
    assert painted == pytest.approx(40 * canvas.devicePixelRatioF() / scale, abs=1)
    assert np.ptp(ring) == pytest.approx(
        40 * canvas.devicePixelRatioF(), abs=4
    )  # including the pen width


def screenshot(canvas: Any) -> Any:
    """A screenshot of the canvas: H x W x 4, uint8."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)


def test_enter_paints_the_polygon(application: Application) -> None:
    key(application.window, Qt.Key.Key_P)
    for corner in ((20, 20), (60, 20), (60, 60), (20, 60)):
        click(application.canvas, *corner)
    assert not application.workspace.document.tracks
    drag(application.canvas, (60, 60), (80, 80))
    key(application.canvas, Qt.Key.Key_Return)
    assert pixels(application)[40, 40]
    assert pixels(application)[70, 72]
    assert not pixels(application)[15, 40]


def test_shift_subtracts_a_polygon_and_backspace_removes_a_corner(
    application: Application,
) -> None:
    set_brush(application, 60)
    drag(application.canvas, (50, 50), (60, 50))
    key(application.window, Qt.Key.Key_P)
    click(application.canvas, 40, 40, keys=SHIFT)
    click(application.canvas, 60, 40)
    click(application.canvas, 120, 90)
    key(application.canvas, Qt.Key.Key_Z, CONTROL)
    click(application.canvas, 60, 60)
    click(application.canvas, 40, 60)
    key(application.canvas, Qt.Key.Key_Return)
    assert not pixels(application)[50, 50]
    assert pixels(application)[50, 75]


def test_escape_discards_the_polygon(application: Application) -> None:
    key(application.window, Qt.Key.Key_P)
    for corner in ((20, 20), (60, 20), (60, 60)):
        click(application.canvas, *corner)
    key(application.canvas, Qt.Key.Key_Escape)
    key(application.canvas, Qt.Key.Key_Return)
    assert not application.workspace.document.tracks


def test_switching_tools_keeps_the_lasso(application: Application) -> None:
    key(application.window, Qt.Key.Key_L, SHIFT)
    drag(application.canvas, (20, 20), (60, 20), (60, 60), (20, 60), (20, 30))
    assert application.canvas.has_draft
    key(application.window, Qt.Key.Key_B)
    assert pixels(application)[40, 40]
    assert application.workspace.undo_label == "Lasso"


def test_a_corner_of_a_rectangle_can_be_dragged(application: Application) -> None:
    key(application.window, Qt.Key.Key_R)
    drag(application.canvas, (20, 20), (60, 60))
    drag(application.canvas, (60, 60), (80, 50))
    key(application.canvas, Qt.Key.Key_Return)
    painted = pixels(application)
    assert painted[30, 70]
    assert not painted[55, 40]


def test_changing_the_frame_keeps_the_draft(application: Application, qtbot: QtBot) -> None:
    key(application.window, Qt.Key.Key_R)
    drag(application.canvas, (20, 20), (60, 60))
    go_to(application, 3, qtbot)
    assert pixels(application, 1, 0)[40, 40]
    assert application.workspace.document.mask(1, 3) is None


def test_the_select_tool_selects_the_object_under_the_mouse(application: Application) -> None:
    drag(application.canvas, (30, 40), (40, 40))
    application.workspace.view.select()
    drag(application.canvas, (80, 40), (90, 40))
    assert application.workspace.view.selected == (2,)
    key(application.window, Qt.Key.Key_V)
    click(application.canvas, 35, 40)
    assert application.workspace.view.selected == (1,)
    click(application.canvas, 85, 40, keys=CONTROL)
    assert application.workspace.view.selected == (1, 2)
    click(application.canvas, 10, 90)
    assert application.workspace.view.selected == ()


def test_painting_on_a_locked_object_is_rejected_with_a_message(application: Application) -> None:
    from dataclasses import replace

    drag(application.canvas, (30, 40), (40, 40))
    before = application.workspace.document.mask(1, 0)
    track = application.workspace.document.track(1)
    application.workspace.apply(UpdateTrack(replace(track, is_locked=True)))
    drag(application.canvas, (80, 40), (90, 40))
    assert application.workspace.document.mask(1, 0) == before
    assert "locked" in application.messages[-1].text
    labels = application.canvas.scene.labels
    assert labels is not None
    assert labels.columns[85, 40] == 0


def test_fill_holes_and_remove_small_parts(application: Application) -> None:
    set_brush(application, 6)
    drag(application.canvas, (30, 30), (60, 30), (60, 60), (30, 60), (30, 30))
    assert not pixels(application)[45, 45]
    key(application.canvas, Qt.Key.Key_G)
    assert pixels(application)[45, 45]
    set_brush(application, 2)
    drag(application.canvas, (100, 80), (101, 80))
    assert pixels(application)[80, 100]
    key(application.canvas, Qt.Key.Key_G, SHIFT)
    assert not pixels(application)[80, 100]
    assert pixels(application)[45, 45]


def test_copy_from_previous_frame_and_not_in_this_frame(
    application: Application, qtbot: QtBot
) -> None:
    drag(application.canvas, (30, 40), (40, 40))
    go_to(application, 1, qtbot)
    key(application.canvas, Qt.Key.Key_D, CONTROL)
    assert (pixels(application, 1, 1) == pixels(application, 1, 0)).all()
    key(application.canvas, Qt.Key.Key_U)
    assert not pixels(application, 1, 1).any()
    assert application.workspace.document.is_pinned(1, 1)
    key(application.canvas, Qt.Key.Key_Delete)
    assert application.workspace.document.mask(1, 1) is None


def test_zooming_keeps_the_pixel_under_the_pointer_in_place(
    application: Application, qtbot: QtBot
) -> None:
    canvas = application.canvas
    at = canvas.projection.to_canvas(80, 30)
    canvas.zoom_by(8.0, type(canvas.mapFromGlobal(canvas.pos()).toPointF())(*at))
    now = canvas.projection.to_canvas(80, 30)
    assert abs(now[0] - at[0]) <= 1
    assert abs(now[1] - at[1]) <= 1
    drag(canvas, (80, 30), (80, 30))
    assert pixels(application)[30, 80]
    key(canvas, Qt.Key.Key_F, CONTROL)
    left, top = canvas.projection.to_canvas(0, 0)
    assert left >= 0
    assert top >= 0
    hover(canvas, 5, 5)


def test_hiding_masks_does_not_change_the_document(application: Application) -> None:
    drag(application.canvas, (30, 40), (40, 40))
    before = application.workspace.document.mask(1, 0)
    key(application.canvas, Qt.Key.Key_H)
    assert application.canvas.scene.labels.columns.max() == 0  # type: ignore[union-attr]
    key(application.canvas, Qt.Key.Key_H)
    assert application.canvas.scene.labels.columns.max() == 1  # type: ignore[union-attr]
    assert application.workspace.document.mask(1, 0) == before
