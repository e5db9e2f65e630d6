"""Store masks and pins in a project file, and read them on demand."""

import json
import math
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from gvseg.annotation.changes import (
    CategoryChange,
    CommentChange,
    FrameReviewChange,
    LayerChange,
    PropagatedChange,
    SourceChange,
    TrackChange,
    VerifyChange,
    VocabularyChange,
)
from gvseg.annotation.document import Document
from gvseg.annotation.records import AttributeValue, FrameMask, Propagated, VideoSource
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED, origin_flags
from gvseg.annotation.store import SmallChange
from gvseg.masks import Mask
from gvseg.project.connection import explain_damage
from gvseg.project.review_notes import comment_to_json, read_notes, read_work, review_to_json
from gvseg.project.serial import (
    category_from_text,
    category_to_json,
    origin_from_text,
    prompts_from_text,
    prompts_to_text,
    propagated_from_text,
    propagated_to_json,
    source_from_text,
    source_to_json,
    to_text,
    track_from_text,
    track_to_json,
    values_from_text,
)

CACHED_FRAMES: Final = 64
_COLUMNS = "counts, origin, confidence, is_verified, prompts, verified_by"


class SqliteStore:
    """A `MaskStore` in a project file.

    Attributes:
        is_writable: whether writing is allowed; set by the caller during a transaction.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self.is_writable = False
        self._frames: OrderedDict[int, dict[int, FrameMask]] = OrderedDict()
        source = self.read_source()
        self._size = (source.height, source.width)

    def forget(self) -> None:
        """Clear the cache."""
        self._frames.clear()

    def read_source(self) -> VideoSource:
        """Return the video reference."""
        return source_from_text(self._state("source"))

    def read_document(self) -> Document:
        """Return the document of the file, backed by this store."""
        document = Document(self.read_source(), self)
        self.reload(document)
        return document

    def read_work(self) -> dict[str, dict[str, float]]:
        """Return the seconds that each person spent, as person -> day -> seconds."""
        with explain_damage(self._path):
            return read_work(self._connection)

    def reload(self, document: Document) -> None:
        """Reload a document from the file, except its masks, which are read on demand."""
        self.forget()
        categories = self._connection.execute("SELECT value FROM categories ORDER BY category_id")
        tracks = self._connection.execute("SELECT value FROM tracks ORDER BY track_id")
        document.notes = read_notes(self._connection)
        document.reset(
            source=self.read_source(),
            categories=[category_from_text(row[0]) for row in categories],
            tracks=[track_from_text(row[0]) for row in tracks],
            layer_order=tuple(json.loads(self._state("layer_order"))),
            next_ids=tuple(json.loads(self._state("next_ids"))),
            vocabulary_map=json.loads(self._state("vocabulary_map", "{}")),
            propagated=self._read_propagated(),
        )

    def mask(self, track_id: int, frame_index: int) -> FrameMask | None:
        """Return the mask of a track on a frame, or None."""
        if frame_index in self._frames:
            return self.frame(frame_index).get(track_id)
        with explain_damage(self._path):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM masks WHERE frame_index = ? AND track_id = ?",
                (frame_index, track_id),
            ).fetchone()
            return None if row is None else self._record(row)

    def frame(self, frame_index: int) -> dict[int, FrameMask]:
        """Return the masks of a frame by track id."""
        found = self._frames.get(frame_index)
        if found is None:
            with explain_damage(self._path):
                rows = self._connection.execute(
                    f"SELECT track_id, {_COLUMNS} FROM masks WHERE frame_index = ?", (frame_index,)
                )
                found = {row[0]: self._record(row[1:]) for row in rows}
            self._frames[frame_index] = found
            if len(self._frames) > CACHED_FRAMES:
                self._frames.popitem(last=False)
        else:
            self._frames.move_to_end(frame_index)
        return found

    def track(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, FrameMask]]:
        """Yield (frame index, mask) of a track in frame order, reading rows lazily."""
        with explain_damage(self._path):
            rows = self._connection.execute(
                f"SELECT frame_index, {_COLUMNS} FROM masks "
                "WHERE track_id = ? AND frame_index BETWEEN ? AND ? ORDER BY frame_index",
                (track_id, first, 2**62 if last is None else last),
            )
            for row in rows:
                yield row[0], self._record(row[1:])

    def states(self, track_id: int) -> Iterator[tuple[int, int, float]]:
        """Yield (frame index, flags, confidence) of every frame with a mask or a pin."""
        with explain_damage(self._path):
            yield from self._read_states(track_id)

    def _read_states(self, track_id: int) -> Iterator[tuple[int, int, float]]:
        pins = {
            row[0]
            for row in self._connection.execute(
                "SELECT frame_index FROM pins WHERE track_id = ?", (track_id,)
            )
        }
        rows = self._connection.execute(
            "SELECT frame_index, origin, confidence, is_verified, is_empty FROM masks "
            "WHERE track_id = ?",
            (track_id,),
        )
        for frame_index, origin, confidence, is_verified, is_empty in rows:
            flags = PRESENT | _origin_flags(origin) | VERIFIED * is_verified | EMPTY * is_empty
            if frame_index in pins:
                flags |= PINNED
                pins.discard(frame_index)
            yield frame_index, flags, math.nan if confidence is None else confidence
        for frame_index in pins:
            yield frame_index, PINNED, math.nan

    def is_pinned(self, track_id: int, frame_index: int) -> bool:
        """Return whether a frame is an exemplar of the track."""
        with explain_damage(self._path):
            found = self._connection.execute(
                "SELECT 1 FROM pins WHERE track_id = ? AND frame_index = ?",
                (track_id, frame_index),
            )
            return found.fetchone() is not None

    def has_pins(self, track_ids: Iterable[int]) -> bool:
        """Return whether any of the tracks has an exemplar, with one index lookup each."""
        with explain_damage(self._path):
            found = self._connection.execute(
                "SELECT 1 FROM json_each(?) AS wanted "
                "WHERE EXISTS (SELECT 1 FROM pins WHERE track_id = wanted.value) LIMIT 1",
                (json.dumps(list(track_ids)),),
            )
            return found.fetchone() is not None

    def frame_values(self, track_id: int, frame_index: int) -> Mapping[str, AttributeValue]:
        """Return the attribute values of a track on a frame, by name."""
        return dict(self.values_of(track_id, frame_index, frame_index)).get(frame_index, {})

    def values_of(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, Mapping[str, AttributeValue]]]:
        """Yield (frame index, attribute values) of a track in frame order."""
        with explain_damage(self._path):
            rows = self._connection.execute(
                "SELECT frame_index, value FROM frame_values "
                "WHERE track_id = ? AND frame_index BETWEEN ? AND ? ORDER BY frame_index",
                (track_id, first, 2**62 if last is None else last),
            )
            for frame_index, text in rows:
                yield frame_index, values_from_text(text)

    def put_mask(self, track_id: int, frame_index: int, value: FrameMask | None) -> None:
        """Write or delete a mask."""
        self._write(
            "DELETE FROM masks WHERE track_id = ? AND frame_index = ?", (track_id, frame_index)
        )
        cached = self._frames.get(frame_index)
        if value is None:
            if cached is not None:
                cached.pop(track_id, None)
            return
        self._write(
            "INSERT INTO masks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                track_id,
                frame_index,
                value.mask.counts,
                value.origin.value,
                value.confidence,
                value.is_verified,
                value.mask.is_empty,
                None if value.prompts is None else prompts_to_text(value.prompts),
                value.verified_by or None,
            ),
        )
        if cached is not None:
            cached[track_id] = value

    def put_pin(self, track_id: int, frame_index: int, *, is_pinned: bool) -> None:
        """Write or delete a pin."""
        statement = (
            "INSERT OR IGNORE INTO pins VALUES (?, ?)"
            if is_pinned
            else "DELETE FROM pins WHERE track_id = ? AND frame_index = ?"
        )
        self._write(statement, (track_id, frame_index))

    def put_values(
        self, track_id: int, frame_index: int, values: Mapping[str, AttributeValue]
    ) -> None:
        """Write the attribute values of a track on a frame; an empty mapping deletes them."""
        self._write(
            "DELETE FROM frame_values WHERE track_id = ? AND frame_index = ?",
            (track_id, frame_index),
        )
        if values:
            self._write(
                "INSERT INTO frame_values VALUES (?, ?, ?)",
                (track_id, frame_index, to_text(dict(values))),
            )

    def verifiers(self, track_id: int, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Yield (frame index, name) of the verified masks of a range in frame order."""
        with explain_damage(self._path):
            yield from self._connection.execute(
                "SELECT frame_index, ifnull(verified_by, '') FROM masks WHERE is_verified "
                "AND track_id = ? AND frame_index BETWEEN ? AND ? ORDER BY frame_index",
                (track_id, first, last),
            )

    def put_verified(self, change: VerifyChange) -> None:
        """Set the verified flag of the masks of a range, and who verified them."""
        self.forget()
        person = change.person if change.is_verified else ""
        self._write(
            "UPDATE masks SET is_verified = ?, verified_by = ? "
            "WHERE track_id = ? AND frame_index BETWEEN ? AND ?",
            (change.is_verified, person or None, change.track_id, change.first, change.last),
        )

    def swap(self, track_id: int, other_id: int, first: int, last: int) -> None:
        """Swap masks, pins and attribute values of two tracks on a range."""
        self.forget()
        for table in ("masks", "pins", "frame_values"):
            for old, new in ((track_id, -1), (other_id, track_id), (-1, other_id)):
                self._write(
                    f"UPDATE {table} SET track_id = ? "
                    "WHERE track_id = ? AND frame_index BETWEEN ? AND ?",
                    (new, old, first, last),
                )

    def put_change(self, change: SmallChange) -> None:
        """Store a change to something other than masks."""
        match change:
            case CategoryChange(category_id, category):
                value = None if category is None else category_to_json(category)
                self._put("categories", category_id, value)
                self._raise_next_id(0, category_id + 1)
            case TrackChange(track_id, track):
                value = None if track is None else track_to_json(track)
                self._put("tracks", track_id, value)
                self._raise_next_id(1, track_id + 1)
            case LayerChange(order):
                self.put_state("layer_order", order)
            case SourceChange(source):
                self.put_state("source", source_to_json(source))
            case VocabularyChange(categories):
                self.put_state("vocabulary_map", dict(categories))
            case PropagatedChange(track_id, exemplars, first, last):
                known = self._read_propagated()
                known.pop(track_id, None)
                if exemplars:
                    known[track_id] = Propagated(exemplars, first, last)
                self.put_state("propagated", propagated_to_json(known))
            case CommentChange(comment_id, _, comment):
                self._put("comments", comment_id, comment and comment_to_json(comment))
            case FrameReviewChange(frame_index, review):
                self._put("frame_reviews", frame_index, review and review_to_json(review))

    def put_state(self, key: str, value: Any) -> None:
        """Write a value of the `state` table."""
        self._write("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, to_text(value)))

    def _read_propagated(self) -> dict[int, Propagated]:
        return propagated_from_text(self._state("propagated", "{}"))

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        if not self.is_writable:
            raise RuntimeError("a project can only be written through its history")
        if self._connection.in_transaction:
            self._connection.execute(statement, values)
        # If SQLite has already rolled back, for example on a full disk, nothing may be written.

    def _put(self, table: str, key: int, value: Any) -> None:
        self._write(f"DELETE FROM {table} WHERE rowid = ?", (key,))
        if value is not None:
            self._write(f"INSERT INTO {table} VALUES (?, ?)", (key, to_text(value)))

    def _raise_next_id(self, index: int, least: int) -> None:
        next_ids = json.loads(self._state("next_ids"))
        if next_ids[index] < least:
            next_ids[index] = least
            self.put_state("next_ids", next_ids)

    def _state(self, key: str, absent: str | None = None) -> str:
        row = self._connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        if row is not None:
            return str(row[0])
        if absent is None:
            raise sqlite3.DatabaseError(f"the file has no {key}")
        return absent

    def _record(self, row: tuple[Any, ...]) -> FrameMask:
        counts, origin, confidence, is_verified, prompts, verified_by = row
        return FrameMask(
            Mask(*self._size, counts),
            origin_from_text(origin),
            confidence,
            bool(is_verified),
            prompts_from_text(prompts, *self._size) if prompts else None,
            verified_by or "",
        )


@cache
def _origin_flags(text: str) -> int:
    return origin_flags(origin_from_text(text))
