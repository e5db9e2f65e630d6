"""Use an application with mouse and keyboard, as a person would; positions are in source pixels."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def place(canvas: Any, x: float, y: float) -> QPoint:
    """Return the widget position at the centre of a source pixel."""
    ratio = canvas.devicePixelRatioF()
    at_x, at_y = canvas.projection.to_canvas(x + 0.5, y + 0.5)
    return QPoint(int(at_x / ratio), int(at_y / ratio))


def send(canvas: Any, kind: QEvent.Type, at: QPoint, button: Any, buttons: Any, keys: Any) -> None:
    event = QMouseEvent(kind, QPointF(at), QPointF(canvas.mapToGlobal(at)), button, buttons, keys)
    QApplication.sendEvent(canvas, event)


def drag(
    canvas: Any,
    *points: tuple[float, float],
    button: Any = LEFT,
    keys: Any = NO_KEY,
    release: bool = True,
) -> None:
    at = place(canvas, *points[0])
    send(canvas, QEvent.Type.MouseButtonPress, at, button, button, keys)
    for point in points[1:]:
        at = place(canvas, *point)
        send(canvas, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button, keys)
    if release:
        up = Qt.MouseButton.NoButton
        send(canvas, QEvent.Type.MouseButtonRelease, at, button, up, keys)


def click(canvas: Any, x: float, y: float, *, button: Any = LEFT, keys: Any = NO_KEY) -> None:
    drag(canvas, (x, y), button=button, keys=keys)


def hover(canvas: Any, x: float, y: float) -> None:
    up = Qt.MouseButton.NoButton
    send(canvas, QEvent.Type.MouseMove, place(canvas, x, y), up, up, NO_KEY)


def set_brush(application: Any, diameter_px: float) -> None:
    """Set the diameter of brush and eraser in source pixels at the current zoom."""
    view = application.workspace.view
    on_screen = round(diameter_px / application.canvas.source_px)
    view.set_tool_options(replace(view.tool_options, diameter_px=on_screen))


def key(widget: Any, code: Any, keys: Any = NO_KEY) -> None:
    """Press a key after the states of actions are up to date."""
    QTest.qWait(2)
    QTest.keyClick(widget, code, keys)


def open_on(application: Any, path: Path, qtbot: Any) -> None:
    """Open a source and wait for its first frame."""
    application.project.open(path)
    qtbot.waitUntil(lambda: is_shown(application), timeout=20_000)


def go_to(application: Any, frame_index: int, qtbot: Any) -> None:
    """Go to a frame and wait until the canvas shows it."""
    application.workspace.view.set_frame(frame_index)
    qtbot.waitUntil(lambda: is_shown(application), timeout=5000)


def is_shown(application: Any) -> bool:
    """Return whether the canvas shows the current frame."""
    return (
        application.workspace.is_open
        and application.canvas.frame_index == application.workspace.view.frame_index
    )
