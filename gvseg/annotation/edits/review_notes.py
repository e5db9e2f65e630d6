"""Edits of comments and of the review state of frames."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gvseg.annotation.changes import Change, CommentChange, FrameReviewChange
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.review_notes import Comment, FrameReview
from gvseg.errors import EditError


@dataclass(frozen=True, slots=True)
class AddComment(Edit):
    """Add a comment to a frame, or to an object in it.

    Attributes:
        track_id: the object; None for the whole frame.
        written_at: when it was written, in seconds since 1970.
    """

    frame_index: int
    text: str
    author: str
    written_at: float
    track_id: int | None = None
    label: str = "Add comment"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change."""
        if self.track_id is not None and self.track_id not in document.proposals:
            document.track(self.track_id)
        comment = Comment(
            comment_id=document.notes.next_comment_id,
            frame_index=self.frame_index,
            track_id=self.track_id,
            text=self.text.strip(),
            author=self.author,
            written_at=self.written_at,
        )
        yield CommentChange(comment.comment_id, self.frame_index, comment)


@dataclass(frozen=True, slots=True)
class ResolveComment(Edit):
    """Resolve a comment, or open it again.

    Attributes:
        person: who resolves it; "" opens it again.
    """

    comment_id: int
    person: str
    label: str = "Resolve comment"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if nothing changes."""
        comment = _comment(document, self.comment_id)
        if comment.is_open == bool(self.person):
            after = replace(comment, resolved_by=self.person)
            yield CommentChange(comment.comment_id, comment.frame_index, after)


@dataclass(frozen=True, slots=True)
class RemoveComment(Edit):
    """Remove a comment."""

    comment_id: int
    label: str = "Remove comment"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change."""
        comment = _comment(document, self.comment_id)
        yield CommentChange(comment.comment_id, comment.frame_index, None)


@dataclass(frozen=True, slots=True)
class ReviewFrames(Edit):
    """Set the review state of frames first..last, inclusive.

    Attributes:
        review: state, reviewer and time; None removes the state.
    """

    first: int
    last: int
    review: FrameReview | None
    label: str = "Review"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change for each frame whose state or reviewer changes."""
        if self.last < self.first:
            raise EditError(f"Frames {self.first} to {self.last} are not a valid range.")
        known = document.notes.frames
        for frame_index in range(self.first, self.last + 1):
            if _decision(known.get(frame_index)) != _decision(self.review):
                yield FrameReviewChange(frame_index, self.review)


def _comment(document: Document, comment_id: int) -> Comment:
    if comment_id not in document.notes.comments:
        raise EditError("This comment has been removed.")
    return document.notes.comments[comment_id]


def _decision(review: FrameReview | None) -> tuple[object, str] | None:
    return None if review is None else (review.state, review.reviewer)
