"""The pressure and the eraser end of a tablet pen."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QApplication
from window_acts import LEFT, NO_KEY, drag, place, send

from app.application import Application

PEN, ERASER = QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser
UP = Qt.MouseButton.NoButton


def pen_stroke(
    canvas: Any, start: tuple[int, int], end: tuple[int, int], pressure: float, tip: Any = PEN
) -> None:
    """Send a tablet event and then, because it is ignored, a mouse event, as Qt does for a pen."""
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        tip,
        QInputDevice.Capability.Pressure,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )
    for tablet, mouse, at, button, buttons in (
        (QEvent.Type.TabletPress, QEvent.Type.MouseButtonPress, start, LEFT, LEFT),
        (QEvent.Type.TabletMove, QEvent.Type.MouseMove, end, UP, LEFT),
        (QEvent.Type.TabletRelease, QEvent.Type.MouseButtonRelease, end, LEFT, UP),
    ):
        point = place(canvas, *at)
        force = 0.0 if tablet == QEvent.Type.TabletRelease else pressure
        event = QTabletEvent(
            tablet, device, QPointF(point), QPointF(canvas.mapToGlobal(point)), force,
            0, 0, 0, 0, 0, NO_KEY, button, buttons,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
        assert not event.isAccepted()
        send(canvas, mouse, point, button, buttons, NO_KEY)


def thickness(application: Application) -> int:
    document = application.workspace.document
    record = document.mask(max(document.tracks), 0)
    assert record is not None
    return record.mask.box[3]


@pytest.fixture
def full(application: Application) -> int:
    """Height of a stroke drawn with the mouse and then undone."""
    drag(application.canvas, (30, 48), (90, 48))
    rows = thickness(application)
    application.workspace.undo()
    return rows


def test_a_light_touch_draws_a_thin_stroke(application: Application, full: int) -> None:
    pen_stroke(application.canvas, (30, 48), (90, 48), 0.5)
    assert thickness(application) == pytest.approx(full / 2, abs=1.5)


def test_full_pressure_and_the_mouse_draw_at_the_brush_size(
    application: Application, full: int
) -> None:
    pen_stroke(application.canvas, (30, 48), (90, 48), 1.0)
    assert thickness(application) == full
    application.workspace.undo()
    pen_stroke(application.canvas, (30, 48), (90, 48), 0.3)
    application.workspace.undo()
    drag(application.canvas, (30, 48), (90, 48))
    assert thickness(application) == full


def test_the_eraser_end_of_the_pen_erases(application: Application) -> None:
    drag(application.canvas, (30, 48), (90, 48))
    pen_stroke(application.canvas, (60, 20), (60, 80), 1.0, ERASER)
    record = application.workspace.document.mask(1, 0)
    assert record is not None
    pixels = record.mask.to_array()
    assert not pixels[48, 60]
    assert pixels[48, 30]
