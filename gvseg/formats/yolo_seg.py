"""YOLO segmentation: `labels/<frame>.txt`, one line per object, `class x y x y ...` in 0..1.

A line contains one ring, so holes are filled and parts of an object are joined by zero-width
bridges, as in Ultralytics' converter. Object ids are lost. `data.yaml` next to `labels` contains
the class names and, in a comment, the frame size.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.counted import counted
from gvseg.formats.categories import shared_categories
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.polygons import join_rings, polygons_of
from gvseg.formats.yolo_lines import looks_like_labels
from gvseg.formats.yolo_read import read
from gvseg.formats.yolo_tree import has_settings
from gvseg.masks import Mask

_MAX_PROBED = 5

__all__ = ["read", "recognise", "validate", "write"]


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file or folder looks like YOLO."""
    if not probe.is_folder:
        is_settings = probe.suffix in (".yaml", ".yml") and b"names:" in probe.text
        return Clue("it is a YAML file with class names", CERTAIN) if is_settings else None
    if has_settings(probe.path):
        return Clue("it has a YAML file with class names", CERTAIN)
    label = probe.any_below("[lL]abels/**/*.txt", "*/labels/**/*.txt")
    if label is None and probe.path.name.lower() == "labels":
        label = probe.any_below("*.txt")
    if label is not None and label.stem != "classes":
        return Clue("it has text files in labels/")
    for file in probe.files(".txt")[:_MAX_PROBED]:
        if looks_like_labels(Probe(file).text):
            return Clue(f"{file.name} has a class and coordinates in each line")
    if probe.any_below("*.names", "obj.data") is not None:
        return Clue("it has class names in the style of Darknet")
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents`."""
    (document,) = documents
    job.total_steps = len(job.frames_of(document)) * (2 if job.options.jpeg_frames else 1)
    _write_labels(documents, [out / "labels"], job)
    _write_settings(documents, {"path": ".", "train": "images", "val": "images"}, out)
    if job.options.jpeg_frames:
        write_frames(document, out / "images", job)


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `labels/<split>/<video>`, with frames in `images/<split>/<video>`, for Ultralytics."""
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    names = [document.source.name for document in documents]
    _write_labels(documents, [root / "labels" / job.split / name for name in names], job)
    # Without `path`, Ultralytics resolves image folders relative to this file.
    every = [document for some in job.splits.values() for document in some]
    _write_settings(every, {split: f"images/{split}" for split in job.splits}, root)
    if job.options.jpeg_frames:
        for document in documents:
            write_frames(document, root / "images" / job.split / document.source.name, job)


def _write_labels(documents: Sequence[Document], folders: Sequence[Path], job: ExportJob) -> None:
    """Write the labels of each video into its folder, and add notes on what is lost."""
    class_of = {c: number for number, c in enumerate(shared_categories(documents))}
    holes = joined = 0
    for document, folder in zip(documents, folders, strict=True):
        folder.mkdir(parents=True)
        for frame_index in job.frames_of(document):
            lines = []
            for track_id, record in document.masks_on(frame_index).items():
                rings, mask_holes = polygons_of(record.mask)
                if rings:
                    holes += mask_holes
                    joined += len(rings) > 1
                    number = class_of[document.tracks[track_id].category_id]
                    lines.append(_line(number, join_rings(rings), record.mask))
            name = f"{document.source.frame_name(frame_index)}.txt"
            (folder / name).write_text("".join(lines), encoding="ascii")
            job.step()
    if holes:
        job.notes.append(f"YOLO outlines have no holes: filled {counted(holes, 'hole')}.")
    if joined:
        job.notes.append(
            f"YOLO has one outline per object: joined the parts of {counted(joined, 'mask')}."
        )
    job.notes.append("YOLO has no object ids: objects are separate in each frame.")


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    read(path, ReadJob())
    return [] if (path / "data.yaml").is_file() else ["data.yaml is missing; classes have no names"]


def _line(number: int, ring: list[float], mask: Mask) -> str:
    scaled = [v / (mask.height if index % 2 else mask.width) for index, v in enumerate(ring)]
    return f"{number} " + " ".join(f"{value:.9g}" for value in scaled) + "\n"


def _write_settings(
    documents: Sequence[Document], image_folders: dict[str, str], folder: Path
) -> None:
    """Write `data.yaml` with image folders, class names and the frame size."""
    lines = [f"{key}: {image_folder}" for key, image_folder in image_folders.items()]
    lines.append("names:")
    for number, category in enumerate(shared_categories(documents).values()):
        lines.append(f"  {number}: {json.dumps(category.name, ensure_ascii=False)}")
    sizes = {(document.source.height, document.source.width) for document in documents}
    if len(sizes) == 1:
        height, width = sizes.pop()
        lines.append(f"# frames: {height} x {width}")
    (folder / "data.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
