"""Zip archives, in which CVAT, Roboflow, Label Studio and Supervisely hand out their exports."""

import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from gvseg.errors import FormatError
from gvseg.file_names import PICTURE_SUFFIXES
from gvseg.files import is_endless

SUFFIX: Final = ".zip"
_MOST_BYTES: Final = 2**33
_MOST_FILES: Final = 10**6
_VIDEOS: Final = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".ts", ".mts"})
_PICTURES_LOOKED_AT: Final = 3
_ADDED_BY_MACS: Final = "__MACOSX"


@contextmanager
def unpacked(path: Path, *, is_look: bool = False) -> Iterator[Path]:
    """The path itself; for a zip archive a folder with its files, removed afterwards.

    Videos in it are left out: annotations are read, and frames only looked at.

    Args:
        path: file or folder.
        is_look: whether a few pictures of each folder are enough, to tell the format.

    Raises:
        FormatError: the archive is damaged, locked by a password, or too large; or the path is a
            pipe or a device, which would never end.
    """
    if is_endless(path):
        raise FormatError(f"{path} is not a file; choose a file or a folder.")
    if path.suffix.lower() != SUFFIX or not path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="gvseg-") as root:
        # Named as the archive: some formats are called after their folder.
        folder = Path(root) / (path.stem or "archive")
        folder.mkdir()
        _extract(path, folder, is_look=is_look)
        entries = [one for one in folder.iterdir() if one.name != _ADDED_BY_MACS]
        inside = entries[0] if len(entries) == 1 and entries[0].is_dir() else folder
        try:
            yield inside
        except FormatError as error:
            if root not in str(error):
                raise
            reason = str(error).replace(f"{inside}/", f"{path}: ").replace(str(inside), str(path))
            raise FormatError(reason) from error


def _extract(path: Path, folder: Path, *, is_look: bool) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if _is_wanted(one)]
            if is_look:
                entries = list(_without_most_pictures(entries))
            if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _MOST_BYTES:
                raise FormatError(
                    f"{path} is too large to be unpacked; unpack it and name the folder."
                )
            if shutil.disk_usage(folder).free < sum(one.file_size for one in entries):
                raise FormatError(f"{path}: not enough space in {folder.parent}.")
            archive.extractall(folder, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise FormatError(f"{path} is not a zip archive that can be read ({error}).") from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise FormatError(
            f"{path} is locked by a password; unpack it and name the folder."
        ) from error
    except OSError as error:
        raise FormatError(f"{path} cannot be unpacked: {error.strerror}.") from error


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(entry.filename)
    return _ADDED_BY_MACS not in name.parts and name.suffix.lower() not in _VIDEOS


def _without_most_pictures(entries: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    seen: Counter[PurePosixPath] = Counter()
    for entry in entries:
        name = PurePosixPath(entry.filename)
        if name.suffix.lower() in PICTURE_SUFFIXES:
            seen[name.parent] += 1
            if seen[name.parent] > _PICTURES_LOOKED_AT:
                continue
        yield entry
