"""Runs long tasks on a project's masks in a separate thread, with progress and cancellation."""

import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from app.language import tr
from gvseg.annotation.document import Document
from gvseg.errors import UserError
from gvseg.project import open_snapshot


class WorkCancelledError(Exception):
    """Raised when the user cancels the work; nothing has changed."""


@contextmanager
def readable_document(path: Path | None, document: Document) -> Iterator[Document]:
    """Open the project again for another thread, or use a document in memory directly."""
    if path is None:
        yield document
        return
    with open_snapshot(path) as snapshot:
        yield snapshot


class WorkContext:
    """Lets work report progress and check for cancellation.

    Args:
        report: called with the fraction done, 0..1.
        cancel: stops the work when it is set.
    """

    def __init__(self, report: Callable[[float], None], cancel: threading.Event) -> None:
        self.report, self.cancel = report, cancel

    def step(self, done: int, total: int) -> None:
        """Report progress.

        Raises:
            WorkCancelledError: the user stopped the work.
        """
        if self.cancel.is_set():
            raise WorkCancelledError
        self.report(done / max(1, total))


Work: TypeAlias = Callable[[WorkContext], object]


class BackgroundWork(QObject):
    """Runs one task at a time; results arrive in the GUI thread.

    Signals:
        progress(float): fraction done, 0..1.
        finished(object): the result of the work.
        failed(str, str): message, and details for a bug report ("" if the user is at fault).
        stopped: the work was cancelled.
    """

    progress = Signal(float)
    finished = Signal(object)
    failed = Signal(str, str)
    stopped = Signal()
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended.connect(self._emit_end)
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Work) -> None:
        """Start a task, after stopping any running one."""
        self.shut_down()
        self._thread = threading.Thread(
            target=self._run, args=(work, self._cancel), name="gvseg-masks", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop at the next step, without changes."""
        self._cancel.set()

    def shut_down(self) -> None:
        """Stop, wait for the thread, and discard any undelivered result."""
        self.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._cancel = threading.Event()

    def _run(self, work: Work, cancel: threading.Event) -> None:
        end: Callable[[], None]
        try:
            result = work(WorkContext(self.progress.emit, cancel))
        except WorkCancelledError:
            end = self.stopped.emit
        except UserError as error:
            end = partial(self.failed.emit, str(error), "")
        except Exception as error:  # noqa: BLE001 - shown with details; the application stays open
            words = tr("The operation failed ({kind}); please report the details.").format(
                kind=type(error).__name__
            )
            end = partial(self.failed.emit, words, traceback.format_exc())
        else:
            end = partial(self.finished.emit, result)
        self._ended.emit(cancel, end)

    def _emit_end(self, cancel: threading.Event, end: Callable[[], None]) -> None:
        # The document may have been closed by now, and its result must not reach the next one.
        if cancel is self._cancel:
            end()
