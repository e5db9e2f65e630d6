"""Read a project that is being written on another machine."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gvseg.errors import ProjectError

_TRIES: Final = 10
_WAIT_S: Final = 0.3


@contextmanager
def read_quietly(path: Path) -> Iterator[Path]:
    """Yield a copy of a project and its log, taken while nothing was written.

    Nothing next to the project is created, locked or changed. An open file of the copy can still
    be read after the block.

    Raises:
        ProjectError: the project is written without a pause, or it cannot be read.
    """
    log = path.with_name(path.name + "-wal")
    with tempfile.TemporaryDirectory(prefix="gvseg-") as folder:
        copy = Path(folder) / path.name
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_WAIT_S)
            before = (_stamp(path), _stamp(log))
            try:
                shutil.copyfile(path, copy)
                if before[1] is not None:
                    shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
            except FileNotFoundError:
                continue  # the other machine has just closed the project
            except OSError as error:
                raise ProjectError(f"{path} cannot be read: {error.strerror}.") from error
            if (_stamp(path), _stamp(log)) == before:
                yield copy
                return
        raise ProjectError(f"{path} is being written on another machine: try again in a moment.")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
