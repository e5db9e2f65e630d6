"""Every tool, by mouse and keyboard, on a real desk."""

from typing import Any

import numpy as np
import pytest
from desk_acts import CONTROL, RIGHT, SHIFT, click, drag, go_to, hover, key
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.workspace import Tool, ToolOptions
from gvseg.annotation.edits import UpdateTrack


def pixels(desk: Desk, track_id: int = 1, frame_index: int = 0) -> Any:
    record = desk.workspace.document.mask(track_id, frame_index)
    assert record is not None
    return record.mask.to_array()


def test_the_brush_paints_what_it_passes_over(desk: Desk) -> None:
    desk.workspace.set_tool_options(ToolOptions(diameter_px=10))
    drag(desk.canvas, (30, 40), (60, 40))
    painted = pixels(desk)
    assert painted[40, 30:61].all()
    assert painted[37, 45]
    assert not painted[30, 45]
    assert not painted[40, 70]
    assert desk.workspace.undo_label == "Paint"


@pytest.mark.parametrize("way", ["right button", "shift", "eraser"])
def test_erasing_takes_pixels_away(desk: Desk, way: str) -> None:
    desk.workspace.set_tool_options(ToolOptions(diameter_px=20))
    drag(desk.canvas, (30, 40), (60, 40))
    before = pixels(desk).sum()
    if way == "eraser":
        desk.workspace.set_tool(Tool.ERASER)
        drag(desk.canvas, (60, 40), (50, 40))
    elif way == "shift":
        drag(desk.canvas, (60, 40), (50, 40), keys=SHIFT)
    else:
        drag(desk.canvas, (60, 40), (50, 40), button=RIGHT)
    assert not pixels(desk)[40, 55]
    assert pixels(desk)[40, 30]
    assert pixels(desk).sum() < before
    assert desk.workspace.undo_label == "Erase"


def test_a_stroke_over_the_edge_of_the_frame_is_cut(desk: Desk) -> None:
    drag(desk.canvas, (-20, -20), (10, 5))
    assert pixels(desk)[0, 0] or pixels(desk)[5, 10]
    drag(desk.canvas, (500, 500), (600, 600))
    assert len(desk.workspace.document.tracks) == 1


def test_the_stroke_in_hand_shows_before_it_is_an_edit(desk: Desk) -> None:
    drag(desk.canvas, (30, 40), (60, 40), release=False)
    labels = desk.canvas.scene.labels
    assert labels is not None
    assert labels.columns[45, 40] == 1
    assert not desk.workspace.document.tracks
    key(desk.canvas, Qt.Key.Key_Escape)
    assert labels.columns.max() == 0
    assert not desk.workspace.document.tracks


def test_what_is_shown_is_what_is_stored(desk: Desk, qtbot: QtBot) -> None:
    drag(desk.canvas, (30, 40), (60, 40), (60, 60))
    desk.workspace.select()
    drag(desk.canvas, (30, 60), (70, 35))
    drag(desk.canvas, (40, 45), (55, 55), button=RIGHT)
    labels = desk.canvas.scene.labels
    assert labels is not None
    shown = labels.columns.T.copy()
    expected = np.where(pixels(desk, 2), 2, np.where(pixels(desk, 1), 1, 0))
    assert (shown == expected).all()


def test_brush_size_by_key_and_wheel(desk: Desk) -> None:
    before = desk.workspace.tool_options.diameter_px
    key(desk.canvas, Qt.Key.Key_BracketRight)
    larger = desk.workspace.tool_options.diameter_px
    assert larger > before
    key(desk.canvas, Qt.Key.Key_BracketLeft)
    assert desk.workspace.tool_options.diameter_px < larger
    for _ in range(60):
        key(desk.canvas, Qt.Key.Key_BracketLeft)
    assert desk.workspace.tool_options.diameter_px == 1
    drag(desk.canvas, (30, 40), (30, 40))
    assert pixels(desk).sum() == 1
    assert pixels(desk)[40, 30]


def test_polygon_corner_by_corner_and_enter(desk: Desk) -> None:
    key(desk.window, Qt.Key.Key_P)
    for corner in ((20, 20), (60, 20), (60, 60), (20, 60)):
        click(desk.canvas, *corner)
    assert not desk.workspace.document.tracks
    drag(desk.canvas, (60, 60), (80, 80))
    key(desk.canvas, Qt.Key.Key_Return)
    assert pixels(desk)[40, 40]
    assert pixels(desk)[70, 72]
    assert not pixels(desk)[15, 40]


def test_polygon_takes_away_with_shift_and_gives_back_its_last_corner(desk: Desk) -> None:
    desk.workspace.set_tool_options(ToolOptions(diameter_px=60))
    drag(desk.canvas, (50, 50), (60, 50))
    key(desk.window, Qt.Key.Key_P)
    click(desk.canvas, 40, 40, keys=SHIFT)
    click(desk.canvas, 60, 40)
    click(desk.canvas, 120, 90)
    key(desk.canvas, Qt.Key.Key_Z, CONTROL)
    click(desk.canvas, 60, 60)
    click(desk.canvas, 40, 60)
    key(desk.canvas, Qt.Key.Key_Return)
    assert not pixels(desk)[50, 50]
    assert pixels(desk)[50, 75]


def test_polygon_dropped_with_escape_leaves_nothing(desk: Desk) -> None:
    key(desk.window, Qt.Key.Key_P)
    for corner in ((20, 20), (60, 20), (60, 60)):
        click(desk.canvas, *corner)
    key(desk.canvas, Qt.Key.Key_Escape)
    key(desk.canvas, Qt.Key.Key_Return)
    assert not desk.workspace.document.tracks


