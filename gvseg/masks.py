"""Binary masks as COCO run-length codes, and their set operations.

A `Mask` is small, frozen and knows its size; pixels appear only on request. Set operations
work on the codes, so they cost what the outline costs and not what the frame costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from gvseg.errors import MaskError

Box: TypeAlias = tuple[int, int, int, int]
"""(x, y, width, height) in pixels; (0, 0, 0, 0) for an empty mask."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A binary mask of one frame.

    Attributes:
        height: rows of the frame, in pixels.
        width: columns of the frame, in pixels.
        counts: COCO compressed run-length code, column-major, zeros first.
    """

    height: int
    width: int
    counts: bytes

    @classmethod
    def from_array(cls, pixels: NDArray[Any]) -> "Mask":
        """Encode an H x W array: every value other than 0 belongs to the mask."""
        if pixels.ndim != 2:
            raise MaskError(f"A mask needs two axes (H x W), this array has {pixels.ndim}.")
        rle = coco_mask.encode(np.asfortranarray(pixels != 0, dtype=np.uint8))
        return cls(int(rle["size"][0]), int(rle["size"][1]), bytes(rle["counts"]))

    @classmethod
    def from_runs(cls, height: int, width: int, runs: Sequence[int]) -> "Mask":
        """Encode uncompressed COCO counts: run lengths, column-major, zeros first.

        Raises:
            MaskError: runs that are negative or do not add up to height x width.
        """
        if any(run < 0 for run in runs) or sum(runs) != height * width:
            raise MaskError(
                f"Run lengths add up to {sum(runs)}, not to {height} x {width} pixels."
            )
        rle = coco_mask.frPyObjects({"size": [height, width], "counts": list(runs)}, height, width)
        return cls(height, width, bytes(rle["counts"]))

    @classmethod
    def empty(cls, height: int, width: int) -> "Mask":
        """The mask of that size with no pixel in it."""
        return cls.from_runs(height, width, [height * width])

    @property
    def area(self) -> int:
        """Number of pixels in the mask."""
        return int(coco_mask.area(self._rle))

    @property
    def is_empty(self) -> bool:
        """Whether the mask has no pixel."""
        return self.area == 0

    @property
    def box(self) -> Box:
        """Tight bounding box."""
        if self.is_empty:
            return (0, 0, 0, 0)
        x, y, width, height = (round(float(value)) for value in coco_mask.toBbox(self._rle))
        return (x, y, width, height)

    def to_array(self) -> NDArray[np.bool_]:
        """Decode to an H x W bool array."""
        return np.asarray(coco_mask.decode(self._rle), dtype=np.bool_)

    def runs(self) -> list[int]:
        """Uncompressed COCO counts: run lengths, column-major, zeros first."""
        pixels = self.to_array().ravel(order="F")
        edges = np.flatnonzero(np.diff(pixels)) + 1
        bounds = np.concatenate(([0], edges, [pixels.size]))
        runs = [int(run) for run in np.diff(bounds)]
        return [0, *runs] if pixels.size and pixels[0] else runs

    def __or__(self, other: "Mask") -> "Mask":
        """Union."""
        return self._merge(other, intersect=False)

    def __and__(self, other: "Mask") -> "Mask":
        """Intersection."""
        return self._merge(other, intersect=True)

    def __sub__(self, other: "Mask") -> "Mask":
        """What is in this mask and not in the other."""
        return self & other.inverted()

    def inverted(self) -> "Mask":
        """The complement within the frame."""
        runs = self.runs()
        return Mask.from_runs(
            self.height, self.width, runs[1:] if runs and runs[0] == 0 else [0, *runs]
        )

    def iou(self, other: "Mask") -> float:
        """Intersection over union; 1 for two empty masks."""
        self._check_size(other)
        union = (self | other).area
        return 1.0 if union == 0 else (self & other).area / union

    @property
    def _rle(self) -> dict[str, Any]:
        return {"size": [self.height, self.width], "counts": self.counts}

    def _merge(self, other: "Mask", *, intersect: bool) -> "Mask":
        self._check_size(other)
        rle = coco_mask.merge([self._rle, other._rle], intersect=intersect)
        return Mask(self.height, self.width, bytes(rle["counts"]))

    def _check_size(self, other: "Mask") -> None:
        if (self.height, self.width) != (other.height, other.width):
            raise MaskError(
                f"Masks of different frames: {self.width}x{self.height} "
                f"and {other.width}x{other.height} pixels."
            )
