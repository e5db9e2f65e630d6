"""Binary masks as COCO run-length codes, and their set operations.

Set operations work on the codes, so their cost depends on the length of the outline rather than the
size of the frame.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from gvseg.errors import MaskError

VOID: Final = 255
"""Label of unlabelled pixels in a label image."""
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
        """Encode an H x W array; non-zero values are in the mask.

        Raises:
            MaskError: the array does not have two axes.
        """
        if pixels.ndim != 2:
            raise MaskError(f"A mask needs two axes (H x W), but this array has {pixels.ndim}.")
        rle = coco_mask.encode(np.asfortranarray(pixels != 0, dtype=np.uint8))
        return cls(int(rle["size"][0]), int(rle["size"][1]), bytes(rle["counts"]))

    @classmethod
    def from_runs(cls, height: int, width: int, runs: Sequence[int]) -> "Mask":
        """Encode uncompressed COCO counts: run lengths, column-major, zeros first.

        Raises:
            MaskError: a run is negative, or the runs do not add up to height x width.
        """
        if any(run < 0 for run in runs) or sum(runs) != height * width:
            raise MaskError(f"Run lengths add up to {sum(runs)}, not to {height} x {width} pixels.")
        return cls(height, width, encode_counts(_merge_runs(np.asarray(runs, np.int64))))

    @classmethod
    def empty(cls, height: int, width: int) -> "Mask":
        """Return an empty mask of the given size."""
        return cls.from_runs(height, width, [height * width])

    @property
    def area(self) -> int:
        """Number of pixels in the mask."""
        return int(coco_mask.area(self._rle))

    @property
    def is_empty(self) -> bool:
        """True if the mask has no pixels."""
        return self.area == 0

    @property
    def box(self) -> Box:
        """Tight bounding box."""
        if self.is_empty:
            return (0, 0, 0, 0)
        x, y, width, height = (round(float(value)) for value in coco_mask.toBbox(self._rle))
        return (x, y, width, height)

    def to_array(self) -> NDArray[np.bool_]:
        """Decode to an H x W bool array.

        Raises:
            MaskError: the code is damaged.
        """
        runs = self._run_array()
        pixels = np.repeat((np.arange(runs.size) & 1).astype(np.bool_), runs)
        return pixels.reshape(self.width, self.height).T

    def runs(self) -> list[int]:
        """Uncompressed COCO counts: run lengths, column-major, zeros first."""
        runs: list[int] = self._run_array().tolist()
        return runs

    def __or__(self, other: "Mask") -> "Mask":
        """Union."""
        return self._merge(other, intersect=False)

    def __and__(self, other: "Mask") -> "Mask":
        """Intersection."""
        return self._merge(other, intersect=True)

    def __sub__(self, other: "Mask") -> "Mask":
        """The pixels in this mask but not in the other."""
        return self & other.inverted()

    def inverted(self) -> "Mask":
        """Return the complement within the frame."""
        runs = self.runs()
        return Mask.from_runs(
            self.height, self.width, runs[1:] if runs and runs[0] == 0 else [0, *runs]
        )

    def iou(self, other: "Mask") -> float:
        """Return the intersection over union; 1 if both masks are empty.

        Raises:
            MaskError: the masks differ in size.
        """
        self._check_size(other)
        union = (self | other).area
        return 1.0 if union == 0 else (self & other).area / union

    def _run_array(self) -> NDArray[np.int64]:
        runs = decode_counts(self.counts)
        if int(runs.sum()) != self.height * self.width:
            raise MaskError(
                f"Run lengths add up to {runs.sum()}, not to {self.height} x {self.width} pixels."
            )
        return runs

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
                f"Masks must have one size, not {self.width}x{self.height} "
                f"and {other.width}x{other.height} pixels."
            )


def masks_by_label(labels: NDArray[Any], wanted: Iterable[int]) -> dict[int, Mask]:
    """Return the masks of the wanted labels in an H x W label image."""
    height, width = labels.shape
    column_major = np.ascontiguousarray(labels.T).reshape(-1)
    ends = np.flatnonzero(column_major[1:] != column_major[:-1]) + 1
    starts, stops = np.append(0, ends), np.append(ends, column_major.size)
    label_of_run = column_major[starts]
    masks = {}
    for label in wanted:
        chosen = label_of_run == label
        edges = np.stack((starts[chosen], stops[chosen]), 1).reshape(-1)
        if edges.size == 0 or edges[-1] < column_major.size:
            edges = np.append(edges, column_major.size)
        masks[label] = Mask(height, width, encode_counts(np.diff(edges, prepend=0)))
    return masks


def decode_counts(counts: bytes) -> NDArray[np.int64]:
    """Return the run lengths of a compressed COCO code, column-major, zeros first.

    Raises:
        MaskError: the bytes are not a valid code.
    """
    digits = np.frombuffer(counts, np.uint8).astype(np.int64) - 48
    if digits.size == 0:
        return np.zeros(0, np.int64)
    if digits.min() < 0 or digits.max() > 63 or digits[-1] & 32:
        raise MaskError("A run-length code is damaged.")
    is_last = (digits & 32) == 0
    ends = np.flatnonzero(is_last)
    starts = np.concatenate(([0], ends[:-1] + 1))
    position = np.arange(digits.size) - np.repeat(starts, ends - starts + 1)
    if position.max() > 11:
        raise MaskError("A run-length code is damaged.")
    values = np.add.reduceat((digits & 31) << (5 * position), starts)
    # The top bit of the last digit is the sign.
    lengths = ends - starts + 1
    values = np.where(digits[ends] & 16, values - (1 << (5 * lengths)), values)
    # From the fourth run on, the code stores the difference from the run two positions earlier.
    values[1::2] = np.cumsum(values[1::2])
    values[2::2] = np.cumsum(values[2::2])
    if values.min() < 0:
        raise MaskError("A run-length code is damaged.")
    return values


def encode_counts(runs: NDArray[np.int64]) -> bytes:
    """Return the compressed COCO code of run lengths, column-major, zeros first."""
    values = runs.astype(np.int64)
    values[3:] -= runs[1:-2]
    # There must be enough 5-bit digits for the top bit of the last one to be the sign.
    magnitude = np.where(values < 0, ~values, values)
    lengths = np.ones(values.size, np.int64)
    for digits in range(1, 12):
        lengths += magnitude >= (1 << (5 * digits - 1))
    starts = np.cumsum(lengths) - lengths
    position = np.arange(int(lengths.sum())) - np.repeat(starts, lengths)
    digits_out = (np.repeat(values, lengths) >> (5 * position)) & 31
    digits_out[position < np.repeat(lengths, lengths) - 1] |= 32
    return (digits_out + 48).astype(np.uint8).tobytes()


def _merge_runs(runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Remove empty runs except the first, so that each mask has exactly one code."""
    if (runs[1:] > 0).all():
        return runs
    ends = np.cumsum(runs)
    flips: list[int] = []
    for flip in ends[:-1].tolist():
        # Two flips at the same position cancel out; a flip at the end has no effect.
        if flips and flips[-1] == flip:
            flips.pop()
        elif flip < ends[-1]:
            flips.append(flip)
    edges = np.asarray([0, *flips, ends[-1]], np.int64)
    return edges[1:] - edges[:-1]
