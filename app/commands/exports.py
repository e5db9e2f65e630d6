"""Runs exports of a snapshot of the project in a separate thread."""

import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.commands.background_work import readable_document
from app.dialogs.export_dataset import ExportDialog, ExportRequest
from app.language import tr
from app.settings import SettingsStore
from app.workspace import Level, Workspace
from gvseg.annotation.document import Document
from gvseg.errors import UserError
from gvseg.formats import ExportCancelledError, ExportReport, write_documents


class ExportCommands(QObject):
    """Runs one export at a time. Edits made during an export are not exported.

    Signals:
        progress(float): fraction written, 0..1.
        written(ExportReport), failed(str, str), stopped: how the export ended.
    """

    progress = Signal(float)
    written = Signal(object)
    failed = Signal(str, str)
    stopped = Signal()

    def __init__(self, workspace: Workspace, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._window = window
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {"file.export": self.ask}

    def ask(self) -> ExportDialog | None:
        """Open the dialog. Return None if there is nothing to export."""
        document = self._workspace.document
        if document.proposals and not document.tracks:
            self._workspace.post(
                Level.INFO,
                tr("Nothing to export yet: accept at least one proposal first."),
                offer=("proposal.next", tr("Show First")),
            )
            return None
        if not document.tracks:
            self._workspace.post(Level.INFO, tr("Nothing to export yet. Draw an object first."))
            return None
        chosen = self._settings.value
        dialog = ExportDialog(
            self._workspace,
            format_name=chosen.export_format,
            folder=chosen.export_folder,
            parent=self._window,
        )
        dialog.export_requested.connect(self.start)
        dialog.stop_requested.connect(self.stop)
        self.progress.connect(dialog.set_progress)
        self.written.connect(dialog.show_report)
        self.failed.connect(dialog.show_error)
        self.stopped.connect(dialog.show_stopped)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def start(self, request: ExportRequest) -> None:
        self._join()
        self._cancel = threading.Event()
        self._settings.update(export_format=request.format_name, export_folder=str(request.out))
        path, document = self._workspace.project_path, self._workspace.document
        self._thread = threading.Thread(
            target=self._write, args=(request, path, document), name="gvseg-export", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop at the next frame and remove partial files."""
        self._cancel.set()

    def shut_down(self) -> None:
        self.stop()
        self._join()

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _write(self, request: ExportRequest, path: Path | None, document: Document) -> None:
        try:
            with readable_document(path, document) as snapshot:
                report: ExportReport = write_documents(
                    snapshot,
                    request.out,
                    request.format_name,
                    options=request.options,
                    progress=self.progress.emit,
                    cancel=self._cancel,
                )
        except ExportCancelledError:
            self.stopped.emit()
        except UserError as error:
            self.failed.emit(str(error), "")
        except Exception as error:  # noqa: BLE001 - shown with details; the application stays open
            words = tr("The export failed ({kind}); please report the details.").format(
                kind=type(error).__name__
            )
            self.failed.emit(words, traceback.format_exc())
        else:
            self.written.emit(report)
