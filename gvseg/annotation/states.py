"""What a timeline needs to know of every frame of a track, without any pixel."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.records import FrameMask, Origin

PRESENT: Final = 1
"""There is a mask, be it empty."""
EMPTY: Final = 2
"""The mask has no pixel: the object is not in this frame."""
VERIFIED: Final = 4
"""A person agreed with the mask."""
PINNED: Final = 8
"""The frame is an exemplar of the track."""

_ORIGIN_SHIFT: Final = 4
# Two bits have a fourth value, which nobody writes.
_ORIGINS: Final = (Origin.DRAWN, Origin.PROPAGATED, Origin.IMPORTED, Origin.PROPAGATED)


@dataclass(frozen=True, slots=True)
class TrackStates:
    """One entry a frame of the video; views into the document, to be read only.

    Attributes:
        flags: uint8, PRESENT | EMPTY | VERIFIED | PINNED and the origin; see `origin_flags`.
        confidence: float32, 0..1; nan where nobody predicted.
    """

    flags: NDArray[np.uint8]
    confidence: NDArray[np.float32]

    def frames_with(self, flag: int) -> NDArray[np.int64]:
        """Indices of the frames with this flag, in order."""
        return np.flatnonzero(self.flags & flag)

    def frames_from(self, origin: Origin) -> NDArray[np.int64]:
        """Indices of the frames whose mask is of this origin, in order."""
        mask_bits = PRESENT | (3 << _ORIGIN_SHIFT)
        return np.flatnonzero((self.flags & mask_bits) == (PRESENT | origin_flags(origin)))


def origin_flags(origin: Origin) -> int:
    """The bits that stand for an origin."""
    return _ORIGINS.index(origin) << _ORIGIN_SHIFT


def origin_from_flags(flags: int) -> Origin:
    """The origin that the bits stand for."""
    return _ORIGINS[(flags >> _ORIGIN_SHIFT) & 3]


def state_of(value: FrameMask | None, *, is_pinned: bool) -> tuple[int, float]:
    """Flags and confidence of one frame of a track."""
    flags = PINNED if is_pinned else 0
    if value is None:
        return flags, math.nan
    flags |= PRESENT | origin_flags(value.origin)
    if value.mask.is_empty:
        flags |= EMPTY
    if value.is_verified:
        flags |= VERIFIED
    return flags, math.nan if value.confidence is None else value.confidence
