"""The automatic tasks in the application: running them, and mapping their classes."""

from pathlib import Path
from typing import Any

import pytest
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
from PySide6.QtWidgets import QApplication, QDockWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, drag, go_to, key

from app.application import Application
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


def test_a_run_adds_proposals_but_no_objects(
    application: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    segment(application, qtbot)
    document = application.workspace.document
    assert rows(application) == [
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
    assert "3 proposals on 24 frames" in application.messages[-1].text  # type: ignore[attr-defined]
    assert "hidden" not in application.messages[-1].text  # type: ignore[attr-defined]


def test_the_objects_replace_an_empty_list_of_proposals(
    application: Application, qtbot: QtBot
) -> None:
    proposals, objects = (
        application.window.findChild(QDockWidget, name) for name in ("proposalsDock", "objectsDock")
    )
    press(application, "task.panoptic")
    qtbot.waitUntil(lambda: not proposals.visibleRegion().isEmpty())
    press(application, "task.exemplar")
    qtbot.waitUntil(lambda: not objects.visibleRegion().isEmpty())
    segment(application, qtbot)
    press(application, "task.exemplar")
    qtbot.wait(100)
    assert not proposals.visibleRegion().isEmpty(), "there are proposals to review"


def test_things_differ_in_colour_from_the_stuff_below_them(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    document = application.workspace.document
    colours = [track.colour for track in document.proposals.values()]
    assert colours[0] == document.categories[2].colour
    assert len(set(colours)) == 3


def test_semantic_names_and_colours_each_mask_by_its_class(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot, task="semantic")
    document = application.workspace.document
    assert [row[0] for row in rows(application)] == ["road", "car", "car"]
    for track in document.proposals.values():
        assert track.colour == document.category(track.category_id).colour


def test_exporting_only_proposals_asks_to_accept_one_first(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    assert application.exports.ask() is None
    assert "accept at least one proposal first" in application.messages[-1].text  # type: ignore[attr-defined]


def test_one_run_is_one_undo_step(application: Application, qtbot: QtBot) -> None:
    segment(application, qtbot)
    assert application.workspace.undo_label == "Find objects"
    key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert not application.workspace.document.proposals
    assert rows(application) == []
    application.workspace.redo()
    assert len(application.workspace.document.proposals) == 3


def test_a_run_covers_the_range_or_only_the_current_frame(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    application.workspace.view.set_range(4, 6)
    segment(application, qtbot, "instance")
    document = application.workspace.document
    assert (session.request.task, session.request.first, session.request.last) == (
        Task.INSTANCE,
        4,
        6,
    )
    assert [k for k, _ in document.masks_of(CAR)] == [4, 5, 6]
    go_to(application, 9, qtbot)
    with qtbot.waitSignal(application.worker.finished):
        application.window.actions_by_id["proposal.frame"].trigger()
    assert (session.request.first, session.request.last) == (9, 9)
    assert len(document.proposals) == 6


def test_a_second_run_replaces_pending_proposals_on_its_frames(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    segment(application, qtbot)
    assert sorted(application.workspace.document.proposals) == [4, 5, 6]


def test_drawn_masks_are_passed_to_the_engine_and_kept_free(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    drag(application.canvas, (30, 50), (60, 50))
    drawn = application.workspace.document.mask(1, 0)
    segment(application, qtbot)
    (given,) = session.request.exemplars
    assert (given.frame_index, dict(given.masks)) == (0, {1: drawn.mask})  # type: ignore[union-attr]
    car = application.workspace.document.mask(3, 0)
    assert (car.mask & drawn.mask).is_empty  # type: ignore[union-attr]


def test_verified_masks_keep_their_pixels_and_their_class(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    segment(application, qtbot)
    click_row(application, 1, Column.ACCEPT)
    application.workspace.apply(Verify((CAR,), 0, 11))
    before = dict(application.workspace.document.masks_of(CAR))
    segment(application, qtbot)
    document = application.workspace.document
    assert {one.frame_index for one in session.request.exemplars} == set(before)
    assert dict(document.masks_of(CAR)) == before
    assert document.track(CAR).category_id == document.vocabulary_map["car"]
    for frame_index in range(12):
        for record in document.proposed_on(frame_index).values():
            assert (record.mask & before[frame_index].mask).is_empty
    application.proposal_review.accept_shown()
    assert dict(application.workspace.document.masks_of(CAR)) == before


def test_accepting_does_not_cover_masks_drawn_after_the_run(
    application: Application, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    drag(application.canvas, (5, 50), (30, 50))
    drawn = application.workspace.document.mask(4, 0)
    assert drawn.mask.to_array()[50, 30]  # type: ignore[union-attr]
    key(application.canvas, Qt.Key.Key_Return, CONTROL)
    document = application.workspace.document
    assert document.mask(4, 0) == drawn
    assert (document.mask(CAR, 0).mask & drawn.mask).is_empty  # type: ignore[union-attr]
    assert document.layer_order == (ROAD, 4, CAR, DOUBTFUL)


def test_stop_takes_effect_within_one_clip_and_keeps_the_proposals(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    session.pace_s = 0.05
    press(application, "task.panoptic")
    key(application.canvas, Qt.Key.Key_F)
    answer(application, qtbot)
    qtbot.waitUntil(lambda: len(application.workspace.document.proposals) > 0)
    with qtbot.waitSignal(application.worker.finished) as end:
        key(application.canvas, Qt.Key.Key_Escape)
    done = end.args[0].frames_done
    assert end.args[0].is_stopped
    assert 0 < done < 24
    assert [k for k, _ in application.workspace.document.masks_of(CAR)] == list(range(done))


def test_during_a_run_accepted_proposals_grow_and_rejected_ones_stay_away(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    session.gate.clear()
    press(application, "task.panoptic")
    key(application.canvas, Qt.Key.Key_F)
    answer(application, qtbot)
    session.pace_s = 0.01
    session.gate.set()
    document = application.workspace.document
    qtbot.waitUntil(lambda: len(application.workspace.document.proposals) == 3)
    with qtbot.waitSignal(application.worker.finished):
        application.proposal_review.accept(CAR)
        application.proposal_review.reject(ROAD)
        document = application.workspace.document
    assert application.worker.is_running is False
    assert list(document.tracks) == [CAR]
    assert list(document.proposals) == [DOUBTFUL]
    assert len(list(document.masks_of(CAR))) == 24


def test_stuff_found_again_joins_the_existing_object(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    application.workspace.view.set_range(0, 5)
    segment(application, qtbot)
    click_row(application, 0, Column.ACCEPT)
    application.proposal_review.reject_shown()
    application.workspace.view.set_range(6, 23)
    session.gate.clear()
    key(application.canvas, Qt.Key.Key_F)
    session.pace_s = 0.01
    session.gate.set()
    qtbot.waitUntil(lambda: len(application.workspace.document.proposals) == 3)
    again = next(iter(application.workspace.document.proposals))
    with qtbot.waitSignal(application.worker.finished):
        assert len(list(application.workspace.document.masks_of(again))) < 18
        application.workspace.view.select_proposal(again)
        application.proposal_review.accept(again)
    assert names(application) == ["road"]
    assert [k for k, _ in application.workspace.document.masks_of(ROAD)] == list(range(24))
    assert len(application.workspace.document.proposals) == 2


def test_painting_on_stuff_found_again_paints_the_object_it_joins(
    application: Application, qtbot: QtBot
) -> None:
    application.workspace.view.set_range(0, 5)
    segment(application, qtbot)
    click_row(application, 0, Column.ACCEPT)
    application.proposal_review.reject_shown()
    application.workspace.view.set_range(6, 9)
    application.workspace.view.set_frame(6)
    segment(application, qtbot)
    click_row(application, 0, Column.NAME)
    drag(application.canvas, (100, 20), (110, 20))
    assert names(application) == ["road"]
    assert application.workspace.view.selected == (ROAD,)
    record = application.workspace.document.mask(ROAD, 6)
    assert record.mask.to_array()[[20, 75], [105, 30]].all()  # type: ignore[union-attr]


def test_proposals_are_saved_in_the_project(
    application: Application, clip: Path, qtbot: QtBot
) -> None:
    segment(application, qtbot)
    application.window.close()
    with Project.open(clip.with_suffix(".gvseg")) as project:
        assert project.check() == []
        assert len(project.document.proposals) == 3
        assert len(list(project.document.masks_of(CAR))) == 24


# -- classes and weights -----------------------------------------------------------------


def test_the_class_mapping_is_saved(
    application: Application, make_application: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    application.workspace.apply(AddCategory(Category(category_id=2, name="vehicle")))
    press(application, "task.panoptic")
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
        answer(application, qtbot, car="vehicle", road="Ignore")
    document = application.workspace.document
    assert dict(document.vocabulary_map) == {"road": 0, "car": 2}
    assert [track.name for track in document.proposals.values()] == ["vehicle 1", "vehicle 2"]
    assert application.settings.value.classes == {"road": "", "car": "vehicle"}
    segment(application, qtbot)  # does not ask again
    application.window.actions_by_id["proposal.classes"].trigger()
    dialog = dialog_of(application, qtbot)
    shown = {name: field.currentText() for name, field in dialog.fields.items()}
    assert shown == {"road": "Ignore", "car": "vehicle"}
    dialog.reject()


def test_a_new_project_offers_the_last_mapping(application: Application, qtbot: QtBot) -> None:
    application.settings.update(classes={"car": "object", "road": ""})
    press(application, "task.instance")
    key(application.canvas, Qt.Key.Key_F)
    dialog = dialog_of(application, qtbot)
    assert dialog.targets() == {"road": 0, "car": 1}
    dialog.reject()


def test_a_renamed_category_is_offered_in_projects_without_it(
    application: Application, qtbot: QtBot
) -> None:
    application.settings.update(classes={"car": "Traffic", "road": "traffic"})
    press(application, "task.instance")
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
        answer(application, qtbot)
    document = application.workspace.document
    made = document.categories[2]
    assert dict(document.vocabulary_map) == {"car": 2, "road": 2}
    assert made.name == "traffic"
    assert sorted(document.categories) == [1, 2]


def test_the_wheel_scrolls_the_classes_without_changing_them(
    application: Application, qtbot: QtBot
) -> None:
    press(application, "task.instance")
    key(application.canvas, Qt.Key.Key_F)
    dialog = dialog_of(application, qtbot)
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


def test_ignoring_every_class_starts_no_run_and_explains_why(
    application: Application, qtbot: QtBot
) -> None:
    press(application, "task.panoptic")
    key(application.canvas, Qt.Key.Key_F)
    dialog_of(application, qtbot).findChild(QPushButton, "classesOut").click()
    answer(application, qtbot)
    assert not application.worker.is_running
    assert application.messages[-1].offer_id == "proposal.classes"  # type: ignore[attr-defined]


def test_weights_without_classes_support_only_the_exemplar_task(
    application: Application, qtbot: QtBot, session: Any
) -> None:
    session.vocabulary = ()
    press(application, "task.semantic")
    qtbot.waitUntil(lambda: application.workspace.view.task is Task.EXEMPLAR)
    button = application.panels.mode_bar.findChild(QWidget, "task.semantic")
    assert not button.isEnabled()
    assert "these weights support only the exemplar task" in button.toolTip()
    assert "only the exemplar task" in application.messages[-1].text  # type: ignore[attr-defined]
    application.settings.update(weights="other.safetensors")
    assert button.isEnabled()


def test_a_failure_to_load_the_network_is_reported(application: Application, qtbot: QtBot) -> None:
    def fail(_: object) -> None:
        raise WeightsError("x is not a GvSeg weights file.")

    application.worker._load_session = fail
    with qtbot.waitSignal(application.worker.load_failed):
        press(application, "task.panoptic")
    assert application.workspace.view.task is Task.EXEMPLAR
    assert application.messages[-1].text == "x is not a GvSeg weights file."  # type: ignore[attr-defined]


def test_reloaded_weights_restore_their_classes(application: Application, qtbot: QtBot) -> None:
    with qtbot.waitSignal(application.worker.vocabulary_changed):
        application.worker.request_vocabulary()
    application.settings.update(weights="other.safetensors")
    application.settings.update(weights="")
    assert application.worker.vocabulary is None
    with qtbot.waitSignal(application.worker.vocabulary_changed):
        application.worker.request_vocabulary()
    assert application.worker.vocabulary == VOCABULARY


def test_the_main_button_is_labelled_for_the_task(application: Application, qtbot: QtBot) -> None:
    go = application.panels.mode_bar.findChild(QPushButton, "goButton")
    assert not go.isEnabled()
    press(application, "task.panoptic")
    qtbot.waitUntil(go.isEnabled)
    assert go.text() == "Segment"
    assert application.window.actions_by_id["propagate.both"].text() == "Segment"
    press(application, "task.exemplar")
    qtbot.waitUntil(lambda: not go.isEnabled())
    assert go.text() == "Propagate"


def propose_frame(application: Application, qtbot: QtBot) -> None:
    action = application.window.actions_by_id["proposal.frame"]
    qtbot.waitUntil(action.isEnabled)  # the engine is free
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        action.trigger()


def test_accepted_objects_are_not_proposed_again(application: Application, qtbot: QtBot) -> None:
    segment(application, qtbot, "instance")
    click_row(application, 1, Column.ACCEPT)
    assert names(application) == ["car 2"]
    record = application.workspace.document.mask(CAR, 0)
    assert record.origin.is_machine_made
    application.workspace.view.set_task(Task.PANOPTIC)
    propose_frame(application, qtbot)
    proposed = application.workspace.document.proposed_on(0)
    assert proposed, "the rest is proposed"
    assert all((one.mask & record.mask).is_empty for one in proposed.values())
    assert application.workspace.document.mask(CAR, 0) == record


def test_accepted_stuff_is_proposed_as_a_whole(application: Application, qtbot: QtBot) -> None:
    segment(application, qtbot)
    click_row(application, 0, Column.ACCEPT)
    before = application.workspace.document.mask(ROAD, 0).mask
    propose_frame(application, qtbot)
    assert before in [one.mask for one in application.workspace.document.proposed_on(0).values()]
