"""The smallest steps a document takes; each has an inverse and a JSON form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gvseg.annotation.records import Category, FrameMask, Track, VideoSource


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """Category `category_id` becomes `value`; None takes it away."""

    category_id: int
    value: Category | None


@dataclass(frozen=True, slots=True)
class TrackChange:
    """Track `track_id` becomes `value`; None takes it away (its masks sleep until it is back)."""

    track_id: int
    value: Track | None


@dataclass(frozen=True, slots=True)
class LayerChange:
    """The layer order becomes `order`, bottom first."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MaskChange:
    """The mask of a track on a frame becomes `value`; None takes it away."""

    track_id: int
    frame_index: int
    value: FrameMask | None


@dataclass(frozen=True, slots=True)
class PinChange:
    """A frame becomes an exemplar of a track, or ceases to be one."""

    track_id: int
    frame_index: int
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class VerifyChange:
    """The masks of a track on frames first..last (included) become verified, or not."""

    track_id: int
    first: int
    last: int
    is_verified: bool


@dataclass(frozen=True, slots=True)
class SwapChange:
    """Two tracks change masks and pins on frames first..last (included); its own inverse."""

    track_id: int
    other_id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """The document's video becomes `value` (a moved or replaced file)."""

    value: VideoSource


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """The engine's classes stand for other categories: class name -> category id, 0 for none."""

    categories: Mapping[str, int]


Change: TypeAlias = (
    CategoryChange
    | TrackChange
    | LayerChange
    | MaskChange
    | PinChange
    | VerifyChange
    | SwapChange
    | SourceChange
    | VocabularyChange
)
