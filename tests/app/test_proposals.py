"""The automatic tasks on the desk: run them, and choose what their classes stand for."""

from pathlib import Path
from typing import Any

import pytest
from desk_acts import CONTROL, drag, go_to, key
from fake_session import VOCABULARY
from proposal_acts import (
    CAR,
    DOUBTFUL,
    ROAD,
    answer,
    click_row,
    dialog_of,
    names,
    press,
    rows,
    segment,
)
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.application import Desk
from app.panels.proposals.model import Column
from gvseg.annotation.edits import AddCategory, Verify
from gvseg.annotation.records import Category
from gvseg.errors import WeightsError
from gvseg.formats import write_documents
from gvseg.project import Project
from gvseg.task import Task


@pytest.fixture
def session(session: Any) -> Any:
    session.vocabulary = VOCABULARY
    return session


# -- running -----------------------------------------------------------------------------


def test_a_run_proposes_tracks_that_are_listed_and_are_no_objects(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    segment(desk, qtbot)
    document = desk.workspace.document
    assert rows(desk) == [
        ["road", "0\N{EN DASH}23", "0.95"],
        ["car 2", "0\N{EN DASH}23", "0.90"],
        ["car 3", "0\N{EN DASH}11", "0.40"],
    ]
    assert not document.tracks
    assert [category.name for category in document.categories.values()] == ["object", "road", "car"]
    assert not document.categories[2].is_thing
    record = document.mask(CAR, 5)
    assert record is not None
    assert (record.confidence, record.is_verified) == (0.8, False)
    assert write_documents(document, tmp_path / "out", "coco").track_count == 0
    assert "3 proposals on 24 frames" in desk.messages[-1].text  # type: ignore[attr-defined]
    assert "hidden" not in desk.messages[-1].text  # type: ignore[attr-defined]


def test_no_thing_has_the_colour_of_what_it_stands_on(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    document = desk.workspace.document
    colours = [track.colour for track in document.proposals.values()]
    assert colours[0] == document.categories[2].colour
    assert len(set(colours)) == 3


def test_an_export_of_proposals_alone_says_that_some_must_be_accepted(
    desk: Desk, qtbot: QtBot
) -> None:
    segment(desk, qtbot)
    assert desk.exporting.ask() is None
    assert "accept some first" in desk.messages[-1].text  # type: ignore[attr-defined]


def test_one_run_is_one_undo_step(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    assert desk.workspace.undo_label == "Find objects"
    key(desk.canvas, Qt.Key.Key_Z, CONTROL)
    assert not desk.workspace.document.proposals
    assert rows(desk) == []
    desk.workspace.redo()
    assert len(desk.workspace.document.proposals) == 3


def test_a_run_keeps_to_the_range_and_one_frame_can_be_asked_for(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    desk.workspace.set_range(4, 6)
    segment(desk, qtbot, "instance")
    document = desk.workspace.document
    assert (session.request.task, session.request.first, session.request.last) == (
        Task.INSTANCE,
        4,
        6,
    )
    assert [k for k, _ in document.masks_of(CAR)] == [4, 5, 6]
    go_to(desk, 9, qtbot)
    with qtbot.waitSignal(desk.worker.finished):
        desk.window.actions_by_id["proposal.frame"].trigger()
    assert (session.request.first, session.request.last) == (9, 9)
    assert len(document.proposals) == 6


def test_a_second_run_replaces_open_proposals_on_its_frames(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    segment(desk, qtbot)
    assert sorted(desk.workspace.document.proposals) == [4, 5, 6]


def test_drawn_masks_bind_the_engine(desk: Desk, qtbot: QtBot, session: Any) -> None:
    drag(desk.canvas, (30, 50), (60, 50))
    drawn = desk.workspace.document.mask(1, 0)
    segment(desk, qtbot)
    (given,) = session.request.exemplars
    assert (given.frame_index, dict(given.masks)) == (0, {1: drawn.mask})  # type: ignore[union-attr]
    car = desk.workspace.document.mask(3, 0)
    assert (car.mask & drawn.mask).is_empty  # type: ignore[union-attr]


def test_what_was_verified_stays_as_it_is_and_keeps_its_class(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    segment(desk, qtbot)
    click_row(desk, 1, Column.ACCEPT)
    desk.workspace.apply(Verify((CAR,), 0, 11))
    before = dict(desk.workspace.document.masks_of(CAR))
    segment(desk, qtbot)
    document = desk.workspace.document
    assert {one.frame_index for one in session.request.exemplars} == set(range(12))
    assert dict(document.masks_of(CAR)) == before
    assert document.track(CAR).category_id == document.vocabulary_map["car"]
    for frame_index in range(12):
        for record in document.proposed_on(frame_index).values():
            assert (record.mask & before[frame_index].mask).is_empty
    desk.judging.accept_shown()
    assert dict(desk.workspace.document.masks_of(CAR)) == before


def test_what_is_drawn_after_the_run_is_not_covered_by_accepting(desk: Desk, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    drag(desk.canvas, (5, 50), (30, 50))
    drawn = desk.workspace.document.mask(4, 0)
    assert drawn.mask.to_array()[50, 30]  # type: ignore[union-attr]
    key(desk.canvas, Qt.Key.Key_Return, CONTROL)
    document = desk.workspace.document
    assert document.mask(4, 0) == drawn
    assert (document.mask(CAR, 0).mask & drawn.mask).is_empty  # type: ignore[union-attr]
    assert document.layer_order == (ROAD, 4, CAR, DOUBTFUL)


def test_stop_answers_within_one_clip_and_keeps_what_was_found(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    session.pace_s = 0.05
    press(desk, "task.panoptic")
    key(desk.canvas, Qt.Key.Key_F)
    answer(desk, qtbot)
    qtbot.waitUntil(lambda: len(desk.workspace.document.proposals) > 0)
    with qtbot.waitSignal(desk.worker.finished) as end:
        key(desk.canvas, Qt.Key.Key_Escape)
    done = end.args[0].frames_done
    assert end.args[0].is_stopped
    assert 0 < done < 24
    assert [k for k, _ in desk.workspace.document.masks_of(CAR)] == list(range(done))


def test_what_is_accepted_during_a_run_goes_on_and_what_is_rejected_stays_away(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    session.gate.clear()
    press(desk, "task.panoptic")
    key(desk.canvas, Qt.Key.Key_F)
    answer(desk, qtbot)
    session.pace_s = 0.01
    session.gate.set()
    document = desk.workspace.document
    qtbot.waitUntil(lambda: len(desk.workspace.document.proposals) == 3)
    with qtbot.waitSignal(desk.worker.finished):
        desk.judging.accept(CAR)
        desk.judging.reject(ROAD)
        document = desk.workspace.document
    assert desk.worker.is_running is False
    assert list(document.tracks) == [CAR]
    assert list(document.proposals) == [DOUBTFUL]
    assert len(list(document.masks_of(CAR))) == 24


def test_a_road_that_is_found_again_joins_the_road_that_is_there(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    desk.workspace.set_range(0, 5)
    segment(desk, qtbot)
    click_row(desk, 0, Column.ACCEPT)
    desk.judging.reject_shown()
    desk.workspace.set_range(6, 23)
    session.gate.clear()
    key(desk.canvas, Qt.Key.Key_F)
    session.pace_s = 0.01
    session.gate.set()
    qtbot.waitUntil(lambda: len(desk.workspace.document.proposals) == 3)
    again = next(iter(desk.workspace.document.proposals))
    with qtbot.waitSignal(desk.worker.finished):
        assert len(list(desk.workspace.document.masks_of(again))) < 18
        desk.workspace.look_at_proposal(again)
        desk.judging.accept(again)
    assert names(desk) == ["road"]
    assert [k for k, _ in desk.workspace.document.masks_of(ROAD)] == list(range(24))
    assert len(desk.workspace.document.proposals) == 2


def test_painting_on_stuff_that_is_found_again_paints_what_it_joins(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.workspace.set_range(0, 5)
    segment(desk, qtbot)
    click_row(desk, 0, Column.ACCEPT)
    desk.judging.reject_shown()
    desk.workspace.set_range(6, 9)
    desk.workspace.set_frame(6)
    segment(desk, qtbot)
    click_row(desk, 0, Column.NAME)
    drag(desk.canvas, (100, 20), (110, 20))
    assert names(desk) == ["road"]
    assert desk.workspace.selected == (ROAD,)
    record = desk.workspace.document.mask(ROAD, 6)
    assert record.mask.to_array()[[20, 75], [105, 30]].all()  # type: ignore[union-attr]


def test_proposals_outlive_a_restart(desk: Desk, clip: Path, qtbot: QtBot) -> None:
    segment(desk, qtbot)
    desk.window.close()
    with Project.open(clip.with_suffix(".gvseg")) as project:
        assert project.check() == []
        assert len(project.document.proposals) == 3
        assert len(list(project.document.masks_of(CAR))) == 24


# -- classes and weights -----------------------------------------------------------------


def test_classes_are_mapped_once_and_remembered(
    desk: Desk, make_desk: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.workspace.apply(AddCategory(Category(category_id=2, name="vehicle")))
    press(desk, "task.panoptic")
    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(desk.canvas, Qt.Key.Key_F)
        answer(desk, qtbot, car="vehicle", road="Leave out")
    document = desk.workspace.document
    assert dict(document.vocabulary_map) == {"road": 0, "car": 2}
    assert [track.name for track in document.proposals.values()] == ["vehicle 1", "vehicle 2"]
    assert desk.settings.value.classes == {"road": "", "car": "vehicle"}
    segment(desk, qtbot)  # asks no more
    desk.window.actions_by_id["proposal.classes"].trigger()
    dialog = dialog_of(desk, qtbot)
    shown = {name: field.currentText() for name, field in dialog._fields.items()}
    assert shown == {"road": "Leave out", "car": "vehicle"}
    dialog.reject()


def test_what_was_chosen_before_is_offered_in_a_new_project(desk: Desk, qtbot: QtBot) -> None:
    desk.settings.update(classes={"car": "object", "road": ""})
    press(desk, "task.instance")
    key(desk.canvas, Qt.Key.Key_F)
    dialog = dialog_of(desk, qtbot)
    assert dialog.targets() == {"road": 0, "car": 1}
    dialog.reject()


def test_a_category_of_another_name_is_remembered_though_the_project_lacks_it(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.settings.update(classes={"car": "Traffic", "road": "traffic"})
    press(desk, "task.instance")
    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(desk.canvas, Qt.Key.Key_F)
        answer(desk, qtbot)
    document = desk.workspace.document
    made = document.categories[2]
    assert dict(document.vocabulary_map) == {"car": 2, "road": 2}
    assert made.name == "traffic"
    assert sorted(document.categories) == [1, 2]


def test_the_wheel_scrolls_over_the_classes_and_changes_none(desk: Desk, qtbot: QtBot) -> None:
    press(desk, "task.instance")
    key(desk.canvas, Qt.Key.Key_F)
    dialog = dialog_of(desk, qtbot)
    field = dialog.findChild(QWidget, "class.car")
    field.setFocus()
    before = dialog.targets()
    wheel(field)
    assert dialog.targets() == before
    dialog.reject()


def wheel(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_with_every_class_left_out_nothing_runs_and_the_reason_is_told(
    desk: Desk, qtbot: QtBot
) -> None:
    press(desk, "task.panoptic")
    key(desk.canvas, Qt.Key.Key_F)
    dialog_of(desk, qtbot).findChild(QPushButton, "classesOut").click()
    answer(desk, qtbot)
    assert not desk.worker.is_running
    assert desk.messages[-1].offer_id == "proposal.classes"  # type: ignore[attr-defined]


def test_weights_without_classes_leave_the_exemplar_task_and_say_so(
    desk: Desk, qtbot: QtBot, session: Any
) -> None:
    session.vocabulary = ()
    press(desk, "task.semantic")
    qtbot.waitUntil(lambda: desk.workspace.task is Task.EXEMPLAR)
    button = desk.panels.mode_bar.findChild(QWidget, "task.semantic")
    assert not button.isEnabled()
    assert "the weights serve the exemplar task only" in button.toolTip()
    assert "exemplar task only" in desk.messages[-1].text  # type: ignore[attr-defined]
    desk.settings.update(weights="other.safetensors")
    assert button.isEnabled()


def test_the_network_is_loaded_beside_the_desk_and_a_failure_is_told(
    desk: Desk, qtbot: QtBot
) -> None:
    def fail(_: object) -> None:
        raise WeightsError("x is no GvSeg weights file.")

    desk.worker._load_session = fail
    with qtbot.waitSignal(desk.worker.load_failed):
        press(desk, "task.panoptic")
    assert desk.workspace.task is Task.EXEMPLAR
    assert desk.messages[-1].text == "x is no GvSeg weights file."  # type: ignore[attr-defined]


def test_weights_that_were_loaded_before_are_known_again(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.worker.vocabulary_changed):
        desk.worker.ask_vocabulary()
    desk.settings.update(weights="other.safetensors")
    desk.settings.update(weights="")
    assert desk.worker.vocabulary is None
    with qtbot.waitSignal(desk.worker.vocabulary_changed):
        desk.worker.ask_vocabulary()
    assert desk.worker.vocabulary == VOCABULARY


def test_the_big_button_is_named_after_the_task(desk: Desk, qtbot: QtBot) -> None:
    go = desk.panels.mode_bar.findChild(QPushButton, "goButton")
    assert not go.isEnabled()
    press(desk, "task.panoptic")
    qtbot.waitUntil(go.isEnabled)
    assert go.text() == "Segment"
    assert desk.window.actions_by_id["propagate.both"].text() == "Segment"
    press(desk, "task.exemplar")
    qtbot.waitUntil(lambda: not go.isEnabled())
    assert go.text() == "Propagate"
