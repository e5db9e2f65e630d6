"""YOLO segmentation: `labels/<frame>.txt`, a line an object, `class x y x y ...` in 0..1.

One ring a line, so holes are filled (and counted) and the parts of an object are joined by ways
there and back, as Ultralytics' own converter does. Object ids are lost. `data.yaml` beside the
labels names the classes, and says how large the frames are, which labels cannot.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Look
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.polygons import joined_ring, polygons_of
from gvseg.formats.yolo_lines import looks_like_labels
from gvseg.formats.yolo_read import read
from gvseg.formats.yolo_tree import has_settings
from gvseg.masks import Mask

_MOST_LOOKED_AT = 5

__all__ = ["read", "recognise", "validate", "write"]


def recognise(look: Look) -> Clue | None:
    """Say what in a file or folder looks like YOLO."""
    if not look.is_folder:
        is_settings = look.suffix in (".yaml", ".yml") and b"names:" in look.text
        return Clue("it is a YAML that names classes", CERTAIN) if is_settings else None
    if has_settings(look.path):
        return Clue("it has a YAML that names classes", CERTAIN)
    label = look.any_below("[lL]abels/**/*.txt", "*/labels/**/*.txt")
    if label is None and look.path.name.lower() == "labels":
        label = look.any_below("*.txt")
    if label is not None and label.stem != "classes":
        return Clue("it has text files in labels/")
    for file in look.files(".txt")[:_MOST_LOOKED_AT]:
        if looks_like_labels(Look(file).text):
            return Clue(f"{file.name} has a class and coordinates in each line")
    if look.any_below("*.names", "obj.data") is not None:
        return Clue("it has class names as Darknet has them")
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


def validate(path: Path) -> list[str]:
    """Return what readers of the format would trip over; empty if nothing."""
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
