"""Reads Supervisely video projects: `<dataset>/ann/<video>.json`, and `meta.json` of the project.

An object has figures in frames (numbered from 0): bitmaps (base64-encoded, zlib-compressed PNG) and
polygons with holes. Boxes and points have no mask.
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
from gvseg.formats.guessing import CERTAIN, Clue, Probe
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


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file or folder looks like a Supervisely video project."""
    if probe.is_folder:
        file = probe.any_below("ann/*.json", "*/ann/*.json")
        is_video = file is not None and Probe(file).has_keys("frames", "objects", "size")
        return None if not is_video else Clue("ann/ has objects with figures in frames", CERTAIN)
    if probe.suffix == ".json" and probe.has_keys("frames", "figures", "objects", "size"):
        return Clue("it has objects with figures in frames, as in Supervisely", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a project, a dataset in it, or one file, with one document per video.

    Raises:
        FormatError: there are no annotations, or a file is invalid.
    """
    files = [path]
    if path.is_dir():
        found = [*path.glob("ann/*.json"), *path.glob("*/ann/*.json"), *path.glob("*.json")]
        files = natsorted(file for file in found if file.parent.name == "ann" or path.name == "ann")
    if not files:
        raise FormatError(f"{path} has no ann/ folder with .json files.")
    documents = []
    for number, file in enumerate(files):
        job.begin_part(number, len(files))
        documents.append(_read_video(file, job))
    return documents


def validate(path: Path) -> list[str]:
    """Check that the files can be read; return no problems."""
    read(path, ReadJob())
    return []


def _read_video(file: Path, job: ReadJob) -> Document:
    root = read_json(file)
    size = root.get("size")
    height = size.integer("height", minimum=1, maximum=MAX_FRAME_PIXELS)
    width = size.integer("width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    frames = list(root.items("frames"))
    indices = [frame.integer("index", maximum=MAX_FRAMES - 1) for frame in frames]
    count = max((index + 1 for index in indices), default=1)
    if root.has("framesCount"):
        count = max(count, root.integer("framesCount", maximum=MAX_FRAMES))
    # `walk.mp4.json` annotates the video walk.mp4.
    name = PurePosixPath(file.name.removesuffix(".json")).stem or file.stem
    builder = DocumentBuilder(source_from_count(name, count, height, width, is_numbered=True))
    builder.document.frame_start = FrameStart(
        0, "Supervisely counts frames from 0", is_position=True
    )
    objects = _Objects(root, builder, _read_colours(file))
    skipped: Counter[str] = Counter()
    boxes = BoxCount(job)
    job.total_steps = len(frames)
    for frame, frame_index in zip(frames, indices, strict=True):
        for figure in frame.items("figures") if frame.has("figures") else ():
            with job.entry():
                kind = figure.text("geometryType")
                boxes.add(is_box=kind == _BOX)
                if kind in _NO_MASK and not (kind == _BOX and boxes.is_filled):
                    skipped[_NO_MASK[kind]] += 1
                    continue
                mask = _read_figure(figure, kind, height, width)
                if not mask.is_empty:
                    builder.add_mask(objects.track_of(figure), frame_index, mask)
        job.step()
    boxes.note("figures")
    for what, number in skipped.items():
        job.omit(file, "", f"{what} have no mask and are left out ({number})")
    return builder.document


class _Objects:
    """Creates the track of an object on first use, so that objects without a mask are left out."""

    def __init__(self, root: Field, builder: DocumentBuilder, colours: dict[str, Colour]) -> None:
        self._builder, self._colours = builder, colours
        self._fields = {_key(one, ("key", "id")): one for one in root.items("objects")}
        self._tracks: dict[str, int] = {}
        self._categories: dict[str, int] = {}

    def track_of(self, figure: Field) -> int:
        """Return the track of a figure's object."""
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
            self._tracks[key] = self._builder.track_for(
                None, self._categories[name], attributes=_tags(field)
            )
        return self._tracks[key]


def _key(field: Field, names: tuple[str, str]) -> str:
    return next((field.key_text(name) for name in names if field.has(name)), "")


def _tags(field: Field) -> dict[str, AttributeValue]:
    """Return the tags of an object, without those limited to a range of frames."""
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
    """Return class -> colour from the project's meta.json; empty if it is missing."""
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
                figure.refuse("a rectangle needs two corners")
            # Both corners are inclusive.
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
    figure.refuse(f"the figure type {kind!r} is not supported")


def _ring(field: Field) -> list[float]:
    ring = []
    for point in field.items():
        parts = [as_number(part.value) for part in point.items()]
        if len(parts) != 2 or parts[0] is None or parts[1] is None:
            point.refuse("expected x and y")
        ring += [parts[0], parts[1]]
    return ring


def _read_bitmap(bitmap: Field, height: int, width: int) -> Mask:
    origin = [one.as_integer(minimum=-MAX_FRAME_PIXELS) for one in bitmap.items("origin")]
    if len(origin) != 2:
        bitmap.refuse("the origin needs x and y")
    try:
        packed = base64.b64decode(bitmap.text("data"), validate=True)
        unpacked = packed  # in old files, the PNG is not compressed
        if not packed.startswith(_PNG):
            unpacked = zlib.decompressobj().decompress(packed, 8 * height * width + 2**16)
        with Image.open(io.BytesIO(unpacked), formats=["PNG"]) as image:
            if image.width > width or image.height > height:
                bitmap.refuse("the bitmap is larger than the frame")
            has_alpha = image.mode in ("RGBA", "LA")
            crop = np.array(image.convert("RGBA" if has_alpha else "L"), np.uint8)
    except (binascii.Error, zlib.error, OSError, SyntaxError) as error:
        bitmap.refuse(f"the bitmap is not a base64-encoded, compressed PNG ({error})")
    pixels = crop[..., 3] if has_alpha else crop
    return crop_mask(pixels, origin[0], origin[1], height, width)
