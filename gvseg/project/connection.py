"""Open project files and explain failures to the user."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gvseg.errors import DamagedProjectError, EditError, ProjectError
from gvseg.project.lock import is_open_on_other_machine
from gvseg.project.quiet_copy import read_quietly
from gvseg.project.schema import (
    APPLICATION_ID,
    VERSION,
    migrate,
    stand_in_for_missing_tables,
)
from gvseg.sqlite_file import FileKind, failure_reason

_BUSY_S: Final = 2.0
_KIND: Final = FileKind(name="project", application_id=APPLICATION_ID, error=ProjectError)


@contextmanager
def explain_failure(path: Path) -> Iterator[None]:
    """Convert database errors inside the context to a `ProjectError`.

    Raises:
        ProjectError: a database operation failed.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.ProgrammingError):
            raise  # a bug, such as a closed connection or the wrong thread
        reason = failure_reason(path, error)
        if reason is not None:
            raise ProjectError(f"{path} cannot be used: {reason}.") from error
        raise _damaged(path, error) from error


@contextmanager
def explain_damage(path: Path) -> Iterator[None]:
    """Convert database errors as `explain_failure` does, and report invalid content as damage.

    Raises:
        ProjectError: a database operation failed, or the content is invalid.
    """
    try:
        with explain_failure(path):
            yield
    except (ValueError, LookupError, TypeError, AttributeError, EditError) as error:
        raise _damaged(path, error) from error


def check_file(path: Path) -> None:
    """Check that a path can be a project file, without opening it.

    Raises:
        ProjectError: it is missing, empty, a folder, or cannot be read.
    """
    _KIND.check_file(path)


def connect(
    path: Path, *, is_read_only: bool = False, is_exclusive: bool = False
) -> sqlite3.Connection:
    """Open an existing project file, upgrading older versions.

    A project that another machine has open is read from a copy, because SQLite's log does not work
    between machines.

    Args:
        path: the file.
        is_read_only: whether to leave the file unchanged.
        is_exclusive: whether to lock the file; fails at once if another program has it open.

    Raises:
        ProjectError: the file is missing, not a project, damaged, from a newer version, or not
            writable.
    """
    _KIND.check_file(path)
    if is_read_only and is_open_on_other_machine(path):
        with read_quietly(path) as copy:
            connection = _connect(copy, path, is_read_only=True, is_exclusive=False)
            connection.execute("SELECT 1 FROM state").fetchone()  # also opens the log
        return connection
    return _connect(path, path, is_read_only=is_read_only, is_exclusive=is_exclusive)


def _connect(
    file: Path, path: Path, *, is_read_only: bool, is_exclusive: bool
) -> sqlite3.Connection:
    """Open `file`, which is the project `path` or a copy of it."""
    with explain_damage(path):
        mode = _reading_mode(file) if is_read_only else "mode=rw"
        uri = f"{file.absolute().as_uri()}?{mode}"
        busy_s = 0.0 if is_exclusive else _BUSY_S
        connection = sqlite3.connect(uri, uri=True, timeout=busy_s, isolation_level=None)
        try:
            if is_exclusive:
                # SQLite locks the file only if this comes before the first read.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            version = _readable_version(connection, path)
            if is_read_only:
                stand_in_for_missing_tables(connection, version)
                connection.execute("PRAGMA query_only = ON")
            else:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                if version < VERSION:
                    migrate(connection, version)
                # Detect a read-only file now. Write nothing, because the content may be damaged.
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        return connection


def _reading_mode(path: Path) -> str:
    """Return the SQLite mode for reading that leaves no -wal and -shm files behind.

    Only a writable connection removes the files that reading creates. In a read-only folder they
    are not needed unless another program has the file open.
    """
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return "mode=rw"
    log = path.with_name(path.name + "-wal")
    return "mode=ro" if log.exists() else "immutable=1"


def _damaged(path: Path, error: Exception) -> DamagedProjectError:
    return DamagedProjectError(
        f"{path} is damaged ({error}); nothing was changed. Open a backup, or "
        f"save what can still be read to a new project."
    )


def _readable_version(connection: sqlite3.Connection, path: Path) -> int:
    version = _KIND.check_header(connection, path)
    if version > VERSION:
        raise ProjectError(
            f"{path} was made by a newer version of GvSeg (file version {version}, "
            f"supported up to {VERSION}). "
            f"Update GvSeg to open it; nothing was changed."
        )
    return version
