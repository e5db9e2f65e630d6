"""Reads annotations for the import dialog in a separate thread."""

import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.language import tr
from gvseg.errors import UserError
from gvseg.formats import Guess, NothingReadError, ReadReport, guess_format, read_annotations


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The result of reading a file.

    Attributes:
        report: the contents; empty if nothing could be read.
        error: why reading failed.
        details: traceback of a bug.
        guess: the detected format, or "" if unknown or not requested.
    """

    report: ReadReport = field(default_factory=ReadReport)
    error: str = ""
    details: str = ""
    guess: Guess | None = None


class _Mailbox(QObject):
    """Passes results from a reading thread to the GUI thread.

    A dialog can be closed and deleted while a thread is reading. Emitting a signal of an object
    that is being deleted would crash the process, so threads use only this object. It belongs to
    the application, and is deleted in the GUI thread once its thread has ended.

    Signals:
        advanced(float): fraction of the file read, 0..1.
        read(ReadResult): reading ended.
    """

    advanced = Signal(float)
    read = Signal(object)
    _ended = Signal()

    def __init__(self, job: "_Reading") -> None:
        super().__init__(QCoreApplication.instance())
        self._ended.connect(self._end)
        # Not a daemon thread, which could still use this object while Python destroys it.
        self._thread = threading.Thread(target=_read, args=(job, self), name="gvseg-import")

    def start(self) -> None:
        """Start the thread; connect the signals first."""
        self._thread.start()

    def close(self, result: ReadResult) -> None:
        """Deliver the result; this is the last call of the thread."""
        self.read.emit(result)
        self._ended.emit()

    def _end(self) -> None:
        self._thread.join()
        self.deleteLater()


class AnnotationReader(QObject):
    """Reads one file at a time; a new job stops the previous one.

    Signals:
        finished(ReadResult): the latest job ended.
        advanced(float): progress of the latest job, 0..1.
    """

    finished = Signal(object)
    advanced = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._mailbox: _Mailbox | None = None
        self._stop = threading.Event()

    def start(
        self,
        path: Path,
        format_name: str,
        choices: Mapping[str, str],
        frame_size: tuple[int, int],
        *,
        detects: bool = False,
    ) -> None:
        """Read a file or folder; `finished` delivers the result.

        Args:
            path: what to read.
            format_name: its format; with `detects`, a fallback.
            choices: key of an ambiguity -> the user's choice.
            frame_size: (height, width) of the open video.
            detects: whether to detect the format from the content.
        """
        self.stop()
        self._stop = threading.Event()
        job = _Reading(path, format_name, dict(choices), frame_size, detects, self._stop)
        self._mailbox = _Mailbox(job)
        self._mailbox.advanced.connect(self.advanced)
        self._mailbox.read.connect(self._finish)
        self._mailbox.start()

    def _finish(self, result: ReadResult) -> None:
        self._mailbox = None  # it deletes itself after this
        self.finished.emit(result)

    def stop(self) -> None:
        """Stop reading and discard the result."""
        self._stop.set()
        if self._mailbox is not None:
            self._mailbox.disconnect(self)
            self._mailbox = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The arguments of `AnnotationReader.start`."""

    path: Path
    format_name: str
    choices: Mapping[str, str]
    frame_size: tuple[int, int]
    detects: bool
    stop: threading.Event


def _read(job: _Reading, mailbox: _Mailbox) -> None:
    guess: Guess | None = None
    try:
        guess = guess_format(job.path) if job.detects else None
        report = read_annotations(
            job.path,
            guess.format_name if guess is not None else job.format_name,
            choices=job.choices,
            frame_size=job.frame_size,
            progress=mailbox.advanced.emit,
            cancel=job.stop,
        )
        result = ReadResult(report)
    except NothingReadError as error:
        result = ReadResult(error.report, str(error))
    except UserError as error:
        result = ReadResult(error=str(error))
    except Exception as error:  # noqa: BLE001 - shown in the dialog, which stays open
        words = tr("The file could not be read ({kind}).").format(kind=type(error).__name__)
        result = ReadResult(error=words, details=traceback.format_exc())
    mailbox.close(replace(result, guess=guess))
