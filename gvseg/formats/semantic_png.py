"""Semantic PNG: one grey PNG of category ids per frame; 0 is background, 255 void.

`classes.json` next to the images names the categories.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder, source_from_frames
from gvseg.formats.categories import category_entries, merged_categories
from gvseg.formats.compose import LabelPainter
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.images import list_images, read_image, write_grey
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block
from gvseg.formats.json_stream import dump
from gvseg.formats.labels import masks_of_labels
from gvseg.formats.read_report import EntryError
from gvseg.masks import VOID, Mask

CLASSES = "classes.json"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the folder looks like semantic PNG."""
    return Clue("it has classes.json", CERTAIN) if "classes.json" in probe.names else None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents`."""
    (document,) = documents
    frames = job.frames_of(document)
    job.total_steps = len(frames) * (2 if job.options.jpeg_frames else 1)
    labels = {i: track.category_id for i, track in document.tracks.items()}
    if any(category_id >= VOID for category_id in labels.values()):
        raise FormatError(
            f"Semantic PNG supports category ids up to {VOID - 1}; choose coco or coco-panoptic."
        )
    painter = LabelPainter()
    for frame_index in frames:
        image = painter.paint(document, frame_index, labels, void=VOID)
        write_grey(out / f"{document.source.frame_name(frame_index)}.png", image)
        job.step()
    value = {
        "categories": category_entries([document]),
        SOURCE_KEY: source_block(document.source, len(frames)),
    }
    (out / CLASSES).write_text(dump(value) + "\n", encoding="utf-8")
    job.notes.extend(painter.notes())
    if job.options.jpeg_frames:
        write_frames(document, out / "frames", job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder, with one track per category.

    Raises:
        FormatError: images are missing, damaged, differ in size, or contain an unknown value.
    """
    paths = list_images(path)
    classes = read_json(path / CLASSES) if (path / CLASSES).is_file() else None
    # In black-and-white masks, white is a class, not void.
    void = None if classes is None and _are_black_and_white(paths) else VOID
    builder: DocumentBuilder | None = None
    job.total_steps = len(paths)
    for frame_index, image_path in enumerate(paths):
        with job.entry():
            image = read_image(image_path, ("L", "P")).astype(np.uint8)
            if builder is None:
                builder = _new_builder(path, paths, image.shape, classes)
            source = builder.document.source
            if image.shape != (source.height, source.width):
                raise EntryError(
                    image_path, "", "the frame has a different size than earlier frames"
                )
            _add_frame(builder, frame_index, image_path, dict(masks_of_labels(image)), void)
        job.step()
    if builder is None:
        raise FormatError(f"{path}: none of its images can be read.")
    return [builder.document]


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    read(path, ReadJob())
    return [] if (path / CLASSES).is_file() else [f"{CLASSES} is missing; values have no names"]


def _add_frame(
    builder: DocumentBuilder, frame_index: int, path: Path, masks: dict[int, Mask], void: int | None
) -> None:
    has_classes = (path.parent / CLASSES).is_file()
    unknown = sorted(masks.keys() - builder.document.categories.keys() - {void})
    if unknown and has_classes:
        raise EntryError(path, "", f"value {unknown[0]} is not in {CLASSES}")
    for value in unknown:
        builder.add_category(value, f"class {value}", is_thing=False)
    for value, mask in masks.items():
        if value == void:
            builder.add_void(frame_index, mask)
            continue
        if value not in builder.document.tracks:
            builder.add_track(value, value)
        builder.add_mask(value, frame_index, mask)


def _are_black_and_white(paths: list[Path]) -> bool:
    """Return whether the images contain 255, and otherwise only 0."""
    found: set[int] = set()
    for path in paths:
        try:
            found.update(np.unique(read_image(path, ("L", "P"))).tolist())
        except EntryError:
            continue  # the reader reports the error
        if not found <= {0, VOID}:
            return False
    return VOID in found


def _new_builder(
    folder: Path, paths: list[Path], shape: tuple[int, ...], classes: Field | None
) -> DocumentBuilder:
    names = tuple(path.stem for path in paths)
    source = source_from_frames(folder.name, names, shape[0], shape[1])
    builder = DocumentBuilder(source if classes is None else read_source_block(classes, source))
    for category in merged_categories(classes) if classes is not None else ():
        builder.add_category(**category)
    return builder
