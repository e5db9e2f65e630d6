"""The pressure and the eraser end of a tablet pen."""

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPointingDevice, QTabletEvent

LEAST_PRESSURE: Final = 0.1
"""Stroke width at the lightest touch, as a fraction of the brush size."""


class Pen:
    """Stores the last tablet event for the mouse event that Qt synthesizes from it.

    Attributes:
        pressure: 0..1; 1 without a pen.
        is_eraser: whether the pen's eraser end is used.
    """

    def __init__(self) -> None:
        self.pressure = 1.0
        self.is_eraser = False

    def take(self, event: QTabletEvent) -> None:
        if event.type() in (QEvent.Type.TabletPress, QEvent.Type.TabletMove) and event.buttons():
            self.pressure = max(LEAST_PRESSURE, event.pressure())
            self.is_eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
        event.ignore()

    def lift(self) -> None:
        """Reset after a stroke, because the next one may come from the mouse."""
        self.pressure, self.is_eraser = 1.0, False
