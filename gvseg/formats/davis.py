"""DAVIS: one indexed PNG per frame, 0 background, 1..254 objects, 255 void.

Black-and-white masks of one object, as in DAVIS 2016, can also be read.

Images are written to `OUT/00000.png` (with the frame names of the source if it is a folder), or in
the layout of the dataset to `OUT/Annotations/480p/<video>/00000.png` with
`OUT/ImageSets/2017/val.txt`.
"""

from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import STARTS_AT_0, DocumentBuilder, source_from_frames
from gvseg.formats.compose import LabelPainter
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import POSSIBLE, Clue, Probe
from gvseg.formats.images import (
    image_folders,
    image_mode,
    is_written_by_gvseg,
    list_images,
    write_indexed,
)
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.labels import add_labels, read_labels
from gvseg.mask_images import MaskImages
from gvseg.masks import VOID

MAX_OBJECTS = 254
SPLIT = "val"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the folder looks like DAVIS."""
    if probe.any_below("Annotations/**/*.png") is not None:
        return Clue("Annotations/ contains PNG masks")
    image = probe.any_below("*.png", "*/*.png")
    mode = "" if image is None else image_mode(image)
    if image is None or mode not in ("P", "L", "1"):
        return None
    if mode == "P":
        return Clue(f"{image.name} is an indexed image")
    return Clue(f"{image.name} is a grey image", POSSIBLE)


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents`."""
    is_tree = job.options.dataset_layout or len(documents) > 1 or bool(job.split)
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    for document in documents:
        name = document.source.name
        folder = out / "Annotations" / "480p" / name if is_tree else out
        folder.mkdir(parents=True, exist_ok=True)
        _write_video(document, folder, job)
        if job.options.jpeg_frames:
            images = out / "JPEGImages" / "480p" / name if is_tree else out / "frames"
            write_frames(document, images, job)
    if is_tree:
        split = out / "ImageSets" / "2017" / f"{job.split or SPLIT}.txt"
        split.parent.mkdir(parents=True, exist_ok=True)
        names = [document.source.name for document in documents]
        split.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `ImageSets/2017/<split>.txt` next to the masks of all splits."""
    write(documents, root, job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder of PNG, or a dataset of such folders.

    Raises:
        FormatError: images are missing or damaged, or differ in size within a video.
    """
    root = path / "Annotations"
    if not root.is_dir():
        job.total_steps = len(list_images(path))
        return [_read_video(path, job)]
    folders = image_folders(root)
    job.total_steps = sum(len(list_images(folder)) for folder in folders)
    return [_read_video(folder, job) for folder in folders]


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    problems = []
    for document in read(path, ReadJob()):
        if sorted(document.tracks) != list(range(1, len(document.tracks) + 1)):
            problems.append(
                f"{document.source.name}: objects {sorted(document.tracks)} are not numbered 1 to "
                f"{len(document.tracks)}; davis2017-evaluation counts missing numbers as objects."
            )
        if any(True for _ in document.voids()):
            problems.append(
                f"{document.source.name} contains void (255), which is correct in ground truth. "
                f"In results, davis2017-evaluation counts it as an object."
            )
        first = set(document.masks_on(0))
        later = sorted(set(document.tracks) - first)
        if later:
            problems.append(
                f"{document.source.name}: objects {later} are not in the first frame, where "
                f"davis2017-evaluation counts objects."
            )
    return problems


def object_numbers(document: Document, notes: list[str]) -> dict[int, int]:
    """Return track id -> number in the images; ids are kept unless one is above 254.

    Raises:
        FormatError: there are more than 254 objects.
    """
    ids = sorted(document.tracks)
    if len(ids) > MAX_OBJECTS:
        raise FormatError(
            f"DAVIS supports {MAX_OBJECTS} objects, but this document has {len(ids)}; choose ytvis "
            f"or coco."
        )
    if not ids or ids[-1] <= MAX_OBJECTS:
        return {track_id: track_id for track_id in ids}
    notes.append(f"Object ids exceed {MAX_OBJECTS}; they were renumbered from 1 to {len(ids)}.")
    return {track_id: number for number, track_id in enumerate(ids, start=1)}


def _write_video(document: Document, folder: Path, job: ExportJob) -> None:
    painter = LabelPainter()
    numbers = object_numbers(document, job.notes)
    frames = job.frames_of(document)
    for frame_index in frames:
        labels = painter.paint(document, frame_index, numbers, void=VOID)
        write_indexed(folder / f"{document.source.frame_name(frame_index)}.png", labels)
        job.step()
    job.notes.extend(painter.notes())


def _read_video(folder: Path, job: ReadJob) -> Document:
    paths = list_images(folder)
    images = MaskImages(paths)
    builder: DocumentBuilder | None = None
    shape: tuple[int, ...] = ()
    for frame_index, path in enumerate(paths):
        with job.entry():
            labels = read_labels(images, path, shape)
            if builder is None:
                shape = labels.shape
                names = tuple(other.stem for other in paths)
                builder = DocumentBuilder(source_from_frames(folder.name, names, *labels.shape))
                builder.add_default_category()
                builder.document.frame_start = STARTS_AT_0 if is_written_by_gvseg(path) else None
            add_labels(builder, frame_index, labels)
        job.step()
    if builder is None:
        raise FormatError(f"{folder}: none of its images can be read as a mask.")
    return builder.document
