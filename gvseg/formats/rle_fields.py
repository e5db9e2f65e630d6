"""COCO run-length codes and polygons in JSON, with strict validation."""

from typing import Any

from gvseg.errors import MaskError
from gvseg.formats.json_fields import Field, as_number
from gvseg.formats.shapes import polygons_mask
from gvseg.masks import Mask, decode_counts


def compressed_rle(mask: Mask) -> dict[str, Any]:
    """Return a mask as COCO RLE: size and compressed counts as a string."""
    return {"size": [mask.height, mask.width], "counts": mask.counts.decode("ascii")}


def uncompressed_rle(mask: Mask) -> dict[str, Any]:
    """Return a mask as uncompressed COCO RLE: size and a list of run lengths."""
    return {"size": [mask.height, mask.width], "counts": mask.runs()}


def read_segmentation(field: Field, height: int, width: int) -> tuple[Mask, bool]:
    """Return the mask of an RLE or of polygons, and whether it was given as polygons.

    Raises:
        FormatError: the size differs from the frame, or the RLE or polygons are invalid.
    """
    if isinstance(field.value, list):
        return _read_polygons(field, height, width), True
    return read_rle(field, height, width), False


def read_rle(field: Field, height: int, width: int) -> Mask:
    """Return the mask of a compressed or uncompressed RLE.

    Raises:
        FormatError: the size differs from the frame, or the runs do not add up to it.
    """
    size = [item.as_integer() for item in field.items("size")] if field.has("size") else None
    if size not in (None, [height, width]):
        field.refuse(f"the RLE has size {size}, but its frame has [{height}, {width}]")
    counts = field.get("counts")
    try:
        if isinstance(counts.value, str):
            runs = decode_counts(counts.value.encode("ascii"))
            return Mask.from_runs(height, width, runs.tolist())
        area = height * width
        return Mask.from_runs(
            height, width, [item.as_integer(maximum=area) for item in counts.items()]
        )
    except (MaskError, UnicodeEncodeError) as error:
        counts.refuse(str(error).rstrip(".") if isinstance(error, MaskError) else "not an RLE")


def read_box(field: Field, height: int, width: int) -> Mask:
    """Return a mask of the pixels in a box [x, y, width, height].

    Raises:
        FormatError: the box is invalid, or entirely outside the frame.
    """
    values = _numbers(field, 4 * (height + width) + 1000)
    if len(values) != 4:
        field.refuse(f"a box has four numbers, not {len(values)}")
    x, y, box_width, box_height = values
    right, low = x + box_width, y + box_height
    mask = polygons_mask([[x, y, right, y, right, low, x, low]], height, width)
    if mask.is_empty:
        field.refuse("the box covers no pixels of the frame")
    return mask


def _read_polygons(field: Field, height: int, width: int) -> Mask:
    bound = 4 * (height + width) + 1000  # see `polygons_mask`
    items = list(field.items())
    if items and not isinstance(items[0].value, list):
        items = [field]  # a single ring without the outer list
    rings = []
    for item in items:
        corners = _numbers(item, bound)
        if len(corners) % 2:
            item.refuse(f"a polygon needs an even number of coordinates, not {len(corners)}")
        if len(corners) >= 6:
            rings.append(corners)
    if not rings and any(item.value for item in items):
        field.refuse("a polygon needs at least three corners")
    if not rings:
        return Mask.empty(height, width)
    return polygons_mask(rings, height, width)


def _numbers(field: Field, bound: int) -> list[float]:
    """Return the numbers in a list, or in a list of pairs."""
    values = field.value
    if isinstance(values, list) and values and all(isinstance(one, list) for one in values):
        values = [number for pair in values for number in pair]
    if not isinstance(values, list):
        field.refuse("expected a list of numbers")
    is_plain = {type(value) for value in values} <= {int, float}
    numbers = values if is_plain else list(map(as_number, values))
    for index, number in enumerate(numbers):
        if number is None:
            field.refuse(f"entry {index} is not a number")
        if not -bound <= number <= bound:
            field.refuse("a corner is far outside the frame")
    return list(map(float, numbers))
