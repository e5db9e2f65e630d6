"""Choose the corrections that reduce the total uncertainty of a video the most.

A correction helps the frames around it, less so with distance, and only where no exemplar is
closer. Therefore a frame in a long uncertain part of the video ranks above a single worse frame.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

REACH: Final = 30.0
"""Decay constant of quality with the distance from an exemplar, in frames."""
_BINS_MAX: Final = 256
_NEAR_BEST: Final = 0.97
"""Among frames with at least this share of the highest benefit, the most uncertain is chosen."""


def spoiled(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the expected loss of quality with distance from an exemplar, 0..1.

    Args:
        distance: distance to the exemplar, in frames.
    """
    return np.asarray(1.0 - np.exp(-distance / REACH))


def distance_to(frames: NDArray[np.float64], exemplars: Sequence[int]) -> NDArray[np.float64]:
    """Return the distance of each frame to the nearest exemplar; infinity without one."""
    pins = np.asarray(exemplars, np.float64)
    if not pins.size:
        return np.full(frames.shape, np.inf)
    after = np.searchsorted(pins, frames)
    before = np.abs(frames - pins[np.clip(after - 1, 0, pins.size - 1)])
    return np.asarray(np.minimum(before, np.abs(pins[np.clip(after, 0, pins.size - 1)] - frames)))


class Cover:
    """Expected benefit of correcting each frame, computed for short segments of the video.

    Args:
        total: number of frames in the video.
    """

    def __init__(self, total: int) -> None:
        edges = np.linspace(0, total, min(total, _BINS_MAX) + 1).round().astype(np.int64)
        self._starts, self._stops = edges[:-1], edges[1:]
        self._middles = (self._starts + self._stops - 1) / 2
        apart = np.abs(self._middles[:, None] - self._middles[None])
        self._spoiled_between = spoiled(apart)
        # How much correcting one segment (row) reduces the uncertainty of another (column).
        self._help = np.zeros(apart.shape)
        self._doubt = np.zeros(total)

    def add(self, doubt: NDArray[np.float64], exemplars: Sequence[int]) -> None:
        """Add the uncertainty of objects that share their exemplars.

        Args:
            doubt: uncertainty of each frame, summed over the objects, >= 0.
            exemplars: exemplar frames, in order.
        """
        now = spoiled(distance_to(self._middles, exemplars))
        left = np.divide(
            self._spoiled_between,
            now[None],
            out=np.ones_like(self._spoiled_between),
            where=now[None] > 0,
        )
        self._help += np.clip(1.0 - left, 0.0, 1.0) * np.add.reduceat(doubt, self._starts)[None]
        self._doubt += doubt

    def take_best(self, is_candidate: NDArray[np.bool_]) -> int | None:
        """Return the frame to correct next, given those chosen before; None if there is none.

        Args:
            is_candidate: whether each frame may be chosen.
        """
        is_open = np.logical_or.reduceat(is_candidate, self._starts)
        gains = np.where(is_open, self._help.sum(1), -1.0)
        if gains.max() <= 0.0:
            return None
        doubts = np.where(is_candidate, self._doubt, -1.0)
        looks = np.maximum.reduceat(doubts, self._starts)
        row = int(np.where(gains >= _NEAR_BEST * gains.max(), looks, -1.0).argmax())
        start, stop = self._starts[row], self._stops[row]
        self._help = np.maximum(self._help - self._help[row], 0.0)
        return int(start + doubts[start:stop].argmax())
