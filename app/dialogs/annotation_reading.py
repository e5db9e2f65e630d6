"""Reads annotations in a thread of its own, for the import dialog."""

import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gvseg.errors import UserError
from gvseg.formats import Guess, NothingReadError, ReadReport, guess_format, read_annotations


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reading thread brings back.

    Attributes:
        job: number of the reading.
        report: what was read; empty if nothing could be read.
        error: why nothing could be read.
        details: for a report of a fault.
        guess: the format that was detected, if that was asked for and anything told it.
    """

    job: int
    report: ReadReport = field(default_factory=ReadReport)
    error: str = ""
    details: str = ""
    guess: Guess | None = None


class AnnotationReader(QObject):
    """Reads one file at a time; a new reading stops the one before.

    Signals:
        finished(ReadResult): the latest reading has ended.
        advanced(float): 0..1 of the latest reading.
    """

    finished = Signal(object)
    advanced = Signal(float)
    _read = Signal(object)
    _advanced = Signal(int, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job = 0
        self._stop = threading.Event()
        self._read.connect(self._on_read)
        self._advanced.connect(self._on_advanced)

    def start(
        self,
        path: Path,
        format_name: str,
        choices: Mapping[str, str],
        frame_size: tuple[int, int],
        *,
        detects: bool = False,
    ) -> None:
        """Read a file or folder; `finished` brings the result.

        Args:
            path: what to read.
            format_name: its format; with `detects` only if nothing tells it.
            choices: key of a reading -> the value that the person chose.
            frame_size: (height, width) of the open video.
            detects: whether to tell the format by the content.
        """
        self.stop()
        self._stop = threading.Event()
        threading.Thread(
            target=self._run,
            args=(self._job, path, format_name, dict(choices), frame_size, detects, self._stop),
            name="gvseg-import",
            daemon=True,
        ).start()

    def stop(self) -> None:
        """Stop reading; its result is no longer wanted."""
        self._job += 1
        self._stop.set()

    def _run(
        self,
        job: int,
        path: Path,
        format_name: str,
        choices: dict[str, str],
        frame_size: tuple[int, int],
        detects: bool,
        stop: threading.Event,
    ) -> None:
        def advance(fraction: float) -> None:
            with suppress(RuntimeError):  # the dialog is gone
                self._advanced.emit(job, fraction)

        guess: Guess | None = None
        try:
            guess = guess_format(path) if detects else None
            report = read_annotations(
                path,
                guess.format_name if guess is not None else format_name,
                choices=choices,
                frame_size=frame_size,
                progress=advance,
                cancel=stop,
            )
            result = ReadResult(job, report)
        except NothingReadError as error:
            result = ReadResult(job, error.report, str(error))
        except UserError as error:
            result = ReadResult(job, error=str(error))
        except Exception as error:  # noqa: BLE001 - told to the person, the dialog stays open
            words = f"The file could not be read ({type(error).__name__})."
            result = ReadResult(job, error=words, details=traceback.format_exc())
        with suppress(RuntimeError):  # the dialog is gone
            self._read.emit(replace(result, guess=guess))

    def _on_advanced(self, job: int, fraction: float) -> None:
        if job == self._job:
            self.advanced.emit(fraction)

    def _on_read(self, result: ReadResult) -> None:
        if result.job == self._job:
            self.finished.emit(result)
