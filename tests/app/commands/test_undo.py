"""Undo and redo go to the frame that they change, and keep the edited object selected."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, SHIFT, drag, go_to, is_shown, key

from app.application import Application
from gvseg.annotation.edits import ClearMasks


def undo(application: Any) -> None:
    key(application.canvas, Qt.Key.Key_Z, CONTROL)


def redo(application: Any) -> None:
    key(application.canvas, Qt.Key.Key_Z, CONTROL | SHIFT)


def trigger(application: Any, action_id: str, qtbot: QtBot) -> None:
    action = application.window.actions_by_id[action_id]
    qtbot.waitUntil(action.isEnabled, timeout=2000)
    action.trigger()


@pytest.fixture
def two_objects(application: Application, qtbot: QtBot) -> Application:
    """Object 1 is painted on frames 0 and 5, object 2 on frame 9, which is the current frame."""
    drag(application.canvas, (20, 20), (30, 20))
    go_to(application, 5, qtbot)
    drag(application.canvas, (20, 20), (30, 20))
    go_to(application, 9, qtbot)
    application.workspace.view.select()
    drag(application.canvas, (80, 60), (90, 60))
    assert application.workspace.view.selected == (2,)
    return application


def test_undo_and_redo_go_to_the_changed_frame(application: Application, qtbot: QtBot) -> None:
    view = application.workspace.view
    drag(application.canvas, (20, 20), (30, 20))
    go_to(application, 5, qtbot)
    drag(application.canvas, (20, 20), (30, 20))
    go_to(application, 20, qtbot)
    undo(application)
    assert view.frame_index == 5
    qtbot.waitUntil(lambda: is_shown(application), timeout=5000)
    assert application.workspace.document.mask(1, 5) is None
    assert view.selected == (1,)
    go_to(application, 20, qtbot)
    redo(application)
    assert view.frame_index == 5
    assert application.workspace.document.mask(1, 5) is not None


def test_undoing_a_deletion_selects_the_object_again(
    two_objects: Application, qtbot: QtBot
) -> None:
    workspace = two_objects.workspace
    workspace.view.select(2, 1)
    trigger(two_objects, "object.delete", qtbot)
    assert not workspace.document.tracks
    undo(two_objects)
    assert workspace.view.selected == (2, 1)
    drag(two_objects.canvas, (60, 60), (70, 60))
    assert set(workspace.document.tracks) == {1, 2}


def test_undoing_a_new_object_restores_the_selection(
    two_objects: Application, qtbot: QtBot
) -> None:
    workspace = two_objects.workspace
    workspace.view.select(1)
    two_objects.edits.add_object()
    assert workspace.view.selected == (3,)
    undo(two_objects)
    assert workspace.view.selected == (1,)
    redo(two_objects)
    assert workspace.view.selected == (3,)


def test_undo_keeps_the_selection_if_its_objects_remain(
    two_objects: Application, qtbot: QtBot
) -> None:
    workspace = two_objects.workspace
    workspace.view.select(2)
    drag(two_objects.canvas, (60, 60), (70, 60))
    workspace.view.select(1)
    undo(two_objects)
    assert workspace.view.selected == (1,)
    undo(two_objects)
    assert set(workspace.document.tracks) == {1}
    assert workspace.view.frame_index == 9


@pytest.mark.parametrize(("seen", "then"), [(3, 3), (20, 5)])
def test_undo_goes_to_the_nearest_changed_frame(
    two_objects: Application, qtbot: QtBot, seen: int, then: int
) -> None:
    workspace = two_objects.workspace
    workspace.apply(ClearMasks(1, 0, 12))
    go_to(two_objects, seen, qtbot)
    undo(two_objects)
    assert workspace.document.mask(1, 5) is not None
    assert workspace.view.frame_index == then
