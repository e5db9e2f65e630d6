"""Atomic writing of files and folders."""

import errno
import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from gvseg.errors import OutputError

_FEW_FILES = 8
_LEAST_FREE_BYTES: Final = 16 * 2**20
REASONS = {
    errno.ENOSPC: "the disk is full; free some space or choose another location",
    errno.EDQUOT: "your disk quota is used up; free some space or choose another location",
    errno.EROFS: "the disk is read-only; choose another location",
    errno.EACCES: "the folder is read-only for you; choose another location",
    errno.EPERM: "writing there is not allowed; choose another location",
    errno.ENOTDIR: "a file is in the way of a folder of that name; choose another location",
    errno.EEXIST: "a file is in the way of a folder of that name; choose another location",
    errno.EISDIR: "a folder is in the way of a file of that name; choose another name",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


def is_endless(path: Path) -> bool:
    """Return whether a path is a pipe or a device, which could be read forever."""
    return path.exists() and not path.is_file() and not path.is_dir()


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether an error, or the error that caused it, is a full disk or a used-up quota."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__
    return False


def find_full_disk(folders: Iterable[Path]) -> Path | None:
    """Return the first folder whose disk is full, or so nearly full that work on it would fail."""
    for folder in folders:
        with suppress(OSError):  # a missing drive is reported by those who use it
            if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
                return folder
    return None


@contextmanager
def explain_failure(target: Path) -> Iterator[None]:
    """Convert disk errors inside the context to messages for the user.

    Raises:
        OutputError: a disk operation inside failed.
    """
    try:
        yield
    except OSError as error:
        reason = REASONS.get(error.errno or 0, str(error.strerror or error))
        raise OutputError(f"{target} cannot be written: {reason}.") from error


@contextmanager
def atomic_file(target: Path) -> Iterator[Path]:
    """Yield a temporary path next to `target`, which replaces the target at the end.

    On any error the temporary file is removed and the target is unchanged.

    Raises:
        OutputError: the disk is full, the folder is read-only, or a path blocks the target.
    """
    with explain_failure(target):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        made = _make_folders(target.parent)
        partial = target.with_name(f".{target.stem[:80]}.{uuid.uuid4().hex[:8]}.partial")
        partial = partial.with_name(partial.name + target.suffix)
        try:
            yield partial
            sync(partial)
            partial.replace(target)
            sync_folder(target.parent)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            _remove_folders(made)
            raise


@contextmanager
def atomic_folder(target: Path) -> Iterator[Path]:
    """Yield an empty temporary folder, whose content is moved to `target` at the end.

    A new target is created by one rename. In an existing target, files of the same name are
    replaced and others stay. On any error the target is unchanged.

    Raises:
        OutputError: the disk is full, the folder is read-only, or a path blocks the target.
    """
    with explain_failure(target):
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "is a file")
        is_new = not target.exists()
        made = _make_folders(target.parent)
        name = f".{target.name[:80]}.{uuid.uuid4().hex[:8]}.partial"
        # Stay inside an existing target, which may be on another file system than its parent.
        partial = (target.parent if is_new else target) / name
        try:
            partial.mkdir()
            yield partial
            sync_files([path for path in partial.rglob("*") if path.is_file()])
            if is_new:
                sync_folder(partial)
                partial.replace(target)
            else:
                _move_content(partial, target)
            sync_folder(target.parent)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            _remove_folders(made)
            raise


def sync(path: Path) -> None:
    """Flush a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_files(paths: Sequence[Path]) -> None:
    """Flush many files to the disk, with one system call if possible."""
    if len(paths) > _FEW_FILES and os.name == "posix":
        os.sync()  # one call is much faster than flushing each file
        return
    for path in paths:
        sync(path)


def sync_folder(folder: Path) -> None:
    """Flush a folder's directory entries to the disk, if the system can."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)


def _move_content(source: Path, target: Path) -> None:
    files = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    for name in files:
        if (target / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).replace(target / name)
    shutil.rmtree(source)


def _make_folders(folder: Path) -> list[Path]:
    """Create a folder and its parents; return the new ones, deepest first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_folders(made: list[Path]) -> None:
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def write_json(path: Path, content: Any) -> None:
    """Write JSON atomically.

    Raises:
        OutputError: the file cannot be written.
    """
    with atomic_file(path) as partial:
        partial.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
