"""Read and write comments, review states and time spent in a project file."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from gvseg.annotation.changes import Change, CommentChange, FrameReviewChange
from gvseg.annotation.review_notes import Comment, FrameReview, ReviewNotes, ReviewState

TABLES: Final = (
    "comments (comment_id INTEGER PRIMARY KEY, value TEXT NOT NULL)",
    "frame_reviews (frame_index INTEGER PRIMARY KEY, value TEXT NOT NULL)",
    "work (person TEXT NOT NULL, day TEXT NOT NULL, seconds REAL NOT NULL, "
    "PRIMARY KEY (person, day)) WITHOUT ROWID",
)
"""Tables of file version 5. `work` has the time that each person spent on each day."""

NOTE_KINDS: Final = frozenset({"comment", "frame_review"})
"""Kinds of changes in the edit log that this module packs."""


def comment_to_json(comment: Comment) -> dict[str, Any]:
    """Return a comment as JSON."""
    return {
        "id": comment.comment_id,
        "frame_index": comment.frame_index,
        "track_id": comment.track_id,
        "text": comment.text,
        "author": comment.author,
        "written_at": comment.written_at,
        "resolved_by": comment.resolved_by,
    }


def comment_from_json(value: Mapping[str, Any]) -> Comment:
    """Return the comment that `comment_to_json` wrote."""
    return Comment(
        comment_id=value["id"],
        frame_index=value["frame_index"],
        track_id=value["track_id"],
        text=value["text"],
        author=value["author"],
        written_at=value["written_at"],
        resolved_by=value["resolved_by"],
    )


def review_to_json(review: FrameReview) -> list[Any]:
    """Return the review state of a frame as JSON."""
    return [review.state.value, review.reviewer, review.reviewed_at]


def review_from_json(value: list[Any]) -> FrameReview:
    """Return the review state that `review_to_json` wrote."""
    state, reviewer, reviewed_at = value
    return FrameReview(ReviewState(state), reviewer, reviewed_at)


def note_change_to_json(change: Change) -> list[Any] | None:
    """Return a change of a comment or of a review state for the edit log; None for any other."""
    match change:
        case CommentChange(comment_id, frame_index, comment):
            return ["comment", comment_id, frame_index, comment and comment_to_json(comment)]
        case FrameReviewChange(frame_index, review):
            return ["frame_review", frame_index, review and review_to_json(review)]
    return None


def note_change_from_json(kind: str, values: list[Any]) -> Change:
    """Return the change that `note_change_to_json` packed."""
    if kind == "comment":
        comment_id, frame_index, value = values
        return CommentChange(comment_id, frame_index, comment_from_json(value) if value else None)
    frame_index, value = values
    return FrameReviewChange(frame_index, review_from_json(value) if value else None)


def read_notes(connection: sqlite3.Connection) -> ReviewNotes:
    """Return all comments and review states of a project."""
    comments = connection.execute("SELECT comment_id, value FROM comments ORDER BY comment_id")
    known = {number: comment_from_json(json.loads(text)) for number, text in comments}
    frames = connection.execute("SELECT frame_index, value FROM frame_reviews ORDER BY frame_index")
    return ReviewNotes(known, {index: review_from_json(json.loads(t)) for index, t in frames})


def read_work(connection: sqlite3.Connection) -> dict[str, dict[str, float]]:
    """Return the seconds that each person spent on each day, as person -> day -> seconds."""
    found: dict[str, dict[str, float]] = {}
    for person, day, seconds in connection.execute("SELECT person, day, seconds FROM work"):
        found.setdefault(person, {})[day] = seconds
    return found


def add_work(connection: sqlite3.Connection, person: str, day: str, seconds: float) -> None:
    """Add to the time that a person spent on a given day."""
    connection.execute(
        "INSERT INTO work VALUES (?, ?, ?) "
        "ON CONFLICT (person, day) DO UPDATE SET seconds = seconds + excluded.seconds",
        (person, day, seconds),
    )
