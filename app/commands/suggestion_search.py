"""Searches for frames worth correcting in a separate thread."""

import threading
import traceback
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.language import tr
from gvseg.annotation.review import MeasureCache, suggest_frames
from gvseg.errors import UserError
from gvseg.project import open_snapshot


class SuggestionSearch(QObject):
    """Runs one search at a time on the project as saved when the search starts.

    Signals:
        found(object, object): the tag given to `start`, and the suggestions.
        failed(str, str): message, traceback ("" if the file is at fault).
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
        """Start a search, unless one is running."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._search,
                args=(path, dict(disagreement), token),
                name="gvseg-worth",
                daemon=True,
            )
            self._thread.start()

    def finish(self) -> None:
        """Wait for the thread; call this after each result and before the application closes."""
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
        except Exception as error:  # noqa: BLE001 - shown with details; the application stays open
            words = tr("The search for frames failed ({kind}); please report the details.").format(
                kind=type(error).__name__
            )
            self.failed.emit(words, traceback.format_exc())
        else:
            self.found.emit(token, found)
