"""Packs of a data root: its files in the same layout, with smaller pictures and labels."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from natsort import natsorted

from gvseg.datasets.annotated_video import PictureFrames
from gvseg.errors import FormatError, OutputError
from gvseg.file_names import PICTURE_SUFFIXES
from gvseg.files import atomic_folder
from training.packs import Archive, ArchiveWriter, matches_any, write_manifest
from training.recipe import PublishedRecipe, Recipe, VideosRecipe
from training.shrinking import PICTURE_SUFFIX, small_json, small_labels, small_picture

LABEL_FOLDERS: Final = ("masks", "mask", "labels", "Annotations", "*annot", "pano*")
"""Folders of label pictures in the layouts that recipes read."""


@dataclass(frozen=True, slots=True)
class PackedSet:
    """A part of a data root.

    Attributes:
        path: relative to the root; "." for all of it.
        name: of the set, for the manifest; "" names what it holds by the folders in the root.
        terms: licence or terms of use, for the manifest.
        labels: its folder of labels, where that may have any name.
    """

    path: str
    name: str
    terms: str = ""
    labels: str = ""


@dataclass(slots=True)
class PackingReport:
    """What was packed and what was not.

    Attributes:
        archives: in order.
        pictures: number of pictures, by set.
        excluded: files left out by name, by pattern.
        strange: files that are neither pictures nor lists, by folder.
    """

    archives: list[Archive] = field(default_factory=list)
    pictures: Counter[str] = field(default_factory=Counter)
    excluded: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))
    strange: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))


EVERYTHING: Final = (PackedSet(".", ""),)
"""All of a root, where no recipe says what is read of it."""


def sets_of(recipe: Recipe) -> list[PackedSet]:
    """The sets that a recipe reads, in its order.

    Raises:
        FormatError: one that packs cannot hold.
    """
    found: list[PackedSet] = []
    for still in recipe.stills:
        found.append(PackedSet(still.images, still.name, still.terms))
        found.append(PackedSet(still.masks, still.name, still.terms, still.masks))
    rows: tuple[VideosRecipe | PublishedRecipe, ...] = (*recipe.videos, *recipe.published)
    for row in rows:
        if row.layout in ("gvseg", "coco-panoptic"):
            raise FormatError(f"{row.name} is in the layout {row.layout}, which packs cannot hold.")
        found.append(PackedSet(row.path, row.name, row.terms))
    return found


def pack(
    root: Path,
    out: Path,
    sets: Sequence[PackedSet],
    *,
    short_side: int,
    limit: int,
    exclude: Sequence[str] = (),
    progress: Callable[[float], None] = lambda fraction: None,
) -> PackingReport:
    """Write packs into a new folder, whole or not at all.

    Args:
        root: of the data.
        out: folder to make.
        sets: what to pack, in this order.
        short_side: of the largest pictures, in pixels.
        limit: of each archive, in bytes.
        exclude: patterns; a file or folder with such a name is left out.
        progress: told the fraction of the files that are packed, 0..1.

    Raises:
        FormatError: a file is damaged, or cannot be packed.
        OutputError: `out` exists, or cannot be written.
    """
    if out.exists():
        raise OutputError(f"{out} exists; choose another folder for the packs.")
    report = PackingReport()
    patterns = tuple(exclude)
    names = _Names(patterns, report)
    files = [(one, path) for one in sets for path in _files(root, one, names)]
    if missing := sorted(set(patterns) - set(report.excluded)):
        raise FormatError(f"{root} has nothing called {missing[0]} to leave out.")
    if not files:
        raise FormatError(f"{root} has no pictures, labels or lists to pack.")
    with atomic_folder(out) as folder:
        with closing(ArchiveWriter(folder, limit)) as writer:
            for done, (name, content) in enumerate(_packed(root, files, names, short_side)):
                writer.add(name, content)
                progress((done + 1) / len(files))
        report.archives = writer.archives
        write_manifest(folder, writer.archives, _about(report, sets, short_side, patterns))
    return report


def _packed(
    root: Path, files: Sequence[tuple[PackedSet, Path]], names: "_Names", short_side: int
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Name and content of each packed file; one that two sets share comes once."""
    shrink = _Shrinker(root, short_side, names.keep)
    seen: dict[PurePosixPath, Path] = {}
    for one, path in files:
        name = PurePosixPath(path.as_posix())
        is_picture = name.suffix.lower() in PICTURE_SUFFIXES and not _is_label(name, one)
        if is_picture:
            name = name.with_suffix(PICTURE_SUFFIX)
        if name in seen:
            if seen[name] != path:
                raise FormatError(f"{seen[name]} and {path} have one name in a pack.")
            continue
        seen[name] = path
        names.report.pictures[one.name or name.parts[0]] += is_picture
        yield name, shrink(path, is_picture=is_picture)


