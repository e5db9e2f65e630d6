"""Looks for the frames worth correcting in a thread of its own: masks are measured for that."""

import threading
import traceback
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gvseg.annotation.review import MeasureCache, suggest_frames
from gvseg.errors import UserError
from gvseg.project import open_snapshot


class SuggestionSearch(QObject):
    """One search at a time, in the project as it is on the disk when the search begins.

    Signals:
        found(object, object): what `start` was told to answer with, and the suggestions.
        failed(str, str): sentence, traceback ("" where the file is at fault).
    """

    found = Signal(object, object)
    failed = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cache = MeasureCache()
        self._thread: threading.Thread | None = None

    def start(
        self, path: Path, disagreement: Mapping[tuple[int, int], float], token: object
    ) -> None:
        """Begin; while a search is under way, nothing happens."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._search,
                args=(path, dict(disagreement), token),
                name="gvseg-worth",
                daemon=True,
            )
            self._thread.start()

    def finish(self) -> None:
        """Wait for the thread; to be called with each answer, and before the application ends."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _search(
        self, path: Path, disagreement: Mapping[tuple[int, int], float], token: object
    ) -> None:
        try:
            with open_snapshot(path) as document:
                found = suggest_frames(document, self._cache, disagreement=disagreement)
        except UserError as error:
            self.failed.emit(str(error), "")
        except Exception as error:  # noqa: BLE001 - shown with its details, the application stays open
            words = (
                f"The search for frames failed ({type(error).__name__}); please report the details."
            )
            self.failed.emit(words, traceback.format_exc())
        else:
            self.found.emit(token, found)
