"""Labels and masks of the shapes in a labelme file."""

import base64
import binascii
import io
import math
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np
from PIL import Image

from gvseg.errors import FormatError, MaskError
from gvseg.formats.building import MAX_FRAME_PIXELS
from gvseg.formats.json_fields import Field
from gvseg.formats.shapes import crop_mask, ellipse_ring, polygons_mask
from gvseg.masks import Mask

_NO_AREA: Final = frozenset({"point", "points", "line", "linestrip"})
_POLYGONS: Final = frozenset({"polygon", "rectangle", "oriented_rectangle", "rotation"})
_MAX_IMAGE_BYTES: Final = 2**29


def label_of(shape: Field) -> str:
    """Return the label as a string; it can also be a number or missing."""
    value = shape.value.get("label")
    if value is None:
        return "unnamed"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return shape.text("label").strip() or "unnamed"


def read_frame_size(frame: Field) -> tuple[int, int] | None:
    """Return (height, width) from a file, else from its image; None if both are missing."""
    if frame.has("imageHeight") and frame.has("imageWidth"):
        height = frame.integer("imageHeight", minimum=1, maximum=MAX_FRAME_PIXELS)
        return height, frame.integer("imageWidth", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    data = frame.value.get("imageData")
    if isinstance(data, str) and data:
        try:
            return _image_size(io.BytesIO(base64.b64decode(data)))
        except (binascii.Error, OSError, SyntaxError, ValueError):
            frame.refuse("the size is missing, and imageData is not a base64-encoded image")
    path = frame.value.get("imagePath")
    names = [PurePosixPath(path.replace("\\", "/")).name] if isinstance(path, str) else []
    for image in (frame.file.parent / name for name in names if name):
        if image.is_file() and image.stat().st_size <= _MAX_IMAGE_BYTES:
            try:
                return _image_size(image)
            except (OSError, SyntaxError, ValueError):
                return None
    return None


def _image_size(image: Path | io.BytesIO) -> tuple[int, int]:
    with Image.open(image) as opened:
        if not 0 < opened.width * opened.height <= MAX_FRAME_PIXELS:
            raise ValueError("too large")
        return opened.height, opened.width


def read_shape(shape: Field, height: int, width: int) -> Mask | None:
    """Return the mask of a shape; None for points and lines, which have no area.

    Raises:
        EntryError: the shape has an unknown type, or is invalid.
    """
    kind = shape.text("shape_type") if shape.has("shape_type") else "polygon"
    if kind in _NO_AREA:
        return None
    points = [_read_point(point) for point in shape.items("points")]
    if kind == "mask":
        return _read_mask(shape, points, height, width)
    if kind == "rectangle" and len(points) == 2:
        (x, y), (right, bottom) = points
        points = [(x, y), (right, y), (right, bottom), (x, bottom)]
    elif kind == "circle":
        if len(points) != 2:
            shape.refuse("a circle needs a centre and a point on its edge")
        (x, y), edge = points
        radius = math.dist((x, y), edge)
        ring = ellipse_ring(x, y, radius, radius)
        points = list(zip(ring[::2], ring[1::2], strict=True))
    elif kind not in _POLYGONS:
        shape.refuse(f"the shape type {kind!r} is not supported")
    if len(points) < 3:
        shape.refuse(f"a {kind} with {len(points)} points has no area")
    try:
        return polygons_mask([[value for point in points for value in point]], height, width)
    except MaskError as error:
        shape.refuse(str(error))


def _read_point(point: Field) -> tuple[float, float]:
    values = [item.value for item in point.items()]
    if len(values) != 2 or not all(
        isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < 1e9 for v in values
    ):
        point.refuse("expected coordinates x and y")
    return float(values[0]), float(values[1])


def _read_mask(shape: Field, points: list[tuple[float, float]], height: int, width: int) -> Mask:
    """Read a base64-encoded PNG placed at the first point."""
    if len(points) != 2:
        shape.refuse("a mask needs two points, the corners of its box")
    try:
        data = base64.b64decode(shape.text("mask"), validate=True)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            if image.width > width or image.height > height:
                shape.refuse("the mask is larger than the frame")
            crop = np.asarray(image.convert("L")) > 0
    except (binascii.Error, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        shape.refuse(f"the mask is not a base64-encoded PNG ({error})")
    x, y = round(points[0][0]), round(points[0][1])
    if not (-width < x < width and -height < y < height):
        shape.refuse("the mask is outside the frame")
    return crop_mask(crop, x, y, height, width)
