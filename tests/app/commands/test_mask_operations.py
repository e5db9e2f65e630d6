"""Operations on masks, copy and paste, and interpolation, in a real application."""

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from clips import encode_clip
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from sample_document import snapshot
from window_acts import CONTROL, SHIFT, go_to, is_shown, key

from app.application import Application
from app.commands.background_work import BackgroundWork, WorkContext
from app.commands.mask_operations import MaskOperationCommands
from app.commands.mask_work import Reshaped
from app.dialogs.mask_operation import MaskOperationDialog, Scope
from app.dialogs.paste_range import PasteRangeDialog
from gvseg.annotation.edits import AcceptMasks, SetMask, UpdateTrack, Verify
from gvseg.annotation.records import FrameMask, Origin
from gvseg.mask_editing.operations import OperationKind
from gvseg.mask_editing.outlines import grow
from gvseg.masks import Mask

CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


def square(x: int, side: int = 20, y: int = 30) -> Mask:
    pixels = np.zeros((96, 128), bool)
    pixels[y : y + side, x : x + side] = True
    return Mask.from_array(pixels)


def mask(application: Application, track_id: int = 1, frame_index: int = 0) -> Any:
    record = application.workspace.document.mask(track_id, frame_index)
    return None if record is None else record.mask


@pytest.fixture
def drawn(application: Application) -> Application:
    """Object 1 drawn on frame 0 and propagated to frames 1 to 9; object 2 over it."""
    workspace = application.workspace
    application.edits.add_object()
    application.edits.add_object()
    workspace.apply(SetMask(1, 0, FrameMask(square(30))))
    found = {i: FrameMask(square(30 + i), Origin.PROPAGATED, 0.8) for i in range(1, 10)}
    workspace.apply(AcceptMasks({1: found}))
    workspace.apply(SetMask(2, 0, FrameMask(square(45))))
    workspace.view.select(1)
    return application


def open_dialog(application: Application) -> MaskOperationDialog:
    key(application.canvas, Qt.Key.Key_G, CONTROL | Qt.KeyboardModifier.AltModifier)
    dialog = application.window.findChild(MaskOperationDialog)
    assert dialog is not None
    return dialog


def choose(dialog: MaskOperationDialog, kind: OperationKind, scope: Scope, width: float) -> None:
    box = dialog.findChild(QComboBox, "operationKind")
    box.setCurrentIndex(box.findData(kind.value))
    dialog.findChild(QDoubleSpinBox, "operationWidth").setValue(width)
    frames = dialog.findChild(QComboBox, "operationFrames")
    frames.setCurrentIndex(frames.findData(scope.value))


