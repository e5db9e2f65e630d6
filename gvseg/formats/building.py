"""Builds a document from what a file says."""

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
"""Files that claim larger frames are damaged; 8K has half of it."""
MAX_FRAMES = 10**7
_MOST_NUMBER: Final = 2**53


def source_from_frames(
    name: str, frame_names: tuple[str, ...], height: int, width: int
) -> VideoSource:
    """The video that an annotation file speaks of, as far as it says."""
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
    """The same for a file that does not name its frames.

    Args:
        is_numbered: whether the file numbers frames as the video does; else it only has them in
            order, and some of the video's may be missing.
    """
    source = source_from_frames(name, (), height, width)
    return replace(source, frame_count=frame_count, is_folder=not is_numbered)


@dataclass(frozen=True, slots=True)
class FrameStart:
    """What a format or a file calls the first frame of a video.

    Attributes:
        number: 0 or 1.
        reason: how that is known, as a clause: `CVAT counts frames from 0`.
        is_position: whether the numbers are places in the video, whatever its pictures are called.
    """

    number: int
    reason: str
    is_position: bool = False


STARTS_AT_0 = FrameStart(0, "GvSeg counts frames from 0")


class ImportedDocument(Document):
    """What a file says of one video.

    Attributes:
        frame_start: what the first frame is called, where the file or its format says so.
        unidentified: tracks whose number the reader gave because the file has none. An import
            never takes them for objects that are there already.
    """

    def __init__(self, source: VideoSource) -> None:
        self._layers: list[int] = []
        self._order: tuple[int, ...] = ()
        super().__init__(source)
        self.frame_start: FrameStart | None = None
        self.unidentified: set[int] = set()

    @property
    def layer_order(self) -> tuple[int, ...]:
        """Track ids, bottom first. Kept as a list: files have a hundred thousand objects."""
        if len(self._order) != len(self._layers):
            self._order = tuple(self._layers)
        return self._order

    @layer_order.setter
    def layer_order(self, order: tuple[int, ...]) -> None:
        self._layers, self._order = list(order), order

    @property
    def identified(self) -> set[int]:
        """Tracks whose number is the file's own."""
        return set(self.tracks) - self.unidentified

    def put_on_top(self, track_id: int) -> None:
        """Give a new track the upper layer."""
        self._layers.append(track_id)


class DocumentBuilder:
    """Collects categories, tracks and masks; all masks are marked as imported.

    Args:
        source: the video.
        is_open: whether categories are added as they are met, because the file lists none.
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
        """Add a category; if the name exists already, append the id.

        Args:
            category_id: from 1.
            name: may be empty.
            is_thing: whether its objects are counted.
            colour: None for one of ours.
            supercategory: the group that formats write beside the name.
            attributes: what can be said of its objects.
            file_id: what the file calls it, if not `category_id`.
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
        """The category that a file calls so; None where it lists others."""
        if file_id not in self._category_of and self._is_open:
            free = self.document.next_category_id
            is_free = isinstance(file_id, int) and free <= file_id <= _MOST_NUMBER
            category_id = file_id if isinstance(file_id, int) and is_free else free
            self.add_category(category_id, f"category {file_id}", file_id=file_id)
        return self._category_of.get(file_id)

    def add_default_category(self) -> int:
        """The category of objects of which a format says none."""
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
        """Add an object on top of those before."""
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

    def keep_free(self, identities: Iterable[Hashable]) -> None:
        """Keep the numbers that the file itself gives free of those that are made up here."""
        numbers = [one for one in identities if isinstance(one, int) and one <= _MOST_NUMBER]
        self._first_free = max(self._first_free, 1 + max(numbers, default=0))

    def object_of(self, identity: Hashable | None, category_id: int, **details: Any) -> int:
        """The track of what a file calls the same object; a new one where it is not there yet.

        A whole number from 1 stays the number of the object. Others get one that the file does not
        use; an import then never takes them for objects that are there already.

        Args:
            identity: the file's own id; None where the file has none.
            category_id: objects of two categories with one id are two objects.
            details: what `add_track` takes.
        """
        key = (identity, category_id)
        if identity is None or key not in self._track_of:
            self._track_of[key] = self.new_object(identity, category_id, **details)
        return self._track_of[key]

    def new_object(self, identity: Hashable | None, category_id: int, **details: Any) -> int:
        """A track of its own for what a file calls so; see `object_of`."""
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
        return 0 < track_id <= _MOST_NUMBER and track_id not in self.document.tracks

    def add_mask(
        self, track_id: int, frame_index: int, mask: Mask, *, confidence: float | None = None
    ) -> None:
        """Set the mask of an object on a frame; several on one frame are united."""
        before = self.document.mask(track_id, frame_index)
        record = FrameMask(mask, Origin.IMPORTED, confidence)
        if before is not None:
            record = replace(record, mask=before.mask | mask)
        self.document.write(MaskChange(track_id, frame_index, record))

    def add_void(self, frame_index: int, void: Mask) -> None:
        """Set the unlabelled pixels of a frame."""
        record = FrameMask(void, Origin.IMPORTED)
        self.document.write(MaskChange(VOID_ID, frame_index, record))
