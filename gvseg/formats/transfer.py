"""Reads and writes documents in any format."""

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
from gvseg.formats.guessing import Probe
from gvseg.formats.job import ExportJob, ExportOptions, ExportReport, Progress, ReadJob
from gvseg.formats.read_report import NothingReadError, ReadReport
from gvseg.formats.registry import Format, find_format

if TYPE_CHECKING:
    from gvseg.video import Video

FILE_STEMS = {
    ".json": "annotations",
    ".mov": "matte",
    ".mp4": "overlay",
    ".txt": "annotations",
    ".webm": "matte",
    ".xml": "annotations",
}
_SPLITS = frozenset({"train", "val", "valid", "test"})
_MAX_NAME_BYTES = 200  # file systems allow 255; this leaves room for a suffix


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
    """Write documents in a format, atomically.

    Args:
        documents: one per video.
        out: file or folder; see `resolve_out`.
        format_name: name in `FORMATS`.
        options: options of the export.
        video: source of the frames, if the format or an option needs them; None to open the
            document's source.
        progress: called with 0..1.
        cancel: set it to stop at the next frame or object.

    Raises:
        FormatError: the format does not exist or cannot hold the documents.
        OutputError: the disk is full, the folder is read-only, or a file is in the way.
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
            job.notes.extend(_older_file_notes(folder, target))
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
    """Read a file or folder written by `write_documents` or by another program.

    Args:
        path: file or folder; see `find_files`.
        format_name: name in `FORMATS`.
        is_strict: whether one invalid entry rejects the whole file; otherwise it is left out.
        choices: key of a `Reading` -> the value chosen by the user.
        frame_size: (height, width) of the video, for files that do not give it.
        progress: called with 0..1.
        cancel: set it to stop at the next frame or object.

    Raises:
        FormatError: the format does not exist, or the file as a whole does not follow it; the
            message gives file, location and reason.
        NothingReadError: no entry can be read.
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
    with unpacked(path) as root:
        files = find_files(root, form)
        for number, file in enumerate(files):
            job.begin_part(number, len(files))
            job.check_cancelled()
            for document in form.code.read(file, job):
                _check_file_names(document, file)
                found.append(document)
        omissions = job.omissions
        if root != path:  # an archive: report paths inside it, not in the temporary folder
            omissions = [replace(o, file=path / o.file.relative_to(root)) for o in omissions]
    report = ReadReport(
        documents=tuple(found), omissions=tuple(omissions), readings=tuple(job.readings)
    )
    if report.omissions and not any(_has_masks(document) for document in found):
        raise NothingReadError(report)
    return report


