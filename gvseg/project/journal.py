"""The edit log of a project file: inverses of all steps, so that undo survives restarts."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from gvseg.annotation.changes import TrackChange
from gvseg.annotation.edits import Restore
from gvseg.annotation.history import Step
from gvseg.project.connection import explain_damage
from gvseg.project.serial import pack_restore, unpack_restore


class SqliteJournal:
    """A `Journal` in a project file; a read-only one has no steps, so `is_empty` hides them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        transaction: Callable[[], AbstractContextManager[object]],
        *,
        is_empty: bool = False,
    ) -> None:
        self._is_empty = is_empty
        self._connection = connection
        self._path = path
        self._transaction = transaction

    def transaction(self) -> AbstractContextManager[object]:
        """Group everything written inside into one durable transaction."""
        return self._transaction()

    def steps(self) -> list[Step]:
        """Return all steps, oldest first, then undone steps, next redo first."""
        if self._is_empty:
            return []
        rows = self._connection.execute(
            "SELECT step_id, label, size_bytes, is_undone FROM steps ORDER BY step_id"
        )
        return [Step(step_id, label, size, bool(undone)) for step_id, label, size, undone in rows]

    def append(self, step: Step, inverse: Restore) -> None:
        """Append a part to a step."""
        self._put_step(step)
        self._put_part(step.step_id, inverse)

    def load(self, step_id: int) -> list[Restore]:
        """Return the parts of a step, in the order they were added."""
        rows = self._connection.execute(
            "SELECT payload FROM step_parts WHERE step_id = ? ORDER BY part_id", (step_id,)
        )
        with explain_damage(self._path):
            return [unpack_restore(row[0]) for row in rows]

    def replace(self, step: Step, parts: list[Restore]) -> None:
        """Replace the parts and the entry of a step."""
        self._clear(step.step_id)
        self._put_step(step)
        for part in parts:
            self._put_part(step.step_id, part)

    def drop(self, step_ids: list[int]) -> None:
        """Delete steps, and the masks of tracks that can no longer be restored."""
        for step_id in step_ids:
            rows = self._connection.execute(
                "SELECT track_id FROM step_tracks WHERE step_id = ?", (step_id,)
            )
            track_ids = [row[0] for row in rows]
            self._clear(step_id)
            self._connection.execute("DELETE FROM steps WHERE step_id = ?", (step_id,))
            for track_id in track_ids:
                self._delete_if_unreachable(track_id)

    def _delete_if_unreachable(self, track_id: int) -> None:
        for table in ("tracks", "step_tracks"):
            row = self._connection.execute(
                f"SELECT 1 FROM {table} WHERE track_id = ? LIMIT 1", (track_id,)
            ).fetchone()
            if row is not None:
                return
        for table in ("masks", "pins", "frame_values"):
            self._connection.execute(f"DELETE FROM {table} WHERE track_id = ?", (track_id,))

    def _put_step(self, step: Step) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?)",
            (step.step_id, step.label, step.size_bytes, step.is_undone),
        )

    def _put_part(self, step_id: int, part: Restore) -> None:
        self._connection.execute(
            "INSERT INTO step_parts (step_id, payload) VALUES (?, ?)",
            (step_id, pack_restore(part)),
        )
        for change in part.steps:
            if isinstance(change, TrackChange):
                self._connection.execute(
                    "INSERT OR IGNORE INTO step_tracks VALUES (?, ?)", (change.track_id, step_id)
                )

    def _clear(self, step_id: int) -> None:
        for table in ("step_parts", "step_tracks"):
            self._connection.execute(f"DELETE FROM {table} WHERE step_id = ?", (step_id,))
