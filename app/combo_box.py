"""A field to choose from in a page that scrolls."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class StillComboBox(QComboBox):
    """Keeps its choice while the wheel scrolls the page that it stands in."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