def _about(
    report: PackingReport, sets: Sequence[PackedSet], short_side: int, exclude: tuple[str, ...]
) -> dict[str, Any]:
    terms = {one.name: one.terms for one in sets}
    return {
        "short_side": short_side,
        "excluded": list(exclude),
        "left_out": {folder: len(files) for folder, files in report.strange.items()},
        "sets": [
            {"name": name, "terms": terms.get(name, ""), "pictures": count}
            for name, count in report.pictures.items()
        ],
    }


class _Names:
    """Which names are packed; counts what is left out."""

    def __init__(self, patterns: tuple[str, ...], report: PackingReport) -> None:
        self.patterns, self.report = patterns, report

    def keep(self, name: PurePosixPath) -> bool:
        return not any(self._fits(name, pattern) for pattern in self.patterns)

    def takes(self, path: Path) -> bool:
        """Whether a file is packed; notes why not."""
        name = PurePosixPath(path.as_posix())
        for pattern in self.patterns:
            if self._fits(name, pattern):
                self.report.excluded[pattern].add(path)
                return False
        if path.suffix.lower() in {*PICTURE_SUFFIXES, ".json", ".txt"}:
            return True
        self.report.strange[path.parent.as_posix()].add(path)
        return False

    @staticmethod
    def _fits(name: PurePosixPath, pattern: str) -> bool:
        return any(matches_any(part, (pattern,)) for part in (*name.parts, name.stem))


def _files(root: Path, one: PackedSet, names: _Names) -> Iterator[Path]:
    """The files of a set that are packed, relative to the root, in natural order."""
    if not (root / one.path).is_dir():
        raise FormatError(
            f"{root / one.path}, which holds {one.name or 'the data'}, is not a folder."
        )
    found = []
    for folder, folders, files in os.walk(root / one.path, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(folder).relative_to(root)
        found += [inside / name for name in files if not name.startswith(".")]
    yield from (path for path in natsorted(found, key=Path.as_posix) if names.takes(path))


def _is_label(name: PurePosixPath, one: PackedSet) -> bool:
    if name.suffix.lower() != ".png":
        return False
    if one.labels:
        return True
    return any(matches_any(part, LABEL_FOLDERS) for part in name.parts[:-1])


class _Shrinker:
    """The packed content of files."""

    def __init__(self, root: Path, short_side: int, keep: Callable[[PurePosixPath], bool]) -> None:
        self.root, self.short_side, self.keep = root, short_side, keep

    def __call__(self, path: Path, *, is_picture: bool) -> bytes:
        source = self.root / path
        if is_picture:
            return small_picture(PictureFrames((source,)), 0, self.short_side)
        if source.suffix.lower() == ".png":
            return small_labels(source, self.short_side)
        if source.suffix.lower() == ".json":
            return small_json(source, self.short_side, self.keep)
        try:
            lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        except (OSError, UnicodeDecodeError) as error:
            raise FormatError(f"{source} cannot be read as text: {error}.") from error
        return "".join(line for line in lines if self._names_kept(line)).encode()

    def _names_kept(self, line: str) -> bool:
        return all(self.keep(PurePosixPath(word)) for word in line.split())
