"""Packs: a data root as a few archives of bounded size, which `gvseg-train fit` reads.

A folder of packs holds `manifest.json` and `pack-00.tar`, ...; together they are one data root.
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
    """One archive of a folder of packs."""

    name: str
    bytes: int
    sha256: str


class ArchiveWriter:
    """Writes files into archives none of which is larger than a limit.

    The same files in the same order give the same archives, to the bit.

    Args:
        folder: where the archives go.
        limit: of each archive, in bytes.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit
        self.archives: list[Archive] = []
        self._tar: tarfile.TarFile | None = None
        self._used = 0

    def add(self, name: PurePosixPath, content: bytes) -> None:
        """Put a file into the current archive, or into a new one where it does not fit.

        Raises:
            FormatError: it does not fit into any.
        """
        info = tarfile.TarInfo(str(name))
        info.size, info.mode = len(content), 0o644
        needed = len(info.tobuf(tarfile.PAX_FORMAT)) + _rounded(len(content), tarfile.BLOCKSIZE)
        if _whole(needed) > self.limit:
            raise FormatError(
                f"{name} alone takes {_whole(needed) / 1e6:.2f} MB; give a higher --limit-mb."
            )
        if self._tar is not None and _whole(self._used + needed) > self.limit:
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
        self.archives.append(Archive(path.name, path.stat().st_size, _digest(path)))


def write_manifest(folder: Path, archives: list[Archive], about: dict[str, Any]) -> None:
    """Say what the packs of a folder hold and where it comes from."""
    content = {
        "format": "gvseg packs",
        "version": VERSION,
        **about,
        "archives": [asdict(archive) for archive in archives],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def open_packs(recipe: Recipe, root: Path, report: Callable[[str], None]) -> tuple[Recipe, Path]:
    """A recipe and its root as training reads them, where the root may be a folder of packs.

    Packs are unpacked beside themselves the first time. Videos that were left out of them are
    no longer among those that the recipe keeps for validation.

    Raises:
        FormatError: an archive is missing or damaged.
        OutputError: there is no place to unpack.
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
            # Another process on this machine may have been faster.
            if not _is_unpacked(root):
                raise
    return _without(recipe, excluded), unpacked


def _read_manifest(path: Path) -> tuple[list[Archive], tuple[str, ...]]:
    try:
        values = json.loads(path.read_bytes())
        archives = [Archive(**row) for row in values["archives"]]
        excluded = tuple(str(name) for name in values["excluded"])
        version = int(values["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(f"{path} is not the manifest of packs, or is damaged.") from error
    if version > VERSION:
        raise FormatError(f"{path} was written by a newer GvSeg; update this one.")
    return archives, excluded


def _is_unpacked(root: Path) -> bool:
    kept = root / UNPACKED / MANIFEST
    return kept.is_file() and kept.read_bytes() == (root / MANIFEST).read_bytes()


def _unpack(root: Path, archives: list[Archive]) -> None:
    for archive in archives:
        path = root / Path(archive.name).name
        if not path.is_file():
            raise FormatError(f"{path} is missing; bring all {len(archives)} archives.")
        if path.stat().st_size != archive.bytes or _digest(path) != archive.sha256:
            raise FormatError(f"{path} is damaged or of other packs; copy it again.")
    with atomic_folder(root / UNPACKED) as folder:
        for archive in archives:
            try:
                with tarfile.open(root / Path(archive.name).name) as tar:
                    tar.extractall(folder, filter="data")
            except tarfile.TarError as error:
                raise FormatError(f"{root / archive.name} cannot be unpacked: {error}.") from error
        shutil.copyfile(root / MANIFEST, folder / MANIFEST)


def _without(recipe: Recipe, excluded: tuple[str, ...]) -> Recipe:
    rows = []
    for row in recipe.videos:
        kept = [name for name in row.validation if not matches_any(name, excluded)]
        rows.append(replace(row, validation=tuple(kept)))
    return replace(recipe, videos=tuple(rows))


def matches_any(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name of a file or folder fits one of the patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _rounded(size: int, unit: int) -> int:
    return -(-size // unit) * unit


def _whole(used: int) -> int:
    """Size of an archive whose members take so many bytes."""
    return _rounded(used + 2 * tarfile.BLOCKSIZE, tarfile.RECORDSIZE)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
