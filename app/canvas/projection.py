"""Maps source pixels to device pixels of the canvas, with the same scale for both axes."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

SCALE_MIN: Final = 0.02
SCALE_MAX: Final = 64.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Source pixel (x, y) covers canvas pixels [left + x * scale, left + (x + 1) * scale).

    Attributes:
        scale: canvas pixels per source pixel.
        left, top: position of the frame on the canvas, in whole pixels to avoid jitter.
    """

    scale: float = 1.0
    left: int = 0
    top: int = 0

    def to_source(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale

    def moved(self, dx: float, dy: float) -> "Projection":
        return replace(self, left=self.left + round(dx), top=self.top + round(dy))

    def zoomed(self, factor: float, x: float, y: float) -> "Projection":
        """Return a copy zoomed about a canvas position."""
        scale = min(max(self.scale * factor, SCALE_MIN), SCALE_MAX)
        source_x, source_y = self.to_source(x, y)
        return Projection(scale, round(x - source_x * scale), round(y - source_y * scale))

    @classmethod
    def fitted(
        cls, box: tuple[float, float, float, float], size: tuple[int, int], margin: int = 0
    ) -> "Projection":
        """Return the projection that fits a source box (x, y, width, height) into a canvas."""
        x, y, width, height = box
        room = (max(1, size[0] - 2 * margin), max(1, size[1] - 2 * margin))
        scale = min(room[0] / max(1.0, width), room[1] / max(1.0, height), SCALE_MAX)
        scale = max(scale, SCALE_MIN)
        return cls(
            scale,
            round((size[0] - width * scale) / 2 - x * scale),
            round((size[1] - height * scale) / 2 - y * scale),
        )

    def source_columns(self, first: int, stop: int, limit: int) -> NDArray[np.int64]:
        """Return the source column of each canvas column first..stop-1, or -1 outside the frame."""
        return _indexes(first, stop, self.left, self.scale, limit)

    def source_rows(self, first: int, stop: int, limit: int) -> NDArray[np.int64]:
        """Return the source row of each canvas row first..stop-1, or -1 outside the frame."""
        return _indexes(first, stop, self.top, self.scale, limit)

    def canvas_box(
        self, x: float, y: float, width: float, height: float, margin: int = 0
    ) -> tuple[int, int, int, int]:
        """Return (left, top, right, bottom) of a source box; right and bottom are excluded."""
        left, top = self.to_canvas(x, y)
        right, bottom = self.to_canvas(x + width, y + height)
        return (
            int(np.floor(left)) - margin,
            int(np.floor(top)) - margin,
            int(np.ceil(right)) + margin,
            int(np.ceil(bottom)) + margin,
        )


def _indexes(first: int, stop: int, origin: int, scale: float, limit: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.floor((np.arange(first, stop) + 0.5 - origin) / scale).astype(
        np.int64
    )
    found[(found < 0) | (found >= limit)] = -1
    return found
