"""Pictures and labels as training keeps and writes them."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Generic, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.synthesis.photometry import Picture

LONGEST_SHORT_SIDE = 400
"""Pictures are kept no larger than this, in pixels."""
MOST_KEPT = 2000
"""Pictures of a set that stay decoded: about 1 GB."""

Found = TypeVar("Found")


class Kept(Generic[Found]):
    """What was decoded and may be wanted again, the oldest given up first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self.found: dict[Hashable, Found] = {}

    def get(self, key: Hashable, read: Callable[[], Found]) -> Found:
        """What is kept under a key, or what `read` gives, which is kept then."""
        if key not in self.found:
            found = read()
            while len(self.found) >= self.most:
                del self.found[next(iter(self.found))]
            self.found[key] = found
        return self.found[key]


def keep_small(image: Picture, labels: NDArray[np.integer]) -> tuple[Picture, NDArray[np.integer]]:
    """A picture and its labels, shrunk where they are larger than is kept."""
    scale = LONGEST_SHORT_SIDE / min(labels.shape)
    if scale >= 1:
        return image, labels
    size = (round(labels.shape[1] * scale), round(labels.shape[0] * scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return small, np.asarray(cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST))


def write_png(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write a picture (H x W x 3, RGB) or labels (H x W)."""
    stored = picture[..., ::-1] if picture.ndim == 3 else picture
    path.write_bytes(cv2.imencode(".png", stored)[1].tobytes())
