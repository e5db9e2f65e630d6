"""Project files: a document and its history, saved after every edit."""

import errno
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gvseg.annotation.changes import (
    CategoryChange,
    CommentChange,
    FrameReviewChange,
    FrameValuesChange,
    LayerChange,
    MaskChange,
    PinChange,
    TrackChange,
)
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.edits import Edit, Restore
from gvseg.annotation.history import DEFAULT_LIMIT_BYTES, History
from gvseg.annotation.records import VideoSource
from gvseg.errors import EditError, ProjectError
from gvseg.project.connection import check_file, connect, explain_damage, explain_failure
from gvseg.project.journal import SqliteJournal
from gvseg.project.lock import ProjectLock, lock_project
from gvseg.project.review_notes import add_work
from gvseg.project.schema import create_tables
from gvseg.project.serial import propagated_to_json, source_to_json, to_text
from gvseg.project.store import SqliteStore
from gvseg.sqlite_file import REASONS

SUFFIX = ".gvseg"


class Project:
    """An open project file; use it as a context manager or call `close`.

    Only the thread that opened it may use it; other threads can use `open_snapshot`.

    Attributes:
        path: the file.
        document: the document; change it only through `history`.
        history: applies edits; when `history.apply` returns, the edit is on disk.
        is_read_only: whether edits are refused; such a project has no undo history.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        limit_bytes: int,
        lock: ProjectLock | None = None,
    ) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self.is_read_only = bool(connection.execute("PRAGMA query_only").fetchone()[0])
        self._store = SqliteStore(connection, path)
        self.document = self._store.read_document()
        journal = SqliteJournal(connection, path, self._transaction, is_empty=self.is_read_only)
        self.history = History(self.document, journal, limit_bytes=limit_bytes)
        self._data_version = self._read_data_version()

    @classmethod
    def create(
        cls,
        path: Path,
        document: Document,
        *,
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
        person: str = "",
    ) -> "Project":
        """Create a project file from a document, and open it as `person`.

        Raises:
            ProjectError: the file exists, the disk is full, or the folder is read-only.
        """
        partial = path.with_name(f".{path.name[:80]}.{uuid.uuid4().hex[:8]}.partial")
        with _claim(path):
            try:
                with explain_failure(path):
                    connection = sqlite3.connect(partial, isolation_level=None)
                    try:
                        create_tables(connection)
                        connection.execute("PRAGMA synchronous = FULL")
                        _copy_document(document, connection, path)
                    finally:
                        connection.close()
                partial.replace(path)
            except BaseException:
                for suffix in ("", "-wal", "-shm"):
                    with suppress(OSError):
                        Path(f"{partial}{suffix}").unlink(missing_ok=True)
                raise
        return cls.open(path, limit_bytes=limit_bytes, person=person)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
        is_exclusive: bool = False,
        is_read_only: bool = False,
        person: str = "",
        takes_over: str = "",
    ) -> "Project":
        """Open a project file and lock it. Masks are read on demand.

        While it is open, other programs and machines cannot open it, except read-only. The lock of
        a program that has ended is replaced.

        Args:
            path: the file.
            limit_bytes: see `History`.
            is_exclusive: whether to lock the file until it is closed; fails at once if another
                program is reading it.
            is_read_only: whether to leave the file unchanged and unlocked, and refuse edits.
            person: name of the person who opens it; the login name if "".
            takes_over: token of another machine's stale lock, which is replaced.

        Raises:
            ProjectLockedError: another program has the project open.
            ProjectError: the file is missing, not a project, damaged, from a newer version, or not
                writable; it is not changed.
        """
        lock = None if is_read_only else _lock(path, person, takes_over)
        try:
            connection = connect(path, is_exclusive=is_exclusive, is_read_only=is_read_only)
            try:
                with explain_damage(path):
                    return cls(path, connection, limit_bytes, lock)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def apply(self, edit: Edit) -> Restore:
        """Apply an edit through the history; see `History.apply`.

        Raises:
            EditError: the edit cannot be applied; nothing is changed.
            ProjectError: the edit could not be saved; nothing is changed.
        """
        return self.history.apply(edit)

    def add_work(self, person: str, day: str, seconds: float) -> None:
        """Add to the time that a person spent on this video on a day, such as "2026-11-28".

        Raises:
            ProjectError: it could not be saved.
        """
        with self._transaction():
            add_work(self._connection, person, day, seconds)

    def save_copy(self, path: Path) -> None:
        """Copy the project, including its history, to a new file.

        Raises:
            ProjectError: the file exists, the disk is full, or the folder is read-only.
        """
        partial = path.with_name(f".{path.name[:80]}.{uuid.uuid4().hex[:8]}.partial")
        with _claim(path):
            try:
                with explain_failure(path):
                    copy = sqlite3.connect(partial)
                    try:
                        self._connection.backup(copy)
                    finally:
                        copy.close()
                with partial.open("rb+") as file:
                    os.fsync(file.fileno())
                partial.replace(path)
            except BaseException:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)
                raise

    def check(self) -> list[str]:
        """Run SQLite's integrity check, which is slow, and return the problems it finds."""
        rows = self._connection.execute("PRAGMA integrity_check").fetchall()
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with suppress(sqlite3.Error):
            if not self.is_read_only:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.is_read_only:
            raise EditError(
                f"{self.path.name} is open read-only: save it under another name to edit the copy."
            )
        with explain_failure(self.path):
            if self._lock is not None:
                self._lock.check()
            self._connection.execute("BEGIN IMMEDIATE")
            if self._read_data_version() != self._data_version:
                self._connection.execute("ROLLBACK")
                raise ProjectError(
                    f"{self.path} was changed by another program: close it and open it again."
                )
            self._store.is_writable = True
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # The file is the source of truth, so reload the document from it.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self._store.reload(self.document)
                raise
            finally:
                self._store.is_writable = False

    def _read_data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


