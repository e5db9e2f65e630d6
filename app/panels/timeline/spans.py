"""Computes the spans of a row from the states of its frames, without Qt."""

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
"""There is a propagated mask."""
PERSON: Final = 2
"""There is a drawn or imported mask."""
ABSENT: Final = 4
"""The object is marked as not in this frame."""
UNVERIFIED: Final = 8
"""There is an unverified mask."""
GAP: Final = 16
"""There is no annotation."""
LOW: Final = 32
"""There is a machine-made, unverified mask of low confidence."""
PIN: Final = 64
"""The frame is an exemplar."""
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
    """Return the bits of each frame first..last (inclusive).

    Args:
        low: threshold of low confidence.
    """
    bits = _BITS[states.flags[first : last + 1]]
    confidence = states.confidence[first : last + 1]
    # Comparisons with nan are false, so a mask without confidence never counts as low.
    doubtful = (confidence < low) & ((bits & (MACHINE | UNVERIFIED)) == (MACHINE | UNVERIFIED))
    bits[doubtful] |= LOW
    return bits


def joined(bits: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the bits of each cell, combined from its frames; `starts` increase from 0."""
    return np.bitwise_or.reduceat(bits, starts) if starts.size else bits[:0]


def least(confidence: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the lowest confidence of each cell, or nan without a prediction."""
    return np.fmin.reduceat(confidence, starts) if starts.size else confidence[:0]


def runs(values: NDArray[np.uint8]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, stop, value) of each run of equal cells."""
    if not values.size:
        return
    starts = np.flatnonzero(np.diff(values, prepend=values[0] ^ 1))
    stops = np.append(starts[1:], values.size)
    yield from zip(starts.tolist(), stops.tolist(), values[starts].tolist(), strict=True)
