"""The tables of a project file, its version, and migrations from older versions."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Final

from gvseg.project.review_notes import TABLES as NOTES_TABLES

APPLICATION_ID: Final = 0x47765367
"""Application id in the file header: "GvSg"."""

VERSION: Final = 5

_FRAME_VALUES: Final = """frame_values (
    track_id INTEGER NOT NULL,
    frame_index INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (track_id, frame_index)
) WITHOUT ROWID"""


def _create(tables: Iterable[str], kind: str = "TABLE") -> str:
    return "\n".join(f"CREATE {kind} {table};" for table in tables)


TABLES: Final = f"""
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE categories (category_id INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE tracks (track_id INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE masks (
    track_id INTEGER NOT NULL,
    frame_index INTEGER NOT NULL,
    counts BLOB NOT NULL,
    origin TEXT NOT NULL,
    confidence REAL,
    is_verified INTEGER NOT NULL,
    is_empty INTEGER NOT NULL,
    prompts TEXT,
    verified_by TEXT
);
CREATE UNIQUE INDEX mask_states
    ON masks (track_id, frame_index, origin, confidence, is_verified, is_empty);
CREATE UNIQUE INDEX masks_by_place ON masks (frame_index, track_id);
CREATE TABLE pins (
    track_id INTEGER NOT NULL,
    frame_index INTEGER NOT NULL,
    PRIMARY KEY (track_id, frame_index)
) WITHOUT ROWID;
CREATE TABLE {_FRAME_VALUES};
{_create(NOTES_TABLES)}
CREATE TABLE steps (
    step_id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    is_undone INTEGER NOT NULL
);
CREATE TABLE step_parts (
    part_id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL,
    payload BLOB NOT NULL
);
CREATE INDEX parts_by_step ON step_parts (step_id, part_id);
CREATE TABLE step_tracks (
    track_id INTEGER NOT NULL,
    step_id INTEGER NOT NULL,
    PRIMARY KEY (track_id, step_id)
) WITHOUT ROWID;
"""
"""`step_tracks` lists the steps that can restore a deleted track; its masks are kept until then."""

Migration = Callable[[sqlite3.Connection], None]


def _allow_proposals(connection: sqlite3.Connection) -> None:
    """Change nothing: the new version number keeps older programs from reading proposals."""
    del connection


def _add_frame_values(connection: sqlite3.Connection) -> None:
    """Add attribute values per frame.

    Since version 3 the edit log can also record what objects were propagated from.
    """
    connection.execute(f"CREATE TABLE {_FRAME_VALUES}")


def _add_prompts(connection: sqlite3.Connection) -> None:
    """Add the clicks and boxes of masks."""
    connection.execute("ALTER TABLE masks ADD COLUMN prompts TEXT")


def _add_review_notes(connection: sqlite3.Connection) -> None:
    """Add comments, review states, time spent, and who verified each mask."""
    connection.execute("ALTER TABLE masks ADD COLUMN verified_by TEXT")
    for table in NOTES_TABLES:
        connection.execute(f"CREATE TABLE {table}")


MIGRATIONS: Final[dict[int, Migration]] = {
    1: _allow_proposals,
    2: _add_frame_values,
    3: _add_prompts,
    4: _add_review_notes,
}
"""Migrations by version; each upgrades a file to the next version in one transaction."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of a project in an empty database."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Upgrade a file from an older version in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for older in range(version, VERSION):
            MIGRATIONS[older](connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def stand_in_for_missing_tables(connection: sqlite3.Connection, version: int) -> None:
    """Create missing tables as empty temporary ones, for reading an older file unchanged."""
    if version < 3:
        connection.execute(f"CREATE TEMP TABLE {_FRAME_VALUES}")
    missing = [name for since, name in ((4, "prompts"), (5, "verified_by")) if version < since]
    if missing:
        columns = ", ".join(f"NULL AS {name}" for name in missing)
        connection.execute(f"CREATE TEMP VIEW masks AS SELECT *, {columns} FROM main.masks")
    if version < 5:
        connection.executescript(_create(NOTES_TABLES, "TEMP TABLE"))
