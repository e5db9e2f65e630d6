"""Collects the content of a CVAT XML file element by element, then builds documents from it."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from gvseg.annotation.changes import LayerChange
from gvseg.annotation.document import Document
from gvseg.annotation.records import AttributeValue, VideoSource
from gvseg.errors import FormatError, MaskError
from gvseg.formats.boxes import BoxCount
from gvseg.formats.building import (
    MAX_FRAME_PIXELS,
    MAX_FRAMES,
    FrameStart,
    source_from_count,
    source_from_frames,
)
from gvseg.formats.cvat_labels import CvatLabel, read_labels
from gvseg.formats.frame_values import add_values
from gvseg.formats.gvseg_block import BLOCK_KEY, GvsegBlock
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field
from gvseg.formats.shapes import box_ring, crop_mask, decode_row_runs, ellipse_ring, polygons_mask
from gvseg.formats.xml_nodes import XmlNode
from gvseg.masks import Mask

_BOX: Final = "box"
_MASKS: Final = frozenset({"mask", "polygon", "ellipse"})
_SKIPPED: Final = {
    "box": "boxes",
    "polyline": "polylines",
    "points": "points",
    "cuboid": "cuboids",
    "skeleton": "skeletons",
}


@dataclass(slots=True)
class _Task:
    """A task in the file's metadata, or a set of images."""

    name: str
    size: tuple[int, int] | None
    frame_count: int
    frame_names: list[str] = field(default_factory=list)
    objects: list["_Object"] = field(default_factory=list)


@dataclass(slots=True)
class _Object:
    """A track, or a shape in an image."""

    label: str
    group: str
    masks: list[tuple[int, Mask]] = field(default_factory=list)
    values: dict[int, dict[str, AttributeValue]] = field(default_factory=dict)
    layer: int = 0


