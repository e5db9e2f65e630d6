"""Paints the masks of a frame into one label image, upper layers over lower ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.masks import Mask, decode_counts


@dataclass(slots=True)
class LabelPainter:
    """Paints label images and counts overlaps.

    Attributes:
        contested_pixels: number of pixels where an object covers another, over all frames.
        contested_frames: number of frames with such pixels.
    """

    contested_pixels: int = 0
    contested_frames: int = 0

    def paint(
        self,
        document: Document,
        frame_index: int,
        labels: Mapping[int, int],
        *,
        void: int | None = None,
    ) -> NDArray[np.uint32]:
        """Return the label image of a frame: H x W uint32, 0 for background.

        Args:
            document: the annotations.
            frame_index: the frame.
            labels: track id -> label, 1 or more; other tracks are left out.
            void: label of void pixels; None for 0.
        """
        source = document.source
        flat = np.zeros(source.height * source.width, np.uint32)
        void_mask = document.void(frame_index) if void is not None else None
        if void_mask is not None and void is not None:
            _fill(flat, void_mask, void)
        contested = 0
        for track_id, record in document.masks_on(frame_index).items():
            if track_id in labels:
                contested += _fill(flat, record.mask, labels[track_id], free=void)
        self.contested_pixels += contested
        self.contested_frames += contested > 0
        return flat.reshape(source.width, source.height).T

    def notes(self) -> Iterable[str]:
        """Yield a note about overlaps, if there were any."""
        if self.contested_pixels:
            yield (
                f"{self.contested_pixels} pixels in {self.contested_frames} frames belonged to "
                f"several objects and were assigned to the upper layer."
            )


def _fill(flat: NDArray[np.uint32], mask: Mask, label: int, *, free: int | None = None) -> int:
    """Paint a label into a column-major image; return the number of pixels of other objects."""
    runs = decode_counts(mask.counts)
    if runs.size < 2:
        return 0
    # Touch only the span from the first to the last pixel of the mask.
    start, inner = int(runs[0]), runs[1 : runs.size - 1 + (runs.size % 2 == 0)]
    values = np.repeat((np.arange(inner.size) & 1) == 0, inner)
    span = flat[start : start + values.size]
    before = span[values]
    is_contested = (before != 0) & (before != label)
    if free is not None:
        is_contested &= before != free
    span[values] = label
    return int(np.count_nonzero(is_contested))
