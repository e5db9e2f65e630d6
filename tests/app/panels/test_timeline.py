"""The timeline: what its rows show, and how it responds to the mouse."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from sample_workspace import add_object, draw, make_workspace, propagate, source, square, story

from app.panels.thumbnails import Thumbnails
from app.panels.timeline import TimelinePanel
from app.panels.timeline.axis import FrameAxis
from app.panels.timeline.hover import HoverCard, state_text
from app.panels.timeline.painting import GUTTER_PX, ROW_PX, RULER_PX
from app.panels.timeline.spans import (
    ABSENT,
    GAP,
    LOW,
    MACHINE,
    PERSON,
    PIN,
    UNVERIFIED,
    frame_bits,
    joined,
    runs,
)
from app.theme import DARK, LIGHT
from gvseg.annotation.colours import object_colour
from gvseg.annotation.edits import AcceptProposals, Propose
from gvseg.annotation.records import FrameMask, Origin, Track

NO_KEY = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot):
    workspace = story()
    made = TimelinePanel(workspace, Thumbnails(), DARK)
    made.workspace = workspace
    qtbot.addWidget(made)
    made.resize(GUTTER_PX + 8 + 960, 220)
    made.show()
    return made


def point_at(panel, frame_index: float, row: int | None = None) -> QPoint:
    """Return a point at a frame, on the ruler or in a row."""
    y = 4 if row is None else panel.view.row_top(row) + ROW_PX // 2
    return QPoint(round(panel.view.axis.x_of(frame_index + 0.5)), y)


def test_frame_bits_describe_the_state_of_each_frame():
    states = story().document.states(2)
    bits = frame_bits(states, 9, 71, 0.6)
    assert bits[0] == GAP
    assert bits[1] == PERSON | UNVERIFIED | PIN
    assert bits[2] == MACHINE | UNVERIFIED
    assert bits[60] == MACHINE | UNVERIFIED | LOW
    assert bits[61] == ABSENT | UNVERIFIED | PIN
    assert bits[62] == GAP


def test_a_cell_combines_the_bits_of_its_frames():
    bits = np.array([MACHINE, GAP, MACHINE, MACHINE | LOW, GAP], np.uint8)
    cells = joined(bits, np.array([0, 2, 4]))
    assert cells.tolist() == [MACHINE | GAP, MACHINE | LOW, GAP]


def test_runs_join_equal_cells():
    assert list(runs(np.array([1, 1, 2, 2, 2, 1], np.uint8))) == [(0, 2, 1), (2, 5, 2), (5, 6, 1)]
    assert list(runs(np.array([], np.uint8))) == []


def test_zooming_keeps_the_frame_under_the_pointer():
    axis = FrameAxis.whole(1000, 100, 500)
    held = axis.frame_at(350)
    near = axis.zoomed(8, 350)
    assert near.frame_at(350) == held
    assert near.zoomed(0.001, 350).is_whole


@pytest.mark.parametrize("count", [1, 2, 37, 1000, 100_000])
def test_cells_cover_all_frames_in_view(count):
    for factor in (1, 3, 100):
        axis = FrameAxis.whole(count, 152, 733).zoomed(factor, 400)
        edges = axis.edges()
        first, last = axis.shown
        assert (edges[0], edges[-1]) == (first, last + 1)
        assert (np.diff(edges) > 0).all()
        assert edges.size <= 733 + 3


def test_a_click_goes_to_the_frame_and_selects_the_row(panel):
    QTest.mouseClick(panel.view.viewport(), LEFT, NO_KEY, point_at(panel, 100, row=0))
    assert panel.workspace.view.frame_index == 100
    assert panel.workspace.view.selected == (2,)


def test_clicking_a_name_selects_without_changing_the_frame(panel):
    place = QPoint(40, panel.view.row_top(0) + 5)
    QTest.mouseClick(panel.view.viewport(), LEFT, NO_KEY, place)
    assert (panel.workspace.view.frame_index, panel.workspace.view.selected) == (42, (2,))
    QTest.mouseClick(panel.view.viewport(), LEFT, CONTROL, QPoint(40, panel.view.row_top(1) + 5))
    assert panel.workspace.view.selected == (2, 1)


def test_a_drag_scrubs_without_marking_a_range(panel):
    view = panel.view.viewport()
    QTest.mousePress(view, LEFT, NO_KEY, point_at(panel, 10))
    QTest.mouseMove(view, point_at(panel, 30))
    QTest.mouseRelease(view, LEFT, NO_KEY, point_at(panel, 30))
    assert panel.workspace.view.frame_index == 30
    assert panel.workspace.view.frame_range is None


def test_shift_drag_marks_a_range_with_movable_ends(panel):
    view = panel.view.viewport()
    QTest.mousePress(view, LEFT, SHIFT, point_at(panel, 60, row=1))
    QTest.mouseMove(view, point_at(panel, 40, row=1))
    QTest.mouseRelease(view, LEFT, SHIFT, point_at(panel, 40, row=1))
    assert panel.workspace.view.frame_range == (40, 60)
    end = QPoint(round(panel.view.axis.x_of(61)), 4)
    QTest.mousePress(view, LEFT, NO_KEY, end)
    QTest.mouseMove(view, point_at(panel, 80))
    QTest.mouseRelease(view, LEFT, NO_KEY, point_at(panel, 80))
    assert panel.workspace.view.frame_range == (40, 80)


def test_range_marks_and_playhead_do_not_cover_the_frame_numbers(panel):
    def numbers() -> QImage:
        whole = panel.view.viewport().grab().toImage()
        return whole.copy(
            0, 0, whole.width(), whole.height() * 16 // panel.view.viewport().height()
        )

    panel.workspace.view.set_frame(0)
    before = numbers()
    panel.workspace.view.set_range(20, 39)
    panel.workspace.view.set_frame(40)
    assert numbers() == before


def wheel(panel, x: int, steps: int, modifiers=NO_KEY) -> None:
    view = panel.view.viewport()
    place = QPointF(x, RULER_PX + 5)
    event = QWheelEvent(
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    panel.view.wheelEvent(event)


def test_the_wheel_zooms_at_the_pointer_and_shift_pans(panel):
    x = point_at(panel, 42).x()
    before = panel.view.axis.frame_at(x)
    wheel(panel, x, 4)
    assert panel.view.axis.px_per_frame > 8
    assert panel.view.axis.frame_at(x) == before
    first = panel.view.axis.first
    wheel(panel, x, -1, SHIFT)
    assert panel.view.axis.first > first


def test_the_view_scrolls_to_the_current_frame(panel):
    wheel(panel, point_at(panel, 10).x(), 10)
    panel.workspace.view.set_frame(119)
    first, last = panel.view.axis.shown
    assert first < 119 <= last


def test_with_many_objects_only_selected_rows_and_a_sum_are_shown(qtbot):
    workspace = make_workspace(50, tuple(f"object {k}" for k in range(13)))
    panel = TimelinePanel(workspace, Thumbnails(), DARK)
    qtbot.addWidget(panel)
    workspace.view.select(4, 9)
    assert panel.view.rows == (0, 9, 4)
    panel.findChild(object, "timelineExpand").click()
    assert panel.view.rows == tuple(range(13, 0, -1))


def test_the_sum_row_covers_all_objects_and_follows_edits(qtbot):
    workspace = make_workspace(50, tuple(f"object {k}" for k in range(13)))
    panel = TimelinePanel(workspace, Thumbnails(), DARK)
    qtbot.addWidget(panel)
    draw(workspace, 3, 7)
    sums = panel.view._sums
    qtbot.waitUntil(lambda: sums.is_complete)
    propagate(workspace, 13, {8: 0.3})
    new = add_object(workspace, "late")
    draw(workspace, new, 20)
    qtbot.waitUntil(lambda: sums.is_complete and bool(sums.bits[20] & PIN))
    assert sums.bits[7] & PIN
    assert sums.bits[8] & LOW
    assert sums.confidence[8] == pytest.approx(0.3)
    workspace.undo()
    assert not sums.bits[20] & PIN


def test_hovering_shows_frame_object_and_confidence(panel, qtbot):
    asked = []
    thumbnails = Thumbnails()
    thumbnails.wanted.connect(asked.append)
    card = HoverCard(panel.workspace, thumbnails, panel)
    card.show_for(42, "00:01.680", 1, QPoint(300, 300))
    assert asked == [42]
    assert "propagated" in state_text(panel.workspace, 1, 42)
    assert "confidence 0.7" in state_text(panel.workspace, 1, 42)
    assert state_text(panel.workspace, 2, 70) == "stone: not in this frame, exemplar"
    assert state_text(panel.workspace, 2, 100) == "stone: no mask"
    thumbnails.put(42, np.zeros((480, 640, 3), np.uint8))
    assert card.findChild(object, "hoverFrame").text().startswith("Frame 42")


def test_it_draws_in_both_themes_with_and_without_a_video(panel):
    panel.set_theme(LIGHT)
    assert not panel.grab().isNull()
    panel.workspace.close()
    assert not panel.grab().isNull()
    assert not panel.isEnabled()


def test_tick_times_are_as_precise_as_the_tick_spacing(panel):
    assert panel.view._tick_time(40) == "00:01.60"
    panel.set_time_source(lambda frame_index: frame_index * 60.0)
    assert panel.view._tick_time(40) == "40:00.00"
    panel.set_time_source(None)
    panel.workspace.open_video(source(100_000))
    assert panel.view._tick_time(50_000) == "33:20"


def test_repainting_a_long_video_is_fast(qtbot):
    """With 100,000 frames and many objects, the time to repaint depends only on the width."""
    workspace = make_workspace(100_000, tuple(f"object {k}" for k in range(40)))
    states = workspace.document.states(1)
    states.flags[:] = 17
    states.confidence[:] = np.linspace(0, 1, 100_000, dtype=np.float32)
    panel = TimelinePanel(workspace, Thumbnails(), DARK)
    qtbot.addWidget(panel)
    panel.resize(1600, 400)
    panel.show()
    qtbot.waitUntil(lambda: panel.view._sums.is_complete, timeout=20_000)
    panel.grab()
    started = time.thread_time()
    for frame_index in range(0, 100_000, 10_000):
        workspace.view.set_frame(frame_index)
        panel.view.viewport().repaint()
    assert (time.thread_time() - started) / 10 < 0.05


def proposed(workspace, name: str, score: float, frames: range) -> int:
    """A workspace that also has a proposal with masks on some frames."""
    track_id = workspace.document.next_track_id
    track = Track(
        track_id=track_id,
        name=name,
        category_id=1,
        colour=object_colour(track_id),
        score=score,
        is_proposed=True,
    )
    mask = FrameMask(square(10), origin=Origin.PROPAGATED, confidence=score)
    masks = {frame_index: {track_id: mask} for frame_index in frames}
    workspace.apply(Propose((track,), masks))
    return track_id


def test_proposals_have_rows_below_the_objects(panel):
    van = proposed(panel.workspace, "van", 0.9, range(20, 40))
    doubtful = proposed(panel.workspace, "doubtful", 0.3, range(50, 60))
    assert panel.view.rows == (2, 1, van, doubtful)
    panel.workspace.view.set_least_score(0.5)
    assert panel.view.rows == (2, 1, van)
    panel.workspace.apply(AcceptProposals((van,)))
    assert panel.view.rows == (van, 2, 1)


def test_clicking_a_proposed_span_selects_the_proposal_at_that_frame(panel):
    van = proposed(panel.workspace, "van", 0.9, range(20, 40))
    QTest.mouseClick(panel.view.viewport(), LEFT, NO_KEY, point_at(panel, 30, row=2))
    assert (panel.workspace.view.proposal_id, panel.workspace.view.selected) == (van, ())
    assert panel.workspace.view.frame_index == 30
    assert state_text(panel.workspace, van, 30) == "van: proposed, confidence 0.90"
    QTest.mouseClick(panel.view.viewport(), LEFT, NO_KEY, point_at(panel, 100, row=0))
    assert (panel.workspace.view.proposal_id, panel.workspace.view.selected) == (None, (2,))


def test_a_proposed_span_is_a_dashed_outline(panel):
    van = proposed(panel.workspace, "van", 0.9, range(20, 40))
    panel.workspace.view.set_frame(100)
    image = panel.view.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    middle = panel.view.row_top(panel.view.rows.index(van)) + ROW_PX // 2 - 1

    def colours(y: int, first: int, last: int) -> set[str]:
        ends = (round(panel.view.axis.x_of(k) * ratio) for k in (first, last))
        return {image.pixelColor(x, round(y * ratio)).name() for x in range(*ends)}

    assert len(colours(middle, 22, 38)) == 1, "inside, one calm colour"
    assert colours(middle, 22, 38) != colours(middle, 45, 60)
    assert len(colours(middle - 5, 22, 38)) > 1, "its edge is dashed"
    assert len(colours(middle - 5, 45, 60)) == 1
