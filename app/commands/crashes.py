"""Reports uncaught exceptions to the user and keeps the application running."""

import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.crash_reports import CrashReport, CrashReports
from app.dialogs.crash import CrashDialog
from app.language import tr
from app.panels.buttons import Actions
from app.settings import SettingsStore
from app.theme import THEMES
from app.workspace import Level, Message, Workspace


class CrashCommands(QObject):
    """Writes a report of each uncaught exception in any thread, and shows one dialog at a time."""

    _failed = Signal(object, str)  # emitted in any thread, handled in the GUI thread

    def __init__(
        self,
        reports: CrashReports,
        workspace: Workspace,
        settings: SettingsStore,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._reports = reports
        self._workspace = workspace
        self._settings = settings
        self._window = window
        self._dialog: CrashDialog | None = None
        self._seen: set[str] = set()
        self._failed.connect(self._show)
        workspace.posted.connect(self._on_message)

    def install(self, actions: Actions) -> None:
        """Handle uncaught exceptions in every thread, and record the user's actions."""
        note = self._reports.record_action
        for action_id, action in actions.items():
            action.triggered.connect(lambda _=False, name=action_id: note(name))
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def show_last_crash(self) -> None:
        """Show the report of the last session if it crashed."""
        report = self._reports.take_last_crash()
        if report is not None:
            self._open(
                report,
                tr("GvSeg crashed last time"),
                tr(
                    "This is a bug in GvSeg. Every edit was saved when you made it. Please report "
                    "the details."
                ),
            )

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:  # None in a program without a console
            sys.stderr.write(details)
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        place = "".join(traceback.format_tb(trace))
        if place not in self._seen:  # a bug in a paintEvent repeats with every repaint
            self._seen.add(place)
            report = self._reports.write(details, self._private())
            with suppress(RuntimeError):  # a thread may outlive the window
                self._failed.emit(report, kind.__name__)

    def _on_thread_error(self, error: threading.ExceptHookArgs) -> None:
        if error.exc_value is not None and not issubclass(error.exc_type, SystemExit):
            self._on_error(error.exc_type, error.exc_value, error.exc_traceback)

    def _on_message(self, message: Message) -> None:
        """Write a report of an unexpected error that a worker posted as a message."""
        is_bug = message.level is Level.ERROR and "\ngvseg.errors." not in message.details
        if is_bug and message.details.startswith("Traceback"):
            self._reports.write(message.details, self._private())

    def _private(self) -> list[str]:
        """Return the names of the open files."""
        if not self._workspace.is_open:
            return []
        paths: list[Path | None] = [self._workspace.source.path, self._workspace.project_path]
        return [name for path in paths if path is not None for name in (str(path), path.name)]

    def _show(self, report: CrashReport, kind: str) -> None:
        if self._dialog is not None:
            return
        saved = self._workspace.save_state.error or tr("Your edits are saved.")
        dialog = self._open(
            report,
            tr("Something went wrong in GvSeg"),
            tr(
                "This is a bug in GvSeg ({kind}). {saved} You can continue; if something "
                "looks wrong, restart GvSeg. Please report the details."
            ).format(kind=kind, saved=saved),
        )
        dialog.add_quit()
        dialog.quit_requested.connect(self._window.close)

    def _open(self, report: CrashReport, title: str, text: str) -> CrashDialog:
        theme = THEMES.get(self._settings.value.theme, THEMES["dark"])
        self._dialog = CrashDialog(report, title, text, theme, self._window)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()
        return self._dialog

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None


def show_failed_start(reports: CrashReports, error: Exception) -> None:
    """Report an error that prevents the start, and wait until the user has read it."""
    details = "".join(traceback.format_exception(error))
    if sys.stderr is not None:
        sys.stderr.write(details)
    text = tr("This is a bug in GvSeg ({kind}). Please report the details.").format(
        kind=type(error).__name__
    )
    report = reports.write(details)
    reports.close()
    CrashDialog(report, tr("GvSeg cannot start"), text, THEMES["dark"]).exec()
