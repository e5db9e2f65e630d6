"""Labels stored as masks, painted on demand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gvseg.datasets.annotated_video import VOID_SEGMENT, Segments
from gvseg.errors import FormatError, MaskError
from gvseg.masks import Mask


@dataclass(frozen=True, slots=True)
class MaskLabels:
    """The masks of a document, kept as run-length codes.

    Attributes:
        file: the project or export.
        height: rows of a frame.
        width: columns of a frame.
        masks: position -> (segment id, mask), bottom layer first.
        void: position -> unlabelled pixels.
    """

    file: Path
    height: int
    width: int
    masks: Mapping[int, tuple[tuple[int, Mask], ...]]
    void: Mapping[int, Mask]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return f"{self.file}, frame {position}"

    def segments(self, position: int) -> Segments:
        """See `Labels`; upper layers cover lower ones and void."""
        void = self.void.get(position)
        layers = [] if void is None else [(VOID_SEGMENT, void)]
        layers.extend(self.masks.get(position, ()))
        try:
            return paint(self.height, self.width, layers)
        except MaskError as error:
            raise FormatError(f"{self.location(position)}: {error}") from error


def paint(height: int, width: int, layers: Iterable[tuple[int, Mask]]) -> Segments:
    """Paint (segment id, mask) pairs into one H x W image, later over earlier; 0 elsewhere.

    Raises:
        MaskError: a run-length code is damaged.
    """
    segments = np.zeros((height, width), np.int32)
    for segment_id, mask in layers:
        segments[mask.to_array()] = segment_id
    return segments
