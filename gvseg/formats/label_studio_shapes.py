"""Masks of Label Studio's regions: brush, bitmask, polygon, ellipse."""

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
    """The pixels of a region.

    Raises:
        EntryError: it is none of these, or broken.
    """
    try:
        if value.has("rle"):
            return _read_brush(value, height, width)
        if value.has("imageDataURL"):
            return _read_picture(value, height, width)
        if value.has("points"):
            points = [[_number(part) for part in point.items()] for point in value.items("points")]
            if any(len(point) != 2 for point in points):
                value.refuse("a point has x and y")
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
    value.refuse("it is no brush mask, polygon or ellipse")


def decode_brush(data: bytes, size: int) -> NDArray[np.uint8]:
    """The bytes that a brush code stands for.

    The code begins with their count (32 bits), the bits of a value less 1 (5 bits) and four lengths
    of counts less 1 (4 bits each). Then come stretches: a bit that says whether one value repeats,
    2 bits that choose a length, a count less 1 of that length, and the value or the values.

    Args:
        data: the code.
        size: how many bytes there must be.

    Raises:
        MaskError: the code is damaged or of another size.
    """
    bits = np.unpackbits(np.frombuffer(data, np.uint8)).tobytes().translate(_AS_DIGITS)
    place = 0

    def take(count: int) -> int:
        nonlocal place
        place += count
        if place > len(bits):
            raise MaskError("the brush code ends too early")
        return int(bits[place - count : place], 2)

    if take(32) != size:
        raise MaskError(f"the brush code is not of {size} bytes, as the picture is")
    value_bits = take(5) + 1
    if value_bits != 8:
        raise MaskError(f"the brush code has values of {value_bits} bits, not of 8")
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
        raise MaskError("the brush code runs past the end of the picture")
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


def _read_picture(value: Field, height: int, width: int) -> Mask:
    """A mask as the address of a PNG that holds its own data."""
    try:
        data = base64.b64decode(value.text("imageDataURL").rpartition(",")[2], validate=True)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if (picture.height, picture.width) != (height, width):
                value.refuse(f"the mask has {picture.width}x{picture.height} pixels")
            pixels = np.array(picture.convert("RGBA"), np.uint8)
    except (binascii.Error, OSError, SyntaxError) as error:
        value.refuse(f"the mask is not a PNG in base64 ({error})")
    alpha = pixels[..., 3]
    is_opaque = alpha.min() == alpha.max()
    return Mask.from_array((pixels[..., 0] if is_opaque else alpha) >= _HALF)


def _number(value: Field) -> float:
    number = as_number(value.value)
    if number is None:
        value.refuse("expected a number")
    return number
