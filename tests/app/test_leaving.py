"""Closing the application during a propagation keeps all masks made so far."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from window_acts import drag, key

from app.application import Application
from gvseg.annotation.records import Origin
from gvseg.project import Project
from gvseg.prompts import Click

MADE = 10


def close_window(application: Application) -> None:
    application.window.close()


def close_video(application: Application) -> None:
    application.project.close()


@pytest.mark.parametrize("leave", [close_window, close_video])
def test_masks_not_yet_applied_are_kept_when_the_window_closes(
    leave: Callable[[Application], None],
    application: Application,
    clip: Path,
    session: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_made, segment = threading.Event(), session.segment

    def make_some(request: Any, video: Any, *, cancel: threading.Event) -> Iterator[Any]:
        for result in segment(request, video, cancel=cancel):
            yield result
            if result.frames_done == MADE:
                is_made.set()
                cancel.wait(10)

    monkeypatch.setattr(session, "segment", make_some)
    drag(application.canvas, (40, 40), (60, 40))
    key(application.canvas, Qt.Key.Key_F)
    # No events have been handled since, so the document has no masks of the run yet.
    assert is_made.wait(20)
    leave(application)
    with Project.open(clip.with_suffix(".gvseg")) as project:
        assert project.check() == []
        propagated = [
            frame_index
            for frame_index, record in project.document.masks_of(1)
            if record.origin is Origin.PROPAGATED
        ]
    assert propagated == list(range(1, MADE))


def test_a_click_after_the_window_closed_starts_no_thread(application: Application) -> None:
    close_window(application)
    frame = np.zeros((96, 128, 3), np.uint8)
    application.worker.request_clicks(frame, (Click(40, 40),))
    application.worker.request_vocabulary()
    assert not [one for one in threading.enumerate() if one.name == "gvseg-engine"]