def read_documents(
    path: Path,
    format_name: str,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> list[Document]:
    """Read a file or folder strictly, and return one document per video; see `read_annotations`."""
    report = read_annotations(path, format_name, is_strict=True, progress=progress, cancel=cancel)
    return list(report.documents)


def validate_file(path: Path, format_name: str) -> list[str]:
    """Return problems that readers of the format would have, one sentence each.

    Raises:
        FormatError: the file does not follow the format.
    """
    form = find_format(format_name, to_read=True)
    found: list[str] = []
    for file in find_files(path, form):
        found.extend(form.code.validate(file))
    return found


def resolve_out(out: Path, form: Format) -> Path:
    """Return the file or folder to write.

    That is `out` for folder formats and for a path with the format's suffix. Otherwise `out` is a
    folder, and the result is a file in it such as `annotations.json` or `overlay.mp4`.
    """
    if form.is_folder or (out.suffix.lower() == form.suffix and not out.is_dir()):
        return out
    return out / f"{FILE_STEMS[form.suffix]}{form.suffix}"


def find_files(path: Path, form: Format) -> list[Path]:
    """Return the files or folders to read: the path itself, or the matching ones in a folder.

    Hidden ones are skipped; a killed export may leave them behind.

    Raises:
        FormatError: the path does not exist, contains no matching file, or too many.
    """
    if not path.exists():
        raise FormatError(f"{path} does not exist.")
    if not path.is_dir():
        return [path]
    own = path / f"{form.name}{form.suffix}"  # if several formats share the folder
    if form.is_folder:
        if own.is_dir():
            return [own]
        return [path] if form.holds_many else _find_folders(path)
    usual = path / f"{FILE_STEMS[form.suffix]}{form.suffix}"
    found = [file for file in (usual, own) if file.is_file()] or _files_inside(path, form)
    is_clear = len(found) < 2 or found[0].parent != path or not form.holds_many
    if not found or not is_clear or (len(found) > 1 and own in found):
        raise FormatError(f"{path} has {len(found)} {form.suffix} files; name the one to read.")
    return found


def _files_inside(path: Path, form: Format) -> list[Path]:
    """Return the files of a format in a folder, or else in subfolders such as `annotations/`."""
    found = _visible(path.glob(f"*{form.suffix}"))
    if found:
        return _recognised(found, form) or found if len(found) > 1 else found
    nested = _recognised(_visible(path.glob(f"*/*{form.suffix}")), form)
    # The annotations/ folder of COCO also has captions and keypoints for the same images.
    return [file for file in nested if file.name.startswith("instances")] or nested


def _visible(files: Iterable[Path]) -> list[Path]:
    return sorted(
        file
        for file in files
        if not file.name.startswith(".") and not file.parent.name.startswith(".")
    )


def _recognised(files: list[Path], form: Format) -> list[Path]:
    return [file for file in files if form.code.recognise(Probe(file)) is not None]


def _has_masks(document: Document) -> bool:
    has_objects = any(True for track_id in document.tracks for _ in document.masks_of(track_id))
    return has_objects or any(True for _ in document.voids())


def _find_folders(path: Path) -> list[Path]:
    """Return the subfolders if each of them is a video, or else the folder itself."""
    children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
    folders = [child for child in children if child.is_dir()]
    known = {"labels", "images", "SegmentationClass", "SegmentationObject"}
    names = {folder.name for folder in folders}
    is_one = len(folders) < len(children) or not folders or names <= _SPLITS
    return [path] if is_one or known & names else folders


def _check_file_names(document: Document, file: Path) -> None:
    """Reject names that are not valid file names, because writers use them as file names."""
    source = document.source
    seen: set[str] = set()
    for name in source.frame_names:
        if name in seen:
            raise FormatError(f"{file}: two frames of {source.name} are named {name}.")
        seen.add(name)
    for name in (source.name, *source.frame_names):
        is_odd = any(character in "/\\" or ord(character) < 32 for character in name)
        if is_odd or name in ("", ".", "..") or len(name.encode()) > _MAX_NAME_BYTES:
            shown = name if len(name) < _MAX_NAME_BYTES else f"{name[:20]}..."
            raise FormatError(f"{file}: {shown!r} is not a valid name of a video or frame.")


def _write_file(form: Format, documents: list[Document], target: Path, job: ExportJob) -> None:
    """Write a file, and the folders of images next to it if the format has them."""
    with atomic_file(target) as partial:
        # The writer works in a temporary folder, so that all its files can be moved together.
        stage = partial.with_suffix(".stage")
        try:
            stage.mkdir()
            staged = stage / target.name
            form.code.write(documents, staged, job)
            _publish_side_files(stage, staged, target.parent)
            staged.replace(partial)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _write_each(form: Format, documents: list[Document], folder: Path, job: ExportJob) -> None:
    """Write one file or folder per video, named after it."""
    for number, document in enumerate(documents):
        path = folder / f"{document.source.name}{form.suffix}"
        if form.is_folder:
            path.mkdir()
        job.begin_part(number, len(documents))
        form.code.write([document], path, job)


def check_names(documents: Sequence[Document]) -> None:
    """Check that video names are unique, because writers use them as folder names.

    Raises:
        FormatError: two videos have the same name.
    """
    seen: set[str] = set()
    for document in documents:
        name = document.source.name
        if name in seen:
            raise FormatError(f"Two videos are named {name}; write them one by one.")
        seen.add(name)


def _older_file_notes(staged: Path, target: Path) -> list[str]:
    """Return a note on older files in the target that would be read together with the new ones."""
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
        f"{target} already had {len(others)} other files ({others[0]}, ...). They were kept, and "
        f"readers will treat them as part of this export."
    ]


def _publish_side_files(stage: Path, staged: Path, folder: Path) -> None:
    files = [path for path in sorted(stage.rglob("*")) if path.is_file() and path != staged]
    for path in files:
        if (folder / path.relative_to(stage)).is_dir():
            raise OutputError(
                f"{folder / path.relative_to(stage)} is a folder, but a file must be written there."
            )
    sync_files(files)
    for path in files:
        goal = folder / path.relative_to(stage)
        goal.parent.mkdir(parents=True, exist_ok=True)
        path.replace(goal)
    for parent in {folder / path.relative_to(stage).parent for path in files}:
        sync_folder(parent)
