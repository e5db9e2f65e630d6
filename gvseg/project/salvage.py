"""Save the readable part of a damaged project to a new file."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

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
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.records import Category, FrameMask, Prompts, Track, VideoSource
from gvseg.errors import EditError, MaskError, ProjectError
from gvseg.masks import Mask
from gvseg.project.project import Project
from gvseg.project.review_notes import comment_from_json, review_from_json
from gvseg.project.serial import (
    category_from_text,
    origin_from_text,
    prompts_from_text,
    source_from_text,
    track_from_text,
    values_from_text,
)

_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, EditError, MaskError)


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """Result of a salvage.

    Attributes:
        path: path of the new project.
        track_count: number of saved objects.
        mask_count: number of saved masks.
        lost_rows: number of entries with invalid content.
    """

    path: Path
    track_count: int
    mask_count: int
    lost_rows: int


def salvage(damaged: Path, path: Path, source: VideoSource | None = None) -> SalvageReport:
    """Write the readable part of a damaged project to a new one, without history.

    Args:
        damaged: path of the damaged project, which is not changed.
        path: path of the new project, which must not exist.
        source: the video, used if the file no longer contains it.

    Raises:
        ProjectError: nothing can be read, or `path` exists or cannot be written.
    """
    lost = 0
    uri = f"{damaged.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            state = dict(_rows(connection, "state"))
            with suppress(*_UNREADABLE):
                source = source or source_from_text(state["source"])
            if source is None:
                raise ProjectError(f"{damaged}: nothing can be read; open a backup instead.")
            document = Document(source)
            for read in _READERS:
                lost += read(connection, document)
    except sqlite3.Error as error:
        raise ProjectError(
            f"{damaged}: nothing can be read ({error}); open a backup instead."
        ) from error
    Project.create(path, document).close()
    masks = sum(sum(1 for _ in document.masks_of(track_id)) for track_id in document.tracks)
    return SalvageReport(path, len(document.tracks), masks, lost)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table from both ends, up to the damage in between."""
    seen: set[tuple[Any, ...]] = set()
    has_no_rowid = table in ("state", "pins", "frame_values")
    columns = "*" if has_no_rowid else "rowid, *"
    orders = ("",) if has_no_rowid else ("ORDER BY rowid", "ORDER BY rowid DESC")
    for order in orders:
        # Reach rows after the damage from the other end.
        with suppress(sqlite3.Error):
            for row in connection.execute(f"SELECT {columns} FROM {table} NOT INDEXED {order}"):
                if row[:1] not in seen or order == "":
                    seen.add(row[:1])
                    yield row if order == "" else row[1:]


def _each(
    connection: sqlite3.Connection, table: str, put: Callable[[tuple[Any, ...]], None]
) -> int:
    lost = 0
    for row in _rows(connection, table):
        try:
            put(row)
        except _UNREADABLE:
            lost += 1
    return lost


def _read_categories(connection: sqlite3.Connection, document: Document) -> int:
    def put(row: tuple[Any, ...]) -> None:
        category = category_from_text(row[1])
        document.write(CategoryChange(category.category_id, category))

    return _each(connection, "categories", put)


def _read_tracks(connection: sqlite3.Connection, document: Document) -> int:
    def put(row: tuple[Any, ...]) -> None:
        track = track_from_text(row[1])
        _add_track(document, track)

    return _each(connection, "tracks", put)


def _read_masks(connection: sqlite3.Connection, document: Document) -> int:
    source = document.source

    def put(row: tuple[Any, ...]) -> None:
        track_id, frame_index, counts, origin, confidence, is_verified = row[:6]
        mask = Mask(source.height, source.width, bytes(counts))
        mask.runs()  # raises if the encoding is damaged
        if track_id not in (VOID_ID, *document.tracks, *document.proposals):
            _add_track(document, _placeholder(document, int(track_id)))
        prompts = _prompts(row[7], mask) if len(row) > 7 else None
        person = (row[8] or "") if len(row) > 8 else ""
        record = FrameMask(
            mask, origin_from_text(origin), confidence, bool(is_verified), prompts, person
        )
        document.write(MaskChange(track_id, frame_index, record))

    return _each(connection, "masks", put)


def _prompts(text: str | None, mask: Mask) -> Prompts | None:
    """Return the prompts of a mask; None if they are damaged."""
    with suppress(*_UNREADABLE):
        return prompts_from_text(text, mask.height, mask.width) if text else None
    return None


def _read_pins(connection: sqlite3.Connection, document: Document) -> int:
    def put(row: tuple[Any, ...]) -> None:
        document.write(PinChange(row[0], row[1], is_pinned=True))

    return _each(connection, "pins", put)


def _read_values(connection: sqlite3.Connection, document: Document) -> int:
    def put(row: tuple[Any, ...]) -> None:
        document.write(FrameValuesChange(row[0], row[1], values_from_text(row[2])))

    return _each(connection, "frame_values", put)


def _read_comments(connection: sqlite3.Connection, document: Document) -> int:
    def put(row: tuple[Any, ...]) -> None:
        comment = comment_from_json(json.loads(row[1]))
        document.write(CommentChange(comment.comment_id, comment.frame_index, comment))

    return _each(connection, "comments", put)


def _read_reviews(connection: sqlite3.Connection, document: Document) -> int:
    def put(row: tuple[Any, ...]) -> None:
        document.write(FrameReviewChange(row[0], review_from_json(json.loads(row[1]))))

    return _each(connection, "frame_reviews", put)


_READERS: Final = (
    _read_categories,
    _read_tracks,
    _read_masks,
    _read_pins,
    _read_values,
    _read_comments,
    _read_reviews,
)


def _add_track(document: Document, track: Track) -> None:
    if track.category_id not in document.categories:
        name = f"category {track.category_id}"
        made = Category(category_id=track.category_id, name=name)
        document.write(CategoryChange(track.category_id, made))
    document.write(TrackChange(track.track_id, track))
    if not track.is_proposed:
        document.write(LayerChange((*document.layer_order, track.track_id)))


def _placeholder(document: Document, track_id: int) -> Track:
    """Return a track for masks whose own track is lost."""
    category_id = min(document.categories, default=1)
    return Track(
        track_id=track_id,
        name=f"Object {track_id}",
        category_id=category_id,
        colour=object_colour(track_id),
    )
