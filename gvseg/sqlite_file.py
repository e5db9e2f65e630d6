"""Code shared by projects and datasets: SQLite files that other programs may have open."""

import errno
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gvseg.errors import UserError
from gvseg.files import is_endless

_MAGIC: Final = b"SQLite format 3\x00"
_SHARED_MEMORY_BYTES: Final = 32 * 1024
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


def failure_reason(path: Path, error: sqlite3.Error) -> str | None:
    """Return what is wrong with a file and what to do; None for damage and bugs."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    # SQLite reports an I/O error if a full disk has no room for its shared memory.
    if code == sqlite3.SQLITE_IOERR and _has_no_space(path):
        code = sqlite3.SQLITE_FULL
    return REASONS.get(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A kind of file, with checks that reject files of other kinds.

    Attributes:
        name: "project" or "dataset".
        application_id: SQLite's application id in the header.
        error: class of the errors.
    """

    name: str
    application_id: int
    error: type[UserError]

    def check_file(self, path: Path) -> None:
        """Reject a path that cannot be such a file, without opening it.

        On POSIX, closing a file drops every lock that this process has on it. Another program would
        then assume that the file is closed, and delete the log that is still in use.

        Raises:
            UserError: of class `error`.
        """
        try:
            if is_endless(path):
                raise self.error(f"{path} is not a file: choose a {self.name} file.")
            size = path.stat().st_size
        except FileNotFoundError as error:
            raise self.error(f"{path} does not exist: check the name.") from error
        except OSError as error:
            raise self.error(f"{path} cannot be read: {error.strerror}.") from error
        if path.is_dir():
            raise self.error(f"{path} is a folder: choose a {self.name} file.")
        if not os.access(path, os.R_OK):
            raise self.error(f"{path} cannot be read: {os.strerror(errno.EACCES)}.")
        if size == 0:
            raise self.error(f"{path} is not a GvSeg {self.name}; nothing was changed.")

    def check_header(self, connection: sqlite3.Connection, path: Path) -> int:
        """Return the file version of an open file of this kind.

        Raises:
            UserError: of class `error`: the file is of another kind.
            sqlite3.DatabaseError: the file cannot be read or is damaged.
        """
        try:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if _is_foreign(path, error):
                raise self.error(
                    f"{path} is not a GvSeg {self.name}; nothing was changed."
                ) from error
            raise
        if found != self.application_id:
            raise self.error(
                f"{path} is a database, but not a GvSeg {self.name}; nothing was changed."
            )
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version


def _has_no_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SHARED_MEMORY_BYTES
    except OSError:
        return False


def _is_foreign(path: Path, error: sqlite3.DatabaseError) -> bool:
    """Return whether SQLite rejected a file because it is not a database.

    Only such a file may be opened here, because no connection can hold locks on it.
    """
    if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB:
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) != _MAGIC
