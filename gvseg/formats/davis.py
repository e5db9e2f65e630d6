"""DAVIS: one indexed PNG a frame, 0 background, 1..254 objects, 255 void.

Masks of one object in black and white, as DAVIS 2016 has them, are read too.

Written as `OUT/00000.png ...` (a folder source keeps its own frame names), or, as a data set,
as `OUT/Annotations/480p/<video>/00000.png` with `OUT/ImageSets/2017/val.txt`.
"""

from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import STARTS_AT_0, DocumentBuilder, source_from_frames
from gvseg.formats.compose import LabelPainter
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import POSSIBLE, Clue, Look
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.labels import add_labels, read_labels
from gvseg.formats.pictures import (
    is_made_here,
    list_pictures,
    picture_folders,
    picture_mode,
    write_indexed,
)
from gvseg.mask_pictures import MaskPictures
from gvseg.masks import VOID

MAX_OBJECTS = 254
SPLIT = "val"


def recognise(look: Look) -> Clue | None:
    """Say what in a folder looks like DAVIS."""
    if look.any_below("Annotations/**/*.png") is not None:
        return Clue("Annotations/ holds PNG masks")
    picture = look.any_below("*.png", "*/*.png")
    mode = "" if picture is None else picture_mode(picture)
    if picture is None or mode not in ("P", "L", "1"):
        return None
    if mode == "P":
        return Clue(f"{picture.name} is an indexed picture")
    return Clue(f"{picture.name} is a grey picture", POSSIBLE)


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents` for what holds of all writers."""
    is_tree = job.options.dataset_layout or len(documents) > 1 or bool(job.split)
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    for document in documents:
        name = document.source.name
        folder = out / "Annotations" / "480p" / name if is_tree else out
        folder.mkdir(parents=True, exist_ok=True)
        _write_video(document, folder, job)
        if job.options.jpeg_frames:
            pictures = out / "JPEGImages" / "480p" / name if is_tree else out / "frames"
            write_frames(document, pictures, job)
    if is_tree:
        split = out / "ImageSets" / "2017" / f"{job.split or SPLIT}.txt"
        split.parent.mkdir(parents=True, exist_ok=True)
        names = [document.source.name for document in documents]
        split.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `ImageSets/2017/train.txt` beside the masks of all splits."""
    write(documents, root, job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder of PNG, or a data set of such folders.

    Raises:
        FormatError: no folder, no pictures, a damaged one, or several sizes in one video.
    """
    root = path / "Annotations"
    if not root.is_dir():
        job.total_steps = len(list_pictures(path))
        return [_read_video(path, job)]
    folders = picture_folders(root)
    job.total_steps = sum(len(list_pictures(folder)) for folder in folders)
    return [_read_video(folder, job) for folder in folders]


def validate(path: Path) -> list[str]:
    """Return what readers of the format would trip over; empty if nothing."""
    problems = []
    for document in read(path, ReadJob()):
        if sorted(document.tracks) != list(range(1, len(document.tracks) + 1)):
            problems.append(
                f"{document.source.name}: objects {sorted(document.tracks)} are not numbered 1 to "
                f"{len(document.tracks)}; davis2017-evaluation takes the missing ones for objects."
            )
        if any(True for _ in document.voids()):
            problems.append(
                f"{document.source.name} holds void (255): right in ground truth, but "
                f"davis2017-evaluation takes it for an object in results."
            )
        first = set(document.masks_on(0))
        later = sorted(set(document.tracks) - first)
        if later:
            problems.append(
                f"{document.source.name}: objects {later} are not on the first frame, where "
                f"davis2017-evaluation counts them."
            )
    return problems


def object_numbers(document: Document, notes: list[str]) -> dict[int, int]:
    """Track id -> number in the pictures; ids stay as they are unless they pass 254.

    Raises:
        FormatError: more than 254 objects.
    """
    ids = sorted(document.tracks)
    if len(ids) > MAX_OBJECTS:
        raise FormatError(
            f"DAVIS pictures hold {MAX_OBJECTS} objects, this document has {len(ids)}; "
            f"choose ytvis or coco."
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
    paths = list_pictures(folder)
    pictures = MaskPictures(paths)
    builder: DocumentBuilder | None = None
    shape: tuple[int, ...] = ()
    for frame_index, path in enumerate(paths):
        with job.entry():
            labels = read_labels(pictures, path, shape)
            if builder is None:
                shape = labels.shape
                names = tuple(other.stem for other in paths)
                builder = DocumentBuilder(source_from_frames(folder.name, names, *labels.shape))
                builder.add_default_category()
                builder.document.frame_start = STARTS_AT_0 if is_made_here(path) else None
            add_labels(builder, frame_index, labels)
        job.step()
    if builder is None:
        raise FormatError(f"{folder}: none of its pictures can be read as masks.")
    return builder.document