def test_lasso_is_kept_when_another_tool_is_taken(desk: Desk) -> None:
    key(desk.window, Qt.Key.Key_L)
    drag(desk.canvas, (20, 20), (60, 20), (60, 60), (20, 60), (20, 30))
    assert desk.canvas.has_draft
    key(desk.window, Qt.Key.Key_B)
    assert pixels(desk)[40, 40]
    assert desk.workspace.undo_label == "Lasso"


def test_box_by_drag_and_a_corner_dragged_after(desk: Desk) -> None:
    key(desk.window, Qt.Key.Key_R)
    drag(desk.canvas, (20, 20), (60, 60))
    drag(desk.canvas, (60, 60), (80, 50))
    key(desk.canvas, Qt.Key.Key_Return)
    painted = pixels(desk)
    assert painted[30, 70]
    assert not painted[55, 40]


def test_a_draft_is_kept_when_the_frame_changes(desk: Desk, qtbot: QtBot) -> None:
    key(desk.window, Qt.Key.Key_R)
    drag(desk.canvas, (20, 20), (60, 60))
    go_to(desk, 3, qtbot)
    assert pixels(desk, 1, 0)[40, 40]
    assert desk.workspace.document.mask(1, 3) is None


def test_select_picks_what_lies_under_the_mouse(desk: Desk) -> None:
    drag(desk.canvas, (30, 40), (40, 40))
    desk.workspace.select()
    drag(desk.canvas, (80, 40), (90, 40))
    assert desk.workspace.selected == (2,)
    key(desk.window, Qt.Key.Key_V)
    click(desk.canvas, 35, 40)
    assert desk.workspace.selected == (1,)
    click(desk.canvas, 85, 40, keys=CONTROL)
    assert desk.workspace.selected == (1, 2)
    click(desk.canvas, 10, 90)
    assert desk.workspace.selected == ()


def test_a_locked_object_refuses_paint_and_says_so(desk: Desk) -> None:
    from dataclasses import replace

    drag(desk.canvas, (30, 40), (40, 40))
    before = desk.workspace.document.mask(1, 0)
    track = desk.workspace.document.track(1)
    desk.workspace.apply(UpdateTrack(replace(track, is_locked=True)))
    drag(desk.canvas, (80, 40), (90, 40))
    assert desk.workspace.document.mask(1, 0) == before
    assert "locked" in desk.messages[-1].text
    labels = desk.canvas.scene.labels
    assert labels is not None
    assert labels.columns[85, 40] == 0


def test_fill_holes_and_drop_small_parts(desk: Desk) -> None:
    desk.workspace.set_tool_options(ToolOptions(diameter_px=6))
    drag(desk.canvas, (30, 30), (60, 30), (60, 60), (30, 60), (30, 30))
    assert not pixels(desk)[45, 45]
    key(desk.canvas, Qt.Key.Key_G)
    assert pixels(desk)[45, 45]
    desk.workspace.set_tool_options(ToolOptions(diameter_px=2))
    drag(desk.canvas, (100, 80), (101, 80))
    assert pixels(desk)[80, 100]
    key(desk.canvas, Qt.Key.Key_G, SHIFT)
    assert not pixels(desk)[80, 100]
    assert pixels(desk)[45, 45]


def test_copy_from_the_frame_before_and_not_in_this_frame(desk: Desk, qtbot: QtBot) -> None:
    drag(desk.canvas, (30, 40), (40, 40))
    go_to(desk, 1, qtbot)
    key(desk.canvas, Qt.Key.Key_D, CONTROL)
    assert (pixels(desk, 1, 1) == pixels(desk, 1, 0)).all()
    key(desk.canvas, Qt.Key.Key_U)
    assert not pixels(desk, 1, 1).any()
    assert desk.workspace.document.is_pinned(1, 1)
    key(desk.canvas, Qt.Key.Key_Delete)
    assert desk.workspace.document.mask(1, 1) is None


def test_zoom_stays_at_the_pointer_and_pixels_stay_in_place(desk: Desk, qtbot: QtBot) -> None:
    canvas = desk.canvas
    at = canvas.projection.to_canvas(80, 30)
    canvas.zoom_by(8.0, type(canvas.mapFromGlobal(canvas.pos()).toPointF())(*at))
    now = canvas.projection.to_canvas(80, 30)
    assert abs(now[0] - at[0]) <= 1
    assert abs(now[1] - at[1]) <= 1
    drag(canvas, (80, 30), (80, 30))
    assert pixels(desk)[30, 80]
    key(canvas, Qt.Key.Key_F, CONTROL)
    left, top = canvas.projection.to_canvas(0, 0)
    assert left >= 0
    assert top >= 0
    hover(canvas, 5, 5)


def test_hidden_masks_do_not_change_what_is_stored(desk: Desk) -> None:
    drag(desk.canvas, (30, 40), (40, 40))
    before = desk.workspace.document.mask(1, 0)
    key(desk.canvas, Qt.Key.Key_H)
    assert desk.canvas.scene.labels.columns.max() == 0  # type: ignore[union-attr]
    key(desk.canvas, Qt.Key.Key_H)
    assert desk.canvas.scene.labels.columns.max() == 1  # type: ignore[union-attr]
    assert desk.workspace.document.mask(1, 0) == before
