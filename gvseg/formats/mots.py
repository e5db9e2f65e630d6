"""MOTS text: one line per object and frame, `frame id class height width rle`.

The id is class x 1000 + object. Class 10 is ignored by the metrics and becomes void. KITTI and
GvSeg count frames from 0, MOTChallenge from 1. GvSeg recognises its own files by frame numbers with
five digits, which no other tool writes and every reader accepts.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.errors import FormatError, MaskError
from gvseg.formats.building import (
    MAX_FRAME_PIXELS,
    MAX_FRAMES,
    STARTS_AT_0,
    DocumentBuilder,
    FrameStart,
    source_from_count,
)
from gvseg.formats.categories import shared_categories
from gvseg.formats.class_list import write_class_list
from gvseg.formats.compose import LabelPainter
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.labels import masks_of_labels
from gvseg.formats.read_report import EntryError
from gvseg.masks import Mask, decode_counts

IGNORED_CLASS = 10
PER_CLASS = 1000
_LINE = re.compile(r"(\d{1,9}) (\d{1,9}) (\d{1,6}) (\d{1,9}) (\d{1,9}) (\S+)")


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like MOTS."""
    line = probe.text.partition(b"\n")[0].decode("ascii", "replace").strip()
    if not probe.is_folder and probe.suffix == ".txt" and _LINE.fullmatch(line) is not None:
        return Clue("its lines are `frame id class height width rle`", CERTAIN)
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one text file; see `gvseg.formats.write_documents`."""
    (document,) = documents
    job.total_steps = len(job.frames_of(document))
    _write_video(document, out, job)


def _write_video(document: Document, out: Path, job: ExportJob) -> None:
    frames = job.frames_of(document)
    numbers = _numbers(document, job.notes)
    ids = {track_id: track_id for track_id in document.tracks}
    painter = LabelPainter()
    with out.open("w", encoding="ascii", newline="\n") as file:
        for frame_index in frames:
            ignored = document.void(frame_index)
            for track_id, mask in masks_of_labels(painter.paint(document, frame_index, ids)):
                class_id, number = numbers[track_id]
                file.write(_line(frame_index, class_id * PER_CLASS + number, class_id, mask))
                ignored = None if ignored is None else ignored - mask
            if ignored is not None and not ignored.is_empty:
                number = IGNORED_CLASS * PER_CLASS
                file.write(_line(frame_index, number, IGNORED_CLASS, ignored))
            job.step()
    job.notes.extend(painter.notes())


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `instances_txt/0000.txt` and `<split>.seqmap`, as in KITTI MOTS.

    Its tools accept only numbers as sequence names, so `sequences.txt` lists the videos, and
    `classes.txt` the classes.
    """
    folder = root / "instances_txt"
    folder.mkdir(exist_ok=True)
    job.total_steps = sum(len(job.frames_of(document)) for document in documents)
    categories = shared_categories(documents)
    numbers = _class_numbers(categories)
    write_class_list(root, {numbers[i]: category.name for i, category in categories.items()})
    with (
        (root / f"{job.split}.seqmap").open("w", encoding="ascii", newline="\n") as seqmap,
        (root / "sequences.txt").open("a", encoding="utf-8", newline="\n") as names,
    ):
        for document in documents:
            number = f"{job.last_ids.video:04d}"
            job.last_ids.video += 1
            _write_video(document, folder / f"{number}.txt", job)
            seqmap.write(f"{number} empty 000000 {document.source.frame_count - 1:06d}\n")
            names.write(f"{number} {document.source.name}\n")


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file, or every .txt file in a folder.

    Raises:
        FormatError: a line is invalid, or there are no lines.
    """
    if path.is_dir():
        files = sorted(path.glob("*.txt"))
        if not files:
            raise FormatError(f"{path} contains no .txt files.")
        return [_read_file(file, job) for file in files]
    return [_read_file(path, job)]


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    problems = []
    for document in read(path, ReadJob()):
        ids = {track_id: track_id for track_id in document.tracks}
        painter = LabelPainter()
        for frame_index in range(document.source.frame_count):
            before = painter.contested_pixels
            painter.paint(document, frame_index, ids)
            if painter.contested_pixels > before:
                problems.append(f"masks overlap in frame {frame_index}")
    return problems


def _line(frame_index: int, number: int, class_id: int, mask: Mask) -> str:
    code = mask.counts.decode("ascii")
    return f"{frame_index:05d} {number} {class_id} {mask.height} {mask.width} {code}\n"


def _numbers(document: Document, notes: list[str]) -> dict[int, tuple[int, int]]:
    """Return track id -> (class, number); numbers are track ids if all are below 1000."""
    class_of = _class_numbers(document.categories)
    if IGNORED_CLASS in class_of:
        notes.append(
            f"Class {IGNORED_CLASS} means ignore in MOTS; category {IGNORED_CLASS} became class "
            f"{class_of[IGNORED_CLASS]}."
        )
    numbers = {}
    is_small = all(track_id < PER_CLASS for track_id in document.tracks)
    counts: dict[int, int] = {}
    for track_id in sorted(document.tracks):
        class_id = class_of[document.tracks[track_id].category_id]
        counts[class_id] = counts.get(class_id, 0) + 1
        number = track_id if is_small else counts[class_id]
        if number >= PER_CLASS:
            raise FormatError(
                f"MOTS supports at most {PER_CLASS - 1} objects per class; choose ytvis or coco."
            )
        numbers[track_id] = (class_id, number)
    if not is_small:
        notes.append(f"Object ids exceed {PER_CLASS - 1}; they were renumbered in each class.")
    return numbers


def _class_numbers(category_ids: Iterable[int]) -> dict[int, int]:
    """Return category id -> class; 10 means ignore, so that category gets a number of its own."""
    class_of = {category_id: category_id for category_id in category_ids}
    if IGNORED_CLASS in class_of:
        class_of[IGNORED_CLASS] = max(class_of) + 1
    return class_of


def _read_file(path: Path, job: ReadJob) -> Document:
    lines = _read_lines(path, job)
    if not lines and job.omissions:
        raise FormatError(f"{path}: no line can be read. First: {job.omissions[0]}")
    if not lines:
        raise FormatError(f"{path} is empty, so the frame size is unknown.")
    first = lines[0][4]
    count = 1 + max(line[1] for line in lines)
    builder = DocumentBuilder(
        source_from_count(path.stem, count, first.height, first.width, is_numbered=True)
    )
    document = builder.document
    document.frame_start = _frame_start(path)
    track_of: dict[int, int] = {}
    for line_number, frame_index, number, class_id, mask in lines:
        with job.entry():
            if (mask.height, mask.width) != (first.height, first.width):
                raise EntryError(
                    path,
                    f"line {line_number}",
                    "the frame has a different size than earlier frames",
                )
            if class_id == IGNORED_CLASS:
                before = document.void(frame_index)
                builder.add_void(frame_index, mask if before is None else before | mask)
                continue
            if class_id not in document.categories:
                builder.add_category(class_id, f"class {class_id}")
            if number not in track_of:
                wanted = number % PER_CLASS
                is_free = wanted > 0 and wanted not in document.tracks
                track_of[number] = wanted if is_free else document.next_track_id
                builder.add_track(track_of[number], class_id)
            elif document.tracks[track_of[number]].category_id != class_id:
                raise EntryError(path, f"line {line_number}", f"object {number} has two classes")
            builder.add_mask(track_of[number], frame_index, mask)
    return document


def _frame_start(path: Path) -> FrameStart | None:
    """Return the number of the first frame, which is 1 in MOTChallenge and 0 in KITTI, judging by
    folder names.
    """
    sequence = path.absolute().parent.parent
    if path.stem == "gt" and path.absolute().parent.name == "gt":
        if (sequence / "seqinfo.ini").is_file() or (sequence / "img1").is_dir():
            return FrameStart(1, "MOTChallenge counts frames from 1")
    elif path.absolute().parent.name == "instances_txt":
        return FrameStart(0, "KITTI MOTS counts frames from 0")
    elif (path.parent / "img1").is_dir():
        return FrameStart(1, "MOTChallenge, recognised by the folder img1, counts frames from 1")
    elif _is_written_by_gvseg(path):
        return STARTS_AT_0
    return None


def _is_written_by_gvseg(path: Path) -> bool:
    with path.open("rb") as file:
        return re.match(rb"(?=0)\d{5} ", file.read(6)) is not None


def _read_lines(path: Path, job: ReadJob) -> list[tuple[int, int, int, int, Mask]]:
    """Return (line number, frame, object, class, mask) of each readable line."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} cannot be read as text: {error}.") from error
    found = []
    lines = text.split("\n")
    job.total_steps = len(lines)
    for line_number, line in enumerate(lines, start=1):
        job.step()
        if line.strip():
            with job.entry():
                found.append((line_number, *_read_line(path, f"line {line_number}", line.strip())))
    return found


def _read_line(path: Path, location: str, line: str) -> tuple[int, int, int, Mask]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise EntryError(path, location, "expected `frame id class height width rle`")
    frame_index, number, class_id, height, width = (int(part) for part in match.groups()[:5])
    if height * width > MAX_FRAME_PIXELS or height * width == 0 or frame_index > MAX_FRAMES:
        raise EntryError(path, location, "invalid frame size or number")
    if class_id < 1:
        raise EntryError(path, location, "classes start at 1")
    try:
        runs = decode_counts(match.group(6).encode("ascii"))
        return frame_index, number, class_id, Mask.from_runs(height, width, runs.tolist())
    except MaskError as error:
        raise EntryError(path, location, str(error).rstrip(".")) from error