@contextmanager
def open_snapshot(path: Path) -> Iterator[Document]:
    """Yield the current document of a project, read-only and isolated from later edits.

    Raises:
        ProjectError: the file is missing, not a project, damaged, or from a newer version.
    """
    connection = connect(path, is_read_only=True)
    try:
        with explain_damage(path):
            connection.execute("BEGIN")
            document = SqliteStore(connection, path).read_document()
        yield document
    finally:
        connection.close()


def read_source(path: Path) -> VideoSource:
    """Return the video of a project without reading its annotations.

    Raises:
        ProjectError: the file is missing, not a project, damaged, or from a newer version.
    """
    connection = connect(path, is_read_only=True)
    try:
        with explain_damage(path):
            return SqliteStore(connection, path).read_source()
    finally:
        connection.close()


def _lock(path: Path, person: str, takes_over: str) -> ProjectLock | None:
    """Lock a project; None if its folder cannot be written, which SQLite then explains."""
    check_file(path)
    try:
        return lock_project(path, person, takes_over=takes_over)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ProjectError(
                f"{path} cannot be opened: {REASONS[sqlite3.SQLITE_FULL]}."
            ) from error
        return None


@contextmanager
def _claim(path: Path) -> Iterator[None]:
    """Reserve a file name; release it if the block fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()
    except FileExistsError as error:
        raise ProjectError(f"{path} already exists: open it, or choose another name.") from error
    except OSError as error:
        raise ProjectError(f"{path} cannot be created: {error.strerror}.") from error
    try:
        yield
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ProjectError(f"{path} cannot be written: {error.strerror}.") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _copy_document(document: Document, connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for key, value in (
        ("source", source_to_json(document.source)),
        ("layer_order", ()),
        ("next_ids", (document.next_category_id, document.next_track_id)),
        ("vocabulary_map", dict(document.vocabulary_map)),
        ("propagated", propagated_to_json(document.propagated)),
    ):
        connection.execute("INSERT INTO state VALUES (?, ?)", (key, to_text(value)))
    store = SqliteStore(connection, path)
    store.is_writable = True
    copy = store.read_document()
    for category_id, category in document.categories.items():
        copy.write(CategoryChange(category_id, category))
    has_exemplars = document.has_exemplars
    for track_id, track in (*document.tracks.items(), *document.proposals.items()):
        copy.write(TrackChange(track_id, track))
        for frame_index, record in document.masks_of(track_id):
            copy.write(MaskChange(track_id, frame_index, record))
        for frame_index, values in document.frame_values_of(track_id):
            copy.write(FrameValuesChange(track_id, frame_index, values))
        # Skip this without exemplars, since it loads the states of all frames of all objects.
        for frame_index in document.exemplar_frames(track_id) if has_exemplars else ():
            copy.write(PinChange(track_id, frame_index, is_pinned=True))
    for frame_index, record in document.voids():
        copy.write(MaskChange(VOID_ID, frame_index, record))
    for comment_id, comment in document.notes.comments.items():
        copy.write(CommentChange(comment_id, comment.frame_index, comment))
    for frame_index, review in document.notes.frames.items():
        copy.write(FrameReviewChange(frame_index, review))
    copy.write(LayerChange(document.layer_order))
    connection.execute("COMMIT")
