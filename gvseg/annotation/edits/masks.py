"""Edits of masks: paint, set, clear, copy, and accept results of the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.changes import Change, MaskChange, PinChange
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.painting import paint_box
from gvseg.annotation.records import FrameMask, Origin
from gvseg.errors import EditError
from gvseg.masks import Mask


@dataclass(frozen=True, slots=True, eq=False)
class PaintMask(Edit):
    """Add pixels to the mask of a track, or erase them, and pin the frame as an exemplar.

    Attributes:
        track_id: track to paint.
        frame_index: frame to paint on.
        x: left column of the box in source pixels; parts outside the frame are clipped.
        y: top row of the box.
        painted: h x w bool; which pixels of the box change.
        is_erasing: whether to remove the pixels instead of adding them.
        pin: whether the frame becomes an exemplar.
    """

    track_id: int
    frame_index: int
    x: int
    y: int
    painted: NDArray[np.bool_]
    is_erasing: bool = False
    pin: bool = True
    label: str = "Paint"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return a mask change and a pin."""
        check_unlocked(document, self.track_id)
        before = document.mask(self.track_id, self.frame_index)
        source = document.source
        mask = before.mask if before else Mask.empty(source.height, source.width)
        after = paint_box(mask, self.x, self.y, self.painted, value=not self.is_erasing)
        if before is not None and after == mask and not before.origin.is_machine_made:
            return
        if before is None and after == mask:
            return
        yield MaskChange(self.track_id, self.frame_index, FrameMask(after, Origin.DRAWN))
        if self.pin and not document.is_pinned(self.track_id, self.frame_index):
            yield PinChange(self.track_id, self.frame_index, is_pinned=True)


@dataclass(frozen=True, slots=True)
class SetMask(Edit):
    """Replace the mask of a track on a frame with a drawn one (polygon, clicks, paste).

    Attributes:
        record: the mask; an empty mask means that the object is not in this frame.
        pin: whether the frame becomes an exemplar of the track.
    """

    track_id: int
    frame_index: int
    record: FrameMask
    pin: bool = True
    label: str = "Set mask"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return a mask change and a pin."""
        check_unlocked(document, self.track_id)
        yield MaskChange(self.track_id, self.frame_index, self.record)
        if self.pin and not document.is_pinned(self.track_id, self.frame_index):
            yield PinChange(self.track_id, self.frame_index, is_pinned=True)


@dataclass(frozen=True, slots=True)
class SetVoid(Edit):
    """Set the void pixels of a frame; None or an empty mask removes them."""

    frame_index: int
    void: Mask | None
    label: str = "Set void"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if nothing differs."""
        if document.void(self.frame_index) != self.void:
            record = None if self.void is None else FrameMask(self.void, Origin.IMPORTED)
            yield MaskChange(VOID_ID, self.frame_index, record)


@dataclass(frozen=True, slots=True)
class AcceptMasks(Edit):
    """Add masks made by the engine or an import, for any tracks and frames.

    Masks that are drawn, verified, imported, pinned or in a locked track are not replaced; see
    `refused`.

    Attributes:
        masks: track id -> frame index -> mask.
    """

    masks: Mapping[int, Mapping[int, FrameMask]] = field(default_factory=dict)
    label: str = "Propagate"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield a change for every mask that may be replaced."""
        for track_id in self.masks:
            document.track(track_id)
        for track_id, frames in self.masks.items():
            for frame_index, record in frames.items():
                if not _is_refused(document, track_id, frame_index):
                    yield MaskChange(track_id, frame_index, record)

    def refused(self, document: Document) -> list[tuple[int, int]]:
        """Return (track id, frame index) of masks that are protected and stay unchanged."""
        return [
            (track_id, frame_index)
            for track_id, frames in self.masks.items()
            for frame_index in frames
            if _is_refused(document, track_id, frame_index)
        ]


@dataclass(frozen=True, slots=True)
class ReshapeMasks(Edit):
    """Change the pixels of existing masks without changing their origin.

    Attributes:
        masks: frame index -> new pixels. A changed mask is no longer verified.
    """

    track_id: int
    masks: Mapping[int, Mask]
    label: str = "Reshape masks"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per mask that differs."""
        check_unlocked(document, self.track_id)
        for frame_index, mask in self.masks.items():
            before = document.mask(self.track_id, frame_index)
            if before is None:
                raise EditError(f"This object has no mask to change on frame {frame_index}.")
            if before.mask != mask:
                after = replace(before, mask=mask, is_verified=False, prompts=None)
                yield MaskChange(self.track_id, frame_index, after)


@dataclass(frozen=True, slots=True)
class PasteMask(Edit):
    """Set the same drawn mask on many frames, without making them exemplars.

    Attributes:
        frames: frame indices.
    """

    track_id: int
    frames: tuple[int, ...]
    mask: Mask
    label: str = "Paste masks"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per frame."""
        check_unlocked(document, self.track_id)
        for frame_index in self.frames:
            yield MaskChange(self.track_id, frame_index, FrameMask(self.mask, Origin.DRAWN))


@dataclass(frozen=True, slots=True)
class ClearMasks(Edit):
    """Remove masks and their pins on frames first..last, inclusive.

    Attributes:
        only_machine_made: keep masks that are drawn, imported, verified or pinned.
    """

    track_id: int
    first: int
    last: int
    only_machine_made: bool = False
    label: str = "Clear masks"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per mask and one per pin."""
        check_unlocked(document, self.track_id)
        frames = [index for index, _ in document.masks_of(self.track_id, self.first, self.last)]
        for frame_index in frames:
            if self.only_machine_made and document.is_protected(self.track_id, frame_index):
                continue
            yield MaskChange(self.track_id, frame_index, None)
        for frame_index in document.exemplar_frames(self.track_id):
            if self.first <= frame_index <= self.last and not self.only_machine_made:
                yield PinChange(self.track_id, frame_index, is_pinned=False)


@dataclass(frozen=True, slots=True)
class CopyMask(Edit):
    """Copy a mask of a track to another frame, as a drawn exemplar."""

    track_id: int
    from_frame: int
    to_frame: int
    label: str = "Copy mask"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return a mask change and a pin."""
        record = document.mask(self.track_id, self.from_frame)
        if record is None:
            raise EditError(f"This object has no mask to copy on frame {self.from_frame}.")
        copied = replace(
            record, origin=Origin.DRAWN, confidence=None, is_verified=False, prompts=None
        )
        return SetMask(self.track_id, self.to_frame, copied).changes(document)


def check_unlocked(document: Document, track_id: int) -> None:
    """Check that a track is not locked.

    Raises:
        EditError: the track is locked or unknown.
    """
    track = document.track(track_id)
    if track.is_locked:
        raise EditError(f"{track.name} is locked: unlock it to change its masks.")


def _is_refused(document: Document, track_id: int, frame_index: int) -> bool:
    return document.tracks[track_id].is_locked or document.is_protected(track_id, frame_index)
