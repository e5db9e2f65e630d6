"""Selects regions of similar colour, like a magic wand."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_SCALES: Final = (100 / 255, 1.0, 1.0)
"""Units of CIELAB per step of OpenCV's 8-bit L, a and b."""
_FLOOD: Final = 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8)


class ColourFlood:
    """Finds regions of similar colour in one image.

    Colours are compared in CIELAB, where equal distances look about equally different.

    Args:
        pixels: H x W x 3, uint8, RGB.
    """

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self._lab = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB))

    def region(self, x: int, y: int, tolerance: float) -> NDArray[np.bool_]:
        """Return the connected region around a position, of colours within a tolerance.

        Args:
            x: column of the position, inside the image.
            y: row of the position.
            tolerance: distance in CIELAB; 2 is barely visible, 100 is black against white.

        Returns:
            H x W bool; the position itself is always set.
        """
        squares = np.zeros(self._lab[0].shape, np.float32)
        levels = np.arange(256, dtype=np.float32)
        for plane, scale in zip(self._lab, _SCALES, strict=True):
            # A median is robust to one noisy pixel under the pointer.
            colour = np.median(plane[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2])
            squares += cv2.LUT(plane, ((levels - colour) * scale) ** 2)
        is_similar = np.asarray(squares <= tolerance**2).view(np.uint8)
        is_similar[y, x] = 1
        height, width = is_similar.shape
        found = np.zeros((height + 2, width + 2), np.uint8)
        cv2.floodFill(is_similar, found, (x, y), 0, 0, 0, _FLOOD)
        return found[1:-1, 1:-1].astype(np.bool_)