class CvatReader:
    """Reads the children of the root one by one."""

    def __init__(self, path: Path, job: ReadJob) -> None:
        self._path, self._job = path, job
        self._labels: dict[str, CvatLabel] = {}
        self._tasks: dict[str, _Task] = {}
        self._image_sets: dict[tuple[str, str, str], _Task] = {}
        self._block = GvsegBlock()
        self._skipped: Counter[str] = Counter()
        self._boxes = BoxCount(job)

    def read_node(self, node: XmlNode) -> None:
        """Read a child of the root.

        Raises:
            FormatError: it is invalid.
        """
        if node.tag == "meta":
            self._read_meta(node)
        elif node.tag == "track":
            with self._job.entry():
                self._read_track(node)
        elif node.tag == "image":
            with self._job.entry():
                self._read_image(node)

    def documents(self) -> list[Document]:
        """Return one document per task or set of images.

        Raises:
            FormatError: the file has neither images nor a task with a frame size.
        """
        self._boxes.note("shapes")
        for kind, count in self._skipped.items():
            self._job.omit(self._path, "", f"{kind} have no mask and are left out ({count})")
        tasks = list(self._image_sets.values()) or [
            task for task in self._tasks.values() if task.size is not None
        ]
        if not tasks:
            raise FormatError(
                f"{self._path} has neither <image> nor a <meta> with <original_size>, so the frame "
                f"size is unknown; export the annotations from CVAT again."
            )
        return [self._build(task, _source(task)) for task in tasks]

    def _read_meta(self, meta: XmlNode) -> None:
        block = meta.find(BLOCK_KEY)
        if block is not None:
            try:
                self._block = GvsegBlock(Field(json.loads(block.text), self._path, BLOCK_KEY))
            except (ValueError, RecursionError):
                block.refuse(f"<{BLOCK_KEY}> is not JSON")
        found = [child for kind in ("task", "job") for child in meta.all_of(kind)]
        project = meta.find("project")
        if project is not None:
            tasks = project.find("tasks")
            found += [] if tasks is None else tasks.all_of("task")
        for holder in (*found, *([project] if project is not None else [])):
            for label in read_labels(holder):
                self._labels.setdefault(label.name, label)
        for number, task in enumerate(found):
            self._read_task(task, number, meta.child_text("source"))

    def _read_task(self, node: XmlNode, number: int, source: str) -> None:
        size = node.find("original_size")
        frame_size = self._job.frame_size
        if size is not None:
            height, width = (_bounded(size, size.child_text(k), k) for k in ("height", "width"))
            frame_size = _checked_size(size, height, width)
        count = 0
        for tag, offset in (("size", 0), ("stop_frame", 1)):
            text = node.child_text(tag)
            if text:
                count = max(count, offset + _bounded(node, text, tag, maximum=MAX_FRAMES - 1))
        # In older files, <source> is next to the task.
        stem = PurePosixPath((node.child_text("source") or source).replace("\\", "/")).stem
        name = stem or node.child_text("name").replace("/", "_") or self._path.stem
        key = node.child_text("id") or str(number)
        self._tasks[key] = _Task(name, frame_size, count)

    def _read_track(self, node: XmlNode) -> None:
        task = self._task_of(node)
        if task.size is None:
            return  # `documents` reports that the frame size is unknown
        found = _Object(node.string("label").strip(), node.attributes.get("group_id", ""))
        for shape in node.children:
            if shape.attributes.get("outside") == "1" or not self._is_wanted(shape):
                continue
            with self._job.entry():
                frame_index = shape.integer("frame", maximum=MAX_FRAMES - 1)
                found.masks.append((frame_index, _read_mask(shape, *task.size)))
                found.layer = _layer(shape)
                found.values[frame_index] = self._label(found.label).values(shape)
        if found.masks:
            task.objects.append(found)
            task.frame_count = max(task.frame_count, 1 + max(frame for frame, _ in found.masks))

    def _read_image(self, node: XmlNode) -> None:
        height, width = (
            node.integer(k, minimum=1, maximum=MAX_FRAME_PIXELS) for k in ("height", "width")
        )
        size = _checked_size(node, height, width)
        path = PurePosixPath(node.string("name").replace("\\", "/"))
        # Image names are unique only within a task, subset and folder.
        task_id, subset = (node.attributes.get(key, "") for key in ("task_id", "subset"))
        key = (task_id, subset, path.parent.as_posix())
        if key not in self._image_sets:
            self._image_sets[key] = _Task(self._name_of_set(*key), size, 0)
        task = self._image_sets[key]
        if size != task.size:
            first = task.size or (0, 0)
            node.refuse(
                f"{path.stem} is {width}x{height}, but earlier images are {first[1]}x{first[0]}"
            )
        frame_index = len(task.frame_names)
        task.frame_names.append(path.stem)
        for shape in node.children:
            if not self._is_wanted(shape):
                continue
            with self._job.entry():
                mask = _read_mask(shape, *size)
                label = shape.string("label").strip()
                task.objects.append(
                    _Object(
                        label,
                        "",
                        [(frame_index, mask)],
                        {frame_index: self._label(label).values(shape)},
                        _layer(shape),
                    )
                )

    def _name_of_set(self, task_id: str, subset: str, folder: str) -> str:
        only = next(iter(self._tasks.values())).name if len(self._tasks) == 1 else ""
        return PurePosixPath(folder).name or only or subset or task_id or self._path.stem

    def _is_wanted(self, shape: XmlNode) -> bool:
        """Return whether to read a shape; count those that are skipped."""
        if shape.tag not in _MASKS and shape.tag not in _SKIPPED:
            return False
        self._boxes.add(is_box=shape.tag == _BOX)
        if shape.tag in _MASKS or (shape.tag == _BOX and self._boxes.is_filled):
            return True
        self._skipped[_SKIPPED[shape.tag]] += 1
        return False

    def _task_of(self, node: XmlNode) -> _Task:
        key = node.attributes.get("task_id", "")
        if key in self._tasks:
            return self._tasks[key]
        if not self._tasks:
            self._tasks[key] = _Task(self._path.stem, self._job.frame_size, 0)
        if len(self._tasks) != 1:
            node.refuse(f"there is no task {key!r}" if key else "<track> has no task_id")
        return next(iter(self._tasks.values()))

    def _label(self, name: str) -> CvatLabel:
        return self._labels.setdefault(name, CvatLabel(name))

    def _build(self, task: _Task, source: VideoSource) -> Document:
        builder = self._block.builder(source)
        labels = self._labels.values()
        category_of = self._block.add_categories(
            builder,
            {label.name: label.colour for label in labels},
            {label.name: tuple(label.attributes.values()) for label in labels},
        )
        names = self._block.objects()
        layers: dict[int, int] = {}
        values: dict[int, dict[int, dict[str, AttributeValue]]] = {}
        for one in task.objects:
            # CVAT renumbers tracks and groups on export, so only GvSeg's own groups are ids.
            identity = _group_number(one.group) if self._block.exists else None
            name, colour = names.get(identity, (None, None))
            track_id = builder.track_for(
                identity,
                category_of[one.label],
                name=name,
                colour=colour,
            )
            for frame_index, read in one.values.items():
                values.setdefault(track_id, {}).setdefault(frame_index, {}).update(read)
            layers.setdefault(track_id, one.layer)
            for frame_index, mask in one.masks:
                builder.add_mask(track_id, frame_index, mask)
        for track_id, found in values.items():
            add_values(builder, track_id, found)
        if not source.frame_names:
            builder.document.frame_start = FrameStart(
                0, "CVAT counts frames from 0", is_position=True
            )
        order = tuple(sorted(builder.document.layer_order, key=lambda i: layers[i]))
        if order != builder.document.layer_order:
            builder.document.write(LayerChange(order))
        return builder.document


