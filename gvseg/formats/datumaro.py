"""Datumaro JSON: a list of items, one per frame, each with its annotations.

Objects are identified by `attributes.track_id` (CVAT) or `object_id`. Annotations of a frame with
the same `group` are parts of one object.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from gvseg.annotation.document import Document
from gvseg.annotation.frame_values import values_on
from gvseg.annotation.records import AttributeValue, Colour
from gvseg.errors import MaskError
from gvseg.formats.boxes import BoxCount
from gvseg.formats.building import MAX_FRAME_PIXELS, source_from_frames
from gvseg.formats.frame_values import (
    add_values,
    note_values_without_masks,
    written_attributes,
)
from gvseg.formats.frames import frame_files, write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.gvseg_block import BLOCK_KEY, GvsegBlock, gvseg_block
from gvseg.formats.images import read_size
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, as_identifier, as_number, read_json
from gvseg.formats.json_stream import JsonStream, dump
from gvseg.formats.rle_fields import compressed_rle, read_rle
from gvseg.formats.shapes import box_ring, ellipse_ring, polygons_mask
from gvseg.masks import Mask

_BOX: Final = "bbox"
_NO_MASK: Final = {
    _BOX: "boxes",
    "rotated_bbox": "boxes",
    "polyline": "polylines",
    "points": "points",
    "label": "labels of whole frames",
    "cuboid_2d": "cuboids",
    "cuboid_3d": "cuboids",
    "skeleton": "skeletons",
    "caption": "captions",
}
_OWN_ATTRIBUTES: Final = frozenset({"track_id", "keyframe", "outside", "rotation"})
"""Attributes of tracks or shapes, which are not attributes of the object."""
_FRAMES_FOLDER: Final = "images"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like Datumaro JSON."""
    if probe.suffix == ".json" and probe.has_keys("items", "categories"):
        return Clue("it has items and categories, as Datumaro writes them", CERTAIN)
    return None


@dataclass(slots=True)
class _Region:
    """An annotation with a mask.

    Attributes:
        frame_index: its frame.
        label: name of its category.
        identity: id of its object, if the file has one.
        group: key shared by the parts of an object in a frame; empty for none.
        mask: its pixels.
        layer: higher values are on top.
        attributes: attributes of the object.
    """

    frame_index: int
    label: str
    identity: int | str | None
    group: str
    mask: Mask
    layer: int
    attributes: dict[str, AttributeValue] = field(default_factory=dict)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file as one video.

    Raises:
        FormatError: the file is not JSON, or is invalid.
    """
    root = read_json(path)
    labels = _read_labels(root)
    items = _items_in_order(root)
    names = [PurePosixPath(one.key_text("id")).name for one in items]
    height, width = _frame_size(root, job)
    block = GvsegBlock(root.get(BLOCK_KEY) if root.has(BLOCK_KEY) else None)
    builder = block.builder(source_from_frames(path.stem, tuple(names), height, width))
    category_of = block.add_categories(builder, labels, {})
    regions = _read_items(items, labels, (height, width), job)
    names_of = block.objects()
    lowest = min((r.identity for r in regions if isinstance(r.identity, int)), default=1)
    shift = max(0, 1 - lowest)  # CVAT numbers tracks from 0
    values: dict[int, dict[int, dict[str, AttributeValue]]] = {}
    builder.reserve_ids(r.identity + shift for r in regions if isinstance(r.identity, int))
    track_of: dict[str, int] = {}
    for region in sorted(regions, key=lambda one: one.layer):
        identity = region.identity
        if isinstance(identity, int):
            identity += shift
        track_id = track_of.get(region.group) if region.group else None
        if track_id is None:
            name, colour = names_of.get(identity, (None, None))
            track_id = builder.track_for(
                identity,
                category_of[region.label],
                name=name,
                colour=colour,
            )
        if region.group:
            track_of[region.group] = track_id
        builder.add_mask(track_id, region.frame_index, region.mask)
        frames = values.setdefault(track_id, {})
        frames.setdefault(region.frame_index, {}).update(region.attributes)
    for track_id, found in values.items():
        add_values(builder, track_id, found)
    return [builder.document]


def _items_in_order(root: Field) -> list[Field]:
    """Return the items sorted by CVAT's frame numbers, else in file order."""
    items = list(root.items("items"))
    numbers = []
    for item in items:
        attributes = item.value.get("attr") if isinstance(item.value, dict) else None
        number = attributes.get("frame") if isinstance(attributes, dict) else None
        if not isinstance(number, int):
            return items
        numbers.append(number)
    order = sorted(range(len(items)), key=numbers.__getitem__)
    return [items[index] for index in order]


