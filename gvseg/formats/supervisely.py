"""Reads Supervisely video projects: `<dataset>/ann/<video>.json`, and `meta.json` of the project.

An object has figures on frames, which are counted from 0: bitmaps (a PNG, packed with zlib, in
base64) and polygons with holes. Boxes and points have no mask.
"""

import base64
import binascii
import io
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np
from natsort import natsorted
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.annotation.records import AttributeValue, Colour
from gvseg.errors import FormatError, MaskError
from gvseg.formats.boxes import BoxCount
from gvseg.formats.building import (
    MAX_FRAME_PIXELS,
    MAX_FRAMES,
    DocumentBuilder,
    FrameStart,
    source_from_count,
)
from gvseg.formats.guessing import CERTAIN, Clue, Look
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, as_number, read_json
from gvseg.formats.shapes import box_ring, crop_mask, polygons_mask
from gvseg.masks import Mask

_BOX: Final = "rectangle"
_NO_MASK: Final = {
    _BOX: "boxes",
    "point": "points",
    "line": "lines",
    "polyline": "lines",
    "graph": "skeletons",
    "cuboid": "cuboids",
}
_PNG: Final = b"\x89PNG"
_META: Final = "meta.json"


def recognise(look: Look) -> Clue | None:
    """Say what in a file or folder looks like a video project of Supervisely."""
    if look.is_folder:
        file = look.any_below("ann/*.json", "*/ann/*.json")
        is_video = file is not None and Look(file).has_keys("frames", "objects", "size")
        return None if not is_video else Clue("ann/ has objects with figures on frames", CERTAIN)
    if look.suffix == ".json" and look.has_keys("frames", "figures", "objects", "size"):
        return Clue("it has objects with figures on frames, as Supervisely does", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a project, a dataset of it, or one file: a document for each video.

    Raises:
        FormatError: no annotations, or a file breaks the format; says where.
    """
    files = [path]
    if path.is_dir():
        found = [*path.glob("ann/*.json"), *path.glob("*/ann/*.json"), *path.glob("*.json")]
        files = natsorted(file for file in found if file.parent.name == "ann" or path.name == "ann")
    if not files:
        raise FormatError(f"{path} has no ann/ with .json files in it.")
    documents = []
    for number, file in enumerate(files):
        job.begin_part(number, len(files))
        documents.append(_read_video(file, job))
    return documents


def validate(path: Path) -> list[str]:
    """Return what reading would lose; empty if nothing."""
    read(path, ReadJob())
    return []


def _read_video(file: Path, job: ReadJob) -> Document:
    root = read_json(file)
    size = root.get("size")
    height = size.whole("height", least=1, most=MAX_FRAME_PIXELS)
    width = size.whole("width", least=1, most=MAX_FRAME_PIXELS // height)
    frames = list(root.items("frames"))
    indices = [frame.whole("index", most=MAX_FRAMES - 1) for frame in frames]
    count = max((index + 1 for index in indices), default=1)
    if root.has("framesCount"):
        count = max(count, root.whole("framesCount", most=MAX_FRAMES))
    # `walk.mp4.json` is of the video walk.mp4.
    name = PurePosixPath(file.name.removesuffix(".json")).stem or file.stem
    builder = DocumentBuilder(source_from_count(name, count, height, width, is_numbered=True))
    builder.document.frame_start = FrameStart(
        0, "Supervisely counts frames from 0", is_position=True
    )
    objects = _Objects(root, builder, _read_colours(file))
    passed_over: Counter[str] = Counter()
    boxes = BoxCount(job)
    job.total_steps = len(frames)
    for frame, frame_index in zip(frames, indices, strict=True):
        for figure in frame.items("figures") if frame.has("figures") else ():
            with job.entry():
                kind = figure.text("geometryType")
                boxes.add(is_box=kind == _BOX)
                if kind in _NO_MASK and not (kind == _BOX and boxes.is_filled):
                    passed_over[_NO_MASK[kind]] += 1
                    continue
                mask = _read_figure(figure, kind, height, width)
                if not mask.is_empty:
                    builder.add_mask(objects.track_of(figure), frame_index, mask)
        job.step()
    boxes.note("figures")
    for what, number in passed_over.items():
        job.omit(file, "", f"{what} have no mask and are left out ({number})")
    return builder.document


class _Objects:
    """The objects of a video; those with a mask become tracks."""

    def __init__(self, root: Field, builder: DocumentBuilder, colours: dict[str, Colour]) -> None:
        self._builder, self._colours = builder, colours
        self._fields = {_key(one, ("key", "id")): one for one in root.items("objects")}
        self._tracks: dict[str, int] = {}
        self._categories: dict[str, int] = {}

    def track_of(self, figure: Field) -> int:
        """The track of a figure's object."""
        key = _key(figure, ("objectKey", "objectId"))
        if key not in self._fields:
            figure.refuse(f"there is no object {key}")
        if key not in self._tracks:
            field = self._fields[key]
            name = field.text("classTitle").strip() or "object"
            if name not in self._categories:
                self._categories[name] = len(self._categories) + 1
                colour = self._colours.get(name)
                self._builder.add_category(self._categories[name], name, colour=colour)
            self._tracks[key] = self._builder.object_of(
                None, self._categories[name], attributes=_tags(field)
            )
        return self._tracks[key]


def _key(field: Field, names: tuple[str, str]) -> str:
    return next((field.key_text(name) for name in names if field.has(name)), "")


def _tags(field: Field) -> dict[str, AttributeValue]:
    """Tags of an object as a whole; those of some frames only are left out."""
    found: dict[str, AttributeValue] = {}
    tags = field.value.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, dict) and isinstance(tag.get("name"), str) and "frameRange" not in tag:
            value = tag.get("value")
            found[tag["name"]] = value if isinstance(value, str | float | bool) else True
            if isinstance(value, int) and not isinstance(value, bool):
                found[tag["name"]] = float(value)
    return found


