"""YOLO segmentation: `labels/<frame>.txt`, a line an object, `class x y x y ...` in 0..1.

One ring a line, so holes are filled (and counted) and the parts of an object are joined by ways
there and back, as Ultralytics' own converter does. Object ids are lost. `data.yaml` beside the
labels names the classes, and says how large the frames are, which labels cannot.
"""

import json
import math
import re
from collections.abc import Sequence
from pathlib import Path

from natsort import natsorted
from pycocotools import mask as coco_mask

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import (
    MAX_FRAME_PIXELS,
    STARTS_AT_0,
    DocumentBuilder,
    source_from_frames,
)
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Look
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.pictures import read_size
from gvseg.formats.polygons import joined_ring, polygons_of
from gvseg.masks import Mask, decode_counts

_NAME = re.compile(r"^\s+(\d+)\s*:\s*(.*?)\s*$")
_LIST = re.compile(r"^names\s*:\s*(\[.*\])\s*$")
_SIZE = re.compile(r"^# frames: (\d{1,6}) x (\d{1,6})$")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


def recognise(look: Look) -> Clue | None:
    """Say what in a folder looks like YOLO."""
    if "data.yaml" in look.names:
        return Clue("it has data.yaml", CERTAIN)
    if "labels" in look.names and look.any_below("labels/**/*.txt") is not None:
        return Clue("it has text files in labels/")
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    job.total_steps = len(frames) * (2 if job.options.jpeg_frames else 1)
    class_of = {c: number for number, c in enumerate(sorted(document.categories))}
    labels = out / "labels"
    labels.mkdir()
    holes = joined = 0
    for frame_index in frames:
        lines = []
        for track_id, record in document.masks_on(frame_index).items():
            rings, mask_holes = polygons_of(record.mask)
            if rings:
                holes += mask_holes
                joined += len(rings) > 1
                number = class_of[document.tracks[track_id].category_id]
                lines.append(_line(number, joined_ring(rings), record.mask))
        name = f"{document.source.frame_name(frame_index)}.txt"
        (labels / name).write_text("".join(lines), encoding="ascii")
        job.step()
    _write_names(document, out / "data.yaml")
    if holes:
        job.notes.append(f"YOLO has no holes: {holes} holes were filled.")
    if joined:
        job.notes.append(f"YOLO has one ring an object: the parts of {joined} masks were joined.")
    job.notes.append("YOLO has no object ids: a reader finds a new object on each frame.")
    if job.options.jpeg_frames:
        write_frames(document, out / "images", job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder with `labels/` (or of label files); each line becomes an object.

    Raises:
        FormatError: no labels, a broken line, or nothing that says how large the frames are.
    """
    labels = path / "labels" if (path / "labels").is_dir() else path
    root = path if labels != path or labels.name != "labels" else path.parent
    files = natsorted(labels.rglob("*.txt"), key=lambda file: file.relative_to(labels).as_posix())
    files = [file for file in files if file.name not in ("classes.txt", "train.txt", "val.txt")]
    if not files:
        raise FormatError(f"{labels} has no .txt labels in it.")
    names, size = _read_names(root / "data.yaml")
    height, width = size or _size_of_pictures(root)
    source = source_from_frames(root.name, tuple(f.stem for f in files), height, width)
    builder = DocumentBuilder(source)
    builder.document.frame_start = None if size is None else STARTS_AT_0
    for number, name in sorted(names.items()):
        builder.add_category(number + 1, name)
    job.total_steps = len(files)
    for frame_index, file in enumerate(files):
        _read_file(file, frame_index, builder)
        job.step()
    return [builder.document]


def validate(path: Path) -> list[str]:
    """What the consumers of the format would stumble over; empty where nothing."""
    read(path, ReadJob())
    return [] if (path / "data.yaml").is_file() else ["data.yaml is missing; classes have no names"]


def _line(number: int, ring: list[float], mask: Mask) -> str:
    scaled = [v / (mask.height if place % 2 else mask.width) for place, v in enumerate(ring)]
    return f"{number} " + " ".join(f"{value:.9g}" for value in scaled) + "\n"


def _write_names(document: Document, path: Path) -> None:
    lines = ["path: .", "train: images", "val: images", "names:"]
    for number, category_id in enumerate(sorted(document.categories)):
        name = json.dumps(document.categories[category_id].name, ensure_ascii=False)
        lines.append(f"  {number}: {name}")
    lines.append(f"# frames: {document.source.height} x {document.source.width}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read_names(path: Path) -> tuple[dict[int, str], tuple[int, int] | None]:
    """Names of the classes, and the frame size where the file is ours."""
    if not path.is_file():
        return {}, None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} cannot be read as text: {error}.") from error
    names: dict[int, str] = {}
    size = None
    is_names = False
    for line in lines:
        if (found := _SIZE.match(line)) is not None:
            size = (int(found.group(1)), int(found.group(2)))
        elif (found := _LIST.match(line)) is not None:
            parts = found.group(1)[1:-1].split(",")
            names = {number: _unquoted(part) for number, part in enumerate(parts) if part.strip()}
        elif is_names and (found := _NAME.match(line)) is not None:
            names[int(found.group(1))] = _unquoted(found.group(2))
        else:
            is_names = line.strip() == "names:"
    if size is not None and not 0 < size[0] * size[1] <= MAX_FRAME_PIXELS:
        raise FormatError(f"{path}: {size[0]} x {size[1]} is not the size of a frame.")
    if any(number > 10**6 for number in names):
        raise FormatError(f"{path}: class numbers are too large.")
    return names, size


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text


def _size_of_pictures(root: Path) -> tuple[int, int]:
    folder = root / "images"
    for picture in natsorted(folder.rglob("*")) if folder.is_dir() else ():
        if picture.suffix.lower() in _PICTURES:
            return read_size(picture)
    raise FormatError(
        f"{root}: YOLO labels do not say how large the frames are; put the frames into "
        f"{folder.name}/ beside labels/."
    )


def _read_file(file: Path, frame_index: int, builder: DocumentBuilder) -> None:
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{file} cannot be read as text: {error}.") from error
    for place, line in enumerate(lines, start=1):
        parts = line.split()
        if not parts:
            continue
        where = f"{file} at line {place}"
        number, mask = _read_line(parts, builder, where)
        if number + 1 not in builder.document.categories:
            builder.add_category(number + 1, f"class {number}")
        builder.add_mask(builder.object_of(None, number + 1), frame_index, mask)


def _read_line(parts: list[str], builder: DocumentBuilder, where: str) -> tuple[int, Mask]:
    source = builder.document.source
    if not parts[0].isdecimal() or len(parts[0]) > 6:
        raise FormatError(f"{where}: {parts[0]!r} is not the number of a class.")
    if len(parts) < 7 or len(parts) % 2 == 0:
        raise FormatError(f"{where}: a ring needs at least three corners, x and y each.")
    corners = []
    for position, text in enumerate(parts[1:]):
        try:
            value = float(text)
        except ValueError as error:
            raise FormatError(f"{where}: {text!r} is not a number.") from error
        if not (math.isfinite(value) and -0.5 <= value <= 1.5):
            raise FormatError(f"{where}: {text} lies far outside 0..1.")
        corners.append(value * (source.height if position % 2 else source.width))
    code = coco_mask.frPyObjects([corners], source.height, source.width)[0]
    runs = decode_counts(bytes(code["counts"]))
    return int(parts[0]), Mask.from_runs(source.height, source.width, runs.tolist())
