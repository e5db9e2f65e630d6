"""Pictures and labels as training keeps and writes them."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.adaptation.photometry import Picture

LONGEST_SHORT_SIDE = 400
"""Pictures are kept no larger than this, in pixels."""


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
