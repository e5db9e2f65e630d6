"""Proposals can be viewed, accepted, rejected and edited, with mouse and keyboard."""

from typing import Any

import numpy as np
import pytest
from fake_session import VOCABULARY
from proposal_acts import CAR, DOUBTFUL, ROAD, click_row, names, rows, segment
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, click, drag, go_to, key

from app.application import Application
from app.panels.proposals.model import Column
from gvseg.annotation.records import Origin
from gvseg.engine.request import SegmentRequest


@pytest.fixture
def session(session: Any) -> Any:
    session.vocabulary = VOCABULARY
    return session


def test_keys_step_through_the_proposals(application: Application, qtbot: QtBot) -> None:
    segment(application, qtbot)
    key(application.canvas, Qt.Key.Key_D)
    assert application.workspace.view.proposal_id == ROAD
    key(application.canvas, Qt.Key.Key_D)
    key(application.canvas, Qt.Key.Key_Equal)
    assert names(application) == ["car 2"]
    assert application.workspace.view.proposal_id == DOUBTFUL
    key(application.canvas, Qt.Key.Key_Minus)
    assert application.workspace.view.proposal_id == ROAD
    key(application.canvas, Qt.Key.Key_Equal)
    assert application.workspace.document.layer_order == (ROAD, CAR)
    assert application.workspace.view.selected == (ROAD,)
    for _ in range(3):
        key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert sorted(application.workspace.document.proposals) == [ROAD, CAR, DOUBTFUL]


