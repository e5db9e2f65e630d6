"""Reading and writing whole documents in any format."""

import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.annotation.document import Document
from gvseg.errors import FormatError, OutputError
from gvseg.files import atomic_file, atomic_folder, sync_files, sync_folder
from gvseg.formats.archives import unpacked
from gvseg.formats.guessing import Look
from gvseg.formats.job import ExportJob, ExportOptions, ExportReport, Progress, ReadJob
from gvseg.formats.read_report import NothingReadError, ReadReport
from gvseg.formats.registry import Format, find_format

if TYPE_CHECKING:
    from gvseg.video import Video

FILE_STEMS = {
    ".json": "annotations",
    ".mp4": "overlay",
    ".txt": "annotations",
    ".xml": "annotations",
}
_SPLITS = frozenset({"train", "val", "valid", "test"})
_MOST_NAME_BYTES = 200  # file systems take 255, and a suffix is to come


def write_documents(
    documents: Document | Sequence[Document],
    out: Path,
    format_name: str,
    *,
    options: ExportOptions | None = None,
    video: "Video | None" = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> ExportReport:
    """Write documents in a format; the result appears whole at the end or not at all.

    Args:
        documents: one per video.
        out: file or folder; see `resolve_out`.
        format_name: name in `FORMATS`.
        options: what the person chose.
        video: where frames come from, if the format or an option needs them; opened from the
            document's source where None.
        progress: called with 0..1.
        cancel: set it to stop at the next frame or object.

    Raises:
        FormatError: no such format, or the documents do not fit into it.
        OutputError: the disk is full, the folder is read-only or in the way.
        ExportCancelledError: `cancel` was set.
    """
    form = find_format(format_name, to_write=True)
    chosen = [documents] if isinstance(documents, Document) else list(documents)
    if not chosen:
        raise FormatError("There is no video to write.")
    check_names(chosen)
    job = ExportJob(
        options=options or ExportOptions(), progress=progress, cancel=cancel, video=video
    )
    is_many = len(chosen) > 1 and not form.holds_many
    target = out if is_many else resolve_out(out, form)
    job.check_cancelled()
    if is_many:
        with atomic_folder(target) as folder:
            _write_each(form, chosen, folder, job)
    elif form.is_folder:
        with atomic_folder(target) as folder:
            form.code.write(chosen, folder, job)
            job.notes.extend(_strangers(folder, target))
    else:
        _write_file(form, chosen, target, job)
    return ExportReport(
        path=target,
        frame_count=sum(len(job.frames_of(document)) for document in chosen),
        track_count=sum(len(document.tracks) for document in chosen),
        notes=tuple(dict.fromkeys(job.notes)),
    )


def read_annotations(
    path: Path,
    format_name: str,
    *,
    is_strict: bool = False,
    choices: Mapping[str, str] | None = None,
    frame_size: tuple[int, int] | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> ReadReport:
    """Read a file or folder: exactly what `write_documents` wrote at `out`, or others wrote.

    Args:
        path: file or folder; see `find_files`.
        format_name: name in `FORMATS`.
        is_strict: refuse the whole file for one bad entry; else bad entries are left out.
        choices: key of a `Reading` -> the value that a person chose.
        frame_size: (height, width) of the video, for files that do not say it.
        progress: called with 0..1.
        cancel: set it to stop at the next frame or object.

    Raises:
        FormatError: no such format, or the file breaks its rules as a whole; says file, place and
            reason.
        NothingReadError: no entry of it can be read.
        ImportCancelledError: `cancel` was set.
    """
    form = find_format(format_name, to_read=True)
    job = ReadJob(
        progress=progress,
        cancel=cancel,
        is_strict=is_strict,
        choices=choices or {},
        frame_size=frame_size,
    )
    found: list[Document] = []
    with unpacked(path) as place:
        files = find_files(place, form)
        for number, file in enumerate(files):
            job.begin_part(number, len(files))
            job.check_cancelled()
            for document in form.code.read(file, job):
                _check_file_names(document, file)
                found.append(document)
        omissions = job.omissions
        if place != path:  # an archive: say where in it
            omissions = [replace(o, file=path / o.file.relative_to(place)) for o in omissions]
    report = ReadReport(
        documents=tuple(found), omissions=tuple(omissions), readings=tuple(job.readings)
    )
    if report.omissions and not any(_says_something(document) for document in found):
        raise NothingReadError(report)
    return report


def read_documents(
    path: Path,
    format_name: str,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> list[Document]:
    """Read a file or folder strictly, one document for each video; see `read_annotations`."""
    report = read_annotations(path, format_name, is_strict=True, progress=progress, cancel=cancel)
    return list(report.documents)


def validate_file(path: Path, format_name: str) -> list[str]:
    """Return what readers of the format would trip over, one sentence each; empty if nothing.

    Raises:
        FormatError: the file breaks its rules.
    """
    form = find_format(format_name, to_read=True)
    found: list[str] = []
    for file in find_files(path, form):
        found.extend(form.code.validate(file))
    return found


def resolve_out(out: Path, form: Format) -> Path:
    """Where a format goes: `out` itself, or for a file format in a folder a file in it.

    A path with the format's suffix is the file; any other is a folder, in which the file is
    called annotations.json or overlay.mp4.
    """
    if form.is_folder or (out.suffix.lower() == form.suffix and not out.is_dir()):
        return out
    return out / f"{FILE_STEMS[form.suffix]}{form.suffix}"


def find_files(path: Path, form: Format) -> list[Path]:
    """What to read: the path itself, or what `write_documents` makes in a folder.

    Hidden files and folders, which an export that was killed may leave, are skipped.

    Raises:
        FormatError: nothing is there, or several files are where one is expected.
    """
    if not path.exists():
        raise FormatError(f"{path} does not exist.")
    if not path.is_dir():
        return [path]
    own = path / f"{form.name}{form.suffix}"  # as one of several formats that share a folder
    if form.is_folder:
        if own.is_dir():
            return [own]
        return [path] if form.holds_many else _find_folders(path)
    usual = path / f"{FILE_STEMS[form.suffix]}{form.suffix}"
    found = [file for file in (usual, own) if file.is_file()] or _files_inside(path, form)
    is_clear = len(found) < 2 or found[0].parent != path or not form.holds_many
    if not found or not is_clear or (len(found) > 1 and own in found):
        raise FormatError(f"{path} holds {len(found)} {form.suffix} files; name the one to read.")
    return found


def _files_inside(path: Path, form: Format) -> list[Path]:
    """The files of a format in a folder, or one folder deeper: in `annotations/`, `train/`."""
    found = _visible(path.glob(f"*{form.suffix}"))
    if found:
        return _recognised(found, form) or found if len(found) > 1 else found
    nested = _recognised(_visible(path.glob(f"*/*{form.suffix}")), form)
    # COCO's annotations/ has files of other tasks too, of the same images.
    return [file for file in nested if file.name.startswith("instances")] or nested


def _visible(files: Iterable[Path]) -> list[Path]:
    return sorted(
        file
        for file in files
        if not file.name.startswith(".") and not file.parent.name.startswith(".")
    )


def _recognised(files: list[Path], form: Format) -> list[Path]:
    return [file for file in files if form.code.recognise(Look(file)) is not None]


def _says_something(document: Document) -> bool:
    has_masks = any(True for track_id in document.tracks for _ in document.masks_of(track_id))
    return has_masks or any(True for _ in document.voids())


def _find_folders(path: Path) -> list[Path]:
    """The folder itself, or those in it where it holds one for each of several videos."""
    children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
    folders = [child for child in children if child.is_dir()]
    known = {"labels", "images", "SegmentationClass", "SegmentationObject"}
    names = {folder.name for folder in folders}
    is_one = len(folders) < len(children) or not folders or names <= _SPLITS
    return [path] if is_one or known & names else folders


def _check_file_names(document: Document, file: Path) -> None:
    """Refuse names that could not be those of files: writers make files and folders of them."""
    source = document.source
    seen: set[str] = set()
    for name in source.frame_names:
        if name in seen:
            raise FormatError(f"{file}: two frames of {source.name} are called {name}.")
        seen.add(name)
    for name in (source.name, *source.frame_names):
        is_odd = any(character in "/\\" or ord(character) < 32 for character in name)
        if is_odd or name in ("", ".", "..") or len(name.encode()) > _MOST_NAME_BYTES:
            shown = name if len(name) < _MOST_NAME_BYTES else f"{name[:20]}..."
            raise FormatError(f"{file}: {shown!r} cannot be the name of a video or of a frame.")


def _write_file(form: Format, documents: list[Document], target: Path, job: ExportJob) -> None:
    """Write a file, and with jpg frames or pictures the folders beside it."""
    with atomic_file(target) as partial:
        # The writer sees a folder of its own, so that all it makes moves together.
        stage = partial.with_suffix(".stage")
        try:
            stage.mkdir()
            staged = stage / target.name
            form.code.write(documents, staged, job)
            _publish_neighbours(stage, staged, target.parent)
            staged.replace(partial)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _write_each(form: Format, documents: list[Document], folder: Path, job: ExportJob) -> None:
    """A format that holds one video: a file or folder each, called as the video."""
    for number, document in enumerate(documents):
        path = folder / f"{document.source.name}{form.suffix}"
        if form.is_folder:
            path.mkdir()
        job.begin_part(number, len(documents))
        form.code.write([document], path, job)


def check_names(documents: Sequence[Document]) -> None:
    """Check that no two videos share a name, which would be that of one folder.

    Raises:
        FormatError: two do.
    """
    seen: set[str] = set()
    for document in documents:
        name = document.source.name
        if name in seen:
            raise FormatError(f"Two videos are called {name}; write them one by one.")
        seen.add(name)


def _strangers(staged: Path, target: Path) -> list[str]:
    """Files of an older export that stay beside the new ones and would be read with them."""
    if not target.is_dir():
        return []
    ours = [path.relative_to(staged) for path in staged.rglob("*") if path.is_file()]
    kinds = {(path.parent, path.suffix) for path in ours}
    others = sorted(
        path.name
        for parent, suffix in kinds
        for path in (target / parent).glob(f"*{suffix}")
        if path.relative_to(target) not in ours and staged not in path.parents
    )
    if not others:
        return []
    return [
        f"{target} held {len(others)} other files before ({others[0]}, ...), which were left "
        f"there and which readers will take for part of this export."
    ]


def _publish_neighbours(stage: Path, staged: Path, folder: Path) -> None:
    files = [path for path in sorted(stage.rglob("*")) if path.is_file() and path != staged]
    for path in files:
        if (folder / path.relative_to(stage)).is_dir():
            raise OutputError(f"{folder / path.relative_to(stage)} is a folder and in the way.")
    sync_files(files)
    for path in files:
        goal = folder / path.relative_to(stage)
        goal.parent.mkdir(parents=True, exist_ok=True)
        path.replace(goal)
    for parent in {folder / path.relative_to(stage).parent for path in files}:
        sync_folder(parent)
