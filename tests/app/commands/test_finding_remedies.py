"""The identity check finds swaps and splits, and its buttons fix each in one undo step."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sample_document import snapshot
from window_acts import CONTROL, key

from app.application import Application
from app.workspace import Tool
from gvseg.annotation.edits import AcceptMasks, AddTrack, SetMask, Verify
from gvseg.annotation.records import FrameMask, Origin, Track
from gvseg.engine.request import ClipResult, FrameResult, Similarity
from gvseg.masks import Mask

LAST = 23
SWAPPED_FROM = 10


def mask_at(x: int, y: int = 30, side: int = 24) -> Mask:
    pixels = np.zeros((96, 128), bool)
    pixels[y : y + side, x : x + side] = True
    return Mask.from_array(pixels)


LEFT, RIGHT = mask_at(4), mask_at(90)


@pytest.fixture
def reviewed(application: Application, qtbot: QtBot) -> Application:
    """Two objects on frame 0, and the review dock in front."""
    workspace = application.workspace
    for track_id, name, mask in ((1, "rabbit", LEFT), (2, "hare", RIGHT)):
        track = Track(track_id=track_id, name=name, category_id=1, colour=(9 * track_id, 99, 9))
        workspace.apply(AddTrack(track))
        workspace.apply(SetMask(track_id, 0, FrameMask(mask)))
    dock = application.window.findChild(object, "reviewDock")
    dock.raise_()
    qtbot.waitUntil(lambda: application.panels.review.isVisible(), timeout=3000)
    return application


def run(application: Application, masks: dict[int, dict[int, Mask]]) -> None:
    """Report a run: frame -> track -> mask. Each mask is similar to the object at its position."""
    track_of = {LEFT.counts: 1, RIGHT.counts: 2}
    frames = []
    for frame_index, found in masks.items():
        similarities = {}
        for track_id, mask in found.items():
            is_own = track_of.get(mask.counts, track_id) == track_id
            own, rival = (0.9, 0.4) if is_own else (0.4, 0.9)
            similarities[track_id] = Similarity(own, rival, 3 - track_id)
        frames.append(
            FrameResult(
                frame_index=frame_index,
                masks=found,
                confidences=dict.fromkeys(found, 0.9),
                similarities=similarities,
            )
        )
    clip = ClipResult(frames=tuple(frames), frames_done=1, frames_wanted=1)
    application.panels.review.store_similarities(clip)
    tracks: dict[int, dict[int, FrameMask]] = {}
    for frame_index, found in masks.items():
        for track_id, mask in found.items():
            record = FrameMask(mask, Origin.PROPAGATED, 0.9)
            tracks.setdefault(track_id, {})[frame_index] = record
    application.workspace.apply(AcceptMasks(tracks))


def swap_from(frame_index: int) -> dict[int, dict[int, Mask]]:
    return {
        k: {1: LEFT, 2: RIGHT} if k < frame_index else {1: RIGHT, 2: LEFT}
        for k in range(1, LAST + 1)
    }


def findings(application: Application) -> list[str]:
    model = application.panels.review.view.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def choose(application: Application, text: str, qtbot: QtBot) -> None:
    """Click the finding with this text."""
    qtbot.waitUntil(lambda: text in findings(application), timeout=5000)
    view = application.panels.review.view
    place = view.visualRect(view.model().index(findings(application).index(text), 2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def button(application: Application, name: str) -> QPushButton:
    return application.window.findChild(QPushButton, f"fix.{name}")


def masks(application: Application, track_id: int) -> dict[int, Mask]:
    found = application.workspace.document.masks_of(track_id)
    return {frame_index: record.mask for frame_index, record in found}


def test_swap_exchanges_the_objects_from_the_first_swapped_frame(
    reviewed: Application, qtbot: QtBot
) -> None:
    run(reviewed, swap_from(SWAPPED_FROM))
    choose(reviewed, "swapped with hare", qtbot)
    before = snapshot(reviewed.workspace.document)
    QTest.mouseClick(button(reviewed, "swap"), Qt.MouseButton.LeftButton)
    assert set(masks(reviewed, 1).values()) == {LEFT}
    assert set(masks(reviewed, 2).values()) == {RIGHT}
    assert reviewed.workspace.view.frame_index == SWAPPED_FROM
    qtbot.waitUntil(lambda: not findings(reviewed), timeout=5000)
    key(reviewed.canvas, Qt.Key.Key_Z, CONTROL)
    assert snapshot(reviewed.workspace.document) == before, "one undo step"
    qtbot.waitUntil(lambda: "swapped with hare" in findings(reviewed), timeout=5000)


def test_swap_ends_before_the_next_confirmed_frame(reviewed: Application, qtbot: QtBot) -> None:
    run(reviewed, swap_from(SWAPPED_FROM))
    reviewed.workspace.apply(SetMask(2, 20, FrameMask(RIGHT)))
    reviewed.workspace.apply(Verify((1,), 18, 18))
    choose(reviewed, "swapped with hare", qtbot)
    QTest.mouseClick(button(reviewed, "swap"), Qt.MouseButton.LeftButton)
    assert masks(reviewed, 1)[17] == LEFT
    assert masks(reviewed, 1)[18] == RIGHT, "verified masks stay"
    assert masks(reviewed, 2)[20] == RIGHT, "drawn ones too"


def test_split_moves_the_second_part_to_a_new_object(reviewed: Application, qtbot: QtBot) -> None:
    other = mask_at(60, 60, 20)
    run(reviewed, {k: {1: LEFT | other if 5 <= k <= 12 else LEFT} for k in range(1, LAST + 1)})
    choose(reviewed, "in two parts, far apart", qtbot)
    before = snapshot(reviewed.workspace.document)
    assert not button(reviewed, "swap").isEnabled()
    QTest.mouseClick(button(reviewed, "split"), Qt.MouseButton.LeftButton)
    assert set(masks(reviewed, 1).values()) == {LEFT}
    assert masks(reviewed, 3) == dict.fromkeys(range(5, 13), other)
    assert reviewed.workspace.view.selected == (3,)
    key(reviewed.canvas, Qt.Key.Key_Z, CONTROL)
    assert snapshot(reviewed.workspace.document) == before


def test_correct_here_goes_to_the_frame_and_selects_the_clicks_tool(
    reviewed: Application, qtbot: QtBot
) -> None:
    run(reviewed, {k: {1: LEFT, 2: LEFT if k >= 8 else RIGHT} for k in range(1, LAST + 1)})
    choose(reviewed, "covers the same object as hare", qtbot)
    assert "covers the same object as rabbit" not in findings(reviewed), "one for both"
    reviewed.workspace.view.set_frame(0)
    reviewed.workspace.view.select()
    reviewed.workspace.view.set_tool(Tool.BRUSH)
    assert not button(reviewed, "split").isEnabled()
    QTest.mouseClick(button(reviewed, "correct"), Qt.MouseButton.LeftButton)
    view = reviewed.workspace.view
    assert (view.frame_index, view.selected, view.tool) == (8, (1,), Tool.CLICKS)


def test_without_a_finding_the_buttons_explain_what_to_do(reviewed: Application) -> None:
    for name in ("swap", "split", "correct"):
        assert not button(reviewed, name).isEnabled()
        assert button(reviewed, name).toolTip() == "Choose a finding in the list first."


def test_objects_cannot_be_swapped_during_a_run(
    reviewed: Application, session: Any, qtbot: QtBot
) -> None:
    run(reviewed, swap_from(SWAPPED_FROM))
    choose(reviewed, "swapped with hare", qtbot)
    session.gate.clear()
    reviewed.window.actions_by_id["propagate.all"].trigger()
    before = masks(reviewed, 1)
    QTest.mouseClick(button(reviewed, "swap"), Qt.MouseButton.LeftButton)
    assert masks(reviewed, 1) == before
    assert "running" in reviewed.messages[-1].text  # type: ignore[attr-defined]
    with qtbot.waitSignal(reviewed.worker.finished, timeout=20_000):
        session.gate.set()