def test_stepping_to_a_proposal_goes_to_a_frame_that_shows_it(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    go_to(application, 20, qtbot)
    click_row(application, 1, Column.NAME)
    assert application.workspace.view.frame_index == 20
    click_row(application, 2, Column.NAME)
    assert application.workspace.view.proposal_id == DOUBTFUL
    assert application.workspace.view.frame_index < 12


def test_clicking_a_name_in_the_timeline_goes_to_the_proposal(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    go_to(application, 20, qtbot)
    timeline = application.panels.timeline.view
    assert timeline.rows == (ROAD, CAR, DOUBTFUL)
    for track_id in (CAR, DOUBTFUL):
        place = QPoint(30, timeline.row_top(timeline.rows.index(track_id)) + 5)
        QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert application.workspace.view.proposal_id == track_id
        assert (application.workspace.view.frame_index == 20) == (track_id == CAR)
    assert application.workspace.view.frame_index < 12, "where it is"


def test_the_buttons_in_a_row_accept_or_reject_that_proposal(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    model = application.panels.proposals.view.model()
    tip = Qt.ItemDataRole.ToolTipRole
    application.window.set_keys("gvseg", {"proposal.accept": ("Ctrl+F9",), "proposal.reject": ()})
    assert model.index(0, Column.ACCEPT).data(tip) == "Accept road (Ctrl+F9)"
    assert model.index(0, Column.REJECT).data(tip) == "Reject road"
    click_row(application, 2, Column.REJECT)
    click_row(application, 0, Column.ACCEPT)
    assert names(application) == ["road"]
    assert [row[0] for row in rows(application)] == ["car 2"]


def test_accept_all_and_reject_all_apply_to_shown_proposals(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    panel = application.panels.proposals
    panel.findChild(QSlider, "scoreSlider").setValue(50)
    assert [row[0] for row in rows(application)] == ["road", "car 2"]
    assert DOUBTFUL not in application.canvas.scene.labels.track_ids  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: application.window.actions_by_id["proposal.accept_all"].isEnabled())
    panel.findChild(QWidget, "button.proposal.accept_all").click()
    assert names(application) == ["road", "car 2"]
    assert list(application.workspace.document.proposals) == [DOUBTFUL]
    assert application.workspace.undo_label == "Accept 2 proposals"
    qtbot.waitUntil(lambda: application.window.actions_by_id["proposal.reject_hidden"].isEnabled())
    panel.findChild(QWidget, "button.proposal.reject_hidden").click()
    assert not application.workspace.document.proposals


def test_painting_on_a_proposal_accepts_it_in_one_step(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    click_row(application, 1, Column.NAME)
    drag(application.canvas, (100, 20), (110, 20))
    document = application.workspace.document
    assert names(application) == ["car 2"]
    record = document.mask(CAR, 0)
    assert record.origin is Origin.DRAWN  # type: ignore[union-attr]
    assert record.mask.to_array()[[20, 50], [105, 30]].all()  # type: ignore[union-attr]
    assert document.mask(CAR, 1).origin is Origin.PROPAGATED  # type: ignore[union-attr]
    assert application.workspace.view.selected == (CAR,)
    key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert not document.tracks
    assert len(document.proposals) == 3


def test_the_select_tool_selects_the_proposal_under_the_mouse(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    key(application.window, Qt.Key.Key_V)
    click(application.canvas, 30, 50)
    assert application.workspace.view.proposal_id == CAR
    click(application.canvas, 5, 5)
    assert application.workspace.view.proposal_id is None


def test_painting_outside_the_proposals_creates_a_new_object(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    drag(application.canvas, (100, 20), (110, 20))
    assert names(application) == ["Object 4"]
    assert len(application.workspace.document.proposals) == 3


def test_hiding_the_selected_proposal_deselects_it(application: Application, qtbot: QtBot) -> None:
    segment(application, qtbot)
    application.proposal_review.show_proposal(DOUBTFUL)
    application.workspace.view.set_least_score(0.5)
    assert application.workspace.view.proposal_id is None
    drag(application.canvas, (100, 20), (110, 20))
    assert names(application) == ["Object 4"]


def test_the_score_threshold_starts_at_the_engine_default_and_is_saved(
    application: Application, make_application: Any, qtbot: QtBot
) -> None:
    slider = application.panels.proposals.findChild(QSlider, "scoreSlider")
    assert slider.value() / 100 == SegmentRequest().smallest_score
    slider.setValue(50)
    application.window.close()
    again = make_application()
    assert again.panels.proposals.findChild(QSlider, "scoreSlider").value() == 50


def test_the_message_reports_hidden_proposals(application: Application, qtbot: QtBot) -> None:
    application.workspace.view.set_least_score(0.5)
    segment(application, qtbot)
    count = application.panels.proposals.findChild(QLabel, "proposalsCount")
    assert count.text() == "1 more below 0.50"
    assert count.toolTip() == "2 of 3 proposals"
    told = application.messages[-1]  # type: ignore[attr-defined]
    assert "3 proposals on 24 frames" in told.text
    assert "1 of them hidden below a score of 0.50" in told.text
    application.workspace.view.set_least_score(1.0)
    assert count.text() == "3 below 1.00"
    application.workspace.view.set_least_score(0.0)
    assert (count.text(), count.toolTip()) == ("3 proposals", "")


def test_nothing_is_offered_if_all_proposals_are_hidden(
    application: Application, qtbot: QtBot
) -> None:
    application.workspace.view.set_least_score(1.0)
    segment(application, qtbot)
    told = application.messages[-1]  # type: ignore[attr-defined]
    assert "hidden: below a score of 1.00" in told.text
    assert not told.offer_id


def test_the_empty_list_explains_what_to_do(application: Application, qtbot: QtBot) -> None:
    hint = application.panels.proposals.findChild(QLabel, "emptyHint")
    assert "press Segment" in hint.text()
    segment(application, qtbot)
    application.workspace.view.set_least_score(1.0)
    assert hint.text() == "All proposals have a lower score; move the slider to the left."
    application.workspace.close()
    assert hint.text() == "Open a video to begin."


# -- drawing -----------------------------------------------------------------------------


def test_proposals_are_dashed_and_named_on_the_canvas(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    assert application.canvas.scene.style.dashed == {ROAD, CAR, DOUBTFUL}
    canvas = application.canvas
    canvas.scene.refresh()
    box = canvas.projection.canvas_box(20, 40, 30, 20, margin=0)
    edge = canvas.scene.overlay.pixels[box[1] : box[3], box[0] + 1] >> 24
    assert len(np.unique(edge)) > 1, "an outline with gaps"
    with_tags = canvas.grab().toImage()
    canvas.decorations.tags.clear()
    assert canvas.grab().toImage() != with_tags


def test_an_accepted_proposal_has_a_solid_outline(application: Application, qtbot: QtBot) -> None:
    segment(application, qtbot)
    application.proposal_review.accept_shown()
    assert not application.canvas.scene.style.dashed
