"""A pen on a tablet: how hard it presses, and with which end."""

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPointingDevice, QTabletEvent

LEAST_PRESSURE: Final = 0.1
"""The lightest touch draws with this part of the brush size."""


class Pen:
    """Remembers the last event of the pen for the mouse event that Qt makes of it.

    Attributes:
        pressure: 0..1; 1 without a pen.
        is_eraser: the pen is held upside down.
    """

    def __init__(self) -> None:
        self.pressure = 1.0
        self.is_eraser = False

    def take(self, event: QTabletEvent) -> None:
        """Read an event, and leave it to Qt to send it again as one of the mouse."""
        if event.type() in (QEvent.Type.TabletPress, QEvent.Type.TabletMove) and event.buttons():
            self.pressure = max(LEAST_PRESSURE, event.pressure())
            self.is_eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
        event.ignore()

    def lift(self) -> None:
        """The stroke has ended; the next one may be the mouse's."""
        self.pressure, self.is_eraser = 1.0, False
