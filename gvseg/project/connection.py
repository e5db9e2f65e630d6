"""Open project files and explain failures to the user."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gvseg.errors import DamagedProjectError, EditError, ProjectError
from gvseg.files import is_endless
from gvseg.project.schema import (
    APPLICATION_ID,
    VERSION,
    migrate,
    stand_in_for_missing_tables,
)

_BUSY_S: Final = 2.0
_MAGIC: Final = b"SQLite format 3\x00"
REASONS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space, then repeat the last action",
    sqlite3.SQLITE_READONLY: "the file or its folder is read-only; copy it to another folder",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be written; copy it to another folder",
    sqlite3.SQLITE_PERM: "you do not have permission to write there; copy it to another folder",
    sqlite3.SQLITE_BUSY: "another program is writing to it; close it there",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; close it there",
    sqlite3.SQLITE_IOERR: "the disk reports errors; copy it to another disk",
}
"""SQLite's error code -> what is wrong and what to do."""


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
        reason = REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if reason is not None:
            raise ProjectError(f"{path} cannot be used: {reason}.") from error
        raise _damaged(path, error) from error


@contextmanager
def explain_damage(path: Path) -> Iterator[None]:
    """Do the same as `explain_failure`, and report invalid content as damage.

    Raises:
        ProjectError: a database operation failed, or the content is invalid.
    """
    try:
        with explain_failure(path):
            yield
    except (ValueError, LookupError, TypeError, AttributeError, EditError) as error:
        raise _damaged(path, error) from error


def connect(
    path: Path, *, is_read_only: bool = False, is_exclusive: bool = False
) -> sqlite3.Connection:
    """Open an existing project file, upgrading older versions.

    Args:
        path: the file.
        is_read_only: whether to leave the file unchanged.
        is_exclusive: whether to lock the file; fails at once if another program has it open.

    Raises:
        ProjectError: the file is missing, not a project, damaged, from a newer version, or not
            writable.
    """
    _check_file(path)
    with explain_damage(path):
        mode = _reading_mode(path) if is_read_only else "mode=rw"
        uri = f"{path.absolute().as_uri()}?{mode}"
        busy_s = 0.0 if is_exclusive else _BUSY_S
        connection = sqlite3.connect(uri, uri=True, timeout=busy_s, isolation_level=None)
        try:
            if is_exclusive:
                # SQLite locks the file only if this comes before the first read.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _check_version(connection, path)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
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


def _check_file(path: Path) -> None:
    """Refuse what is no readable file, without opening it.

    On POSIX, closing a file drops every lock that this process has on it. Another program would
    then take the project for closed, and delete the log that is still being written.
    """
    if is_endless(path):
        raise ProjectError(f"{path} is not a file: choose a project file.")
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise ProjectError(f"{path} does not exist: check the name.") from error
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}.") from error
    if path.is_dir():
        raise ProjectError(f"{path} is a folder: choose a project file.")
    if not os.access(path, os.R_OK):
        raise ProjectError(f"{path} cannot be read: {os.strerror(errno.EACCES)}.")
    if size == 0:
        raise ProjectError(f"{path} is not a GvSeg project; nothing was changed.")


def is_foreign(path: Path, error: sqlite3.DatabaseError) -> bool:
    """Return whether SQLite refused a file because it is no database at all.

    Only such a file is opened here, because no connection can have locks on it.
    """
    if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB:
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) != _MAGIC


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if is_foreign(path, error):
            raise ProjectError(f"{path} is not a GvSeg project; nothing was changed.") from error
        raise
    if found != APPLICATION_ID:
        raise ProjectError(f"{path} is a database, but not a GvSeg project; nothing was changed.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise ProjectError(
            f"{path} was made by a newer version of GvSeg (file version {version}, "
            f"supported up to {VERSION}). "
            f"Update GvSeg to open it; nothing was changed."
        )
