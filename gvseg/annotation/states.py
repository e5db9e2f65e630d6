"""Per-frame state of a track for timelines, without pixels."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.records import FrameMask, Origin

PRESENT: Final = 1
"""The frame has a mask (which may be empty)."""
EMPTY: Final = 2
"""The mask is empty: the object is not in this frame."""
VERIFIED: Final = 4
"""The mask is verified."""
PINNED: Final = 8
"""The frame is an exemplar of the track."""

_ORIGIN_SHIFT: Final = 4
# Two bits could hold a fourth value, which is never written.
_ORIGINS: Final = (Origin.DRAWN, Origin.PROPAGATED, Origin.IMPORTED, Origin.PROPAGATED)


@dataclass(frozen=True, slots=True)
class TrackStates:
    """One entry per frame of the video; read-only views into the document.

    Attributes:
        flags: uint8, PRESENT | EMPTY | VERIFIED | PINNED and the origin; see `origin_flags`.
        confidence: float32, 0..1; NaN where it was not predicted.
    """

    flags: NDArray[np.uint8]
    confidence: NDArray[np.float32]

    def frames_with(self, flag: int) -> NDArray[np.int64]:
        """Return the indices of frames with this flag, in order."""
        return np.flatnonzero(self.flags & flag)

    def frames_from(self, origin: Origin) -> NDArray[np.int64]:
        """Return the indices of frames whose mask has this origin, in order."""
        mask_bits = PRESENT | (3 << _ORIGIN_SHIFT)
        return np.flatnonzero((self.flags & mask_bits) == (PRESENT | origin_flags(origin)))


def origin_flags(origin: Origin) -> int:
    """Return the bits that encode an origin."""
    return _ORIGINS.index(origin) << _ORIGIN_SHIFT


def origin_from_flags(flags: int) -> Origin:
    """Return the origin that the bits encode."""
    return _ORIGINS[(flags >> _ORIGIN_SHIFT) & 3]


def state_of(value: FrameMask | None, *, is_pinned: bool) -> tuple[int, float]:
    """Return the flags and confidence of a frame of a track."""
    flags = PINNED if is_pinned else 0
    if value is None:
        return flags, math.nan
    flags |= PRESENT | origin_flags(value.origin)
    if value.mask.is_empty:
        flags |= EMPTY
    if value.is_verified:
        flags |= VERIFIED
    return flags, math.nan if value.confidence is None else value.confidence
