"""The tables of a dataset file, and functions that create and open it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gvseg.errors import DatasetError
from gvseg.sqlite_file import FileKind, failure_reason

APPLICATION_ID: Final = 0x47765374
"""Application id in the file header: "GvSt"."""

VERSION: Final = 1
_KIND: Final = FileKind(name="dataset", application_id=APPLICATION_ID, error=DatasetError)
_BUSY_S: Final = 10.0  # the window and the queue may write to the file at the same time

TABLES: Final = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE videos (
    video_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    video TEXT NOT NULL,
    project TEXT,
    status TEXT,
    split TEXT NOT NULL DEFAULT '',
    assignee TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '{}',
    stamp TEXT NOT NULL DEFAULT '',
    categories_revision INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE categories (category_id INTEGER PRIMARY KEY AUTOINCREMENT, value TEXT NOT NULL);
CREATE TABLE links (
    video_id INTEGER NOT NULL,
    project_category_id INTEGER NOT NULL,
    category_id INTEGER NOT NULL,
    PRIMARY KEY (video_id, project_category_id)
) WITHOUT ROWID;
CREATE TABLE jobs (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT,
    video_id INTEGER NOT NULL,
    place REAL NOT NULL,
    task TEXT NOT NULL,
    options TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    started_at REAL,
    ended_at REAL,
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_by_place ON jobs (state, place);
"""
"""Paths are JSON strings, relative to the folder of the file where possible. `status` is the value
that a person set, or null. `stamp` shows whether a project has changed since it was summarised.
A video whose `categories_revision` is older than the dataset's needs the changed categories.
"""


@contextmanager
def explain_failure(path: Path) -> Iterator[None]:
    """Turn database errors into a `DatasetError`.

    Raises:
        DatasetError: a file operation inside the context failed.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise  # a closed file or a violated constraint is a bug
    except sqlite3.DatabaseError as error:
        reason = failure_reason(path, error)
        if reason is not None:
            raise DatasetError(f"{path} cannot be used: {reason}.") from error
        raise DatasetError(
            f"{path} is damaged ({error}); nothing was changed. The projects of its videos are "
            "separate files: create a new dataset and add them to it."
        ) from error


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing dataset file; read-only if it cannot be written.

    Raises:
        DatasetError: the file is missing, not a dataset, damaged, or from a newer version.
    """
    _KIND.check_file(path)
    with explain_failure(path):
        connection = _open(path, "mode=rw")
        try:
            _check_version(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            # Matches no row, but fails on a read-only file; BEGIN alone does not.
            connection.execute("DELETE FROM state WHERE key = ''")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            connection.close()
            read_only = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in read_only:
                raise
            return _open_read_only(path)
        except BaseException:
            connection.close()
            raise
        return connection


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of a dataset in an empty file."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_S, isolation_level=None)


def _open_read_only(path: Path) -> sqlite3.Connection:
    log = path.with_name(path.name + "-wal")
    connection = _open(path, "mode=ro" if log.exists() else "mode=ro&immutable=1")
    try:
        connection.execute("PRAGMA query_only = ON")
        _check_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version = _KIND.check_header(connection, path)
    if version > VERSION:
        raise DatasetError(
            f"{path} was made by a newer GvSeg (file version {version}, "
            f"supported up to {VERSION}). Update GvSeg to open it; nothing was changed."
        )
