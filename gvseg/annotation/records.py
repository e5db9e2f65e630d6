"""The immutable values of a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gvseg.errors import EditError
from gvseg.file_names import readable_name
from gvseg.masks import Mask
from gvseg.prompts import Box, Click

if TYPE_CHECKING:
    from gvseg.video import Video

Colour: TypeAlias = tuple[int, int, int]
"""(red, green, blue), each 0..255."""

AttributeValue: TypeAlias = str | float | bool


class Origin(Enum):
    """How a mask was made."""

    DRAWN = "drawn"
    PROPAGATED = "propagated"
    IMPORTED = "imported"

    @property
    def is_machine_made(self) -> bool:
        """Whether the engine made the mask, so that manual work takes precedence."""
        return self is Origin.PROPAGATED


@dataclass(frozen=True, slots=True)
class Prompts:
    """The clicks and the box that a mask was made from.

    Attributes:
        clicks: in the order in which they were made.
        box: around the object; None without one.
        start: the mask that they refined; None if they made a new one.
    """

    clicks: tuple[Click, ...] = ()
    box: Box | None = None
    start: Mask | None = None


@dataclass(frozen=True, slots=True)
class FrameMask:
    """The mask of one object on one frame, with its origin and confidence.

    Attributes:
        mask: pixels at source size; empty says «not in this frame».
        origin: who made it.
        confidence: predicted IoU with the truth, 0..1; None where nobody predicted.
        is_verified: whether a person looked at it and agreed.
        prompts: what it was made from; None where that is not known. Other changes of the mask
            leave them out.
    """

    mask: Mask
    origin: Origin = Origin.DRAWN
    confidence: float | None = None
    is_verified: bool = False
    prompts: Prompts | None = None

    def __post_init__(self) -> None:
        if self.confidence is not None and not 0.0 <= self.confidence <= 1.0:
            raise EditError(f"A confidence must be between 0 and 1; {self.confidence} is not.")


class AttributeKind(Enum):
    """The type of an attribute."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of the objects of a category.

    Attributes:
        name: what the person reads; unique in its category.
        kind: what values it takes.
        choices: the values of a CHOICE.
        default: value of an object that says nothing; None for none.
        is_per_frame: whether the value may differ from frame to frame, as "occluded" does.
    """

    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    default: AttributeValue | None = None
    is_per_frame: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A class of objects (a thing) or of surfaces (stuff).

    Attributes:
        category_id: from 1; never changes and is never used again.
        name: what the person reads; unique in the document.
        is_thing: whether its objects are counted; else one region per frame.
        supercategory: the group that formats write beside the name.
        attributes: what can be said of its objects.
    """

    category_id: int
    name: str
    colour: Colour = (128, 128, 128)
    is_thing: bool = True
    supercategory: str = ""
    attributes: tuple[Attribute, ...] = ()

    def __post_init__(self) -> None:
        if self.category_id < 1:
            raise EditError(f"Category ids start at 1; {self.category_id} is not valid.")
        if not self.name.strip():
            raise EditError("A category needs a name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One object through the video.

    Attributes:
        track_id: from 1; never changes and is never used again.
        name: what the person reads.
        category_id: its category.
        is_visible: whether the canvas shows it.
        is_locked: whether edits of its masks are refused.
        score: confidence that the object exists, 0..1; None if a person made it.
        is_proposed: whether the engine found it and no person has accepted it yet.
        attributes: attribute name -> value.
    """

    track_id: int
    name: str
    category_id: int
    colour: Colour
    is_visible: bool = True
    is_locked: bool = False
    score: float | None = None
    is_proposed: bool = False
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.track_id < 1:
            raise EditError(f"Object ids start at 1; {self.track_id} is not valid.")


@dataclass(frozen=True, slots=True)
class Propagated:
    """What the masks of an object were last propagated from.

    Attributes:
        exemplars: fingerprint of its exemplars, see `gvseg.annotation.propagated`.
        first: first frame that was propagated to.
        last: last frame, inclusive.
    """

    exemplars: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSource:
    """The annotated video, and how to recognize it.

    Attributes:
        path: file or folder.
        size_bytes: of the file; of all frames together for a folder.
        sha256: hash of the head and of the frame table, hexadecimal.
        height: rows of a frame after rotation, in pixels.
        width: columns of a frame after rotation, in pixels.
        frame_count: decoded frames, in presentation order.
        frame_rate: mean frames per second.
        frame_names: stems of a folder's files, in order; empty for a video file.
        is_folder: whether the source is a folder of pictures.
        alias: name in files, if it is not that of the path; never stored.
    """

    path: Path
    size_bytes: int
    sha256: str
    height: int
    width: int
    frame_count: int
    frame_rate: float
    frame_names: tuple[str, ...] = ()
    is_folder: bool = False
    alias: str = ""

    @classmethod
    def of(cls, video: "Video", *, is_absolute: bool = False) -> "VideoSource":
        """Return a reference to an open video, with an absolute path if `is_absolute`."""
        reference, count = video.reference, video.frame_count
        return cls(
            path=video.path.absolute() if is_absolute else video.path,
            size_bytes=reference.size_bytes,
            sha256=reference.sha256,
            height=video.height,
            width=video.width,
            frame_count=count,
            frame_rate=video.frame_rate,
            frame_names=tuple(map(video.frame_name, range(count))) if video.is_folder else (),
            is_folder=video.is_folder,
        )

    def __post_init__(self) -> None:
        if not "".join(self.frame_names).isascii():
            object.__setattr__(self, "frame_names", tuple(map(readable_name, self.frame_names)))

    @property
    def name(self) -> str:
        """Name of the video in files: the folder name, or the file name without suffix."""
        if self.alias:
            return self.alias
        return readable_name(self.path.name if self.is_folder else self.path.stem) or "video"

    def frame_name(self, frame_index: int) -> str:
        """Return the stem of per-frame files: the original frame name, or "00012" for frame 12."""
        return self.frame_names[frame_index] if self.frame_names else f"{frame_index:05d}"
