"""The dataset file: videos, their projects, shared categories, splits and the queue."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from gvseg.annotation.records import Category
from gvseg.dataset_file.records import DatasetVideo, Status, Summary
from gvseg.dataset_file.schema import connect, create_tables, explain_failure
from gvseg.dataset_file.summary import summary_from_text, summary_to_text
from gvseg.errors import DatasetError
from gvseg.file_names import readable_name
from gvseg.project.serial import category_from_text, category_to_json, to_text

SUFFIX: Final = ".gvset"
FILE_NAME: Final = "dataset.gvset"
PROJECTS_FOLDER: Final = "projects"
_COLUMNS: Final = (
    "video_id, name, video, project, status, split, assignee, notes, summary, categories_revision"
)
_FIELDS: Final = frozenset({"name", "status", "split", "assignee", "notes"})


def dataset_path(path: Path) -> Path:
    """Return the dataset file at a path, which is the file itself or its folder."""
    return path if path.suffix == SUFFIX and not path.is_dir() else path / FILE_NAME


class Dataset:
    """An open dataset file; use as a context manager or call `close`.

    Each change is durable when its method returns. Several processes may have the file open.
    Only the thread that opened the dataset may use it.

    Attributes:
        path: the file.
        folder: its folder, from which paths are relative.
        is_read_only: whether the file or its folder cannot be written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.folder = path.absolute().parent
        self._connection = connection
        self._videos: dict[int, tuple[tuple[Any, ...], DatasetVideo]] = {}
        self.is_read_only = bool(connection.execute("PRAGMA query_only").fetchone()[0])

    @classmethod
    def create(cls, path: Path) -> "Dataset":
        """Create a dataset file, and its folder if needed, and open it.

        Args:
            path: the file, or its folder.

        Raises:
            DatasetError: the file exists, the disk is full, or the folder is read-only.
        """
        file = dataset_path(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.open("xb").close()
        except FileExistsError as error:
            raise DatasetError(
                f"{file} already exists; open it or choose another location."
            ) from error
        except OSError as error:
            raise DatasetError(f"{file} cannot be created: {error.strerror}.") from error
        try:
            with explain_failure(file):
                connection = sqlite3.connect(file, isolation_level=None)
                try:
                    create_tables(connection)
                finally:
                    connection.close()
        except BaseException:
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    Path(f"{file}{suffix}").unlink(missing_ok=True)
            raise
        return cls.open(file)

    @classmethod
    def open(cls, path: Path) -> "Dataset":
        """Open a dataset file or its folder; read-only locations are supported.

        Raises:
            DatasetError: the file is missing, not a dataset, damaged, or from a newer version.
        """
        file = dataset_path(path)
        return cls(file, connect(file))

    def videos(self) -> list[DatasetVideo]:
        """Return all videos by name; reads the dataset file only."""
        with explain_failure(self.path):
            revision = self._revision()
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM videos ORDER BY name"
            ).fetchall()
        return [self._video(row, revision) for row in rows]

    def video(self, video_id: int) -> DatasetVideo:
        """Return a video.

        Raises:
            DatasetError: no video has that id.
        """
        with explain_failure(self.path):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM videos WHERE video_id = ?", (video_id,)
            ).fetchone()
            if row is None:
                raise DatasetError(f"The dataset has no video {video_id}.")
            return self._video(row, self._revision())

    def find_project(self, project: Path) -> DatasetVideo | None:
        """Return the video of a project file; None if it is not in the dataset."""
        with explain_failure(self.path):
            row = self._connection.execute(
                "SELECT video_id FROM videos WHERE project = ?", (self._relative(project),)
            ).fetchone()
        return None if row is None else self.video(int(row[0]))

    def add_video(self, video: Path, project: Path | None = None, name: str = "") -> int:
        """Add a video and return its id; a video already in the dataset keeps its id and project.

        Args:
            video: video file or frame folder.
            project: its project, if it has one.
            name: requested name; a number is appended if it is taken.
        """
        with self.transaction() as connection:
            stored = (self._relative(video), None if project is None else self._relative(project))
            known = connection.execute(
                "SELECT video_id, project FROM videos WHERE video = ? OR project = ?", stored
            ).fetchone()
            if known is not None:
                if known[1] is None and project is not None:
                    self.set_project(known[0], project)
                return int(known[0])
            stem = video.name if video.is_dir() else video.stem
            free = _free_name(connection, readable_name(name or stem) or "video")
            done = connection.execute(
                "INSERT INTO videos (name, video, project, categories_revision) "
                "VALUES (?, ?, ?, -1)",
                (free, *stored),
            )
            return int(done.lastrowid or 0)

    def remove_video(self, video_id: int) -> None:
        """Remove a video from the dataset; its files are kept."""
        with self.transaction() as connection:
            for table in ("videos", "links", "jobs"):
                connection.execute(f"DELETE FROM {table} WHERE video_id = ?", (video_id,))

    def set_project(self, video_id: int, project: Path) -> None:
        """Record the project created for a video."""
        self._update([video_id], {"project": self._relative(project)})

    def set_place(self, video_id: int, video: Path) -> None:
        """Record the new location of a video."""
        self._update([video_id], {"video": self._relative(video)})

    def set_fields(self, video_ids: Iterable[int], **fields: str | Status | None) -> None:
        """Set name, status, split, assignee or notes of videos; status None derives it from the
        masks.

        Raises:
            DatasetError: another video has that name.
        """
        if not fields.keys() <= _FIELDS:
            raise ValueError(f"not fields of a video: {fields.keys() - _FIELDS}")
        values = {
            key: value.value if isinstance(value, Status) else value
            for key, value in fields.items()
        }
        try:
            self._update(video_ids, values)
        except sqlite3.IntegrityError as error:
            raise DatasetError(
                f"Another video is already named {fields.get('name')}; choose another name."
            ) from error

    def assign_splits(self, split_of: Mapping[int, str]) -> None:
        """Set the splits of several videos in one transaction."""
        with self.transaction() as connection:
            connection.executemany(
                "UPDATE videos SET split = ? WHERE video_id = ?",
                [(split, video_id) for video_id, split in split_of.items()],
            )

    def put_summary(self, video_id: int, summary: Summary, stamp: str) -> None:
        """Store the summary of a project together with its current stamp."""
        self._update([video_id], {"summary": summary_to_text(summary), "stamp": stamp})

    def stamps(self) -> dict[int, str]:
        """Return the stamp of each video's project at its last summary, by video id."""
        with explain_failure(self.path):
            return dict(self._connection.execute("SELECT video_id, stamp FROM videos"))

    def categories(self) -> dict[int, Category]:
        """Return the shared categories by id."""
        with explain_failure(self.path):
            rows = self._connection.execute("SELECT value FROM categories ORDER BY category_id")
            found = [category_from_text(row[0]) for row in rows]
        return {category.category_id: category for category in found}

    def put_category(self, category: Category, *, is_new: bool = False) -> Category:
        """Add or change a shared category; projects receive it when they are next opened.

        Args:
            category: the category; its id is ignored if `is_new`.
            is_new: whether to add it under an id that has never been used.

        Raises:
            DatasetError: another category has that name.
        """
        with self.transaction() as connection:
            for other in self.categories().values():
                is_other = is_new or other.category_id != category.category_id
                if other.name == category.name and is_other:
                    raise DatasetError(f"The dataset already has a category named {category.name}.")
            value = category_to_json(category)
            if is_new:
                done = connection.execute("INSERT INTO categories (value) VALUES ('')")
                value["id"] = done.lastrowid
            connection.execute(
                "UPDATE categories SET value = ? WHERE category_id = ?",
                (to_text(value), value["id"]),
            )
            connection.execute(
                "INSERT OR REPLACE INTO state VALUES ('categories_revision', ?)",
                (str(self._revision() + 1),),
            )
        return category_from_text(to_text(value))

    def links(self, video_id: int) -> dict[int, int]:
        """Return the shared category id of each category id in a video's project."""
        with explain_failure(self.path):
            return dict(
                self._connection.execute(
                    "SELECT project_category_id, category_id FROM links WHERE video_id = ?",
                    (video_id,),
                )
            )

    def put_links(self, video_id: int, links: Mapping[int, int]) -> None:
        """Record the mapping of a project's categories to shared categories."""
        with self.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO links VALUES (?, ?, ?)",
                [(video_id, own, shared) for own, shared in links.items()],
            )

    def remove_links(self, video_id: int, own: Iterable[int]) -> None:
        """Forget the shared categories of these categories of a video's project."""
        with self.transaction() as connection:
            connection.executemany(
                "DELETE FROM links WHERE video_id = ? AND project_category_id = ?",
                [(video_id, category_id) for category_id in own],
            )

    def mark_current(self, video_id: int, revision: int) -> None:
        """Record which revision of the shared categories a video's project has."""
        self._update([video_id], {"categories_revision": revision})

    @property
    def categories_revision(self) -> int:
        """Revision of the shared categories; each change increments it."""
        with explain_failure(self.path):
            return self._revision()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Group everything written inside into one durable transaction; may be nested."""
        connection = self._connection
        if connection.in_transaction:
            yield connection
            return
        with explain_failure(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.OperationalError):  # may be rolled back already
                    connection.execute("ROLLBACK")
                raise

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT statement."""
        with explain_failure(self.path):
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._connection.close()

    def __enter__(self) -> "Dataset":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _update(self, video_ids: Iterable[int], values: Mapping[str, Any]) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        with self.transaction() as connection:
            connection.executemany(
                f"UPDATE videos SET {names} WHERE video_id = ?",
                [(*values.values(), video_id) for video_id in video_ids],
            )

    def _revision(self) -> int:
        row = self._connection.execute(
            "SELECT value FROM state WHERE key = 'categories_revision'"
        ).fetchone()
        return 0 if row is None else int(row[0])

    def _relative(self, path: Path) -> str:
        try:
            return to_text(os.path.relpath(path.absolute(), self.folder))
        except ValueError:  # the path is on another drive
            return to_text(str(path.absolute()))

    def _absolute(self, stored: str) -> Path:
        return Path(os.path.normpath(self.folder / json.loads(stored)))

    def _video(self, row: tuple[Any, ...], revision: int) -> DatasetVideo:
        """Return the video of a row, which is parsed only if it has changed."""
        key = (*row, revision)
        known = self._videos.get(row[0])
        if known is None or known[0] != key:
            known = self._videos[row[0]] = (key, self._read_video(row, revision))
        return known[1]

    def _read_video(self, row: tuple[Any, ...], revision: int) -> DatasetVideo:
        video_id, name, video, project, status, split, assignee, notes, summary, known = row
        counted = summary_from_text(summary)
        return DatasetVideo(
            video_id=video_id,
            name=name,
            video=self._absolute(video),
            project=None if project is None else self._absolute(project),
            status=counted.status if status is None else Status(status),
            is_status_set=status is not None,
            split=split,
            assignee=assignee,
            notes=notes,
            summary=counted,
            is_behind=project is not None and known < revision,
            is_joining=known < 0,
        )


def _free_name(connection: sqlite3.Connection, wanted: str) -> str:
    name, number = wanted, 1
    while connection.execute("SELECT 1 FROM videos WHERE name = ?", (name,)).fetchone():
        number += 1
        name = f"{wanted}-{number}"
    return name
