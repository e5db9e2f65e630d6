"""Reading and writing whole documents in any format."""

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.annotation.document import Document
from gvseg.errors import FormatError, OutputError
from gvseg.formats.atomic import atomic_file, atomic_folder, sync, sync_folder
from gvseg.formats.job import ExportJob, ExportOptions, ExportReport, Progress
from gvseg.formats.registry import Format, find_format

if TYPE_CHECKING:
    from gvseg.video import Video

FILE_STEMS = {".json": "annotations", ".mp4": "overlay", ".txt": "annotations"}


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
        documents: one a video.
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
    if len(chosen) > 1 and not form.holds_many:
        raise FormatError(f"{form.name} holds one video, not {len(chosen)}.")
    job = ExportJob(options or ExportOptions(), progress, cancel, video)
    target = resolve_out(out, form)
    job.check_cancelled()
    if form.is_folder:
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


def read_documents(path: Path, format_name: str) -> list[Document]:
    """Read a file or folder: exactly what `write_documents` wrote at `out`, or others wrote.

    Returns:
        One document a video.

    Raises:
        FormatError: no such format, or the file breaks its rules; says file, place and reason.
    """
    form = find_format(format_name, to_read=True)
    found: list[Document] = form.code.read(find_file(path, form))
    return found


def validate_file(path: Path, format_name: str) -> list[str]:
    """What the format's consumers would stumble over, a sentence each; empty where nothing.

    Raises:
        FormatError: the file breaks its rules.
    """
    form = find_format(format_name, to_read=True)
    found: list[str] = form.code.validate(find_file(path, form))
    return found


def resolve_out(out: Path, form: Format) -> Path:
    """Where a format goes: `out` itself, or for a file format in a folder a file in it.

    A path with the format's suffix is the file; any other is a folder, in which the file is
    called annotations.json or overlay.mp4.
    """
    if form.is_folder or (out.suffix.lower() == form.suffix and not out.is_dir()):
        return out
    return out / f"{FILE_STEMS[form.suffix]}{form.suffix}"


def find_file(path: Path, form: Format) -> Path:
    """The file or folder to read: for a file format in a folder its one file of the suffix.

    Raises:
        FormatError: nothing is there, or several files are.
    """
    if not path.exists():
        raise FormatError(f"{path} does not exist.")
    if form.is_folder or not path.is_dir():
        return path
    usual = path / f"{FILE_STEMS[form.suffix]}{form.suffix}"
    found = [usual] if usual.is_file() else sorted(path.glob(f"*{form.suffix}"))
    if len(found) != 1:
        raise FormatError(f"{path} holds {len(found)} {form.suffix} files; name the one to read.")
    return found[0]


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
        sync(path)
    for path in files:
        goal = folder / path.relative_to(stage)
        goal.parent.mkdir(parents=True, exist_ok=True)
        path.replace(goal)
    for parent in {folder / path.relative_to(stage).parent for path in files}:
        sync_folder(parent)
