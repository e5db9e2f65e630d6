"""Proposals are looked at, accepted, rejected and edited; by mouse and by keyboard."""

from typing import Any

import numpy as np
import pytest
from desk_acts import CONTROL, click, drag, go_to, key
from fake_session import VOCABULARY
from proposal_acts import CAR, DOUBTFUL, ROAD, click_row, names, rows, segment
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.panels.proposals.model import Column
from gvseg.annotation.records import Origin
from gvseg.engine.request import SegmentRequest


@pytest.fixture
def session(session: Any) -> Any:
    session.vocabulary = VOCABULARY
    return session


def test_keys_lead_through_the_proposals(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    key(desk.canvas, Qt.Key.Key_J)
    assert desk.workspace.proposal_id == ROAD
    key(desk.canvas, Qt.Key.Key_J)
    key(desk.canvas, Qt.Key.Key_Equal)
    assert names(desk) == ["car 2"]
    assert desk.workspace.proposal_id == DOUBTFUL
    key(desk.canvas, Qt.Key.Key_Minus)
    assert desk.workspace.proposal_id == ROAD
    key(desk.canvas, Qt.Key.Key_Equal)
    assert desk.workspace.document.layer_order == (ROAD, CAR)
    assert desk.workspace.selected == (ROAD,)
    for _ in range(3):
        key(desk.canvas, Qt.Key.Key_Z, CONTROL)
    assert sorted(desk.workspace.document.proposals) == [ROAD, CAR, DOUBTFUL]


def test_a_proposal_that_is_not_here_is_gone_to(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    go_to(desk, 20, qtbot)
    click_row(desk, 1, Column.NAME)
    assert desk.workspace.frame_index == 20
    click_row(desk, 2, Column.NAME)
    assert desk.workspace.proposal_id == DOUBTFUL
    assert desk.workspace.frame_index < 12


def test_a_click_on_its_name_in_the_timeline_goes_to_a_proposal(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    go_to(desk, 20, qtbot)
    timeline = desk.panels.timeline.view
    assert timeline.rows == (ROAD, CAR, DOUBTFUL)
    for track_id in (CAR, DOUBTFUL):
        place = QPoint(30, timeline.row_top(timeline.rows.index(track_id)) + 5)
        QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert desk.workspace.proposal_id == track_id
        assert (desk.workspace.frame_index == 20) == (track_id == CAR)
    assert desk.workspace.frame_index < 12, "where it is"


def test_the_buttons_of_a_row_answer_for_it(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    model = desk.panels.proposals.view.model()
    tip = Qt.ItemDataRole.ToolTipRole
    desk.window.set_keys("gvseg", {"proposal.accept": ("Ctrl+F9",), "proposal.reject": ()})
    assert model.index(0, Column.ACCEPT).data(tip) == "Accept road (Ctrl+F9)"
    assert model.index(0, Column.REJECT).data(tip) == "Reject road"
    click_row(desk, 2, Column.REJECT)
    click_row(desk, 0, Column.ACCEPT)
    assert names(desk) == ["road"]
    assert [row[0] for row in rows(desk)] == ["car 2"]


def test_the_slider_hides_and_all_means_what_is_shown(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    panel = desk.panels.proposals
    panel.findChild(QSlider, "scoreSlider").setValue(50)
    assert [row[0] for row in rows(desk)] == ["road", "car 2"]
    assert DOUBTFUL not in desk.canvas.scene.labels.track_ids  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: desk.window.actions_by_id["proposal.accept_all"].isEnabled())
    panel.findChild(QWidget, "button.proposal.accept_all").click()
    assert names(desk) == ["road", "car 2"]
    assert list(desk.workspace.document.proposals) == [DOUBTFUL]
    assert desk.workspace.undo_label == "Accept 2 proposals"
    qtbot.waitUntil(lambda: desk.window.actions_by_id["proposal.reject_hidden"].isEnabled())
    panel.findChild(QWidget, "button.proposal.reject_hidden").click()
    assert not desk.workspace.document.proposals


def test_painting_on_a_proposal_accepts_it_in_one_step(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    click_row(desk, 1, Column.NAME)
    drag(desk.canvas, (100, 20), (110, 20))
    document = desk.workspace.document
    assert names(desk) == ["car 2"]
    record = document.mask(CAR, 0)
    assert record.origin is Origin.DRAWN  # type: ignore[union-attr]
    assert record.mask.to_array()[[20, 50], [105, 30]].all()  # type: ignore[union-attr]
    assert document.mask(CAR, 1).origin is Origin.PROPAGATED  # type: ignore[union-attr]
    assert desk.workspace.selected == (CAR,)
    key(desk.canvas, Qt.Key.Key_Z, CONTROL)
    assert not document.tracks
    assert len(document.proposals) == 3


def test_a_click_with_the_select_tool_looks_at_the_proposal_under_it(
    desk: Desk, qtbot: QtBot
) -> None:
    segment(desk, qtbot)
    key(desk.window, Qt.Key.Key_V)
    click(desk.canvas, 30, 50)
    assert desk.workspace.proposal_id == CAR
    click(desk.canvas, 5, 5)
    assert desk.workspace.proposal_id is None


def test_painting_beside_the_proposals_makes_a_new_object(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    drag(desk.canvas, (100, 20), (110, 20))
    assert names(desk) == ["Object 4"]
    assert len(desk.workspace.document.proposals) == 3


def test_a_proposal_that_the_slider_hides_is_not_looked_at_any_more(
    desk: Desk, qtbot: QtBot
) -> None:
    segment(desk, qtbot)
    desk.judging.look_at(DOUBTFUL)
    desk.workspace.set_least_score(0.5)
    assert desk.workspace.proposal_id is None
    drag(desk.canvas, (100, 20), (110, 20))
    assert names(desk) == ["Object 4"]


def test_the_slider_begins_where_the_engine_does_and_stays_where_it_was_put(
    desk: Desk, make_desk: Any, qtbot: QtBot
) -> None:
    slider = desk.panels.proposals.findChild(QSlider, "scoreSlider")
    assert slider.value() / 100 == SegmentRequest().smallest_score
    slider.setValue(50)
    desk.window.close()
    again = make_desk()
    assert again.panels.proposals.findChild(QSlider, "scoreSlider").value() == 50


def test_what_is_hidden_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.set_least_score(0.5)
    segment(desk, qtbot)
    count = desk.panels.proposals.findChild(QLabel, "proposalsCount")
    assert count.text() == "1 more below 0.50"
    assert count.toolTip() == "2 of 3 proposals"
    told = desk.messages[-1]  # type: ignore[attr-defined]
    assert "3 proposals on 24 frames" in told.text
    assert "1 of them hidden below a score of 0.50" in told.text
    desk.workspace.set_least_score(1.0)
    assert count.text() == "3 below 1.00"
    desk.workspace.set_least_score(0.0)
    assert (count.text(), count.toolTip()) == ("3 proposals", "")


def test_where_all_is_hidden_nothing_is_offered_to_look_at(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.set_least_score(1.0)
    segment(desk, qtbot)
    told = desk.messages[-1]  # type: ignore[attr-defined]
    assert "hidden: below a score of 1.00" in told.text
    assert not told.offer_id


def test_the_list_says_what_to_do_where_there_is_nothing(desk: Desk, qtbot: QtBot) -> None:
    hint = desk.panels.proposals.findChild(QLabel, "emptyHint")
    assert "press Segment" in hint.text()
    segment(desk, qtbot)
    desk.workspace.set_least_score(1.0)
    assert hint.text() == "All proposals have a lower score; move the slider to the left."
    desk.workspace.close()
    assert hint.text() == "Open a video to begin."


# -- what is seen ------------------------------------------------------------------------


def test_proposals_are_dashed_and_named_on_the_canvas(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    assert desk.canvas.scene.style.dashed == {ROAD, CAR, DOUBTFUL}
    canvas = desk.canvas
    canvas.scene.refresh()
    box = canvas.projection.canvas_box(20, 40, 30, 20, margin=0)
    edge = canvas.scene.overlay.pixels[box[1] : box[3], box[0] + 1] >> 24
    assert len(np.unique(edge)) > 1, "an outline with gaps"
    with_tags = canvas.grab().toImage()
    canvas._tags.clear()
    assert canvas.grab().toImage() != with_tags


def test_an_accepted_one_is_drawn_with_a_whole_outline(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    desk.judging.accept_shown()
    assert not desk.canvas.scene.style.dashed
