"""Puts the masks of a frame into one picture of numbers, upper layers over lower ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.masks import Mask, decode_counts


@dataclass(slots=True)
class LabelPainter:
    """Paints label pictures and counts what overlaps.

    Attributes:
        contested_pixels: pixels that an upper object took from a lower one, over all frames.
        contested_frames: frames with any such pixel.
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
        """The labels of a frame.

        Args:
            labels: track id -> number to write, 1 or more; tracks that are not named are left out.
            void: number of unlabelled pixels; None leaves them 0.

        Returns:
            H x W uint32; 0 where nothing is.
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
        """What to say of overlaps, if there were any."""
        if self.contested_pixels:
            yield (
                f"{self.contested_pixels} pixels on {self.contested_frames} frames belonged to "
                f"several objects and went to the upper layer."
            )


def _fill(flat: NDArray[np.uint32], mask: Mask, label: int, *, free: int | None = None) -> int:
    """Write a label where the mask is (column-major); returns how many pixels were taken."""
    runs = decode_counts(mask.counts)
    if runs.size < 2:
        return 0
    # From the first pixel of the mask to its last: what lies outside costs nothing.
    start, inner = int(runs[0]), runs[1 : runs.size - 1 + (runs.size % 2 == 0)]
    values = np.repeat((np.arange(inner.size) & 1) == 0, inner)
    stretch = flat[start : start + values.size]
    before = stretch[values]
    is_taken = (before != 0) & (before != label)
    if free is not None:
        is_taken &= before != free
    stretch[values] = label
    return int(np.count_nonzero(is_taken))
