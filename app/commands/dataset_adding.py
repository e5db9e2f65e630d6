"""Adds videos and projects to the open dataset, and asks how to map their categories."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.dialogs.joining import JoiningDialog
from app.language import tr
from app.panels.dataset import DatasetWatch
from app.wording import sentences
from gvseg.dataset_file import Dataset, Joining, add_found, find_joining


class DatasetAdding(QObject):
    """Searches and adds in the thread of the dataset; the dialog opens in between if needed.

    Attributes:
        watch: the thread of the open dataset; None without a dataset.
    """

    _found = Signal(object, object)  # emitted in the thread of the dataset

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.watch: DatasetWatch | None = None
        self._found.connect(self._on_found)

    def add(self, paths: Sequence[Path]) -> None:
        """Add videos and projects, and what folders contain, to the open dataset."""
        watch = self.watch
        if watch is None:
            return

        def work(dataset: Dataset) -> str:
            joining = find_joining(dataset, paths)
            if not joining.needs_mapping:
                return _add(dataset, joining, {})
            self._found.emit(watch, joining)
            return ""

        watch.run_task(work)

    def _on_found(self, watch: DatasetWatch, joining: Joining) -> None:
        if watch is not self.watch:  # another dataset was opened in the meantime
            return
        dialog = JoiningDialog(joining, self._window)
        dialog.mapped.connect(
            lambda names: watch.run_task(lambda dataset: _add(dataset, joining, names))
        )
        watch.destroyed.connect(dialog.reject)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _add(dataset: Dataset, joining: Joining, names: Mapping[str, str]) -> str:
    before = len(dataset.videos())
    added = add_found(dataset, joining, names)
    count = len(dataset.videos()) - before
    words = tr("%n video(s) added to the dataset.", "", count)
    return sentences([words, *added.problems[:1]])
