"""Identity check: find frames where a track may no longer be on its own object.

The check looks for three signs that confidence can miss: two tracks cover the same object, a track
splits into two parts, or a mask is more similar to another object's exemplars than to its own. A
finding is a frame range that starts where the problem starts, with a suggested remedy.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.parts import has_far_parts
from gvseg.annotation.review.findings import Finding, FindingKind, Remedy
from gvseg.masks import Mask

LEAST_FRAMES: Final = 3
"""Signs that last fewer frames than this are ignored."""
TOGETHER_MIN: Final = 0.6
"""Two tracks cover the same object if their outlines share at least this part of the smaller
one.
"""
APART_MAX: Final = 0.35
"""Objects that overlap more than this in an exemplar frame belong together, such as a rider and a
horse.
"""
COVERED_MIN: Final = 0.5
"""An object was taken over if another mask covers at least this share of its last mask."""
GROWN_MIN: Final = 1.25
"""Smallest growth of the area of the other mask when it takes over an object."""
SIMILARITY_MARGIN: Final = 0.02
"""Smallest margin by which a mask is more similar to another object."""
SPECK_SHARE: Final = 0.05
"""Parts smaller than this share of the largest part do not count for an outline."""
_LONG_SIDE: Final = 192
"""Masks are compared at this size, in pixels."""


class Similar(Protocol):
    """Similarity of a mask to exemplars, see `gvseg.engine.request.Similarity`."""

    @property
    def own(self) -> float:
        """Similarity to its own exemplars."""

    @property
    def rival(self) -> float | None:
        """Similarity to the exemplars of the most similar other object."""

    @property
    def rival_track(self) -> int | None:
        """Id of that object."""


Similarities = Mapping[tuple[int, int], Similar]
"""(track id, frame index) -> similarity, for masks of recent runs."""


def find_in_identity(
    document: Document,
    track_id: int,
    kinds: Iterable[FindingKind],
    similarities: Similarities,
    *,
    first: int = 0,
    last: int | None = None,
) -> Iterator[Finding | None]:
    """Yield the identity findings of an object, and None after every frame.

    The caller can stop or do other work after any frame. Drawn and verified masks are skipped.

    Args:
        document: the document.
        track_id: the object.
        kinds: kinds to find; those outside the identity check are ignored.
        similarities: similarities from the engine; may be empty.
        first: first frame to check.
        last: last frame to check, inclusive; None for the end.

    Raises:
        EditError: the object does not exist.
        MaskError: a mask is damaged.
    """
    document.track(track_id)
    chosen = {kind for kind in kinds if kind.is_of_identity}
    if not chosen:
        return
    check = _Check(document, track_id, similarities)
    for frame_index, record in document.masks_of(track_id, first, last):
        signs: dict[FindingKind, _Sign | None] = dict.fromkeys(chosen)
        if record.origin.is_machine_made and not record.is_verified:
            if FindingKind.SHARED in chosen:
                signs[FindingKind.SHARED] = check.shared(frame_index, record.mask)
            if FindingKind.SPLIT in chosen:
                signs[FindingKind.SPLIT] = check.split(record.mask)
            if FindingKind.LOOKS_LIKE_ANOTHER in chosen:
                signs[FindingKind.LOOKS_LIKE_ANOTHER] = check.like_another(frame_index)
        check.remember(frame_index, record.mask)
        yield from check.take(frame_index, signs)
        yield None
    yield from check.take(None, dict.fromkeys(chosen))


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign on one frame; consecutive signs with the same other object form a finding."""

    description: str
    remedy: Remedy
    other_id: int | None = None


@dataclass(slots=True)
class _Stretch:
    sign: _Sign
    first: int
    last: int
    count: int = 1


