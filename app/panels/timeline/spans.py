"""What a row shows, from the states of its frames. No Qt; costs what the width costs."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.states import (
    EMPTY,
    PINNED,
    PRESENT,
    VERIFIED,
    TrackStates,
    origin_from_flags,
)

MACHINE: Final = 1
"""A propagated mask is there."""
PERSON: Final = 2
"""A drawn or imported mask is there."""
ABSENT: Final = 4
"""Said: the object is not in this frame."""
UNVERIFIED: Final = 8
"""A mask is there that nobody verified."""
GAP: Final = 16
"""Nothing is said of a frame."""
LOW: Final = 32
"""A machine-made, unverified mask of low confidence is there."""
PIN: Final = 64
"""A frame is an exemplar."""
SAID: Final = MACHINE | PERSON | ABSENT


def _bits_of(flags: int) -> int:
    bits = PIN if flags & PINNED else 0
    if not flags & PRESENT:
        return bits | GAP
    if not flags & VERIFIED:
        bits |= UNVERIFIED
    if flags & EMPTY:
        return bits | ABSENT
    return bits | (MACHINE if origin_from_flags(flags).is_machine_made else PERSON)


_BITS: Final = np.array([_bits_of(flags) for flags in range(256)], np.uint8)


def frame_bits(states: TrackStates, first: int, last: int, low: float) -> NDArray[np.uint8]:
    """One value per frame of first..last (included), as bits.

    Args:
        low: a confidence below it is low.
    """
    bits = _BITS[states.flags[first : last + 1]]
    confidence = states.confidence[first : last + 1]
    # Comparisons with nan are false: nobody predicted, nothing is low.
    doubtful = (confidence < low) & ((bits & (MACHINE | UNVERIFIED)) == (MACHINE | UNVERIFIED))
    bits[doubtful] |= LOW
    return bits


def joined(bits: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """One value a cell: all that holds of any of its frames. `starts` grow, from 0."""
    return np.bitwise_or.reduceat(bits, starts) if starts.size else bits[:0]


def least(confidence: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The least confidence of each cell; nan where nobody predicted."""
    return np.fmin.reduceat(confidence, starts) if starts.size else confidence[:0]


def runs(values: NDArray[np.uint8]) -> Iterator[tuple[int, int, int]]:
    """(start, stop, value) of each stretch of cells alike."""
    if not values.size:
        return
    starts = np.flatnonzero(np.diff(values, prepend=values[0] ^ 1))
    stops = np.append(starts[1:], values.size)
    yield from zip(starts.tolist(), stops.tolist(), values[starts].tolist(), strict=True)
