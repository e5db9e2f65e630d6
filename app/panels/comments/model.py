"""Comments, and frames that need work, as rows in frame order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.language import tr, tr_later
from app.theme import Theme
from app.wording import listed, when_text, with_label
from app.workspace import Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.review_notes import Comment, FrameReview, ReviewState

_TITLES: Final = (tr_later("Frame"), tr_later("Person"), tr_later("Comment"))
_NOTHING: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A row: a comment, or a run of frames that need work.

    Attributes:
        first: the frame, or the first frame of the run.
        last: last frame, inclusive.
        comment: the comment; None for a run of frames.
        review: the review state of a run of frames; None for a comment.
    """

    first: int
    last: int
    comment: Comment | None = None
    review: FrameReview | None = None

    def covers(self, frame_index: int) -> bool:
        """Return whether a frame belongs to the row."""
        return self.first <= frame_index <= self.last


class CommentsModel(QAbstractTableModel):
    """The rows of the open document."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._rows: list[NoteRow] = []

    def set_theme(self, theme: Theme) -> None:
        """Apply another theme."""
        self._theme = theme

    def load(self, *, only_open: bool) -> None:
        """Read the rows again; resolved comments are left out if `only_open`."""
        is_open = self._workspace.is_open
        rows = list(_rows_of(self._workspace.document, only_open=only_open)) if is_open else []
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row_of(self, row: int) -> NoteRow:
        """Return a row."""
        return self._rows[row]

    def find(self, comment_id: int) -> int | None:
        """Return the row of a comment; None if it is not listed."""
        for number, row in enumerate(self._rows):
            if row.comment is not None and row.comment.comment_id == comment_id:
                return number
        return None

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(row)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return note_text(self._workspace.document, row)
        if role == Qt.ItemDataRole.ForegroundRole:
            is_resolved = row.comment is not None and not row.comment.is_open
            return self._theme.colour("dim_text") if is_resolved else None
        return None

    def _cells(self, row: NoteRow) -> tuple[str, str, str]:
        if row.comment is None:
            return frames_text(row), row.review.reviewer if row.review else "", tr("Needs work")
        name = object_name(self._workspace.document, row.comment)
        text = " ".join(row.comment.text.split())
        if name:
            text = with_label(name, text)
        return frames_text(row), row.comment.author, text


def frames_text(row: NoteRow) -> str:
    """Return the frames of a row as "12" or "12-40"."""
    return str(row.first) if row.first == row.last else f"{row.first}-{row.last}"


def object_name(document: Document, comment: Comment) -> str:
    """Return the name of the object of a comment; "" if it is about the whole frame."""
    if comment.track_id is None:
        return ""
    track = document.tracks.get(comment.track_id) or document.proposals.get(comment.track_id)
    return tr("(deleted)") if track is None else track.name


def note_text(document: Document, row: NoteRow) -> str:
    """Return a row as a text: the whole comment, then who wrote it, when and about what."""
    if row.comment is None:
        return "" if row.review is None else state_text(row.review)
    comment = row.comment
    parts = [comment.author, when_text(comment.written_at), object_name(document, comment)]
    lines = [comment.text, listed(part for part in parts if part)]
    if not comment.is_open:
        lines.append(tr("Resolved by {person}").format(person=comment.resolved_by))
    return "\n".join(lines)


def state_text(review: FrameReview | None) -> str:
    """Return the review state of a frame: "accepted by Ann, 28/11/2026 14:02"."""
    if review is None:
        return tr("not reviewed")
    accepted = review.state is ReviewState.ACCEPTED
    words = tr("accepted by {person}, {time}") if accepted else tr("needs work: {person}, {time}")
    return words.format(person=review.reviewer, time=when_text(review.reviewed_at))


def _rows_of(document: Document, *, only_open: bool) -> Iterator[NoteRow]:
    notes = document.notes
    rows = [
        NoteRow(first, last, review=review)
        for first, last, review in notes.runs()
        if review.state is ReviewState.NEEDS_WORK
    ]
    rows += [
        NoteRow(comment.frame_index, comment.frame_index, comment)
        for comment in notes.comments.values()
        if comment.is_open or not only_open
    ]
    yield from sorted(rows, key=_place)


def _place(row: NoteRow) -> tuple[int, int]:
    """Return the sort key of a row: on one frame, the oldest comment comes first."""
    return row.first, 0 if row.comment is None else row.comment.comment_id
