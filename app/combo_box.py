"""A combo box for pages that scroll."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class NoWheelComboBox(QComboBox):
    """A combo box that ignores the mouse wheel, so that the page scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
