"""Enlarged crops of a frame, so that the network sees small objects with more pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.prompts import Click


@dataclass(frozen=True, slots=True)
class FrameCrop:
    """An enlarged crop of a frame.

    Attributes:
        image: the crop, h x w x 3, RGB.
        left, top, right, bottom: edges of the crop, in frame pixels.
        scale: crop pixels per frame pixel, at least 1.
    """

    image: NDArray[np.uint8]
    left: int
    top: int
    right: int
    bottom: int
    scale: float

    @classmethod
    def around(
        cls,
        frame: NDArray[np.uint8],
        edges: tuple[int, int, int, int],
        clicks: Sequence[Click],
        short_side: int,
    ) -> "FrameCrop":
        """Return a crop between some edges, extended to contain the clicks.

        Args:
            frame: H x W x 3, RGB.
            edges: left, top, right and bottom, in frame pixels; limited to the frame.
            clicks: clicks, in frame pixels.
            short_side: smallest short side of the crop, in pixels.
        """
        height, width = frame.shape[:2]
        left = max(0, min(edges[0], *(c.x for c in clicks), width))
        top = max(0, min(edges[1], *(c.y for c in clicks), height))
        right = min(width, max(edges[2], *(c.x + 1 for c in clicks), 0))
        bottom = min(height, max(edges[3], *(c.y + 1 for c in clicks), 0))
        part = np.ascontiguousarray(frame[top:bottom, left:right])
        scale = max(1.0, short_side / min(part.shape[:2]))
        size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
        image = cv2.resize(part, size, interpolation=cv2.INTER_CUBIC) if scale > 1 else part
        return cls(np.asarray(image, np.uint8), left, top, right, bottom, scale)

    @property
    def window(self) -> tuple[slice, slice]:
        """Rows and columns of the frame in the crop."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a position in the frame is in the crop."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def click(self, x: float, y: float, *, is_positive: bool) -> Click:
        """Return a click at a position in the frame, in crop pixels."""
        height, width = self.image.shape[:2]
        crop_x = int(np.clip((x + 0.5 - self.left) * self.scale, 0, width - 1))
        crop_y = int(np.clip((y + 0.5 - self.top) * self.scale, 0, height - 1))
        return Click(crop_x, crop_y, is_positive)

    def enlarge(self, pixels: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the part of an H x W mask in the crop, in crop pixels: h x w."""
        height, width = self.image.shape[:2]
        part = pixels[self.window].astype(np.uint8)
        return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_NEAREST) > 0)

    def shrink(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return values of the crop (h x w) at the frame's resolution, for `window`."""
        size = (self.right - self.left, self.bottom - self.top)
        return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)
