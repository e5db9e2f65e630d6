"""The frozen values that the workspace shows and tells."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Final

from gvseg.annotation.changes import (
    CategoryChange,
    Change,
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
    """What the mouse does on the canvas."""

    SELECT = "select"
    BRUSH = "brush"
    ERASER = "eraser"
    POLYGON = "polygon"
    LASSO = "lasso"
    BOX = "box"
    CLICKS = "clicks"
    BOX_PROMPT = "box_prompt"
    SCRIBBLE = "scribble"


PROMPT_TOOLS: Final = frozenset({Tool.CLICKS, Tool.BOX_PROMPT, Tool.SCRIBBLE})
"""Tools that ask the engine for a mask."""


class RunKind(Enum):
    """Where a propagation runs."""

    BOTH = "both"
    FORWARD = "forward"
    BACKWARD = "backward"
    FORWARD_ONE = "forward_one"
    BACKWARD_ONE = "backward_one"
    RANGE = "range"


class ObjectScope(Enum):
    """Which objects a propagation is for. Locked objects never change."""

    CHANGED = "changed"
    SELECTED = "selected"
    ALL = "all"


class Level(Enum):
    """How grave a message is."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One sentence for the person.

    Attributes:
        details: a traceback or the like, to fold out and copy; "" for none.
        offer_id: id of an action that helps; "" for none.
        offer_text: what its button says.
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
    """Whether all that was done stands in a file.

    Attributes:
        path: the project file; None while there is none (nothing was done yet).
        saved_at: `time.time()` of the last write; None before the first.
        error: why the last write failed, one sentence; "" where it did not.
    """

    path: Path | None = None
    saved_at: float | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewOptions:
    """How the canvas shows a frame; never changes what is stored.

    Attributes:
        opacity: of mask fills, 0..1.
        brightness: added, -1..1.
        contrast: factor 2 ** contrast, -2..2.
        show_masks: whether masks are shown at all.
        show_outlines: whether they have outlines.
        show_patterns: whether fills are hatched, so that colour alone need not tell them apart.
        onion_skin: whether the outlines of the previous frame show through.
        preview_clicks: whether the mask that a click would make shows under the mouse.
        show_names: whether objects have their names on them.
        value_range: values of pictures deeper than 8 bits shown as black and as white; None for
            those found over the video.
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
    """The few things that tools can be told.

    Attributes:
        diameter_px: of brush and eraser, in device-independent pixels of the screen.
        is_subtracting: polygon, lasso and rectangle remove.
    """

    diameter_px: int = 24
    is_subtracting: bool = False

    def with_brush_scaled(self, factor: float) -> "ToolOptions":
        """The same with another brush size, by at least a pixel."""
        before, wanted = self.diameter_px, round(self.diameter_px * factor)
        after = max(before + 1, wanted) if factor > 1 else min(before - 1, wanted)
        return replace(self, diameter_px=min(max(1, after), BRUSH_MAX_PX))


@dataclass(frozen=True, slots=True)
class CopiedMask:
    """A mask that was copied, and the object it is from; None for one of another document."""

    track_id: int | None
    mask: Mask


@dataclass(frozen=True, slots=True)
class Touched:
    """What an edit, an undo or a redo changed, so that views repaint no more than that.

    Attributes:
        track_ids: whose masks, pins or flags changed.
        first, last: the frames on which they changed, included; (0, -1) for none.
        has_masks: pixels changed.
        has_tracks: an object was added, removed, renamed, recoloured, reordered...
        has_categories: the list of categories changed.
        has_source: the video reference changed.
    """

    track_ids: frozenset[int]
    first: int
    last: int
    has_masks: bool
    has_tracks: bool
    has_categories: bool
    has_source: bool

    @classmethod
    def by(cls, steps: Iterable[Change]) -> "Touched":
        """What these steps touch."""
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
        )

    def touches_frame(self, frame_index: int) -> bool:
        """Whether what is drawn on that frame may differ now."""
        return self.has_tracks or self.first <= frame_index <= self.last
