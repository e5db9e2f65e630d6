"""Pack a data root into archives: the layout stays the same, but images and labels are smaller."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from natsort import natsorted

from gvseg.datasets.annotated_video import ImageFrames
from gvseg.errors import FormatError, OutputError
from gvseg.file_names import IMAGE_SUFFIXES
from gvseg.files import atomic_folder
from training.packs import Archive, ArchiveWriter, matches_any, write_manifest
from training.recipe import PublishedRecipe, Recipe, VideosRecipe
from training.shrinking import IMAGE_SUFFIX, shrink_image, shrink_json, shrink_labels

LABEL_FOLDERS: Final = ("masks", "mask", "labels", "Annotations", "*annot", "pano*")
"""Names of label folders in the layouts that recipes can read."""


@dataclass(frozen=True, slots=True)
class PackedSet:
    """A dataset in a data root.

    Attributes:
        path: path relative to the root; "." for all of it.
        name: name for the manifest; "" to name datasets after the folders in the root.
        terms: licence or terms of use, for the manifest.
        labels: folder of labels, if its name is not in `LABEL_FOLDERS`.
    """

    path: str
    name: str
    terms: str = ""
    labels: str = ""


@dataclass(slots=True)
class PackingReport:
    """Packed and skipped files.

    Attributes:
        archives: the archives, in order.
        images: number of images by dataset.
        excluded: excluded files by pattern.
        unsupported: skipped files that are neither images nor lists, by folder.
    """

    archives: list[Archive] = field(default_factory=list)
    images: Counter[str] = field(default_factory=Counter)
    excluded: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))
    unsupported: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))


EVERYTHING: Final = (PackedSet(".", ""),)
"""A whole root, for packing without a recipe."""


def sets_of(recipe: Recipe) -> list[PackedSet]:
    """Return the datasets of a recipe, in its order.

    Raises:
        FormatError: the layout of one cannot be packed.
    """
    found: list[PackedSet] = []
    for still in recipe.stills:
        found.append(PackedSet(still.images, still.name, still.terms))
        found.append(PackedSet(still.masks, still.name, still.terms, still.masks))
    rows: tuple[VideosRecipe | PublishedRecipe, ...] = (*recipe.videos, *recipe.published)
    for row in rows:
        if row.layout in ("gvseg", "coco-panoptic"):
            raise FormatError(
                f"{row.name} has the layout {row.layout}, which cannot be packed: remove it from "
                "the recipe, or convert it."
            )
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
    """Write archives to a new folder; on an error the folder is not created.

    Args:
        root: root folder of the data.
        out: folder to create.
        sets: datasets to pack, in order.
        short_side: largest short side of images, in pixels.
        limit: largest size of an archive, in bytes.
        exclude: name patterns of files and folders to exclude.
        progress: called with the fraction of files packed, 0 to 1.

    Raises:
        FormatError: a file is damaged or cannot be packed, or a pattern matches nothing.
        OutputError: `out` exists or cannot be written.
    """
    if out.exists():
        raise OutputError(f"{out} already exists: choose another folder.")
    report = PackingReport()
    patterns = tuple(exclude)
    names = _NameFilter(patterns, report)
    files = [(one, path) for one in sets for path in _files(root, one, names)]
    if missing := sorted(set(patterns) - set(report.excluded)):
        raise FormatError(f"{root} has nothing called {missing[0]} to exclude: check the name.")
    if not files:
        raise FormatError(f"{root} has no images, labels or lists to pack: check the folder.")
    with atomic_folder(out) as folder:
        with closing(ArchiveWriter(folder, limit)) as writer:
            for done, (name, content) in enumerate(_packed(root, files, names, short_side)):
                writer.add(name, content)
                progress((done + 1) / len(files))
        report.archives = writer.archives
        write_manifest(folder, writer.archives, _about(report, sets, short_side, patterns))
    return report


def _packed(
    root: Path, files: Sequence[tuple[PackedSet, Path]], names: "_NameFilter", short_side: int
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the name and content of each packed file; a file that several datasets share is
    yielded only once.
    """
    shrink = _Shrinker(root, short_side, names.keep)
    seen: dict[PurePosixPath, Path] = {}
    for one, path in files:
        name = PurePosixPath(path.as_posix())
        is_image = name.suffix.lower() in IMAGE_SUFFIXES and not _is_label(name, one)
        if is_image:
            name = name.with_suffix(IMAGE_SUFFIX)
        if name in seen:
            if seen[name] != path:
                raise FormatError(
                    f"{seen[name]} and {path} would both be packed as {name}: rename one of them."
                )
            continue
        seen[name] = path
        names.report.images[one.name or name.parts[0]] += is_image
        yield name, shrink(path, is_image=is_image)