@dataclass(slots=True)
class _Check:
    document: Document
    track_id: int
    similarities: Similarities
    stretches: dict[FindingKind, _Stretch] = field(default_factory=dict)
    together: dict[int, bool] = field(default_factory=dict)
    seen: tuple[int, Mask] | None = None

    def remember(self, frame_index: int, mask: Mask) -> None:
        """Store the last non-empty mask."""
        if not mask.is_empty:
            self.seen = (frame_index, mask)

    def take(
        self, frame_index: int | None, signs: Mapping[FindingKind, _Sign | None]
    ) -> Iterator[Finding]:
        """Add the signs of a frame (None at the end), and yield findings that ended before it."""
        for kind, sign in signs.items():
            stretch = self.stretches.get(kind)
            if stretch is not None and frame_index is not None and sign is not None:
                follows = frame_index == stretch.last + 1
                if follows and sign.other_id == stretch.sign.other_id:
                    stretch.last, stretch.count = frame_index, stretch.count + 1
                    continue
            if stretch is not None:
                del self.stretches[kind]
                if stretch.count >= LEAST_FRAMES:
                    yield self._finding(kind, stretch)
            if sign is not None and frame_index is not None:
                self.stretches[kind] = _Stretch(sign, frame_index, frame_index)

    def _finding(self, kind: FindingKind, stretch: _Stretch) -> Finding:
        return Finding(
            stretch.first,
            stretch.last,
            self.track_id,
            kind.value,
            stretch.sign.description,
            stretch.first,
            other_id=stretch.sign.other_id,
            remedy=stretch.sign.remedy,
        )

    def shared(self, frame_index: int, mask: Mask) -> _Sign | None:
        """Return a sign if another track covers the same object or has taken it over."""
        for other_id, record in self.document.masks_on(frame_index).items():
            if other_id == self.track_id or record.mask.is_empty:
                continue
            if mask.is_empty:
                if self._was_taken_by(other_id, record.mask):
                    description = f"taken over by {self._name(other_id)}"
                    return _Sign(description, Remedy.CORRECT, other_id)
            elif self._covers_with(other_id, mask, record.mask):
                description = f"covers the same object as {self._name(other_id)}"
                return _Sign(description, Remedy.CORRECT, other_id)
        return None

    def split(self, mask: Mask) -> _Sign | None:
        """Return a sign if the mask has two large parts far from each other."""
        if mask.is_empty or not has_far_parts(_coarse(mask)):
            return None
        return _Sign("in two parts, far apart", Remedy.SPLIT)

    def like_another(self, frame_index: int) -> _Sign | None:
        """Return a sign if the mask is more similar to another object's exemplars."""
        rival_id = self._rival(self.track_id, frame_index)
        if rival_id is None:
            return None
        is_mutual = self._rival(rival_id, frame_index) == self.track_id
        remedy = Remedy.SWAP if is_mutual else Remedy.CORRECT
        description = "swapped with" if is_mutual else "looks like"
        return _Sign(f"{description} {self._name(rival_id)}", remedy, rival_id)

    def _rival(self, track_id: int, frame_index: int) -> int | None:
        found = self.similarities.get((track_id, frame_index))
        if found is None or found.rival is None or found.rival_track not in self.document.tracks:
            return None
        return found.rival_track if found.rival >= found.own + SIMILARITY_MARGIN else None

    def _covers_with(self, other_id: int, mask: Mask, other: Mask) -> bool:
        if not _boxes_meet(mask, other) or self._belong_together(other_id):
            return False
        return _shared_outline(mask, other) >= TOGETHER_MIN

    def _was_taken_by(self, other_id: int, other: Mask) -> bool:
        if self.seen is None or not _boxes_meet(self.seen[1], other):
            return False
        seen_on, mask = self.seen
        before = self.document.mask(other_id, seen_on)
        if before is None or before.mask.is_empty or self._belong_together(other_id):
            return False
        has_grown = other.area >= GROWN_MIN * before.mask.area
        return has_grown and (mask & other).area >= COVERED_MIN * mask.area

    def _belong_together(self, other_id: int) -> bool:
        """Return whether the outlines of both objects already overlap on an exemplar frame."""
        if other_id not in self.together:
            frames = {
                *self.document.exemplar_frames(self.track_id),
                *self.document.exemplar_frames(other_id),
            }
            self.together[other_id] = any(
                self._share_on(frame_index, other_id) for frame_index in frames
            )
        return self.together[other_id]

    def _share_on(self, frame_index: int, other_id: int) -> bool:
        one = self.document.mask(self.track_id, frame_index)
        other = self.document.mask(other_id, frame_index)
        if one is None or other is None or one.mask.is_empty or other.mask.is_empty:
            return False
        return _shared_outline(one.mask, other.mask) > APART_MAX

    def _name(self, track_id: int) -> str:
        return self.document.track(track_id).name


def _boxes_meet(one: Mask, other: Mask) -> bool:
    x, y, width, height = one.box
    left, top, across, down = other.box
    return x < left + across and left < x + width and y < top + down and top < y + height


def _coarse(mask: Mask) -> NDArray[np.uint8]:
    step = max(1, max(mask.height, mask.width) // _LONG_SIDE)
    return np.ascontiguousarray(mask.to_array()[::step, ::step], np.uint8)


def _without_specks(inside: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a mask without its small parts, which would widen its convex outline."""
    _, parts, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    is_kept = areas >= SPECK_SHARE * areas[1:].max(initial=0)
    is_kept[0] = False
    return np.asarray(is_kept[parts], np.uint8)


def _shared_outline(one: Mask, other: Mask) -> float:
    """Return the share of the smaller convex outline inside the other, 0..1."""
    outlines = []
    for mask in (one, other):
        inside = _without_specks(_coarse(mask))
        if not inside.any():
            return 0.0
        outlines.append(cv2.convexHull(cv2.findNonZero(inside)).astype(np.float32))
    areas = [cv2.contourArea(outline) for outline in outlines]
    if min(areas) <= 0:
        return 0.0
    common, _ = cv2.intersectConvexConvex(outlines[0], outlines[1])
    return float(common) / min(areas)
