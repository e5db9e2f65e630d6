"""KITTI-STEP: one RGB PNG per frame; R is the class (255 for void), G and B are the instance.

A class is a category id minus 1. Stuff has instance 0; a thing with instance 0 is void.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.building import STARTS_AT_0, DocumentBuilder, source_from_frames
from gvseg.formats.categories import shared_categories
from gvseg.formats.class_list import write_class_list
from gvseg.formats.compose import LabelPainter
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import POSSIBLE, Clue, Probe
from gvseg.formats.images import (
    image_folders,
    image_mode,
    is_written_by_gvseg,
    list_images,
    read_image,
    write_rgb,
)
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.labels import masks_of_labels
from gvseg.formats.read_report import EntryError
from gvseg.formats.segments import segment_ids
from gvseg.masks import VOID

MAX_INSTANCE = 2**16 - 1


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the folder looks like KITTI-STEP."""
    image = probe.any_below("*.png", "*/*.png")
    if image is not None and image_mode(image) == "RGB":
        return Clue(f"{image.name} is an RGB image", POSSIBLE)
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write `<video>/<frame>.png`; see `gvseg.formats.write_documents`."""
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    for document in documents:
        folder = out / document.source.name
        folder.mkdir(parents=True)
        _write_video(document, folder, job)
        if job.options.jpeg_frames:
            frames = job.frames_folder or out / "frames"
            write_frames(document, frames / document.source.name, job)


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `panoptic_maps/<split>`, with frames in `images/<split>`, as in KITTI-STEP.

    `classes.txt` lists the names of the classes, which the images do not store.
    """
    job.frames_folder = root / "images" / job.split
    categories = shared_categories(documents).values()
    write_class_list(root, {one.category_id - 1: one.name for one in categories})
    write(documents, root / "panoptic_maps" / job.split, job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read one folder of images, or a folder of such folders.

    Raises:
        FormatError: images are missing or damaged, or differ in size within a video.
    """
    if not path.is_dir():
        raise FormatError(f"{path} is not a folder.")
    folders = [path] if any(path.glob("*.png")) else image_folders(path)
    # Each image is read twice, because a class is a thing if any image has an instance of it.
    job.total_steps = 2 * sum(len(list_images(folder)) for folder in folders)
    return [_read_video(folder, job) for folder in folders]


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    read(path, ReadJob())
    return []


def _write_video(document: Document, folder: Path, job: ExportJob) -> None:
    painter = LabelPainter()
    labels = _labels(document, job.notes)
    for frame_index in job.frames_of(document):
        image = painter.paint(document, frame_index, labels)
        # Labels are (class + 1) x 65536 + instance, so that 0 is void.
        classes = np.where(image == 0, VOID, (image >> 16) - (image > 0))
        rgb = np.stack([classes, (image >> 8) & 255, image & 255], axis=-1)
        write_rgb(folder / f"{document.source.frame_name(frame_index)}.png", rgb)
        job.step()
    job.notes.extend(painter.notes())


def _labels(document: Document, notes: list[str]) -> dict[int, int]:
    labels = {}
    for track_id, segment_id in segment_ids(document, []).items():
        category = document.categories[document.tracks[track_id].category_id]
        if category.category_id >= VOID:
            raise FormatError(
                f"KITTI-STEP supports category ids up to {VOID - 1}; choose coco-panoptic or "
                f"vipseg."
            )
        if segment_id > MAX_INSTANCE:
            raise FormatError(
                f"KITTI-STEP supports object ids up to {MAX_INSTANCE}; choose coco-panoptic or "
                f"vipseg."
            )
        instance = segment_id if category.is_thing else 0
        labels[track_id] = (category.category_id << 16) | instance
    notes.append("KITTI-STEP stores no names; class N is category N + 1.")
    return labels


def _read_video(folder: Path, job: ReadJob) -> Document:
    paths = list_images(folder)
    instances = _things(paths, job)
    builder: DocumentBuilder | None = None
    track_of: dict[int, int] = {}
    for frame_index, path in enumerate(paths):
        with job.entry():
            image = _read_numbers(path)
            if builder is None:
                builder = DocumentBuilder(_source(folder, paths, image))
                builder.document.frame_start = STARTS_AT_0 if is_written_by_gvseg(path) else None
            source = builder.document.source
            if image.shape != (source.height, source.width):
                raise EntryError(path, "", "the frame has a different size than earlier frames")
            _add_frame(builder, frame_index, image, instances, track_of)
        job.step()
    if builder is None:
        raise FormatError(f"{folder}: none of its images can be read.")
    return builder.document


def _add_frame(
    builder: DocumentBuilder,
    frame_index: int,
    image: NDArray[np.uint32],
    instances: dict[int, set[int]],
    track_of: dict[int, int],
) -> None:
    for number, mask in masks_of_labels(image):
        category_id, instance = number >> 16, number & 0xFFFF
        if instance == 0 and category_id in instances:
            builder.add_void(frame_index, mask)
            continue
        if category_id not in builder.document.categories:
            is_thing = category_id in instances
            builder.add_category(category_id, f"class {category_id - 1}", is_thing=is_thing)
        if number not in track_of:
            is_free = instance > 0 and instance not in track_of.values()
            track_of[number] = instance if is_free else _next_free(builder, instances)
            builder.add_track(track_of[number], category_id)
        builder.add_mask(track_of[number], frame_index, mask)


def _source(folder: Path, paths: list[Path], image: NDArray[np.uint32]) -> VideoSource:
    height, width = image.shape
    return source_from_frames(folder.name, tuple(path.stem for path in paths), height, width)


def _read_numbers(path: Path) -> NDArray[np.uint32]:
    """Return (class + 1) x 65536 + instance of each pixel, 0 for void."""
    rgb = read_image(path, ("RGB",)).astype(np.uint32)
    numbers = ((rgb[..., 0] + 1) << 16) | (rgb[..., 1] << 8) | rgb[..., 2]
    return np.where(rgb[..., 0] == VOID, 0, numbers).astype(np.uint32)


def _things(paths: list[Path], job: ReadJob) -> dict[int, set[int]]:
    """Return category id -> instances, for categories that have any."""
    found: dict[int, set[int]] = {}
    for path in paths:
        try:
            numbers = np.unique(_read_numbers(path)).tolist()
        except EntryError:
            numbers = []  # reported on the second pass
        for number in numbers:
            if number & 0xFFFF:
                found.setdefault(number >> 16, set()).add(number & 0xFFFF)
        job.step()
    return found


def _next_free(builder: DocumentBuilder, instances: dict[int, set[int]]) -> int:
    """Return an id that no instance in the video has."""
    highest = max((max(members) for members in instances.values()), default=0)
    return max(builder.document.next_track_id, highest + 1)