def run(application: Application, dialog: MaskOperationDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(application.mask_operations.work.finished, timeout=20_000):
        dialog.findChild(QPushButton, "operationApply").click()


def test_keys_grow_and_shrink_the_mask_by_one_pixel(drawn: Application) -> None:
    before = snapshot(drawn.workspace.document)
    key(drawn.canvas, Qt.Key.Key_BracketRight, CONTROL)
    assert mask(drawn) == grow(square(30), 1)
    assert mask(drawn, 2) == square(45)
    assert mask(drawn, 1, 1) == square(31)
    assert drawn.workspace.document.layer_order == (1, 2)
    key(drawn.canvas, Qt.Key.Key_Z, CONTROL)
    assert snapshot(drawn.workspace.document) == before
    key(drawn.canvas, Qt.Key.Key_BracketLeft, CONTROL)
    assert mask(drawn).area == 18 * 18


def test_an_operation_on_a_propagated_mask_makes_it_an_exemplar(
    drawn: Application, qtbot: QtBot
) -> None:
    go_to(drawn, 3, qtbot)
    key(drawn.canvas, Qt.Key.Key_BracketRight, CONTROL)
    record = drawn.workspace.document.mask(1, 3)
    assert record is not None
    assert record.origin is Origin.DRAWN
    assert drawn.workspace.document.is_pinned(1, 3)


def test_an_operation_on_a_range_is_one_step_and_keeps_origins(
    drawn: Application, qtbot: QtBot
) -> None:
    workspace = drawn.workspace
    workspace.apply(Verify((1,), 5, 5))
    before = snapshot(workspace.document)
    workspace.view.set_range(2, 7)
    dialog = open_dialog(drawn)
    choose(dialog, OperationKind.GROW, Scope.RANGE, 2)
    run(drawn, dialog, qtbot)
    for frame_index in range(10):
        record = workspace.document.mask(1, frame_index)
        assert record is not None
        is_changed = frame_index in (2, 3, 4, 6, 7)
        was = square(30 + frame_index)
        assert record.mask == (grow(was, 2) if is_changed else was)
        assert record.origin is (Origin.PROPAGATED if frame_index else Origin.DRAWN)
    assert mask(drawn, 2) == square(45)
    assert workspace.undo_label == "Grow mask"
    assert "5 masks changed" in drawn.messages[-1].text  # type: ignore[attr-defined]
    workspace.undo()
    assert snapshot(workspace.document) == before


def test_changed_verified_masks_become_unverified(drawn: Application, qtbot: QtBot) -> None:
    drawn.workspace.apply(Verify((1,), 0, 9))
    dialog = open_dialog(drawn)
    choose(dialog, OperationKind.SHRINK, Scope.ALL, 1)
    dialog.findChild(QCheckBox, "operationKeepsVerified").setChecked(False)
    run(drawn, dialog, qtbot)
    records = dict(drawn.workspace.document.masks_of(1))
    assert all(one.mask.area == 18 * 18 and not one.is_verified for one in records.values())


def test_masks_that_would_vanish_are_kept_and_counted(drawn: Application, qtbot: QtBot) -> None:
    dialog = open_dialog(drawn)
    choose(dialog, OperationKind.SHRINK, Scope.ALL, 50)
    run(drawn, dialog, qtbot)
    assert mask(drawn, 1, 4) == square(34)
    said = drawn.messages[-1].text  # type: ignore[attr-defined]
    assert "Skipped 10 masks that would have vanished" in said


def test_the_dialog_rejects_a_locked_object(drawn: Application) -> None:
    track = drawn.workspace.document.track(1)
    drawn.workspace.apply(UpdateTrack(replace(track, is_locked=True)))
    dialog = open_dialog(drawn)
    choose(dialog, OperationKind.GROW, Scope.ALL, 2)
    dialog.findChild(QPushButton, "operationApply").click()
    assert "locked" in dialog.findChild(QLabel, "operationError").text()
    assert not drawn.mask_operations.work.is_running
    assert mask(drawn) == square(30)


def test_closing_the_dialog_removes_the_preview(drawn: Application, qtbot: QtBot) -> None:
    labels = drawn.canvas.scene.labels
    assert labels is not None
    dialog = open_dialog(drawn)
    choose(dialog, OperationKind.GROW, Scope.FRAME, 10)
    qtbot.waitUntil(lambda: labels.columns[22, 40] > 0)
    assert mask(drawn) == square(30)
    dialog.findChild(QPushButton, "operationCancel").click()
    qtbot.waitUntil(lambda: labels.columns[22, 40] == 0)


def test_refine_edge_uses_the_image_of_each_frame(drawn: Application, qtbot: QtBot) -> None:
    key(drawn.canvas, Qt.Key.Key_E, SHIFT)
    dialog = open_dialog(drawn)
    choose(dialog, OperationKind.REFINE_EDGE, Scope.ALL, 6)
    run(drawn, dialog, qtbot)
    for frame_index, record in drawn.workspace.document.masks_of(1):
        if frame_index:
            assert 0.3 < record.mask.iou(square(30 + frame_index)) <= 1


def test_edits_made_during_an_operation_are_kept(drawn: Application) -> None:
    commands: MaskOperationCommands = drawn.mask_operations
    made = Reshaped({(1, 4): square(34)}, {1: {4: square(60)}})
    drawn.workspace.apply(SetMask(1, 4, FrameMask(square(80))))
    commands._apply_reshaped(made)
    assert mask(drawn, 1, 4) == square(80)


def test_a_mask_can_be_pasted_to_another_frame_and_object(drawn: Application, qtbot: QtBot) -> None:
    key(drawn.canvas, Qt.Key.Key_C, CONTROL)
    go_to(drawn, 12, qtbot)
    key(drawn.canvas, Qt.Key.Key_V, CONTROL)
    assert mask(drawn, 1, 12) == square(30)
    assert drawn.workspace.document.is_pinned(1, 12)
    drawn.workspace.view.select(2)
    key(drawn.canvas, Qt.Key.Key_V, CONTROL)
    assert mask(drawn, 2, 12) == square(30)
    drawn.workspace.view.select()
    key(drawn.canvas, Qt.Key.Key_V, CONTROL)
    assert mask(drawn, 3, 12) == square(30)
    assert drawn.workspace.undo_label == "Paste mask"
    key(drawn.canvas, Qt.Key.Key_Z, CONTROL)
    assert 3 not in drawn.workspace.document.tracks


def test_several_masks_are_pasted_to_their_own_objects(drawn: Application, qtbot: QtBot) -> None:
    drawn.workspace.view.select(1, 2)
    key(drawn.canvas, Qt.Key.Key_C, CONTROL)
    go_to(drawn, 15, qtbot)
    drawn.workspace.view.select()
    key(drawn.canvas, Qt.Key.Key_V, CONTROL)
    assert (mask(drawn, 1, 15), mask(drawn, 2, 15)) == (square(30), square(45))
    assert drawn.workspace.view.selected == (1, 2)


def test_paste_to_range_keeps_drawn_masks(drawn: Application, qtbot: QtBot) -> None:
    go_to(drawn, 9, qtbot)
    drawn.workspace.apply(SetMask(1, 11, FrameMask(square(80))))
    key(drawn.canvas, Qt.Key.Key_C, CONTROL)
    before = snapshot(drawn.workspace.document)
    key(drawn.canvas, Qt.Key.Key_V, CONTROL_SHIFT)
    dialog = drawn.window.findChild(PasteRangeDialog)
    assert dialog is not None
    dialog.findChild(QSpinBox, "pasteFirst").setValue(14)
    dialog.findChild(QSpinBox, "pasteLast").setValue(10)
    dialog.findChild(QPushButton, "pasteButton").click()
    assert [i for i, _ in drawn.workspace.document.masks_of(1, 10)] == [10, 11, 12, 13, 14]
    assert mask(drawn, 1, 12) == square(39)
    assert mask(drawn, 1, 11) == square(80)
    assert drawn.workspace.document.exemplar_frames(1) == (0, 11)
    drawn.workspace.undo()
    assert snapshot(drawn.workspace.document) == before


def test_pasting_into_a_locked_object_is_rejected(drawn: Application) -> None:
    key(drawn.canvas, Qt.Key.Key_C, CONTROL)
    track = drawn.workspace.document.track(2)
    drawn.workspace.apply(UpdateTrack(replace(track, is_locked=True)))
    drawn.workspace.view.select(2)
    key(drawn.canvas, Qt.Key.Key_V, CONTROL)
    assert mask(drawn, 2) == square(45)
    assert "locked" in drawn.messages[-1].text  # type: ignore[attr-defined]


def test_interpolation_fills_the_frames_between_drawn_masks(
    drawn: Application, qtbot: QtBot
) -> None:
    drawn.workspace.apply(SetMask(1, 20, FrameMask(square(70, 40, 40))))
    before = snapshot(drawn.workspace.document)
    go_to(drawn, 5, qtbot)
    with qtbot.waitSignal(drawn.mask_operations.work.finished):
        key(drawn.canvas, Qt.Key.Key_I, CONTROL | Qt.KeyboardModifier.AltModifier)
    document = drawn.workspace.document
    assert [i for i, _ in document.masks_of(1)] == list(range(21))
    lefts = [record.mask.box[0] for _, record in document.masks_of(1)]
    assert lefts == sorted(lefts)
    middle = document.mask(1, 10)
    assert middle is not None
    assert 20 * 20 < middle.mask.area < 40 * 40
    assert not document.is_protected(1, 10)
    key(drawn.canvas, Qt.Key.Key_Z, CONTROL)
    assert snapshot(document) == before


def test_interpolation_reports_what_is_missing(drawn: Application) -> None:
    drawn.mask_operations.interpolate()
    assert "both sides of the gap" in drawn.messages[-1].text  # type: ignore[attr-defined]
    drawn.workspace.apply(SetMask(1, 20, FrameMask(Mask.empty(96, 128))))
    drawn.mask_operations.interpolate()
    assert "not in frame 20" in drawn.messages[-1].text  # type: ignore[attr-defined]


def test_a_mask_of_another_size_cannot_be_pasted(
    drawn: Application, qtbot: QtBot, tmp_path: Any
) -> None:

    key(drawn.canvas, Qt.Key.Key_C, CONTROL)
    drawn.project.open(encode_clip(tmp_path / "small.mp4", frame_count=3, size=(48, 64)))
    qtbot.waitUntil(lambda: drawn.workspace.source.width == 64 and is_shown(drawn))
    key(drawn.canvas, Qt.Key.Key_V, CONTROL)
    assert not drawn.workspace.document.tracks
    assert "128x96" in drawn.messages[-1].text  # type: ignore[attr-defined]


def test_a_late_result_does_not_reach_another_document(qtbot: QtBot) -> None:
    work = BackgroundWork()
    told: list[object] = []
    work.finished.connect(told.append)
    is_done = threading.Event()

    def quick(_: object) -> str:
        is_done.set()
        return "late"

    work.start(quick)
    assert is_done.wait(5)
    work.shut_down()
    QTest.qWait(50)
    assert told == []
    with qtbot.waitSignal(work.finished):
        work.start(lambda _: "in time")
    assert told == ["in time"]


def test_escape_stops_the_work_without_changes(drawn: Application, qtbot: QtBot) -> None:
    before = snapshot(drawn.workspace.document)
    gate = threading.Event()

    def slow(context: WorkContext) -> Reshaped:
        gate.wait(5)
        context.step(1, 2)
        return Reshaped({(1, 0): square(30)}, {1: {0: square(60)}})

    drawn.mask_operations.work.start(slow)
    key(drawn.canvas, Qt.Key.Key_Escape)
    with qtbot.waitSignal(drawn.mask_operations.work.stopped):
        gate.set()
    assert snapshot(drawn.workspace.document) == before
    assert "no mask was changed" in drawn.messages[-1].text  # type: ignore[attr-defined]
