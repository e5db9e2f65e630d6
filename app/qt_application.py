"""Qt's application object; it receives the files that macOS opens with GvSeg."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class QtApplication(QApplication):
    """Qt's application object.

    Signals:
        file_requested: the system asks to open a file, for example after a double click. macOS
            sends this event; the other systems start the program with the path as its argument.
    """

    file_requested = Signal(Path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_requested.emit(Path(event.file()))
            return True
        return super().event(event)
