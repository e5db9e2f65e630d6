"""Collects Python's cyclic garbage in the GUI thread."""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS: Final = 1000


class GarbageCollector(QObject):
    """Replaces Python's automatic collection, which runs in the thread that allocates.

    If another thread collects a widget, Qt destroys it there. The process then crashes when the
    GUI thread handles the widget's next event or timer.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # modules are never garbage, and searching them would take 60 ms
        timer = QTimer(self, interval=_EVERY_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    def _collect(self) -> None:
        """Collect the oldest generation that is due, but not during a stroke or drag."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
        if due:
            gc.collect(max(due))
