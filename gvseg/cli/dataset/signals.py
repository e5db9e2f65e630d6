"""Signals between the queue and workers on other machines: small files in a shared folder."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from gvseg.files import atomic_file

Report = Callable[[int, int], None]
"""Called with the number of finished frames and the total."""
_STOP: Final = "stop"
_EVERY_S: Final = 0.5


def set_stop(folder: Path, *, is_stopped: bool) -> None:
    """Ask all workers to stop at their next frame, or allow them to continue."""
    if is_stopped:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _STOP).touch()
    else:
        (folder / _STOP).unlink(missing_ok=True)


class JobSignals:
    """The progress of one job, written by its worker and read by the queue.

    Args:
        folder: a folder that all machines share.
        job_id: the job.
    """

    def __init__(self, folder: Path, job_id: int) -> None:
        self._folder = folder
        self._path = folder / f"job-{job_id}"

    def reporter(self, stop: threading.Event) -> Report:
        """Return a function that writes the progress and sets `stop` when the queue stops."""
        written_at = -_EVERY_S

        def report(done: int, total: int) -> None:
            nonlocal written_at
            now = time.monotonic()
            if now - written_at >= _EVERY_S or done in (0, total):
                written_at = now
                with atomic_file(self._path) as partial:
                    partial.write_text(f"{done} {total}", encoding="ascii")
            if (self._folder / _STOP).exists():
                stop.set()

        return report

    def read(self) -> tuple[int, int] | None:
        """Return the number of finished frames and the total; None before the first report."""
        with suppress(OSError, ValueError):
            done, total = self._path.read_text(encoding="ascii").split()
            return int(done), int(total)
        return None

    def remove(self) -> None:
        """Remove the progress of an ended job."""
        self._path.unlink(missing_ok=True)
