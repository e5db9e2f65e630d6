"""Resize, cache and write training images and labels."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Generic, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.synthesis.photometry import RgbImage

LONGEST_SHORT_SIDE = 400
"""Images in memory are scaled down to this short side, in pixels."""
CACHE_CAPACITY = 2000
"""Number of decoded images per dataset: about 1 GB."""

Item = TypeVar("Item")


class DecodedCache(Generic[Item]):
    """First-in, first-out cache of decoded items."""

    def __init__(self, capacity: int = CACHE_CAPACITY) -> None:
        self.capacity = capacity
        self.items: dict[Hashable, Item] = {}

    def get(self, key: Hashable, read: Callable[[], Item]) -> Item:
        """Return a cached item, or call `read` and cache its result."""
        if key not in self.items:
            item = read()
            while len(self.items) >= self.capacity:
                del self.items[next(iter(self.items))]
            self.items[key] = item
        return self.items[key]


def limit_size(
    image: RgbImage, labels: NDArray[np.integer]
) -> tuple[RgbImage, NDArray[np.integer]]:
    """Return an image and its labels, scaled down to `LONGEST_SHORT_SIDE` if larger."""
    scale = LONGEST_SHORT_SIDE / min(labels.shape)
    if scale >= 1:
        return image, labels
    size = (round(labels.shape[1] * scale), round(labels.shape[0] * scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return small, np.asarray(cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST))


def write_png(path: Path, image: NDArray[np.uint8]) -> None:
    """Write an image (H x W x 3, RGB) or labels (H x W)."""
    stored = image[..., ::-1] if image.ndim == 3 else image
    path.write_bytes(cv2.imencode(".png", stored)[1].tobytes())
