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
        """True if the engine made the mask, which may then be replaced by manual work."""
        return self is Origin.PROPAGATED


@dataclass(frozen=True, slots=True)
class Prompts:
    """The clicks and the box that a mask was made from.

    Attributes:
        clicks: clicks in the order they were made.
        box: box around the object, or None.
        start: the mask that the prompts refined; None for a new mask.
    """

    clicks: tuple[Click, ...] = ()
    box: Box | None = None
    start: Mask | None = None


@dataclass(frozen=True, slots=True)
class FrameMask:
    """The mask of one object on one frame, with its origin and confidence.

    Attributes:
        mask: pixels at source size; an empty mask means that the object is not in this frame.
        origin: how it was made.
        confidence: predicted IoU with the truth, 0..1; None if it was not predicted.
        is_verified: whether a person verified it.
        verified_by: name of that person; "" if unknown or not verified.
        prompts: clicks and box that it was made from; None if unknown or edited otherwise.
    """

    mask: Mask
    origin: Origin = Origin.DRAWN
    confidence: float | None = None
    is_verified: bool = False
    prompts: Prompts | None = None
    verified_by: str = ""

    def __post_init__(self) -> None:
        if not self.is_verified and self.verified_by:
            object.__setattr__(self, "verified_by", "")
        if self.confidence is not None and not 0.0 <= self.confidence <= 1.0:
            raise EditError(f"A confidence must be between 0 and 1, not {self.confidence}.")


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
        name: display name, unique in its category.
        kind: type of its values.
        choices: possible values of a CHOICE.
        default: value of objects without a value; None for no value.
        is_per_frame: whether the value may differ between frames, like "occluded".
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
        category_id: id, from 1, which never changes and is never reused.
        name: display name, unique in the document.
        colour: display colour.
        is_thing: whether its objects are countable; otherwise it is stuff.
        supercategory: name of its group in formats that have groups.
        attributes: attributes of its objects.
    """

    category_id: int
    name: str
    colour: Colour = (128, 128, 128)
    is_thing: bool = True
    supercategory: str = ""
    attributes: tuple[Attribute, ...] = ()

    def __post_init__(self) -> None:
        if self.category_id < 1:
            raise EditError(f"Category ids start at 1, so {self.category_id} is not valid.")
        if not self.name.strip():
            raise EditError("A category needs a name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One object through the video.

    Attributes:
        track_id: id, from 1, which never changes and is never reused.
        name: display name.
        category_id: its category.
        colour: display colour.
        is_visible: whether the canvas shows it.
        is_locked: whether its masks are protected from edits.
        score: confidence that the object exists, 0..1; None if a person created it.
        is_proposed: whether it is a proposal.
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
            raise EditError(f"Object ids start at 1, so {self.track_id} is not valid.")


@dataclass(frozen=True, slots=True)
class Propagated:
    """Exemplars and frames of the last propagation of an object.

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
    """A reference to the annotated video, with data for recognising the file.

    Attributes:
        path: file or folder.
        size_bytes: size of the file, or total size of the frames in a folder.
        sha256: hexadecimal hash, see `gvseg.video.VideoReference`.
        height: rows of a frame after rotation, in pixels.
        width: columns of a frame after rotation, in pixels.
        frame_count: number of frames.
        frame_rate: mean frames per second.
        frame_names: stems of a folder's files, in order; empty for a video file.
        is_folder: whether the source is a folder of images.
        alias: name in exported files, which overrides the name of the path; not stored.
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
