"""Splits label images into masks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import MaskFileError
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.read_report import EntryError
from gvseg.mask_images import MaskImages, Numbers
from gvseg.masks import VOID, Mask


def read_labels(images: MaskImages, path: Path, shape: tuple[int, ...]) -> Numbers:
    """Return the object numbers in one mask image of a video.

    Args:
        images: all mask images of the video.
        path: the image to read.
        shape: (height, width) of earlier frames; empty for the first.

    Raises:
        EntryError: the image cannot be read as object numbers, or its size differs.
    """
    try:
        labels = images.read(path)
    except MaskFileError as error:
        reason = str(error).removeprefix("Mask ").removeprefix(str(path)).strip(" :.")
        raise EntryError(path, "", f"the image {reason}") from error
    if shape and labels.shape != shape:
        size = f"{labels.shape[1]}x{labels.shape[0]} pixels"
        raise EntryError(
            path, "", f"the frame is {size}, but earlier frames are {shape[1]}x{shape[0]}"
        )
    return labels


def masks_of_labels(labels: NDArray[Any]) -> Iterator[tuple[int, Mask]]:
    """Yield (label, mask) of each label except 0 in an H x W image, ascending."""
    height, width = labels.shape
    flat = labels.ravel(order="F")
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    starts = np.concatenate(([0], edges))
    stops = np.concatenate((edges, [flat.size]))
    values = flat[starts]
    order = np.argsort(values, kind="stable")
    bounds = np.flatnonzero(np.diff(values[order])) + 1
    for group in np.split(order, bounds):
        number = int(values[group[0]])
        if number != 0:
            # Runs alternate between zeros and ones, and end with zeros.
            flips = np.stack([starts[group], stops[group]], axis=-1).ravel()
            runs = np.diff(np.concatenate(([0], flips, [flat.size]))).tolist()
            yield number, Mask.from_runs(height, width, runs[: -1 if runs[-1] == 0 else None])


def add_labels(
    builder: DocumentBuilder, frame_index: int, labels: NDArray[Any], *, void: int | None = VOID
) -> None:
    """Add the objects of a label image; new numbers become tracks of the default category."""
    for number, mask in masks_of_labels(labels):
        if number == void:
            builder.add_void(frame_index, mask)
            continue
        if number not in builder.document.tracks:
            builder.add_track(number, builder.add_default_category())
        builder.add_mask(number, frame_index, mask)
