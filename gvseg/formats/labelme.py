"""labelme: a folder of JSON files, one per frame, in natural order.

Shapes with the same label and `group_id` are one object. Without a group, a label is one object if
no frame has two shapes of it; otherwise each shape is a separate object.
"""

import base64
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import numpy as np
from natsort import natsorted
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.annotation.records import AttributeValue
from gvseg.counted import counted
from gvseg.errors import FormatError
from gvseg.formats.building import STARTS_AT_0, DocumentBuilder, source_from_frames
from gvseg.formats.frames import frame_files, write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block
from gvseg.formats.json_stream import dump
from gvseg.formats.labelme_shapes import label_of, read_frame_size, read_shape
from gvseg.formats.polygons import polygons_of
from gvseg.masks import Mask

_MAX_PROBED = 20
_VERSION: Final = "5.5.0"
_IGNORE: Final = "__ignore__"
"""Label of unlabelled pixels, which labelme's converters write as void."""
_IMAGES: Final = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file or folder looks like labelme."""
    files = probe.files(".json") if probe.is_folder else [probe.path]
    if files and all(Probe(file).has_keys("shapes") for file in files[:_MAX_PROBED]):
        return Clue(f"{files[0].name} has shapes", CERTAIN)
    return None


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape with a mask."""

    frame_index: int
    label: str
    group: str
    mask: Mask
    attributes: dict[str, AttributeValue]


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder of labelme files, or one file.

    Raises:
        FormatError: there are no labelme files, or the frame size is unknown.
    """
    files = [path] if path.is_file() else natsorted(path.glob("*.json"), key=lambda f: f.name)
    if not files:
        raise FormatError(f"{path} contains no .json files.")
    job.total_steps = 2 * len(files)
    frames = []
    for file in files:
        with job.entry():
            frames.append(_read_frame(file))
        job.step()
    height, width = _frame_size(path, frames, job)
    names, index_of = _frame_names(path, frames)
    source = source_from_frames(path.stem, names, height, width)
    is_ours = bool(frames) and frames[0][0].has(SOURCE_KEY)
    builder = DocumentBuilder(read_source_block(frames[0][0], source) if is_ours else source)
    builder.document.frame_start = STARTS_AT_0 if is_ours else None
    shapes: list[_Shape] = []
    for index, (frame, size) in zip(index_of, frames, strict=True):
        with job.entry():
            if size not in (None, (height, width)):
                frame.refuse(f"its frame is not {width}x{height} pixels like most frames")
            _read_shapes(frame, index, (height, width), shapes, job)
        job.step()
    _add_shapes(builder, shapes, is_ours=is_ours)
    return [builder.document]


def validate(path: Path) -> list[str]:
    """Check that the folder can be read; return no problems."""
    read(path, ReadJob())
    return []


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    job.total_steps = len(frames) * (2 if job.options.jpeg_frames else 1)
    images = frame_files(document.source, frames, as_jpeg=job.options.jpeg_frames)
    holes = 0
    for frame_index, image in zip(frames, images, strict=True):
        shapes = []
        for track_id, record in document.masks_on(frame_index).items():
            if not record.mask.is_empty:
                found, filled = _shape_entries(document, track_id, record.mask, job)
                shapes += found
                holes += filled
        value = {
            "version": _VERSION,
            "flags": {},
            "shapes": shapes,
            "imagePath": PurePosixPath(image).name,
            "imageData": None,
            "imageHeight": document.source.height,
            "imageWidth": document.source.width,
            SOURCE_KEY: source_block(document.source, len(frames)),
        }
        name = f"{document.source.frame_name(frame_index)}.json"
        (out / name).write_text(dump(value) + "\n", encoding="utf-8")
        job.step()
    if holes:
        job.notes.append(f"Polygons have no holes: filled {counted(holes, 'hole')}.")
    if job.options.jpeg_frames:
        write_frames(document, out, job)
    else:
        job.notes.append("labelme opens a file only next to its image; put both in one folder.")


def _shape_entries(
    document: Document, track_id: int, mask: Mask, job: ExportJob
) -> tuple[list[dict[str, Any]], int]:
    """Return labelme shapes for a mask, and the number of holes that they fill."""
    track = document.tracks[track_id]
    flags = {name: value for name, value in track.attributes.items() if isinstance(value, bool)}
    shape = {
        "label": document.categories[track.category_id].name,
        "points": [],
        "group_id": track_id,
        "description": "",
        "shape_type": "polygon",
        "flags": flags,
        "mask": None,
    }
    if job.options.polygons:
        rings, holes = polygons_of(mask)
        corners = [list(map(list, zip(r[::2], r[1::2], strict=True))) for r in rings]
        return [{**shape, "points": points} for points in corners], holes
    x, y, width, height = mask.box
    crop = mask.to_array()[y : y + height, x : x + width]
    buffer = io.BytesIO()
    Image.fromarray(crop.astype(np.uint8) * 255).convert("1").save(buffer, format="PNG")
    return [
        {
            **shape,
            "points": [[x, y], [x + width - 1, y + height - 1]],
            "shape_type": "mask",
            "mask": base64.b64encode(buffer.getvalue()).decode("ascii"),
        }
    ], 0


def _read_frame(file: Path) -> tuple[Field, tuple[int, int] | None]:
    """Read a file without its embedded image, and return it with the frame size, if known."""
    frame = read_json(file)
    if not isinstance(frame.value, dict) or not isinstance(frame.value.get("shapes"), list):
        frame.refuse("it has no list of shapes, so it is not a labelme file")
    size = read_frame_size(frame)
    frame.value.pop("imageData", None)  # saves memory, because all frames stay loaded
    return frame, size


def _frame_size(
    path: Path, frames: list[tuple[Field, tuple[int, int] | None]], job: ReadJob
) -> tuple[int, int]:
    """Return the size of most frames."""
    sizes = Counter(size for _, size in frames if size is not None)
    if not sizes and job.frame_size is not None:
        return job.frame_size
    if not sizes:
        raise FormatError(
            f"{path}: the frame size is unknown; put the images next to the JSON files."
        )
    return sizes.most_common(1)[0][0]


def _frame_names(
    path: Path, frames: list[tuple[Field, tuple[int, int] | None]]
) -> tuple[tuple[str, ...], list[int]]:
    """Return the names of all frames, and the frame index of each file.

    labelme writes files only for images with shapes, so the images next to them define the frames.
    """
    names = [_image_name(frame) for frame, _ in frames]
    if len(set(names)) < len(names):
        names = [frame.file.stem for frame, _ in frames]
    folder = path if path.is_dir() else path.parent
    images = {one.stem for one in folder.iterdir() if one.suffix.lower() in _IMAGES}
    is_among_them = path.is_dir() and set(names) <= images
    every = natsorted(images) if is_among_them else names
    index_of = {name: index for index, name in enumerate(every)}
    return tuple(every), [index_of[name] for name in names]


def _image_name(frame: Field) -> str:
    path = frame.value.get("imagePath")
    stem = PurePosixPath(path.replace("\\", "/")).stem if isinstance(path, str) else ""
    return stem or frame.file.stem


def _read_shapes(
    frame: Field, frame_index: int, size: tuple[int, int], shapes: list[_Shape], job: ReadJob
) -> None:
    for shape in frame.items("shapes"):
        with job.entry():
            mask = read_shape(shape, *size)
            if mask is None or mask.is_empty:
                continue
            group = shape.key_text("group_id") if shape.has("group_id") else ""
            shapes.append(_Shape(frame_index, label_of(shape), group, mask, _flags(shape)))


def _flags(shape: Field) -> dict[str, AttributeValue]:
    flags = shape.value.get("flags")
    if not isinstance(flags, dict):
        return {}
    return {name: value for name, value in flags.items() if isinstance(value, bool)}


def _add_shapes(builder: DocumentBuilder, shapes: list[_Shape], *, is_ours: bool) -> None:
    for shape in shapes:
        if shape.label == _IGNORE:
            before = builder.document.void(shape.frame_index)
            void = shape.mask if before is None else before | shape.mask
            builder.add_void(shape.frame_index, void)
    shapes = [shape for shape in shapes if shape.label != _IGNORE]
    counts = Counter((shape.frame_index, shape.label) for shape in shapes if not shape.group)
    repeated = {label for (_, label), count in counts.items() if count > 1}
    category_of: dict[str, int] = {}
    track_of: dict[tuple[str, str], int] = {}
    for number, shape in enumerate(shapes):
        if shape.label not in category_of:
            category_of[shape.label] = len(category_of) + 1
            builder.add_category(category_of[shape.label], shape.label)
        group = shape.group
        if not group and shape.label in repeated:
            group = f"shape {number}"
        key = (shape.label, group)
        if key not in track_of:
            is_known = is_ours and group.isdecimal() and len(group) < 10
            track_of[key] = builder.track_for(
                int(group) if is_known else None,
                category_of[shape.label],
                attributes=shape.attributes,
            )
        builder.add_mask(track_of[key], shape.frame_index, shape.mask)
