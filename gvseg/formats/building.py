"""Builds documents from the content of annotation files."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from gvseg.annotation.changes import CategoryChange, MaskChange, TrackChange
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.records import (
    Attribute,
    AttributeValue,
    Category,
    Colour,
    FrameMask,
    Origin,
    Track,
    VideoSource,
)
from gvseg.file_names import readable_name
from gvseg.masks import Mask

DEFAULT_CATEGORY = "object"
MAX_FRAME_PIXELS = 2**26
"""Larger frame sizes are treated as damage; an 8K frame has half as many pixels."""
MAX_FRAMES = 10**7
_MAX_NUMBER: Final = 2**53


def source_from_frames(
    name: str, frame_names: tuple[str, ...], height: int, width: int
) -> VideoSource:
    """Return the video that an annotation file describes, without the fields it does not give."""
    return VideoSource(
        path=Path(name),
        size_bytes=0,
        sha256="",
        height=height,
        width=width,
        frame_count=len(frame_names),
        frame_rate=0.0,
        frame_names=frame_names,
        is_folder=True,
    )


def source_from_count(
    name: str, frame_count: int, height: int, width: int, *, is_numbered: bool
) -> VideoSource:
    """Return the video of a file that does not name its frames.

    Args:
        name: name of the video.
        frame_count: number of frames in the file.
        height: rows of a frame.
        width: columns of a frame.
        is_numbered: whether the position in the file is the position in the video; otherwise the
            file gives only the order, and frames of the video may be missing.
    """
    source = source_from_frames(name, (), height, width)
    return replace(source, frame_count=frame_count, is_folder=not is_numbered)


@dataclass(frozen=True, slots=True)
class FrameStart:
    """The number of the first frame of a video in a format or file.

    Attributes:
        number: 0 or 1.
        reason: the evidence, as a clause such as `CVAT counts frames from 0`.
        is_position: whether frame numbers are positions in the video, even if its images have
            numbers in their names.
    """

    number: int
    reason: str
    is_position: bool = False


STARTS_AT_0 = FrameStart(0, "GvSeg counts frames from 0")


class ImportedDocument(Document):
    """The annotations of one video in a file.

    Attributes:
        frame_start: number of the first frame, if the file or its format defines it.
        unidentified: ids of tracks without an id in the file. An import never merges them into
            existing objects.
    """

    def __init__(self, source: VideoSource) -> None:
        self._layers: list[int] = []
        self._order: tuple[int, ...] = ()
        super().__init__(source)
        self.frame_start: FrameStart | None = None
        self.unidentified: set[int] = set()

    @property
    def layer_order(self) -> tuple[int, ...]:
        """Track ids, bottom layer first."""
        # Appending to a tuple would be quadratic, and some files have 100,000 objects.
        if len(self._order) != len(self._layers):
            self._order = tuple(self._layers)
        return self._order

    @layer_order.setter
    def layer_order(self, order: tuple[int, ...]) -> None:
        self._layers, self._order = list(order), order

    @property
    def identified(self) -> set[int]:
        """Ids of tracks that have this id in the file."""
        return set(self.tracks) - self.unidentified

    def put_on_top(self, track_id: int) -> None:
        """Add a new track as the top layer."""
        self._layers.append(track_id)


class DocumentBuilder:
    """Adds categories, tracks and masks to a new document; all masks are marked as imported.

    Args:
        source: the video.
        is_open: whether to add unknown categories on first use, because the file has no list.
    """

    def __init__(self, source: VideoSource, *, is_open: bool = False) -> None:
        self.document = ImportedDocument(source)
        self._is_open = is_open
        self._track_of: dict[tuple[Hashable, int], int] = {}
        self._category_names: set[str] = set()
        self._category_of: dict[Hashable, int] = {}
        self._first_free = 1

    def add_category(
        self,
        category_id: int,
        name: str,
        *,
        is_thing: bool = True,
        colour: Colour | None = None,
        supercategory: str = "",
        attributes: tuple[Attribute, ...] = (),
        file_id: Hashable = None,
    ) -> None:
        """Add a category; if its name already exists, the id is appended to it.

        Args:
            category_id: id in the document, from 1.
            name: may be empty.
            is_thing: whether it is a thing rather than stuff.
            colour: None for a default colour.
            supercategory: the COCO supercategory.
            attributes: attributes that its objects can have.
            file_id: id in the file, if it differs from `category_id`.
        """
        self._category_of[category_id if file_id is None else file_id] = category_id
        name = readable_name(name).strip() or f"category {category_id}"
        if name in self._category_names:
            name = f"{name} ({category_id})"
        self._category_names.add(name)
        made = Category(
            category_id=category_id,
            name=name,
            colour=object_colour(category_id) if colour is None else colour,
            is_thing=is_thing,
            supercategory=supercategory,
            attributes=attributes,
        )
        self.document.write(CategoryChange(category_id, made))

    def category_of(self, file_id: Hashable) -> int | None:
        """Return the category with this id in the file; None if the file does not list it."""
        if file_id not in self._category_of and self._is_open:
            free = self.document.next_category_id
            is_free = isinstance(file_id, int) and free <= file_id <= _MAX_NUMBER
            category_id = file_id if isinstance(file_id, int) and is_free else free
            self.add_category(category_id, f"category {file_id}", file_id=file_id)
        return self._category_of.get(file_id)

    def add_default_category(self) -> int:
        """Return the category for objects without one, adding it if there is none yet."""
        if not self.document.categories:
            self.add_category(1, DEFAULT_CATEGORY)
        return next(iter(self.document.categories))

    def add_track(
        self,
        track_id: int,
        category_id: int,
        *,
        name: str | None = None,
        colour: Colour | None = None,
        score: float | None = None,
        attributes: Mapping[str, AttributeValue] | None = None,
    ) -> None:
        """Add an object as the top layer."""
        values = {readable_name(key): value for key, value in (attributes or {}).items()}
        track = Track(
            track_id=track_id,
            name=readable_name(name or "")
            or f"{self.document.category(category_id).name} {track_id}",
            category_id=category_id,
            colour=object_colour(track_id) if colour is None else colour,
            score=score,
            attributes={
                key: readable_name(value) if isinstance(value, str) else value
                for key, value in values.items()
            },
        )
        self.document.write(TrackChange(track_id, track))
        self.document.put_on_top(track_id)

    def reserve_ids(self, identities: Iterable[Hashable]) -> None:
        """Reserve the ids in the file, so that generated ids do not collide with them."""
        numbers = [one for one in identities if isinstance(one, int) and one <= _MAX_NUMBER]
        self._first_free = max(self._first_free, 1 + max(numbers, default=0))

    def track_for(self, identity: Hashable | None, category_id: int, **details: Any) -> int:
        """Return the track of an object, adding it if needed.

        A positive integer is kept as the track id. Any other identity gets an id that the file does
        not use, and the track becomes `unidentified`.

        Args:
            identity: id of the object in the file; None always adds a new track.
            category_id: category of the object; the same id in two categories means two objects.
            details: optional arguments of `add_track`.
        """
        key = (identity, category_id)
        if identity is None or key not in self._track_of:
            self._track_of[key] = self.new_track_for(identity, category_id, **details)
        return self._track_of[key]

    def new_track_for(self, identity: Hashable | None, category_id: int, **details: Any) -> int:
        """Add a track for an object, even if its identity is already known; see `track_for`."""
        track_id = max(self.document.next_track_id, self._first_free)
        if isinstance(identity, int) and self._is_free(identity):
            track_id = identity
        else:
            self.document.unidentified.add(track_id)
            if identity is not None and not details.get("name"):
                details["name"] = f"{self.document.category(category_id).name} {identity}"
        self.add_track(track_id, category_id, **details)
        return track_id

    def _is_free(self, track_id: int) -> bool:
        return 0 < track_id <= _MAX_NUMBER and track_id not in self.document.tracks

    def add_mask(
        self, track_id: int, frame_index: int, mask: Mask, *, confidence: float | None = None
    ) -> None:
        """Add a mask of an object in a frame, as a union with earlier masks in that frame."""
        before = self.document.mask(track_id, frame_index)
        record = FrameMask(mask, Origin.IMPORTED, confidence)
        if before is not None:
            record = replace(record, mask=before.mask | mask)
        self.document.write(MaskChange(track_id, frame_index, record))

    def add_void(self, frame_index: int, void: Mask) -> None:
        """Set the void pixels of a frame."""
        record = FrameMask(void, Origin.IMPORTED)
        self.document.write(MaskChange(VOID_ID, frame_index, record))