def _read_items(
    items: list[Field], labels: dict[str, Colour | None], size: tuple[int, int], job: ReadJob
) -> list[_Region]:
    job.total_steps = len(items)
    skipped: Counter[str] = Counter()
    boxes = BoxCount(job)
    regions: list[_Region] = []
    for frame_index, item in enumerate(items):
        with job.entry():
            for annotation in item.items("annotations") if item.has("annotations") else ():
                with job.entry():
                    kind = annotation.text("type")
                    boxes.add(is_box=kind == _BOX)
                    if kind in _NO_MASK and not (kind == _BOX and boxes.is_filled):
                        skipped[_NO_MASK[kind]] += 1
                        continue
                    regions.append(_read_region(annotation, frame_index, labels, size))
        job.step()
    boxes.note("annotations")
    for what, count in skipped.items():
        job.omit(items[0].file, "", f"{what} have no mask and are left out ({count})")
    return regions


def validate(path: Path) -> list[str]:
    """Check that the file can be read; return no problems."""
    read(path, ReadJob())
    return []


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one JSON file; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    job.total_steps = len(frames) * (2 if job.options.jpeg_frames else 1)
    label_of = {category_id: number for number, category_id in enumerate(document.categories)}
    attributes = {
        one.name
        for category in document.categories.values()
        for one in written_attributes(category, document)
    }
    categories = {
        "label": {
            "labels": [
                {"name": one.name, "parent": "", "attributes": []}
                for one in document.categories.values()
            ],
            "label_groups": [],
            "attributes": sorted(attributes | {"track_id"}),
        },
        "mask": {
            "colormap": [
                {
                    "label_id": label_of[i],
                    "r": one.colour[0],
                    "g": one.colour[1],
                    "b": one.colour[2],
                }
                for i, one in document.categories.items()
            ]
        },
    }
    with JsonStream(out) as stream:
        stream.raw('{"dm_format_version":"1.0","media_type":2,"infos":{},\n')
        stream.raw(f'"{BLOCK_KEY}":{dump(gvseg_block(document, len(frames)))},\n')
        stream.raw(f'"categories":{dump(categories)},\n"items":')
        stream.entries(_items(document, label_of, job))
        stream.raw("}\n")
    note_values_without_masks(documents, job)
    if job.options.jpeg_frames:
        write_frames(document, out.parent / _FRAMES_FOLDER / document.source.name, job)


def _items(
    document: Document, label_of: dict[int, int], job: ExportJob
) -> Iterator[dict[str, Any]]:
    frames = job.frames_of(document)
    files = frame_files(document.source, frames, as_jpeg=job.options.jpeg_frames)
    for frame_index, file in zip(frames, files, strict=True):
        annotations = []
        for layer, (track_id, record) in enumerate(document.masks_on(frame_index).items()):
            if record.mask.is_empty:
                continue
            track = document.tracks[track_id]
            annotations.append(
                {
                    "id": track_id,
                    "type": "mask",
                    "attributes": {
                        **values_on(document, track_id, frame_index),
                        "track_id": track_id,
                    },
                    "group": track_id,
                    "object_id": track_id,
                    "label_id": label_of[track.category_id],
                    "z_order": layer,
                    "rle": compressed_rle(record.mask),
                }
            )
        yield {
            "id": document.source.frame_name(frame_index),
            "annotations": annotations,
            "attr": {"frame": frame_index},
            "image": {
                "path": file,
                "size": [document.source.height, document.source.width],
            },
        }
        job.step()


def _read_labels(root: Field) -> dict[str, Colour | None]:
    """Return label name -> colour (or None), in the order of label ids."""
    categories = root.get("categories")
    if not categories.has("label"):
        categories.refuse("it has no labels")
    names = [one.text("name") for one in categories.get("label").items("labels")]
    colours: dict[int, Colour] = {}
    if categories.has("mask") and categories.get("mask").has("colormap"):
        for one in categories.get("mask").items("colormap"):
            red, green, blue = (one.integer(key, maximum=255) for key in "rgb")
            colours[one.integer("label_id")] = (red, green, blue)
    return {name: colours.get(number) for number, name in enumerate(names)}


