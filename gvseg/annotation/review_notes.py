"""Comments of reviewers, and the review state of frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from gvseg.errors import EditError


class ReviewState(Enum):
    """What a reviewer decided about a frame."""

    NEEDS_WORK = "needs work"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on a frame, or on an object in it.

    Attributes:
        comment_id: id, from 1.
        frame_index: the frame.
        track_id: the object; None if the comment is about the whole frame.
        text: what the author wrote.
        author: name of the author.
        written_at: when it was written, in seconds since 1970.
        resolved_by: name of the person who resolved it; "" while it is open.
    """

    comment_id: int
    frame_index: int
    track_id: int | None = None
    text: str
    author: str
    written_at: float
    resolved_by: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise EditError("A comment needs a text.")

    @property
    def is_open(self) -> bool:
        """True until somebody resolves the comment."""
        return not self.resolved_by


@dataclass(frozen=True, slots=True)
class FrameReview:
    """The review state of a frame.

    Attributes:
        state: the decision.
        reviewer: name of the person who decided.
        reviewed_at: when, in seconds since 1970.
    """

    state: ReviewState
    reviewer: str
    reviewed_at: float


class ReviewNotes:
    """All comments and review states of a document. Only the document changes them."""

    def __init__(
        self,
        comments: Mapping[int, Comment] = MappingProxyType({}),
        frames: Mapping[int, FrameReview] = MappingProxyType({}),
    ) -> None:
        self._comments = dict(comments)
        self._frames = dict(frames)

    @property
    def comments(self) -> Mapping[int, Comment]:
        """Comments by id."""
        return MappingProxyType(self._comments)

    @property
    def frames(self) -> Mapping[int, FrameReview]:
        """Review state by frame index; frames that nobody has reviewed are missing."""
        return MappingProxyType(self._frames)

    @property
    def next_comment_id(self) -> int:
        """An id that no comment has."""
        return 1 + max(self._comments, default=0)

    @property
    def open_count(self) -> int:
        """Number of open comments."""
        return sum(comment.is_open for comment in self._comments.values())

    def count(self, state: ReviewState) -> int:
        """Return the number of frames in a review state."""
        return sum(review.state is state for review in self._frames.values())

    def runs(self) -> Iterator[tuple[int, int, FrameReview]]:
        """Yield (first, last, review) for consecutive frames with the same state and reviewer.

        The review is that of the first frame.
        """
        first = last = -1
        review: FrameReview | None = None
        for frame_index, one in sorted(self._frames.items()):
            is_same = review is not None and (one.state, one.reviewer) == (
                review.state,
                review.reviewer,
            )
            if review is None or frame_index != last + 1 or not is_same:
                if review is not None:
                    yield first, last, review
                first, review = frame_index, one
            last = frame_index
        if review is not None:
            yield first, last, review

    def put_comment(self, comment_id: int, comment: Comment | None) -> Comment | None:
        """Set a comment, or remove it if None, and return the previous one."""
        before = self._comments.pop(comment_id, None)
        if comment is not None:
            self._comments[comment_id] = comment
        return before

    def put_frame(self, frame_index: int, review: FrameReview | None) -> FrameReview | None:
        """Set the review state of a frame, or remove it if None, and return the previous one."""
        before = self._frames.pop(frame_index, None)
        if review is not None:
            self._frames[frame_index] = review
        return before
