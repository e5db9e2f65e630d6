"""A workspace with something in it, for tests of panels and dialogs; no file, no engine."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from app.actions import ACTIONS
from app.theme import DARK, Theme, icon
from app.workspace import Workspace
from gvseg.annotation.colours import object_colour
from gvseg.annotation.edits import AcceptMasks, AddTrack, SetMask, Verify
from gvseg.annotation.records import FrameMask, Origin, Track, VideoSource
from gvseg.masks import Mask

HEIGHT, WIDTH = 48, 64


def source(frame_count: int = 120) -> VideoSource:
    return VideoSource(
        path=Path("rabbit.mp4"),
        size_bytes=1,
        sha256="0",
        height=HEIGHT,
        width=WIDTH,
        frame_count=frame_count,
        frame_rate=25.0,
    )


def square(x: int, y: int = 8, side: int = 12) -> Mask:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[y : y + side, x : x + side] = True
    return Mask.from_array(pixels)


def workspace(frame_count: int = 120, names: tuple[str, ...] = ()) -> Workspace:
    desk = Workspace()
    desk.open_video(source(frame_count))
    for name in names:
        add_object(desk, name)
    return desk


def add_object(desk: Workspace, name: str) -> int:
    track_id = desk.document.next_track_id
    desk.apply(
        AddTrack(Track(track_id=track_id, name=name, category_id=1, colour=object_colour(track_id)))
    )
    return track_id


def draw(desk: Workspace, track_id: int, frame_index: int, mask: Mask | None = None) -> None:
    """A drawn mask, which makes the frame an exemplar."""
    desk.apply(SetMask(track_id, frame_index, FrameMask(mask or square(4 + frame_index % 40))))


def propagate(desk: Workspace, track_id: int, confidences: dict[int, float]) -> None:
    """Propagated masks with these confidences by frame."""
    desk.apply(
        AcceptMasks(
            {
                track_id: {
                    frame_index: FrameMask(
                        square(4 + frame_index % 40), Origin.PROPAGATED, confidence
                    )
                    for frame_index, confidence in confidences.items()
                }
            }
        )
    )


def story(frame_count: int = 120) -> Workspace:
    """Two objects in all states: drawn, propagated, doubtful, verified, absent, missing."""
    desk = workspace(frame_count, ("rabbit", "stone"))
    draw(desk, 1, 0)
    draw(desk, 1, 60)
    draw(desk, 2, 10)
    wave = {k: 0.75 + 0.2 * float(np.cos(k / 9)) for k in range(1, 90) if k != 60}
    propagate(desk, 1, wave)
    propagate(desk, 2, {k: 0.93 - 0.008 * (k - 10) for k in range(11, 70)})
    desk.apply(SetMask(2, 70, FrameMask(Mask.empty(HEIGHT, WIDTH))))
    desk.apply(Verify((1,), 0, 30))
    desk.select(1)
    desk.set_frame(42)
    return desk


def actions(theme: Theme = DARK, parent: QObject | None = None) -> dict[str, QAction]:
    """One QAction for each row of the table, as the window makes them."""
    made = {}
    for spec in ACTIONS.values():
        action = QAction(spec.text, parent)
        action.setObjectName(spec.action_id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.is_checkable)
        keys = f" ({spec.keys[0]})" if spec.keys else ""
        action.setToolTip(
            f"{spec.text.removesuffix('...')}{keys}" + (f"\n{spec.tip}" if spec.tip else "")
        )
        if spec.icon:
            action.setIcon(icon(spec.icon, theme))
        made[spec.action_id] = action
    return made