def _source(task: _Task) -> VideoSource:
    height, width = task.size or (0, 0)
    if task.frame_names:
        return source_from_frames(task.name, tuple(task.frame_names), height, width)
    count = max(1, task.frame_count)
    return source_from_count(task.name, count, height, width, is_numbered=True)


def _group_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 and int(text) > 0 else None


def _layer(shape: XmlNode) -> int:
    return shape.integer("z_order", minimum=-(2**31), maximum=2**31) if shape.has("z_order") else 0


def _read_mask(shape: XmlNode, height: int, width: int) -> Mask:
    try:
        if shape.tag == "mask":
            return _read_runs(shape, height, width)
        if shape.tag == "ellipse":
            x, y, radius_x, radius_y = (shape.number(name) for name in ("cx", "cy", "rx", "ry"))
            turn = shape.number("rotation") if shape.has("rotation") else 0.0
            ring = ellipse_ring(x, y, radius_x, radius_y, turn)
            return polygons_mask([ring], height, width)
        if shape.tag == _BOX:
            left, top, right, bottom = (shape.number(k) for k in ("xtl", "ytl", "xbr", "ybr"))
            turn = shape.number("rotation") if shape.has("rotation") else 0.0
            return polygons_mask([box_ring((left, top, right, bottom), turn)], height, width)
        ring = []
        for pair in shape.string("points").split(";"):
            parts = pair.partition(",")
            ring += [shape.as_number(parts[0], "x"), shape.as_number(parts[2], "y")]
        return polygons_mask([ring], height, width)
    except MaskError as error:
        shape.refuse(str(error).rstrip("."))


def _read_runs(shape: XmlNode, height: int, width: int) -> Mask:
    box_height = shape.integer("height", minimum=1, maximum=height)
    box_width = shape.integer("width", minimum=1, maximum=width)
    left = shape.integer("left", minimum=-width, maximum=width)
    top = shape.integer("top", minimum=-height, maximum=height)
    try:
        runs = [int(part) for part in shape.string("rle").split(",")]
    except ValueError:
        shape.refuse("rle is not a list of integers")
    return crop_mask(decode_row_runs(runs, box_height, box_width), left, top, height, width)


def _bounded(node: XmlNode, text: str, what: str, *, maximum: int = MAX_FRAME_PIXELS) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) > maximum:
        node.refuse(f"{what} {text[:40]!r} is not an integer between 0 and {maximum}")
    return int(text)


def _checked_size(node: XmlNode, height: int, width: int) -> tuple[int, int]:
    if not 0 < height * width <= MAX_FRAME_PIXELS:
        node.refuse(f"{width}x{height} pixels is not a valid frame size")
    return height, width
