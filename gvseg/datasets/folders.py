"""Folders of frames and label images, and the lists of names in a split."""

from collections.abc import Sequence
from pathlib import Path

from gvseg.errors import FormatError, VideoError
from gvseg.video.folder import list_images


def read_names(path: Path) -> list[str]:
    """Return the non-empty lines of a split's list.

    Raises:
        FormatError: the list is missing, not text, or empty.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"The list of the split, {path}, cannot be read: {error}.") from error
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise FormatError(f"The list of the split, {path}, is empty.")
    return names


def first_folder(candidates: Sequence[Path], what: str) -> Path:
    """Return the first folder that exists.

    Raises:
        FormatError: none exists; the message names `what` and the paths.
    """
    for folder in candidates:
        if folder.is_dir():
            return folder
    tried = ", ".join(str(folder) for folder in candidates)
    raise FormatError(f"The {what} were not found; looked for: {tried}.")


def first_file(candidates: Sequence[Path], what: str) -> Path:
    """Return the first file that exists.

    Raises:
        FormatError: none exists; the message names `what` and the paths.
    """
    for path in candidates:
        if path.is_file():
            return path
    tried = ", ".join(str(path) for path in candidates)
    raise FormatError(f"The {what} were not found; looked for: {tried}.")


def subfolder_names(folder: Path) -> list[str]:
    """Return the sorted names of the subfolders.

    Raises:
        FormatError: it is not a folder, or has no subfolders.
    """
    if not folder.is_dir():
        raise FormatError(f"{folder} is not a folder.")
    names = sorted(child.name for child in folder.iterdir() if child.is_dir())
    if not names:
        raise FormatError(f"{folder} has no subfolders with videos.")
    return names


def list_frames(folder: Path) -> tuple[Path, ...]:
    """Return the images of a folder in natural order.

    Raises:
        FormatError: it is not a folder, has no images, or two images have the same name.
    """
    try:
        return tuple(list_images(folder))
    except VideoError as error:
        raise FormatError(str(error)) from error


def label_files(frames: Sequence[Path], folder: Path, *, has_all: bool = True) -> dict[int, Path]:
    """Return frame position -> the PNG with the frame's name in a folder of labels.

    Args:
        has_all: whether every frame must have labels.

    Raises:
        FormatError: a frame has no labels, or labels have no frame.
    """
    if not folder.is_dir():
        raise FormatError(f"The folder of labels, {folder}, does not exist.")
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
        raise FormatError(f"{folder} has no .png labels.")
    return labels
