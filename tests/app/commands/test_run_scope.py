"""Which objects a propagation changes, the plan shown before it, and following its frames."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot
from window_acts import drag, go_to, key

from app.application import Application
from app.workspace import ObjectScope, Tool
from gvseg.annotation.edits import AddTrack, SetMask, UpdateTrack, Verify
from gvseg.annotation.records import FrameMask, Origin

LAST = 23


@pytest.fixture
def two_objects(application: Application, qtbot: QtBot) -> Application:
    """Two painted objects on frame 0, propagated through the whole clip."""
    view = application.workspace.view
    view.set_tool(Tool.BRUSH)
    drag(application.canvas, (20, 20), (40, 20))
    key(application.canvas, Qt.Key.Key_A)
    drag(application.canvas, (80, 70), (100, 70))
    assert list(application.workspace.document.tracks) == [1, 2]
    run(application, qtbot)
    return application


def run(application: Application, qtbot: QtBot, action_id: str = "propagate.both") -> None:
    action = application.window.actions_by_id[action_id]
    qtbot.waitUntil(action.isEnabled, timeout=5000)
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        action.trigger()


def masks(application: Application, track_id: int) -> dict[int, Any]:
    return dict(application.workspace.document.masks_of(track_id))


def plan(application: Application, qtbot: QtBot, wanted: str) -> None:
    """Wait until the mode bar shows the plan of the next run."""
    shown = application.window.findChild(QLabel, "goPlan")
    qtbot.waitUntil(lambda: shown.toolTip() == wanted, timeout=3000)
    assert shown.isVisible()


def correct(application: Application, track_id: int, frame_index: int, qtbot: QtBot) -> None:
    go_to(application, frame_index, qtbot)
    application.workspace.view.select(track_id)
    drag(application.canvas, (60, 40), (70, 40))


def test_a_correction_propagates_only_its_own_object(
    two_objects: Application, session: Any, qtbot: QtBot
) -> None:
    plan(two_objects, qtbot, "Nothing has changed since the last run.")
    before = masks(two_objects, 1)
    correct(two_objects, 2, 12, qtbot)
    plan(two_objects, qtbot, "Object 2: replaces 22 propagated masks, keeps 2 drawn or verified")
    run(two_objects, qtbot)
    assert session.request.objects == {2}
    assert masks(two_objects, 1) == before
    assert masks(two_objects, 2)[20] != masks(two_objects, 2)[5]
    known = session.request.context[7]
    assert known.masks == {1: before[7].mask}, "the other object is read as context"
    assert known.settled == frozenset()
    assert session.request.context[0].settled == {1}


def test_without_changes_it_offers_to_propagate_all(
    two_objects: Application, session: Any, qtbot: QtBot
) -> None:
    session.request = None
    key(two_objects.canvas, Qt.Key.Key_F)
    told = two_objects.messages[-1]  # type: ignore[attr-defined]
    assert told.text == "Nothing has changed since the last run."
    assert session.request is None
    run(two_objects, qtbot, told.offer_id)
    assert session.request.objects is None
    assert session.request.exemplars[0].tracks == {1, 2}


def test_undoing_a_run_marks_its_objects_as_changed(
    two_objects: Application, session: Any, qtbot: QtBot
) -> None:
    key(two_objects.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert set(masks(two_objects, 1)) == {0}
    plan(two_objects, qtbot, "Object 2 and Object 1: adds 46 masks, keeps 2 drawn or verified")
    run(two_objects, qtbot)
    assert set(masks(two_objects, 1)) == set(range(LAST + 1))


def test_a_stopped_run_leaves_its_objects_marked_as_changed(
    application: Application, session: Any, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (40, 20))
    session.stop_at = 9
    run(application, qtbot)
    session.stop_at = None
    plan(
        application,
        qtbot,
        "Object 1: adds 15 masks, replaces 8 propagated masks, keeps 1 drawn or verified",
    )
    run(application, qtbot)
    assert set(masks(application, 1)) == set(range(LAST + 1))


def test_selected_objects_only(two_objects: Application, session: Any, qtbot: QtBot) -> None:
    two_objects.window.actions_by_id["propagate.scope_selected"].trigger()
    two_objects.workspace.view.select(1)
    plan(two_objects, qtbot, "Object 1: replaces 23 propagated masks, keeps 1 drawn or verified")
    run(two_objects, qtbot)
    assert session.request.objects == {1}
    two_objects.workspace.view.select()
    key(two_objects.canvas, Qt.Key.Key_F)
    assert "Select an object" in two_objects.messages[-1].text  # type: ignore[attr-defined]
    two_objects.window.actions_by_id["propagate.scope_all"].trigger()
    run(two_objects, qtbot)
    assert session.request.objects is None


def test_the_menu_checks_one_scope(two_objects: Application, qtbot: QtBot) -> None:
    actions = two_objects.window.actions_by_id
    for scope in (*ObjectScope, ObjectScope.CHANGED):
        actions[f"propagate.scope_{scope.value}"].trigger()
        assert two_objects.workspace.view.run_scope is scope
        qtbot.waitUntil(
            lambda scope=scope: (
                [one for one in ObjectScope if actions[f"propagate.scope_{one.value}"].isChecked()]
                == [scope]
            ),
            timeout=2000,
        )


def test_verified_and_locked_masks_never_change(
    two_objects: Application, session: Any, qtbot: QtBot
) -> None:
    workspace = two_objects.workspace
    workspace.apply(Verify((2,), 5, 9))
    verified = {k: masks(two_objects, 2)[k] for k in range(5, 10)}
    locked = masks(two_objects, 1)
    track = workspace.document.track(1)
    workspace.apply(UpdateTrack(type(track)(**{**_fields(track), "is_locked": True})))
    correct(two_objects, 2, 12, qtbot)
    two_objects.window.actions_by_id["propagate.scope_all"].trigger()
    plan(
        two_objects,
        qtbot,
        "Object 2: replaces 17 propagated masks, keeps 7 drawn or verified, "
        "leaves out 1 locked object",
    )
    run(two_objects, qtbot)
    assert {k: masks(two_objects, 2)[k] for k in range(5, 10)} == verified
    assert masks(two_objects, 1) == locked
    assert session.request.context[3].settled == {1}, "locked masks are settled"


def _fields(track: Any) -> dict[str, Any]:
    return {name: getattr(track, name) for name in track.__dataclass_fields__}


def test_a_single_step_starts_from_the_current_mask_even_if_unchanged(
    two_objects: Application, session: Any, qtbot: QtBot
) -> None:
    go_to(two_objects, 5, qtbot)
    two_objects.workspace.view.select(2)
    run(two_objects, qtbot, "propagate.forward_one")
    assert session.request.objects == {2}
    assert (session.request.first, session.request.last) == (5, 6)
    assert 5 in {one.frame_index for one in session.request.exemplars if 2 in one.masks}


def test_the_project_stores_what_was_propagated(
    two_objects: Application, make_application: Any, session: Any, qtbot: QtBot
) -> None:
    path = two_objects.workspace.project_path
    two_objects.window.close()
    again = make_application()
    again.project.open(path)
    qtbot.waitUntil(lambda: again.workspace.is_open, timeout=5000)
    plan(again, qtbot, "Nothing has changed since the last run.")
    correct(again, 1, 9, qtbot)
    run(again, qtbot)
    assert session.request.objects == {1}


# -- following --------------------------------------------------------------------------


def follow(application: Application) -> QToolButton:
    button = application.window.findChild(QToolButton, "button.propagate.follow")
    button.click()
    return button


def test_the_view_follows_a_run_until_the_user_changes_the_frame(
    application: Application, session: Any, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (40, 20))
    session.pace_s = 0.06
    view = application.workspace.view
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
        button = follow(application)
        qtbot.waitUntil(lambda: view.frame_index > 8, timeout=10_000)
        document = application.workspace.document
        assert document.mask(1, view.frame_index) is not None, "it shows what is finished"
        key(application.canvas, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: not button.isChecked(), timeout=2000)
    assert view.frame_index == 0
    assert application.settings.value.follow_run is False
    record = application.workspace.document.mask(1, LAST)
    assert record is not None
    assert record.origin is Origin.PROPAGATED


def test_following_waits_for_an_unfinished_stroke(
    application: Application, session: Any, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (40, 20))
    session.pace_s = 0.03
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        key(application.canvas, Qt.Key.Key_F)
        follow(application)
        go_to(application, application.workspace.view.frame_index, qtbot)
        drag(application.canvas, (20, 60), (40, 60), release=False)
        here = application.workspace.view.frame_index
    qtbot.wait(200)
    assert application.workspace.view.frame_index == here
    assert application.canvas.is_down


def test_the_timeline_shows_the_progress_of_a_run(
    application: Application, session: Any, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (40, 20))
    timeline = application.panels.timeline.view
    good = application.panels.timeline.view._theme.colour("good").rgb()

    def filled() -> int:
        image = timeline.viewport().grab().toImage()
        row = 25
        return sum(image.pixel(x, row) == good for x in range(image.width()))

    assert filled() == 0
    session.gate.clear()
    key(application.canvas, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: application.worker.is_running, timeout=5000)
    session.pace_s = 0.05
    with qtbot.waitSignal(application.worker.finished, timeout=20_000):
        session.gate.set()
        qtbot.waitUntil(lambda: filled() > 20, timeout=10_000)
        early = filled()
        qtbot.waitUntil(lambda: filled() > early + 20, timeout=10_000)
    qtbot.waitUntil(lambda: filled() == 0, timeout=2000)


def test_imported_masks_become_exemplars_of_objects_without_one(
    application: Application, session: Any, qtbot: QtBot
) -> None:
    drag(application.canvas, (20, 20), (40, 20))
    document = application.workspace.document
    drawn = document.mask(1, 0)
    assert drawn is not None
    application.workspace.apply(AddTrack(replace(document.track(1), track_id=2, name="Object 2")))
    for index in (0, 9):
        application.workspace.apply(
            SetMask(2, index, FrameMask(drawn.mask, Origin.IMPORTED), pin=False)
        )
    plan(
        application,
        qtbot,
        "Object 2 and Object 1: adds 45 masks, keeps 3 drawn or verified, "
        "starts from 2 imported or verified masks",
    )
    run(application, qtbot)
    said = [message.text for message in application.messages]  # type: ignore[attr-defined]
    assert "Used 2 imported or verified masks as exemplars." in said
    assert document.exemplar_frames(2) == (0, 9)
    assert {one.frame_index for one in session.request.exemplars} == {0, 9}
    assert set(masks(application, 2)) == set(range(LAST + 1))
    assert masks(application, 2)[9].origin is Origin.IMPORTED
