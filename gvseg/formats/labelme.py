"""Reads labelme: a folder of JSON files, one a frame, in natural order.

Shapes of one label and `group_id` are one object through all frames. Without a group a label is
one object where no frame has two of it, and an object a shape where some frame has.
"""

import base64
import binascii
import io
import math
from pathlib import Path, PurePosixPath

import numpy as np
from natsort import natsorted
from PIL import Image
from pycocotools import mask as coco_mask

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import MAX_FRAME_PIXELS, DocumentBuilder, source_from_frames
from gvseg.formats.guessing import CERTAIN, Clue, Look
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.masks import Mask, decode_counts

_CIRCLE_CORNERS = 90
_MOST_LOOKED_AT = 20
_NO_AREA = frozenset({"point", "points", "line", "linestrip"})


def recognise(look: Look) -> Clue | None:
    """Say what in a file or folder looks like labelme."""
    files = look.files(".json") if look.is_folder else [look.path]
    if files and all(Look(file).has_keys("shapes") for file in files[:_MOST_LOOKED_AT]):
        return Clue(f"{files[0].name} has shapes", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder of labelme files, or one file.

    Raises:
        FormatError: no files, several frame sizes, or a shape that breaks the format; says where.
    """
    files = [path] if path.is_file() else natsorted(path.glob("*.json"), key=lambda f: f.name)
    if not files:
        raise FormatError(f"{path} has no .json files in it.")
    job.total_steps = 2 * len(files)
    frames = [_read_frame(file, job) for file in files]
    height, width = _size(frames[0])
    names = tuple(_name(frame) for frame in frames)
    builder = DocumentBuilder(source_from_frames(path.stem, names, height, width))
    repeated = _repeated_labels(frames)
    track_of: dict[tuple[str, str], int] = {}
    for frame_index, frame in enumerate(frames):
        if _size(frame) != (height, width):
            frame.refuse(f"the frame has another size than the {width}x{height} before it")
        for number, shape in enumerate(frame.items("shapes")):
            mask = _read_shape(shape, height, width)
            if mask is None or mask.is_empty:
                continue
            label = shape.text("label")
            identity = shape.key_text("group_id") if shape.has("group_id") else ""
            if not identity and label in repeated:
                identity = f"{frame_index}/{number}"
            if (label, identity) not in track_of:
                track_of[label, identity] = builder.object_of(None, _category(builder, label))
            builder.add_mask(track_of[label, identity], frame_index, mask)
        job.step()
    return [builder.document]


def validate(path: Path) -> list[str]:
    """What would be lost in reading; empty where nothing."""
    read(path, ReadJob())
    return []


def _read_frame(file: Path, job: ReadJob) -> Field:
    """A file without the picture that labelme may put into it: all frames stay in memory."""
    frame = read_json(file)
    if isinstance(frame.value, dict):
        frame.value.pop("imageData", None)
    job.step()
    return frame


def _size(frame: Field) -> tuple[int, int]:
    height = frame.whole("imageHeight", least=1, most=MAX_FRAME_PIXELS)
    return height, frame.whole("imageWidth", least=1, most=MAX_FRAME_PIXELS // height)


def _name(frame: Field) -> str:
    if frame.has("imagePath"):
        return PurePosixPath(frame.text("imagePath").replace("\\", "/")).stem
    return frame.file.stem


def _repeated_labels(frames: list[Field]) -> set[str]:
    repeated = set()
    for frame in frames:
        seen = set()
        for shape in frame.items("shapes"):
            label = shape.text("label")
            if not shape.has("group_id"):
                if label in seen:
                    repeated.add(label)
                seen.add(label)
    return repeated


def _category(builder: DocumentBuilder, label: str) -> int:
    name = label.strip() or "unnamed"
    for category in builder.document.categories.values():
        if category.name == name:
            return category.category_id
    category_id = builder.document.next_category_id
    builder.add_category(category_id, name)
    return category_id


def _read_shape(shape: Field, height: int, width: int) -> Mask | None:
    """The pixels of a shape; None for shapes without any area."""
    kind = shape.text("shape_type") if shape.has("shape_type") else "polygon"
    if kind in _NO_AREA:
        return None
    points = [_read_point(point, height, width) for point in shape.items("points")]
    if kind == "mask":
        return _read_mask(shape, points, height, width)
    if kind == "rectangle":
        if len(points) == 2:
            (x, y), (right, bottom) = points
            points = [(x, y), (right, y), (right, bottom), (x, bottom)]
    elif kind == "circle":
        if len(points) != 2:
            shape.refuse("a circle has a centre and a point on it")
        points = _circle(*points)
    elif kind not in ("polygon", "rotation"):
        shape.refuse(f"shapes of type {kind!r} are unknown")
    if len(points) < 3:
        shape.refuse(f"a {kind} of {len(points)} points has no area")
    corners = [value for point in points for value in point]
    code = coco_mask.frPyObjects([corners], height, width)[0]
    return Mask.from_runs(height, width, decode_counts(bytes(code["counts"])).tolist())


def _read_point(point: Field, height: int, width: int) -> tuple[float, float]:
    values = [item.value for item in point.items()]
    bound = 4 * (height + width) + 1000
    if len(values) != 2 or not all(
        isinstance(v, int | float) and not isinstance(v, bool) and abs(v) <= bound for v in values
    ):
        point.refuse("expected x and y in or near the frame")
    return float(values[0]), float(values[1])


def _circle(centre: tuple[float, float], rim: tuple[float, float]) -> list[tuple[float, float]]:
    radius = math.dist(centre, rim)
    turns = [2 * math.pi * number / _CIRCLE_CORNERS for number in range(_CIRCLE_CORNERS)]
    return [(centre[0] + radius * math.cos(t), centre[1] + radius * math.sin(t)) for t in turns]


def _read_mask(shape: Field, points: list[tuple[float, float]], height: int, width: int) -> Mask:
    """A picture of the box from the first point on, coded in base64."""
    if len(points) != 2:
        shape.refuse("a mask has two points: the corners of its box")
    try:
        data = base64.b64decode(shape.text("mask"), validate=True)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.width > width or picture.height > height:
                shape.refuse("the mask is larger than the frame")
            crop = np.asarray(picture.convert("L")) > 0
    except (binascii.Error, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        shape.refuse(f"the mask is not a PNG in base64 ({error})")
    x, y = round(points[0][0]), round(points[0][1])
    if not (0 <= x <= width - crop.shape[1] and 0 <= y <= height - crop.shape[0]):
        shape.refuse("the mask leaves the frame")
    pixels = np.zeros((height, width), np.bool_)
    pixels[y : y + crop.shape[0], x : x + crop.shape[1]] = crop
    return Mask.from_array(pixels)
