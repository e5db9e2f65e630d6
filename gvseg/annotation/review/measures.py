"""Cheap measurements of a mask, for every frame."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from gvseg.masks import Mask, decode_counts

TINY_SHARE: Final = 0.05
"""Parts smaller than this share of the largest part are tiny."""
_KEPT_MAX: Final = 20_000


@dataclass(frozen=True, slots=True)
class MaskMeasures:
    """Rough measurements of a mask.

    Attributes:
        area: area, in pixels.
        x, y: centroid, in pixels.
        width, height: size of the bounding box, in pixels.
    """

    area: int
    x: float
    y: float
    width: int
    height: int

    @classmethod
    def of(cls, mask: Mask) -> "MaskMeasures | None":
        """Measure a mask without decoding it; return None if it is empty.

        Raises:
            MaskError: the run-length code is damaged.
        """
        runs = decode_counts(mask.counts)
        ends = np.cumsum(runs)
        starts, lengths = (ends - runs)[1::2], runs[1::2]
        starts, lengths = starts[lengths > 0], lengths[lengths > 0]
        if not lengths.size:
            return None
        area = int(lengths.sum())
        # A run that continues in the next column is placed at its middle, which is accurate enough.
        middles = starts + (lengths - 1) / 2
        x = float((lengths * (middles // mask.height)).sum() / area)
        y = float((lengths * (middles % mask.height)).sum() / area)
        _, _, width, height = mask.box
        return cls(area, x, y, width, height)

    def change_to(self, other: "MaskMeasures") -> float:
        """Return the change of position, size and shape, from 0 (none) towards 1 (unrelated).

        Motion is measured relative to the size of the object.
        """
        size = np.sqrt(max(self.area, other.area))
        moved = float(np.hypot(other.x - self.x, other.y - self.y)) / size
        grown = abs(float(np.log(other.area / self.area)))
        shape = abs(float(np.log((other.width * self.height) / (other.height * self.width))))
        return 1.0 - float(np.exp(-(moved + grown + 0.5 * shape)))


class MeasureCache:
    """Caches the measurements of recently used masks."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Mask, tuple[MaskMeasures | None, int | None]] = OrderedDict()

    def measures(self, mask: Mask) -> MaskMeasures | None:
        """Return the measurements of a mask; None if it is empty."""
        if mask not in self._kept:
            self._put(mask, (MaskMeasures.of(mask), None))
        return self._kept[mask][0]

    def tiny_parts(self, mask: Mask) -> int:
        """Return the number of tiny parts of a mask; see `tiny_parts`."""
        measures = self.measures(mask)
        known = self._kept[mask][1]
        if known is None:
            known = 0 if measures is None else tiny_parts(mask)
            self._put(mask, (measures, known))
        return known

    def _put(self, mask: Mask, value: tuple[MaskMeasures | None, int | None]) -> None:
        self._kept[mask] = value
        self._kept.move_to_end(mask)
        while len(self._kept) > _KEPT_MAX:
            self._kept.popitem(last=False)


def tiny_parts(mask: Mask) -> int:
    """Return the number of parts smaller than `TINY_SHARE` of the largest."""
    x, y, width, height = mask.box
    if not width:
        return 0
    inside = np.ascontiguousarray(mask.to_array()[y : y + height, x : x + width], np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    return int((areas < TINY_SHARE * areas.max()).sum())
