"""Elementary changes of a document; each has an inverse and a JSON form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gvseg.annotation.records import (
    AttributeValue,
    Category,
    FrameMask,
    Track,
    VideoSource,
)
from gvseg.annotation.review_notes import Comment, FrameReview


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """Set a category; None removes it."""

    category_id: int
    value: Category | None


@dataclass(frozen=True, slots=True)
class TrackChange:
    """Set a track; None removes it (its masks stay in the store, for undo)."""

    track_id: int
    value: Track | None


@dataclass(frozen=True, slots=True)
class LayerChange:
    """Set the layer order, bottom first."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MaskChange:
    """Set the mask of a track on a frame; None removes it."""

    track_id: int
    frame_index: int
    value: FrameMask | None


@dataclass(frozen=True, slots=True)
class PinChange:
    """Pin or unpin a frame as an exemplar of a track."""

    track_id: int
    frame_index: int
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class FrameValuesChange:
    """Set the attribute values of a track on a frame: name -> value; none removes them."""

    track_id: int
    frame_index: int
    values: Mapping[str, AttributeValue]


@dataclass(frozen=True, slots=True)
class VerifyChange:
    """Verify or unverify the masks of a track on frames first..last, inclusive.

    Attributes:
        person: who verified them, also when they are unverified; "" if unknown.
    """

    track_id: int
    first: int
    last: int
    is_verified: bool
    person: str = ""


@dataclass(frozen=True, slots=True)
class SwapChange:
    """Swap masks, pins and values of two tracks on frames first..last; it is its own inverse."""

    track_id: int
    other_id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """Set the video of the document after the file was moved or replaced."""

    value: VideoSource


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """Map the classes of the engine to categories: class name -> category id, 0 for none."""

    categories: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PropagatedChange:
    """Record the exemplars of an object's last propagation (see `Propagated`); "" removes them."""

    track_id: int
    exemplars: str
    first: int = 0
    last: int = -1


@dataclass(frozen=True, slots=True)
class CommentChange:
    """Set a comment; None removes it."""

    comment_id: int
    frame_index: int
    value: Comment | None


@dataclass(frozen=True, slots=True)
class FrameReviewChange:
    """Set the review state of a frame; None removes it."""

    frame_index: int
    value: FrameReview | None


Change: TypeAlias = (
    CategoryChange
    | TrackChange
    | LayerChange
    | MaskChange
    | PinChange
    | FrameValuesChange
    | VerifyChange
    | SwapChange
    | SourceChange
    | VocabularyChange
    | PropagatedChange
    | CommentChange
    | FrameReviewChange
)
