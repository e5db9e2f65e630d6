"""The review leads to what the engine is in doubt about, and says why."""

from dataclasses import replace
from typing import Any

import pytest
from desk_acts import drag, go_to, key
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.application import Desk


def test_the_review_leads_to_where_the_two_directions_disagree(
    desk: Desk, session: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = session.segment

    def segment(*arguments: Any, **options: Any) -> Any:
        for clip in plain(*arguments, **options):
            (frame,) = clip.frames
            parted = {1: 0.8} if frame.frame_index == 12 else {}
            yield replace(clip, frames=(replace(frame, disagreements=parted),))

    monkeypatch.setattr(session, "segment", segment)
    drag(desk.canvas, (40, 40), (60, 40))
    go_to(desk, 23, qtbot)
    drag(desk.canvas, (40, 40), (60, 40))
    with qtbot.waitSignal(desk.worker.finished, timeout=20_000):
        key(desk.canvas, Qt.Key.Key_F)
    desk.window.actions_by_id["review.next_worth"].trigger()
    qtbot.waitUntil(lambda: desk.workspace.frame_index == 12, timeout=10_000)
    shown = desk.panels.transport.findChild(QLabel, "worthReason")
    assert shown is not None
    assert shown.toolTip() == "Object 1: the two directions disagree"
