"""Labels stored as label images."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from gvseg.datasets.annotated_video import VOID_SEGMENT, Segments
from gvseg.errors import FormatError
from gvseg.formats.images import read_image
from gvseg.formats.segments import ids_from_rgb

_UNKNOWN: Final = -2


def number_table(numbers: Mapping[int, int]) -> tuple[int, ...]:
    """Return a table of 256 segment ids from value -> segment id; other values are unknown."""
    return tuple(numbers.get(number, _UNKNOWN) for number in range(256))


OBJECT_NUMBERS: Final = number_table(
    {number: number for number in range(255)} | {255: VOID_SEGMENT}
)
"""0 background, 1..254 objects, 255 void, as in DAVIS and most folders of masks."""


@dataclass(frozen=True, slots=True)
class NumberedLabels:
    """Indexed or grey label images, one per frame.

    Attributes:
        paths: position -> image.
        table: segment id of each value 0..255; see `number_table`.
    """

    paths: Mapping[int, Path]
    table: tuple[int, ...]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        path = self.paths[position]
        numbers = read_image(path, ("P", "L", "1")).astype(np.uint8)
        table = np.asarray(self.table, np.int32)
        present = np.flatnonzero(np.bincount(numbers.ravel(), minlength=256))
        unknown = present[table[present] == _UNKNOWN]
        if unknown.size:
            raise FormatError(f"{path}: the value {unknown[0]} is not in the dataset.")
        return np.asarray(table[numbers], np.int32)


@dataclass(frozen=True, slots=True)
class PanopticLabels:
    """RGB images with ids R + 256 G + 65536 B, and their segments; id 0 is void.

    Attributes:
        paths: position -> image.
        segment_of: position -> id in the image -> segment id, or `VOID_SEGMENT` for a crowd.
    """

    paths: Mapping[int, Path]
    segment_of: Mapping[int, Mapping[int, int]]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`; the ids in the image and in the list must be the same."""
        path = self.paths[position]
        ids, inverse = np.unique(ids_from_rgb(read_image(path, ("RGB",))), return_inverse=True)
        segment_of = {0: VOID_SEGMENT, **self.segment_of[position]}
        for number in ids.tolist():
            if number not in segment_of:
                raise FormatError(f"{path}: the id {number} is not in segments_info.")
        missing = set(segment_of) - {0} - set(ids.tolist())
        if missing:
            raise FormatError(f"{path}: segment {min(missing)} is not in the image.")
        table = np.array([segment_of[number] for number in ids.tolist()], np.int32)
        return np.asarray(table[inverse], np.int32)