def _frame_size(root: Field, job: ReadJob) -> tuple[int, int]:
    """Return the most common size of images and masks."""
    sizes: Counter[tuple[int, int]] = Counter()
    for item in root.items("items"):
        for holder in ("image", "media"):
            value = item.value.get(holder) if isinstance(item.value, dict) else None
            if isinstance(value, dict) and value.get("size"):
                sizes[_size(item.get(holder))] += 1
        for annotation in item.items("annotations") if item.has("annotations") else ():
            if annotation.has("rle"):
                sizes[_size(annotation.get("rle"))] += 1
                break
    if not sizes:
        sizes.update(_image_sizes(root))
    if not sizes and job.frame_size is not None:
        return job.frame_size
    if not sizes:
        root.refuse("the frame size is unknown: no item has an image with a size")
    return sizes.most_common(1)[0][0]


def _image_sizes(root: Field) -> Iterator[tuple[int, int]]:
    """Yield the size of the first image found in Datumaro's folder, for older files."""
    folder = root.file.absolute().parent.parent / _FRAMES_FOLDER
    for item in root.items("items"):
        image = item.value.get("image") if isinstance(item.value, dict) else None
        path = image.get("path") if isinstance(image, dict) else None
        if isinstance(path, str) and path and ".." not in PurePosixPath(path).parts:
            for file in (folder / root.file.stem / path, folder / path):
                if file.is_file():
                    yield read_size(file)
                    return


def _size(holder: Field) -> tuple[int, int]:
    parts = [one.as_integer(minimum=1, maximum=MAX_FRAME_PIXELS) for one in holder.items("size")]
    if len(parts) != 2 or parts[0] * parts[1] > MAX_FRAME_PIXELS:
        holder.refuse(f"expected height and width, found {parts}")
    return parts[0], parts[1]


def _read_region(
    annotation: Field, frame_index: int, labels: dict[str, Colour | None], size: tuple[int, int]
) -> _Region:
    number = annotation.integer("label_id")
    if number >= len(labels):
        annotation.refuse(f"there is no label {number}")
    label = list(labels)[number]
    mask = _read_mask(annotation, annotation.text("type"), *size)
    values = annotation.value.get("attributes")
    values = values if isinstance(values, dict) else {}
    layer, group = annotation.value.get("z_order"), annotation.value.get("group")
    return _Region(
        frame_index,
        label,
        identity := _identity(annotation, values),
        f"{frame_index}/{group}/{label}" if group and identity is None else "",
        mask,
        layer if isinstance(layer, int) else 0,
        {
            name: value
            for name, value in values.items()
            if name not in _OWN_ATTRIBUTES and isinstance(value, str | float | bool)
        },
    )


def _identity(annotation: Field, values: dict[str, Any]) -> int | str | None:
    track_id = as_identifier(values.get("track_id"))
    if track_id is not None:
        return track_id
    object_id = as_identifier(annotation.value.get("object_id"))
    return object_id if isinstance(object_id, int) and object_id >= 0 else None


def _read_mask(annotation: Field, kind: str, height: int, width: int) -> Mask:
    if kind == "mask":
        return read_rle(annotation.get("rle"), height, width)
    points = [_number(one) for one in annotation.items("bbox" if kind == _BOX else "points")]
    try:
        if kind == _BOX and len(points) == 4:
            left, top, box_width, box_height = points
            ring = box_ring((left, top, left + box_width, top + box_height))
            return polygons_mask([ring], height, width)
        if kind == "polygon":
            return polygons_mask([points], height, width)
        if kind == "ellipse" and len(points) == 4:
            left, top, right, bottom = points
            ring = ellipse_ring(
                (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
            )
            return polygons_mask([ring], height, width)
    except MaskError as error:
        annotation.refuse(str(error).rstrip("."))
    annotation.refuse(f"the annotation type {kind!r} is not supported")


def _number(value: Field) -> float:
    number = as_number(value.value)
    if number is None:
        value.refuse("expected a number")
    return number
