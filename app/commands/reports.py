"""Writes reports about the open project or dataset, and opens them in the browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands.background_work import BackgroundWork, WorkContext
from app.commands.dataset import DatasetCommands
from app.language import tr
from app.workspace import Level, Workspace
from gvseg.dataset_file import Dataset
from gvseg.review_report import write_dataset_report, write_project_report

SUFFIX: Final = ".html"


class ReportCommands(QObject):
    """Asks for a file and writes the report in a thread.

    Attributes:
        ask_file: asks for the file, given a suggested one; None if the user cancels.
        show_file: opens a file in the browser.
    """

    def __init__(self, workspace: Workspace, dataset: DatasetCommands, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._dataset = dataset
        self._window = window
        self._work = BackgroundWork(self)
        self._work.finished.connect(self._on_written)
        self._work.failed.connect(self._on_failed)
        self.ask_file: Callable[[Path], Path | None] = self._ask_file
        self.show_file: Callable[[Path], object] = _show_file

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {"review.report": self.write_project, "dataset.report": self.write_dataset}

    def write_project(self) -> None:
        """Write a report about the open project."""
        project = self._workspace.project_path
        if project is None:
            self._workspace.post(Level.INFO, tr("Nothing to report yet. Draw an object first."))
        else:
            suggested = project.with_name(f"{project.stem}-report{SUFFIX}")
            self._write(
                suggested,
                lambda out, report: write_project_report(project, out, progress=report),
            )

    def write_dataset(self) -> None:
        """Write a report about all videos of the open dataset."""
        path = self._dataset.path
        if path is None:
            self._workspace.post(Level.INFO, tr("Open a dataset first."))
            return

        def write(out: Path, report: Callable[[float], None]) -> Path:
            with Dataset.open(path) as dataset:
                return write_dataset_report(dataset, out, progress=report)

        self._write(path.with_name(f"report{SUFFIX}"), write)

    def shut_down(self) -> None:
        """Stop and wait for the thread."""
        self._work.shut_down()

    def _write(
        self, suggested: Path, write: Callable[[Path, Callable[[float], None]], Path]
    ) -> None:
        out = self.ask_file(suggested)
        if out is None:
            return

        def work(context: WorkContext) -> Path:
            return write(out, lambda done: context.step(round(1000 * done), 1000))

        self._workspace.post(Level.INFO, tr("Writing {path}...").format(path=out))
        self._work.start(work)

    def _on_written(self, path: Path) -> None:
        self._workspace.post(Level.GOOD, tr("The report was written to {path}.").format(path=path))
        self.show_file(path)

    def _on_failed(self, sentence: str, details: str) -> None:
        self._workspace.post(Level.ERROR, sentence, details=details)

    def _ask_file(self, suggested: Path) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Write Report"), str(suggested), tr("Web pages") + f" (*{SUFFIX})"
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != SUFFIX:  # never write over a video
            path = path.with_name(path.name + SUFFIX)
        return path


def _show_file(path: Path) -> None:
    """Open a file in the program that the system uses for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
