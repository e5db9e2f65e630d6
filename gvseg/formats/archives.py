"""Zip archives, as exported by CVAT, Roboflow, Label Studio and Supervisely."""

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
from gvseg.file_names import IMAGE_SUFFIXES
from gvseg.files import is_endless

SUFFIX: Final = ".zip"
_MAX_BYTES: Final = 2**33
_MAX_FILES: Final = 10**6
_VIDEOS: Final = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".ts", ".mts"})
_SAMPLED_IMAGES: Final = 3
_MACOS_METADATA: Final = "__MACOSX"


@contextmanager
def unpacked(path: Path, *, sample_only: bool = False) -> Iterator[Path]:
    """Yield the path itself or, for a zip archive, a temporary folder with its files.

    Videos are not unpacked.

    Args:
        path: file or folder.
        sample_only: whether to unpack only a few images per folder, enough to detect the format.

    Raises:
        FormatError: the archive is damaged, encrypted or too large; or the path is a pipe or a
            device.
    """
    if is_endless(path):
        raise FormatError(f"{path} is not a file; choose a file or a folder.")
    if path.suffix.lower() != SUFFIX or not path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="gvseg-") as root:
        # Some formats take the name of the video from the folder.
        folder = Path(root) / (path.stem or "archive")
        folder.mkdir()
        _extract(path, folder, sample_only=sample_only)
        entries = [one for one in folder.iterdir() if one.name != _MACOS_METADATA]
        inside = entries[0] if len(entries) == 1 and entries[0].is_dir() else folder
        try:
            yield inside
        except FormatError as error:
            if root not in str(error):
                raise
            reason = str(error).replace(f"{inside}/", f"{path}: ").replace(str(inside), str(path))
            raise FormatError(reason) from error


def _extract(path: Path, folder: Path, *, sample_only: bool) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if _is_wanted(one)]
            if sample_only:
                entries = list(_without_most_images(entries))
            if len(entries) > _MAX_FILES or sum(one.file_size for one in entries) > _MAX_BYTES:
                raise FormatError(
                    f"{path} is too large to unpack here; unpack it yourself and open the folder."
                )
            if shutil.disk_usage(folder).free < sum(one.file_size for one in entries):
                raise FormatError(
                    f"{path}: not enough space in {folder.parent}; free some space or unpack it "
                    f"yourself and open the folder."
                )
            archive.extractall(folder, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise FormatError(f"{path} is not a readable zip archive ({error}).") from error
    except RuntimeError as error:  # raised by zipfile if a password is needed
        raise FormatError(
            f"{path} needs a password; unpack it yourself and open the folder."
        ) from error
    except OSError as error:
        raise FormatError(f"{path} cannot be unpacked: {error.strerror}.") from error


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(entry.filename)
    return _MACOS_METADATA not in name.parts and name.suffix.lower() not in _VIDEOS


def _without_most_images(entries: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    seen: Counter[PurePosixPath] = Counter()
    for entry in entries:
        name = PurePosixPath(entry.filename)
        if name.suffix.lower() in IMAGE_SUFFIXES:
            seen[name.parent] += 1
            if seen[name.parent] > _SAMPLED_IMAGES:
                continue
        yield entry
