"""COCO run-length codes and polygons in JSON, read strictly."""

from typing import Any

import numpy as np
from pycocotools import mask as coco_mask

from gvseg.errors import MaskError
from gvseg.formats.json_fields import Field
from gvseg.masks import Mask, decode_counts


def compressed_rle(mask: Mask) -> dict[str, Any]:
    """A mask as COCO writes it: size and compressed counts, as text."""
    return {"size": [mask.height, mask.width], "counts": mask.counts.decode("ascii")}


def uncompressed_rle(mask: Mask) -> dict[str, Any]:
    """A mask as every YouTube-VIS reader takes it: size and a list of run lengths."""
    return {"size": [mask.height, mask.width], "counts": mask.runs()}


def read_segmentation(field: Field, height: int, width: int) -> tuple[Mask, bool]:
    """Read a code of either kind, or polygons.

    Returns:
        The mask, and whether it came as polygons.

    Raises:
        FormatError: of another size, runs that do not add up, or broken polygons.
    """
    if isinstance(field.value, list):
        return _read_polygons(field, height, width), True
    return read_rle(field, height, width), False


def read_rle(field: Field, height: int, width: int) -> Mask:
    """Read a code of either kind.

    Raises:
        FormatError: of another size than the frame, or runs that do not add up to it.
    """
    size = [item.as_whole() for item in field.items("size")]
    if size != [height, width]:
        field.refuse(f"the code is of size {size}, its frame of [{height}, {width}]")
    counts = field.get("counts")
    try:
        if isinstance(counts.value, str):
            runs = decode_counts(counts.value.encode("ascii"))
            return Mask.from_runs(height, width, runs.tolist())
        most = height * width
        return Mask.from_runs(height, width, [item.as_whole(most=most) for item in counts.items()])
    except (MaskError, UnicodeEncodeError) as error:
        counts.refuse(str(error).rstrip(".") if isinstance(error, MaskError) else "not a code")


def _read_polygons(field: Field, height: int, width: int) -> Mask:
    rings = []
    # Far outside the frame a corner costs memory for every pixel of its way.
    bound = 4 * (height + width) + 1000
    for item in field.items():
        corners = [_corner(corner, bound) for corner in item.items()]
        if len(corners) < 6 or len(corners) % 2:
            item.refuse(f"a polygon needs an even count of at least 6 numbers, not {len(corners)}")
        rings.append(corners)
    if not rings:
        return Mask.empty(height, width)
    codes = coco_mask.frPyObjects(rings, height, width)
    joined = coco_mask.merge(codes)
    runs = decode_counts(bytes(joined["counts"]))
    return Mask.from_runs(height, width, runs.tolist())


def _corner(field: Field, bound: int) -> float:
    value = field.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        field.refuse("expected a number")
    if not abs(value) <= bound or not np.isfinite(value):
        field.refuse(f"the corner at {value} lies far outside the frame")
    return float(value)
