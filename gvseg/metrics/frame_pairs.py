"""Read ground truth and prediction in parallel, frame by frame."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError

Truth = TypeVar("Truth")
Prediction = TypeVar("Prediction")

_END = object()


def pair_frames(
    truth: Iterable[Truth], prediction: Iterable[Prediction], sequence: str
) -> Iterator[tuple[Truth, Prediction]]:
    """Pair the frames of a sequence.

    Raises:
        FormatError: one has more frames than the other.
    """
    results = iter(prediction)
    for true_frame in truth:
        found = next(results, _END)
        if found is _END:
            raise _differing(sequence)
        yield true_frame, found  # type: ignore[misc]
    if next(results, _END) is not _END:
        raise _differing(sequence)


def check_same_size(
    truth: NDArray[Any], prediction: NDArray[Any], frame_index: int, sequence: str
) -> None:
    """Check that both are H x W and equal in size.

    Raises:
        FormatError: they differ.
    """
    if truth.shape != prediction.shape:
        raise FormatError(
            f"Frame {frame_index} of {sequence or 'the sequence'}: the prediction is "
            f"{_size(prediction)} pixels, the truth {_size(truth)}."
        )


def count_values(numbers: NDArray[np.uint64]) -> dict[int, int]:
    """Count the pixels of each value in an H x W image, in ascending order of values.

    Segment images have long runs of one value, so runs are sorted instead of pixels.
    """
    flat = numbers.ravel()
    starts = np.flatnonzero(np.append(True, flat[1:] != flat[:-1]))
    lengths = np.diff(starts, append=flat.size)
    values, index = np.unique(flat[starts], return_inverse=True)
    pixels = np.zeros(values.size, np.int64)
    np.add.at(pixels, index, lengths)
    return dict(zip(values.tolist(), pixels.tolist(), strict=True))


def _differing(sequence: str) -> FormatError:
    where = f" of {sequence}" if sequence else ""
    return FormatError(f"Truth and prediction{where} have different numbers of frames.")


def _size(image: NDArray[Any]) -> str:
    return f"{image.shape[1]}x{image.shape[0]}"
