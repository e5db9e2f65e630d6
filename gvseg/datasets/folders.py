"""Folders of frames and of label pictures, and the lists of names that say what is in a split."""

from collections.abc import Sequence
from pathlib import Path

from gvseg.errors import FormatError, VideoError
from gvseg.video.folder import list_pictures


def read_names(path: Path) -> list[str]:
    """The lines of a split's list, without empty ones.

    Raises:
        FormatError: missing, not text, or without a line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}, which lists the split, cannot be read: {error}.") from error
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise FormatError(f"{path}, which lists the split, names no video.")
    return names


def first_folder(candidates: Sequence[Path], what: str) -> Path:
    """The first of several places that is there.

    Raises:
        FormatError: none is; names `what` was looked for and where.
    """
    for folder in candidates:
        if folder.is_dir():
            return folder
    places = " nor ".join(str(folder) for folder in candidates)
    raise FormatError(f"The {what} are not found: neither {places} is a folder.")


def first_file(candidates: Sequence[Path], what: str) -> Path:
    """The first of several files that is there.

    Raises:
        FormatError: none is; names `what` was looked for and where.
    """
    for path in candidates:
        if path.is_file():
            return path
    places = " nor ".join(str(path) for path in candidates)
    raise FormatError(f"The {what} are not found: neither {places} is a file.")


def subfolder_names(folder: Path) -> list[str]:
    """The names of the folders in a folder, sorted.

    Raises:
        FormatError: it is no folder, or has none in it.
    """
    if not folder.is_dir():
        raise FormatError(f"{folder} is not a folder.")
    names = sorted(child.name for child in folder.iterdir() if child.is_dir())
    if not names:
        raise FormatError(f"{folder} has no folder of a video in it.")
    return names


def list_frames(folder: Path) -> tuple[Path, ...]:
    """The pictures of a folder in natural order.

    Raises:
        FormatError: no folder, no picture, or two of one name.
    """
    try:
        return tuple(list_pictures(folder))
    except VideoError as error:
        raise FormatError(str(error)) from error


def label_files(frames: Sequence[Path], folder: Path, *, has_all: bool = True) -> dict[int, Path]:
    """Position of a frame -> the PNG of its name in a folder of labels.

    Args:
        has_all: every frame must have one; else some may have none.

    Raises:
        FormatError: a frame without labels, or labels without a frame.
    """
    if not folder.is_dir():
        raise FormatError(f"{folder}, which should hold labels, is not a folder.")
    found = {path.stem: path for path in folder.glob("*.png") if not path.name.startswith(".")}
    labels = {
        position: found.pop(frame.stem)
        for position, frame in enumerate(frames)
        if frame.stem in found
    }
    if found:
        raise FormatError(f"{next(iter(found.values()))} has no frame in {frames[0].parent}.")
    for position, frame in enumerate(frames):
        if has_all and position not in labels:
            raise FormatError(f"{frame} has no labels: {folder / frame.stem}.png is missing.")
    if not labels:
        raise FormatError(f"{folder} has no .png labels in it.")
    return labels
