"""Masks of Label Studio's regions: brush, bitmask, polygon, ellipse and box."""

import base64
import binascii
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gvseg.errors import MaskError
from gvseg.formats.json_fields import Field, as_number
from gvseg.formats.shapes import box_ring, ellipse_ring, polygons_mask
from gvseg.masks import Mask

_HALF = 128
_CHANNELS = 4


def read_shape(value: Field, height: int, width: int) -> Mask:
    """Return the mask of a region.

    Raises:
        EntryError: the region has another type, or is invalid.
    """
    try:
        if value.has("rle"):
            return _read_brush(value, height, width)
        if value.has("imageDataURL"):
            return _read_image(value, height, width)
        if value.has("points"):
            points = [[_number(part) for part in point.items()] for point in value.items("points")]
            if any(len(point) != 2 for point in points):
                value.refuse("a point needs x and y")
            ring = [v for x, y in points for v in (x * width / 100, y * height / 100)]
            return polygons_mask([ring], height, width)
        if value.has("radiusX"):
            x, y = value.number("x") * width / 100, value.number("y") * height / 100
            radius_x = value.number("radiusX") * width / 100
            radius_y = value.number("radiusY") * height / 100
            turn = value.number("rotation") if value.has("rotation") else 0.0
            return polygons_mask([ellipse_ring(x, y, radius_x, radius_y, turn)], height, width)
        if value.has("width"):
            x, y = value.number("x") * width / 100, value.number("y") * height / 100
            right = x + value.number("width") * width / 100
            bottom = y + value.number("height") * height / 100
            turn = value.number("rotation") if value.has("rotation") else 0.0
            ring = box_ring((x, y, right, bottom), turn, about=(x, y))
            return polygons_mask([ring], height, width)
    except MaskError as error:
        value.refuse(str(error).rstrip("."))
    value.refuse("it is not a brush mask, polygon, ellipse or box")


def decode_brush(data: bytes, size: int) -> NDArray[np.uint8]:
    """Decode the RLE of a brush mask, as defined by thi.ng/rle-pack.

    The header is the number of values (32 bits), the bits per value - 1 (5 bits) and four widths of
    run counts - 1 (4 bits each). Each run has a flag for a repeated value (1 bit), the index of the
    width of its count (2 bits), its count - 1, and the value or values.

    Args:
        data: the encoded bytes.
        size: expected number of decoded bytes.

    Raises:
        MaskError: the data is damaged, or has another size.
    """
    bits = np.unpackbits(np.frombuffer(data, np.uint8)).tobytes().translate(_AS_DIGITS)
    position = 0

    def take(count: int) -> int:
        nonlocal position
        position += count
        if position > len(bits):
            raise MaskError("the brush mask is cut off")
        return int(bits[position - count : position], 2)

    if take(32) != size:
        raise MaskError(f"the brush mask does not have {size} bytes like the image")
    value_bits = take(5) + 1
    if value_bits != 8:
        raise MaskError(f"the brush mask has {value_bits} bits per value instead of 8")
    lengths = [take(4) + 1 for _ in range(4)]
    values: list[int] = []
    counts: list[int] = []
    total = 0
    while total < size:
        is_repeated = take(1)
        count = 1 + take(lengths[take(2)])
        total += count
        if is_repeated:
            values.append(take(value_bits))
            counts.append(count)
        else:
            values += [take(value_bits) for _ in range(count)]
            counts += [1] * count
    if total != size:
        raise MaskError("the brush mask extends past the end of the image")
    return np.repeat(np.array(values, np.uint8), counts)


_AS_DIGITS = bytes([ord("0"), ord("1"), *range(2, 256)])


def _read_brush(value: Field, height: int, width: int) -> Mask:
    numbers = value.get("rle").value
    if not isinstance(numbers, list) or not all(
        isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= 255 for one in numbers
    ):
        value.refuse("rle is not a list of bytes")
    pixels = decode_brush(bytes(numbers), _CHANNELS * height * width)
    alpha = pixels.reshape(height, width, _CHANNELS)[..., 3]
    return Mask.from_array(alpha >= _HALF)


def _read_image(value: Field, height: int, width: int) -> Mask:
    """Read a mask from a data URL of a PNG."""
    try:
        data = base64.b64decode(value.text("imageDataURL").rpartition(",")[2], validate=True)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            if (image.height, image.width) != (height, width):
                value.refuse(
                    f"the mask is {image.width}x{image.height} pixels, the image is "
                    f"{width}x{height}"
                )
            pixels = np.array(image.convert("RGBA"), np.uint8)
    except (binascii.Error, OSError, SyntaxError) as error:
        value.refuse(f"the mask is not a base64-encoded PNG ({error})")
    alpha = pixels[..., 3]
    is_opaque = alpha.min() == alpha.max()
    return Mask.from_array((pixels[..., 0] if is_opaque else alpha) >= _HALF)


def _number(value: Field) -> float:
    number = as_number(value.value)
    if number is None:
        value.refuse("expected a number")
    return number
