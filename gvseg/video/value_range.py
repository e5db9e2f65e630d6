"""Map images deeper than 8 bits to 8 bits.

Thermal, medical and industrial cameras use a small part of their range. All frames of a video share
one range, so that brightness stays comparable between frames.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import VideoError
from gvseg.video.pixels import Pixels, RgbImage, is_deep, to_rgb

SAMPLED_FRAMES = 16
_PERCENTILES = (0.1, 99.9)  # dead and hot pixels must not widen the range
_SAMPLED_PIXELS = 65_536  # per frame


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Values shown as black (`low`) and white (`high`).

    Raises:
        VideoError: `low` is not below `high`.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise VideoError(
                f"The value shown as black ({self.low:g}) must be below the one shown as white "
                f"({self.high:g})."
            )

    def __str__(self) -> str:
        digits = 0 if self.high - self.low >= 10 else 3
        return f"{self.low:.{digits}f} to {self.high:.{digits}f}"

    def apply(self, pixels: Pixels) -> RgbImage:
        """Return an image as 8-bit RGB; NaN becomes black."""
        with np.errstate(all="ignore"):  # NaN and infinity are handled below
            spread = (pixels.astype(np.float64) - self.low) * (255 / (self.high - self.low))
        shown = np.nan_to_num(spread, nan=0.0, posinf=255.0, neginf=0.0)
        return to_rgb(np.clip(np.rint(shown), 0, 255).astype(np.uint8))


def find_range(frames: Iterable[Pixels]) -> ValueRange | None:
    """Return a range that covers most values in sampled frames; None if no frame is deep."""
    samples = [_sample(pixels) for pixels in frames if is_deep(pixels)]
    if not samples:
        return None
    values = np.concatenate(samples)
    if not values.size:  # only NaN and infinity
        return ValueRange(0.0, 1.0)
    low, high = (float(value) for value in np.percentile(values, _PERCENTILES))
    if low >= high:
        low, high = float(values.min()), float(values.max())
    return ValueRange(low, high if high > low else low + 1.0)


def sample_indices(count: int) -> list[int]:
    """Return at most `SAMPLED_FRAMES` indices, spread evenly over `count` frames."""
    return sorted({int(index) for index in np.linspace(0, count - 1, min(count, SAMPLED_FRAMES))})


def _sample(pixels: Pixels) -> NDArray[np.float64]:
    values = pixels.ravel()
    values = values[:: max(1, values.size // _SAMPLED_PIXELS)].astype(np.float64)
    finite: NDArray[np.float64] = values[np.isfinite(values)]
    return finite
