"""Immutable values that the workspace exposes and emits."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Final

from gvseg.annotation.changes import (
    CategoryChange,
    Change,
    CommentChange,
    FrameReviewChange,
    FrameValuesChange,
    LayerChange,
    MaskChange,
    PinChange,
    SourceChange,
    SwapChange,
    TrackChange,
    VerifyChange,
)
from gvseg.masks import Mask
from gvseg.video.value_range import ValueRange

BRUSH_MAX_PX: Final = 1000


class Tool(Enum):
    """A canvas tool."""

    SELECT = "select"
    BRUSH = "brush"
    ERASER = "eraser"
    POLYGON = "polygon"
    LASSO = "lasso"
    BOX = "box"
    CLICKS = "clicks"
    BOX_PROMPT = "box_prompt"
    SCRIBBLE = "scribble"
    WAND = "wand"


PROMPT_TOOLS: Final = frozenset({Tool.CLICKS, Tool.BOX_PROMPT, Tool.SCRIBBLE})
"""Tools that ask the engine for a mask."""


class RunKind(Enum):
    """The direction or range of a propagation."""

    BOTH = "both"
    FORWARD = "forward"
    BACKWARD = "backward"
    FORWARD_ONE = "forward_one"
    BACKWARD_ONE = "backward_one"
    RANGE = "range"


class ObjectScope(Enum):
    """Objects that a propagation changes. Locked objects never change."""

    CHANGED = "changed"
    SELECTED = "selected"
    ALL = "all"


class Level(Enum):
    """Severity of a message."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to the user.

    Attributes:
        details: a traceback or similar, shown on request, or "" for none.
        offer_id: id of an action that helps, or "" for none.
        offer_text: label of its button.
        posted_at: `time.time()` when it was posted.
    """

    level: Level
    text: str
    details: str = ""
    offer_id: str = ""
    offer_text: str = ""
    posted_at: float = field(default_factory=time.time, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveState:
    """When and where edits were saved, or why not.

    Attributes:
        path: the project file, or None before the first edit.
        saved_at: `time.time()` of the last write, or None before the first.
        error: why the last write failed, in one sentence, or "" if it succeeded.
    """

    path: Path | None = None
    saved_at: float | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewOptions:
    """How the canvas shows a frame; stored data never changes.

    Attributes:
        opacity: opacity of mask fills, 0..1.
        brightness: value added to each pixel, -1..1.
        contrast: base-2 logarithm of the contrast factor, -2..2.
        show_masks: whether masks are shown.
        show_outlines: whether masks have outlines.
        show_patterns: whether fills are hatched, for users who confuse colours.
        onion_skin: whether the outlines of the previous frame are shown.
        preview_clicks: whether the mask that a click would make is previewed.
        show_names: whether the name of each object is drawn over it.
        value_range: values shown as black and as white in images deeper than 8 bits, or None for
            the range found in the video.
    """

    opacity: float = 0.45
    brightness: float = 0.0
    contrast: float = 0.0
    show_masks: bool = True
    show_outlines: bool = True
    show_patterns: bool = False
    onion_skin: bool = False
    preview_clicks: bool = True
    show_names: bool = False
    value_range: ValueRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolOptions:
    """The tool options.

    Attributes:
        diameter_px: size of brush and eraser, in device-independent pixels.
        is_subtracting: whether polygon, lasso, rectangle and wand subtract.
        snaps: whether polygons follow edges in the image.
        wand_tolerance: how far colours of the wand may differ, as a distance in CIELAB.
    """

    diameter_px: int = 24
    is_subtracting: bool = False
    snaps: bool = False
    wand_tolerance: float = 12.0

    def with_brush_scaled(self, factor: float) -> "ToolOptions":
        """Return a copy with the brush size scaled, changed by at least one pixel."""
        before, wanted = self.diameter_px, round(self.diameter_px * factor)
        after = max(before + 1, wanted) if factor > 1 else min(before - 1, wanted)
        return replace(self, diameter_px=min(max(1, after), BRUSH_MAX_PX))


@dataclass(frozen=True, slots=True)
class CopiedMask:
    """A copied mask and its object, which is None if it belongs to another document."""

    track_id: int | None
    mask: Mask


@dataclass(frozen=True, slots=True)
class Touched:
    """What an edit, undo or redo changed, so that views repaint only that.

    Attributes:
        track_ids: objects with changed masks, pins or flags.
        first, last: first and last changed frame, inclusive; (0, -1) for none.
        has_masks: whether pixels of masks changed.
        has_tracks: whether objects were added, removed, renamed, recoloured, reordered and so on.
        has_categories: whether the list of categories changed.
        has_source: whether the video reference changed.
        has_notes: whether comments or review states of frames changed.
    """

    track_ids: frozenset[int]
    first: int
    last: int
    has_masks: bool
    has_tracks: bool
    has_categories: bool
    has_source: bool
    has_notes: bool = False

    @classmethod
    def by(cls, steps: Iterable[Change]) -> "Touched":
        """Combine the changes of several steps."""
        tracks: set[int] = set()
        frames: list[int] = []
        kinds: set[type] = set()
        for step in steps:
            kinds.add(type(step))
            match step:
                case (
                    MaskChange(track_id, frame_index)
                    | PinChange(track_id, frame_index)
                    | FrameValuesChange(track_id, frame_index)
                ):
                    tracks.add(track_id)
                    frames.append(frame_index)
                case VerifyChange(track_id, first, last):
                    tracks.add(track_id)
                    frames += (first, last)
                case SwapChange(track_id, other_id, first, last):
                    tracks |= {track_id, other_id}
                    frames += (first, last)
                case CommentChange(_, frame_index) | FrameReviewChange(frame_index):
                    frames.append(frame_index)
                case TrackChange(track_id):
                    tracks.add(track_id)
                case _:
                    pass
        return cls(
            frozenset(tracks),
            min(frames, default=0),
            max(frames, default=-1),
            bool(kinds & {MaskChange, SwapChange, TrackChange, LayerChange}),
            bool(kinds & {TrackChange, LayerChange}),
            CategoryChange in kinds,
            SourceChange in kinds,
            bool(kinds & {CommentChange, FrameReviewChange}),
        )

    def touches_frame(self, frame_index: int) -> bool:
        """Return whether the drawing of that frame may have changed."""
        return self.has_tracks or self.first <= frame_index <= self.last