def _about(
    report: PackingReport, sets: Sequence[PackedSet], short_side: int, exclude: tuple[str, ...]
) -> dict[str, Any]:
    terms = {one.name: one.terms for one in sets}
    return {
        "short_side": short_side,
        "excluded": list(exclude),
        "left_out": {folder: len(files) for folder, files in report.unsupported.items()},
        "sets": [
            {"name": name, "terms": terms.get(name, ""), "pictures": count}
            for name, count in report.images.items()
        ],
    }


class _NameFilter:
    """Decides which files are packed, and records the others in the report."""

    def __init__(self, patterns: tuple[str, ...], report: PackingReport) -> None:
        self.patterns, self.report = patterns, report

    def keep(self, name: PurePosixPath) -> bool:
        return not any(self._matches(name, pattern) for pattern in self.patterns)

    def accepts(self, path: Path) -> bool:
        """Return whether a file is packed; if not, record why."""
        name = PurePosixPath(path.as_posix())
        for pattern in self.patterns:
            if self._matches(name, pattern):
                self.report.excluded[pattern].add(path)
                return False
        if path.suffix.lower() in {*IMAGE_SUFFIXES, ".json", ".txt"}:
            return True
        self.report.unsupported[path.parent.as_posix()].add(path)
        return False

    @staticmethod
    def _matches(name: PurePosixPath, pattern: str) -> bool:
        return any(matches_any(part, (pattern,)) for part in (*name.parts, name.stem))


def _files(root: Path, one: PackedSet, names: _NameFilter) -> Iterator[Path]:
    """Yield the files of a dataset to pack, relative to the root, in natural order."""
    if not (root / one.path).is_dir():
        raise FormatError(
            f"{root / one.path} is not a folder: check the path of {one.name or 'the data'}."
        )
    found = []
    for folder, folders, files in os.walk(root / one.path, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(folder).relative_to(root)
        found += [inside / name for name in files if not name.startswith(".")]
    yield from (path for path in natsorted(found, key=Path.as_posix) if names.accepts(path))


def _is_label(name: PurePosixPath, one: PackedSet) -> bool:
    if name.suffix.lower() != ".png":
        return False
    if one.labels:
        return True
    return any(matches_any(part, LABEL_FOLDERS) for part in name.parts[:-1])


class _Shrinker:
    def __init__(self, root: Path, short_side: int, keep: Callable[[PurePosixPath], bool]) -> None:
        self.root, self.short_side, self.keep = root, short_side, keep

    def __call__(self, path: Path, *, is_image: bool) -> bytes:
        source = self.root / path
        if is_image:
            return shrink_image(ImageFrames((source,)), 0, self.short_side)
        if source.suffix.lower() == ".png":
            return shrink_labels(source, self.short_side)
        if source.suffix.lower() == ".json":
            return shrink_json(source, self.short_side, self.keep)
        try:
            lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        except (OSError, UnicodeDecodeError) as error:
            raise FormatError(f"{source} cannot be read as text: {error}.") from error
        return "".join(line for line in lines if self._keeps_names(line)).encode()

    def _keeps_names(self, line: str) -> bool:
        return all(self.keep(PurePosixPath(word)) for word in line.split())
