"""Read many projects while keeping only a few files open."""

import sqlite3
from collections import OrderedDict
from pathlib import Path
from typing import Final

from gvseg.project.connection import connect, explain_damage
from gvseg.project.store import SqliteStore

_MOST_OPEN: Final = 8
"""Largest number of open projects, each with three open files; some systems allow only 256."""


class ProjectPool:
    """Opens projects read-only on demand and closes the least recently used ones.

    Use it as a context manager or call `close`. A project that was closed may have been edited by
    the time it is read again.
    """

    def __init__(self) -> None:
        self._open: OrderedDict[Path, tuple[sqlite3.Connection, SqliteStore]] = OrderedDict()

    def store(self, path: Path) -> SqliteStore:
        """Return the store of a project; use it before the next call.

        Raises:
            ProjectError: the file is missing, not a project, damaged, or from a newer version.
        """
        if path in self._open:
            self._open.move_to_end(path)
            return self._open[path][1]
        while len(self._open) >= _MOST_OPEN:
            _, (connection, _) = self._open.popitem(last=False)
            connection.close()
        connection = connect(path, is_read_only=True)
        try:
            with explain_damage(path):
                connection.execute("BEGIN")
                store = SqliteStore(connection, path)
        except BaseException:
            connection.close()
            raise
        self._open[path] = (connection, store)
        return store

    def close(self) -> None:
        """Close all files; safe to call twice."""
        for connection, _ in self._open.values():
            connection.close()
        self._open.clear()

    def __enter__(self) -> "ProjectPool":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
