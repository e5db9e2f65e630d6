"""Packs: a data root stored as archives of limited size, which `gvseg-train fit` can read.

A folder of packs contains `manifest.json`, `pack-00.tar`, `pack-01.tar` and so on.
"""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final

from gvseg.errors import FormatError, OutputError
from gvseg.files import atomic_folder
from training.recipe import Recipe

MANIFEST: Final = "manifest.json"
UNPACKED: Final = "unpacked"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Archive:
    """Name, size and hash of an archive."""

    name: str
    bytes: int
    sha256: str


class ArchiveWriter:
    """Writes files to archives of limited size.

    The same files in the same order give bit-identical archives.

    Args:
        folder: folder for the archives.
        limit: largest size of an archive, in bytes.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit
        self.archives: list[Archive] = []
        self._tar: tarfile.TarFile | None = None
        self._used = 0

    def add(self, name: PurePosixPath, content: bytes) -> None:
        """Add a file to the current archive, or to a new one if it does not fit.

        Raises:
            FormatError: the file alone exceeds the limit.
        """
        info = tarfile.TarInfo(str(name))
        info.size, info.mode = len(content), 0o644
        needed = len(info.tobuf(tarfile.PAX_FORMAT)) + _round_up(len(content), tarfile.BLOCKSIZE)
        if _archive_size(needed) > self.limit:
            raise FormatError(
                f"{name} alone takes {_archive_size(needed) / 1e6:.2f} MB: raise --limit-mb."
            )
        if self._tar is not None and _archive_size(self._used + needed) > self.limit:
            self.close()
        if self._tar is None:
            path = self.folder / f"pack-{len(self.archives):02d}.tar"
            self._tar = tarfile.open(path, "w", format=tarfile.PAX_FORMAT)
            self._used = 0
        self._tar.addfile(info, io.BytesIO(content))
        self._used += needed

    def close(self) -> None:
        """Finish the current archive."""
        if self._tar is None:
            return
        self._tar.close()
        path = Path(str(self._tar.name))
        self._tar = None
        self.archives.append(Archive(path.name, path.stat().st_size, _sha256(path)))


def write_manifest(folder: Path, archives: list[Archive], about: dict[str, Any]) -> None:
    """Write the manifest of a folder of archives; `about` describes their content."""
    content = {
        "format": "gvseg packs",
        "version": VERSION,
        **about,
        "archives": [asdict(archive) for archive in archives],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def open_packs(recipe: Recipe, root: Path, report: Callable[[str], None]) -> tuple[Recipe, Path]:
    """Return the recipe and data root to train with, unpacking `root` if it contains packs.

    Archives are unpacked next to themselves, once. Videos excluded from them are removed from the
    recipe's validation videos.

    Raises:
        FormatError: an archive is missing or damaged.
        OutputError: the archives cannot be unpacked there.
    """
    if not (root / MANIFEST).is_file():
        return recipe, root
    archives, excluded = _read_manifest(root / MANIFEST)
    unpacked = root / UNPACKED
    if not _is_unpacked(root):
        report(f"unpacking {len(archives)} archives into {unpacked}")
        shutil.rmtree(unpacked, ignore_errors=True)
        try:
            _unpack(root, archives)
        except OutputError:
            # Another process may have unpacked them in the meantime.
            if not _is_unpacked(root):
                raise
    return _without_videos(recipe, excluded), unpacked


def _read_manifest(path: Path) -> tuple[list[Archive], tuple[str, ...]]:
    try:
        values = json.loads(path.read_bytes())
        archives = [Archive(**row) for row in values["archives"]]
        excluded = tuple(str(name) for name in values["excluded"])
        version = int(values["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"{path} is not a manifest of packs or is damaged: copy it again."
        ) from error
    if version > VERSION:
        raise FormatError(f"{path} was written by a newer version of GvSeg: update GvSeg.")
    return archives, excluded


def _is_unpacked(root: Path) -> bool:
    unpacked = root / UNPACKED / MANIFEST
    return unpacked.is_file() and unpacked.read_bytes() == (root / MANIFEST).read_bytes()


def _unpack(root: Path, archives: list[Archive]) -> None:
    for archive in archives:
        path = root / Path(archive.name).name
        if not path.is_file():
            raise FormatError(f"{path} is missing: copy all {len(archives)} archives here.")
        if path.stat().st_size != archive.bytes or _sha256(path) != archive.sha256:
            raise FormatError(f"{path} is damaged or does not match the manifest: copy it again.")
    with atomic_folder(root / UNPACKED) as folder:
        for archive in archives:
            try:
                with tarfile.open(root / Path(archive.name).name) as tar:
                    tar.extractall(folder, filter="data")
            except tarfile.TarError as error:
                raise FormatError(
                    f"{root / archive.name} cannot be unpacked ({error}): copy it again."
                ) from error
        shutil.copyfile(root / MANIFEST, folder / MANIFEST)


def _without_videos(recipe: Recipe, excluded: tuple[str, ...]) -> Recipe:
    rows = []
    for row in recipe.videos:
        kept = [name for name in row.validation if not matches_any(name, excluded)]
        rows.append(replace(row, validation=tuple(kept)))
    return replace(recipe, videos=tuple(rows))


def matches_any(name: str, patterns: tuple[str, ...]) -> bool:
    """Return whether the name of a file or folder matches one of the patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _round_up(size: int, unit: int) -> int:
    return -(-size // unit) * unit


def _archive_size(used: int) -> int:
    """Return the size of an archive with `used` bytes of members."""
    return _round_up(used + 2 * tarfile.BLOCKSIZE, tarfile.RECORDSIZE)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
