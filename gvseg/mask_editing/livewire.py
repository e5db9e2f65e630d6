"""Paths along image edges, for outlines that snap to objects."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_REACH_PX: Final = 256
_TOLERANCE_PX: Final = 0.8
_LEAST_STRENGTH: Final = 40.0
"""Minimum Sobel gradient of an edge; weaker ones are noise."""


class Livewire:
    """Finds paths along edges from a start point, using OpenCV's intelligent scissors.

    Args:
        pixels: H x W x 3, uint8, RGB.
        start: (x, y) of the start point in pixels, inside the image.
        reach_px: paths are found up to this far along either axis; the cost grows with its square.
    """

    def __init__(
        self, pixels: NDArray[np.uint8], start: tuple[int, int], reach_px: int = _REACH_PX
    ) -> None:
        height, width = pixels.shape[:2]
        self.pixels = pixels
        self.start = start
        self._left, self._top = max(0, start[0] - reach_px), max(0, start[1] - reach_px)
        window = pixels[
            self._top : min(height, start[1] + reach_px + 1),
            self._left : min(width, start[0] + reach_px + 1),
        ]
        self._height, self._width = window.shape[:2]
        self._scissors = cv2.segmentation.IntelligentScissorsMB()
        self._scissors.setEdgeFeatureCannyParameters(32, 100)
        self._scissors.setGradientMagnitudeMaxLimit(200)
        self._scissors.applyImage(np.ascontiguousarray(window))
        self._scissors.buildMap((start[0] - self._left, start[1] - self._top))

    def path_to(self, x: int, y: int) -> list[tuple[float, float]]:
        """Return the corners of the path to a point, ending with that point.

        A point out of reach is connected by a straight line.
        """
        inside_x, inside_y = x - self._left, y - self._top
        goal = (x + 0.5, y + 0.5)
        if not (0 <= inside_x < self._width and 0 <= inside_y < self._height):
            return [goal]
        contour = np.asarray(self._scissors.getContour((inside_x, inside_y)))
        points = contour.reshape(-1, 1, 2)
        kept = cv2.approxPolyDP(points, _TOLERANCE_PX, closed=False).reshape(-1, 2)
        found = [(float(a + self._left) + 0.5, float(b + self._top) + 0.5) for a, b in kept]
        if found and found[-1] != goal:
            found.reverse()
        return [*found[1:-1], goal]


def nearest_edge(pixels: NDArray[np.uint8], at: tuple[int, int], reach_px: int) -> tuple[int, int]:
    """Return the position of the strongest edge near a point, or the point itself if there is none.

    Args:
        pixels: H x W x 3, uint8, RGB.
        at: (x, y) of the point, inside the image.
        reach_px: how far away the edge may be along either axis.
    """
    left, top = max(0, at[0] - reach_px - 1), max(0, at[1] - reach_px - 1)
    window = pixels[top : at[1] + reach_px + 2, left : at[0] + reach_px + 2]
    grey = cv2.GaussianBlur(cv2.cvtColor(window, cv2.COLOR_RGB2GRAY), (3, 3), 0)
    across, down = (
        cv2.Sobel(grey, cv2.CV_32F, *order, borderType=cv2.BORDER_REPLICATE)
        for order in ((1, 0), (0, 1))
    )
    strength = np.hypot(across, down)
    rows, columns = np.indices(strength.shape)
    distance = np.hypot(columns + left - at[0], rows + top - at[1])
    # If two edges are equally strong, take the nearer one.
    strength = np.where(distance <= reach_px, strength - distance, 0)
    if strength.max() < _LEAST_STRENGTH:
        return at
    row, column = np.unravel_index(int(strength.argmax()), strength.shape)
    return int(column) + left, int(row) + top
