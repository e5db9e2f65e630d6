"""Imports published datasets and exports the open dataset, in a thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.commands.background_work import BackgroundWork, WorkCancelledError, WorkContext
from app.dialogs.dataset_export import DatasetExportDialog, DatasetExportRequest
from app.dialogs.dataset_import import DatasetImportDialog, DatasetImportRequest
from app.dialogs.work_dialog import WorkDialog
from app.language import tr
from app.settings import SettingsStore
from app.wording import sentences
from app.workspace import Level, Workspace
from gvseg.dataset_file import Dataset, dataset_contents, dataset_path, plan_export, refresh
from gvseg.dataset_import import ImportResult, import_dataset
from gvseg.formats import (
    ExportCancelledError,
    ExportReport,
    ImportCancelledError,
    write_documents,
    write_splits,
)
from gvseg.project import ProjectPool


class DatasetTransferCommands(QObject):
    """Shows the dialogs, and runs one import or export at a time.

    Attributes:
        find_dataset: returns the open dataset; None for none.

    Signals:
        imported(Path): a dataset was made; open it.
    """

    imported = Signal(object)

    def __init__(self, workspace: Workspace, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self.find_dataset: Callable[[], Dataset | None] = lambda: None
        self._workspace, self._settings, self._window = workspace, settings, window
        self._work = BackgroundWork(self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        return {"dataset.import": self.ask_import, "dataset.export": self.ask_export}

    def ask_import(self, path: Path | None = None) -> DatasetImportDialog:
        """Open the dialog of an import."""
        dialog = DatasetImportDialog(path, self._window)
        failed = tr("The import failed. Videos that were finished before are kept.")
        self._open(dialog, _import, self._show_imported, failed)
        return dialog

    def ask_export(self) -> DatasetExportDialog | None:
        """Open the dialog of an export. Return None if there is nothing to export."""
        dataset = self.find_dataset()
        if dataset is None:
            self._workspace.post(Level.INFO, tr("Open a dataset first."))
            return None
        videos = dataset.videos()
        if not any(video.project is not None for video in videos):
            self._workspace.post(
                Level.INFO, tr("No video has a project yet. Draw an object in one first.")
            )
            return None
        chosen = self._settings.value.export_format
        dialog = DatasetExportDialog(dataset.folder, videos, chosen, self._window)
        failed = tr("The export failed. Nothing was written.")
        self._open(dialog, partial(_export, dataset.path), self._show_exported, failed)
        return dialog

    def shut_down(self) -> None:
        """Stop and wait for the thread."""
        self._work.shut_down()

    def _open(
        self,
        dialog: WorkDialog,
        run: Callable[[Any, WorkContext], object],
        show: Callable[[Any, Any], None],
        failed: str,
    ) -> None:
        """Open a dialog whose task runs in the thread.

        Args:
            dialog: the dialog.
            run: performs a request of the dialog, in the thread.
            show: shows the result in the dialog.
            failed: headline if the task failed.
        """
        work = self._work
        dialog.requested.connect(lambda request: work.start(partial(run, request)))
        dialog.stop_requested.connect(work.stop)
        connections = [
            work.progress.connect(dialog.set_progress),
            work.stopped.connect(dialog.show_stopped),
            work.finished.connect(lambda result: show(dialog, result)),
            work.failed.connect(lambda words, more: dialog.show_error(failed, words, more)),
        ]

        def close() -> None:
            for connection in connections:
                QObject.disconnect(connection)
            dialog.deleteLater()

        dialog.finished.connect(close)
        dialog.open()

    def _show_imported(self, dialog: WorkDialog, imported: tuple[Path, ImportResult]) -> None:
        path, result = imported
        headline = tr("Imported %n video(s).", "", result.added.total())
        if result.skipped:
            headline = sentences(
                [headline, tr("%n video(s) were already in the dataset.", "", result.skipped)]
            )
        if result.problems:
            headline = sentences(
                [headline, tr("%n problem(s) are listed below.", "", len(result.problems))]
            )
        dialog.show_result(headline, str(path), "\n".join((*result.problems, *result.notes)))
        self.imported.emit(path)

    def _show_exported(self, dialog: WorkDialog, exported: "_Exported") -> None:
        report = exported.report
        headline = tr("Exported {videos}: {objects}, {frames}.").format(
            videos=tr("%n video(s)", "", exported.video_count),
            objects=tr("%n object(s)", "", report.track_count),
            frames=tr("%n frame(s)", "", report.frame_count),
        )
        if exported.left_out:
            headline = sentences(
                [headline, tr("%n video(s) were left out.", "", len(exported.left_out))]
            )
        details = "\n".join((*exported.problems, *exported.left_out, *report.notes))
        dialog.show_result(headline, str(report.path), details)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exported:
    """The result of an export.

    Attributes:
        report: what was written.
        video_count: number of exported videos.
        left_out: one sentence for each video that was left out.
        problems: one sentence for each project that cannot be read.
    """

    report: ExportReport
    video_count: int
    left_out: tuple[str, ...]
    problems: tuple[str, ...]


def _import(request: DatasetImportRequest, context: WorkContext) -> tuple[Path, ImportResult]:
    try:
        result = import_dataset(
            request.found,
            request.out,
            frames_folder=request.frames_folder,
            progress=context.report,
            cancel=context.cancel,
        )
    except ImportCancelledError as error:
        raise WorkCancelledError from error
    return dataset_path(request.out), result


def _export(path: Path, request: DatasetExportRequest, context: WorkContext) -> _Exported:
    choices = request.choices
    with Dataset.open(path) as dataset:
        problems = [] if dataset.is_read_only else refresh(dataset)
        contents = dataset_contents(dataset)
    with ProjectPool() as pool:
        plan = plan_export(contents, choices, pool, needs_frames=choices.options.jpeg_frames)
        splits, out, name = plan.splits, request.out, choices.format_name
        parts: dict[str, Any] = {
            "options": plan.options,
            "progress": context.report,
            "cancel": context.cancel,
        }
        try:
            if splits:
                report = write_splits(splits, out, name, **parts)
            else:
                report = write_documents(plan.documents, out, name, **parts)
        except ExportCancelledError as error:
            raise WorkCancelledError from error
    count = sum(map(len, splits.values())) if splits else len(plan.views)
    return _Exported(
        report=report, video_count=count, left_out=plan.left_out, problems=tuple(problems)
    )
