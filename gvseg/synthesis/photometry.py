"""Random changes of light, colour and sharpness."""

import cv2
import numpy as np
from numpy.typing import NDArray

RgbImage = NDArray[np.uint8]


class Photometry:
    """Photometric change of a clip: a common change and small changes from frame to frame."""

    def __init__(self, rng: np.random.Generator, frames: int, strength: float = 1.0) -> None:
        gain = rng.normal(0, 0.12 * strength) + rng.normal(0, 0.05 * strength, frames)
        offset = rng.normal(0, 12 * strength) + rng.normal(0, 4 * strength, frames)
        gamma = rng.normal(0, 0.15 * strength) + rng.normal(0, 0.04 * strength, frames)
        self.tint = rng.normal(0, 0.05 * strength, 3)
        self.curves = list(zip(gain, offset, gamma, strict=True))
        self.blur_px = float(rng.uniform(0.4, 1.4)) if rng.random() < 0.2 * strength else 0.0
        self.is_grey = bool(rng.random() < 0.03 * strength)

    def apply(self, image: RgbImage, frame: int) -> RgbImage:
        """Return a frame of the clip (H x W x 3) with the change applied."""
        gain, offset, gamma = self.curves[frame]
        level = np.linspace(0, 1, 256, dtype=np.float32)[:, None]
        curve = level ** np.exp(gamma) * (1 + gain) * (1 + self.tint)
        table = np.clip(curve * 255 + offset, 0, 255).astype(np.uint8)
        changed = cv2.LUT(image, table[None])
        if self.blur_px:
            changed = cv2.GaussianBlur(changed, (0, 0), self.blur_px)
        if self.is_grey:
            grey = cv2.cvtColor(changed, cv2.COLOR_RGB2GRAY)
            changed = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
        return np.asarray(changed, dtype=np.uint8)


def motion_blur(image: RgbImage, length_px: int, angle: float) -> RgbImage:
    """Blur an image along a direction (radians), like a moving camera."""
    kernel = np.zeros((length_px, length_px), np.float32)
    half = (length_px - 1) / 2
    end = np.array([np.cos(angle), np.sin(angle)]) * half
    start = tuple(round(value) for value in half - end)
    stop = tuple(round(value) for value in half + end)
    cv2.line(kernel, start, stop, 1.0)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), dtype=np.uint8)