def _read_colours(file: Path) -> dict[str, Colour]:
    """Class -> colour, from the meta.json of the project, which may be missing."""
    for folder in file.absolute().parents[:3]:
        if (folder / _META).is_file():
            meta = read_json(folder / _META)
            classes = meta.items("classes") if meta.has("classes") else ()
            return {
                one.text("title"): colour
                for one in classes
                if (colour := _colour(one.value.get("color"))) is not None
            }
    return {}


def _colour(value: object) -> Colour | None:
    try:
        red, green, blue = bytes.fromhex(str(value).removeprefix("#"))
    except ValueError:
        return None
    return red, green, blue


def _read_figure(figure: Field, kind: str, height: int, width: int) -> Mask:
    geometry = figure.get("geometry")
    try:
        if kind == "bitmap":
            return _read_bitmap(geometry.get("bitmap"), height, width)
        if kind == _BOX:
            ring = _ring(geometry.get("points").get("exterior"))
            if len(ring) != 4:
                figure.refuse("a rectangle has two corners")
            # Both corners are pixels of the box.
            corners = (ring[0], ring[1], ring[2] + 1, ring[3] + 1)
            return polygons_mask([box_ring(corners)], height, width)
        if kind == "polygon":
            points = geometry.get("points")
            mask = polygons_mask([_ring(points.get("exterior"))], height, width)
            for hole in points.items("interior") if points.has("interior") else ():
                mask = mask - polygons_mask([_ring(hole)], height, width)
            return mask
    except MaskError as error:
        figure.refuse(str(error).rstrip("."))
    figure.refuse(f"figures of type {kind!r} are unknown")


def _ring(field: Field) -> list[float]:
    ring = []
    for point in field.items():
        parts = [as_number(part.value) for part in point.items()]
        if len(parts) != 2 or parts[0] is None or parts[1] is None:
            point.refuse("expected x and y")
        ring += [parts[0], parts[1]]
    return ring


def _read_bitmap(bitmap: Field, height: int, width: int) -> Mask:
    origin = [one.as_whole(least=-MAX_FRAME_PIXELS) for one in bitmap.items("origin")]
    if len(origin) != 2:
        bitmap.refuse("an origin has x and y")
    try:
        packed = base64.b64decode(bitmap.text("data"), validate=True)
        unpacked = packed  # old files hold the picture as it is
        if not packed.startswith(_PNG):
            unpacked = zlib.decompressobj().decompress(packed, 8 * height * width + 2**16)
        with Image.open(io.BytesIO(unpacked), formats=["PNG"]) as picture:
            if picture.width > width or picture.height > height:
                bitmap.refuse("the bitmap is larger than the frame")
            has_alpha = picture.mode in ("RGBA", "LA")
            crop = np.array(picture.convert("RGBA" if has_alpha else "L"), np.uint8)
    except (binascii.Error, zlib.error, OSError, SyntaxError) as error:
        bitmap.refuse(f"the bitmap is not a packed PNG in base64 ({error})")
    pixels = crop[..., 3] if has_alpha else crop
    return crop_mask(pixels, origin[0], origin[1], height, width)
