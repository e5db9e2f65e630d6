"""The edit that moves the second part of a mask to a new object."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gvseg.annotation.changes import Change, LayerChange, MaskChange, TrackChange
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.edits.masks import check_unlocked
from gvseg.annotation.parts import far_parts
from gvseg.errors import EditError
from gvseg.masks import Mask


@dataclass(frozen=True, slots=True)
class SplitParts(Edit):
    """Split masks with two parts far apart, moving one part to a new object.

    The object keeps the part that best continues its previous mask. Drawn, imported, verified and
    pinned masks are not split.

    Attributes:
        first: first frame to split.
        last: last frame, inclusive.
        new_name: name of the new object; None for "<name> (2)".
    """

    track_id: int
    first: int
    last: int
    new_name: str | None = None
    label: str = "Split parts"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield a new track above the old one, then both masks of each frame."""
        check_unlocked(document, self.track_id)
        frames = dict(self._split(document))
        if not frames:
            raise EditError(
                "No mask here has two parts that are far apart, so there is nothing to split."
            )
        track = document.track(self.track_id)
        new_id = document.next_track_id
        twin = replace(
            track,
            track_id=new_id,
            name=self.new_name or f"{track.name} (2)",
            colour=object_colour(new_id),
        )
        yield TrackChange(new_id, twin)
        above = document.layer_order.index(self.track_id) + 1
        order = document.layer_order
        yield LayerChange((*order[:above], new_id, *order[above:]))
        for frame_index, (own, other) in frames.items():
            record = document.mask(self.track_id, frame_index)
            if record is not None:
                yield MaskChange(self.track_id, frame_index, replace(record, mask=own))
                yield MaskChange(new_id, frame_index, replace(record, mask=other))

    def _split(self, document: Document) -> Iterator[tuple[int, tuple[Mask, Mask]]]:
        """Yield (frame index, own part and other part) of the frames that are split."""
        own = self._mask_before(document)
        other: Mask | None = None
        for frame_index, record in list(document.masks_of(self.track_id, self.first, self.last)):
            parts = far_parts(record.mask)
            if parts is None or document.is_protected(self.track_id, frame_index):
                continue
            if _continues(parts[::-1], own, other) > _continues(parts, own, other):
                parts = parts[::-1]
            own, other = parts
            yield frame_index, parts

    def _mask_before(self, document: Document) -> Mask | None:
        before = [
            record.mask
            for _, record in document.masks_of(self.track_id, 0, self.first - 1)
            if not record.mask.is_empty
        ]
        return before[-1] if before else None


def _continues(parts: tuple[Mask, ...], own: Mask | None, other: Mask | None) -> float:
    """Return how well the parts (own first) match the previous masks; higher is better."""
    return sum(
        _nearness(part, before)
        for part, before in zip(parts, (own, other), strict=True)
        if before is not None
    )


def _nearness(one: Mask, other: Mask) -> float:
    """Return the IoU of overlapping masks; otherwise the negative distance of their centres."""
    overlap = one.iou(other)
    if overlap > 0:
        return overlap
    away = np.subtract(_middle(one), _middle(other))
    return -float(np.hypot(*away) / np.hypot(one.height, one.width))


def _middle(mask: Mask) -> tuple[float, float]:
    x, y, width, height = mask.box
    return x + width / 2, y + height / 2
