"""MOTS as text: KITTI MOTS (`instances_txt`, `train.seqmap`) and MOTSChallenge (`gt/gt.txt`)."""

from functools import partial
from pathlib import Path
from typing import Final

from gvseg.annotation.document import Document
from gvseg.dataset_import.class_names import name_classes, read_class_names
from gvseg.dataset_import.layout import Layout, Listing, PublishedVideo, Splits, only, subfolders
from gvseg.datasets.folders import read_names
from gvseg.formats import mots
from gvseg.formats.job import ReadJob

_FOLDER: Final = "instances_txt"
_CLASSES: Final = {1: "car", 2: "pedestrian"}
"""The classes of KITTI MOTS and MOTSChallenge."""


def _splits(root: Path) -> Splits:
    if any((root / _FOLDER).glob("*.txt")):
        maps = sorted(root.glob("*.seqmap"))
        return {file.stem: file for file in maps} or {"": root / _FOLDER}
    found = {one.name: one for one in subfolders(root) if any(one.glob("*/gt/gt.txt"))}
    return found or ({"": root} if any(root.glob("*/gt/gt.txt")) else {})


def _list(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    found = []
    names = read_class_names(root) or _CLASSES
    aliases = _read_aliases(root)
    for split, place in splits.items():
        listing.check_cancelled()
        for file in _files(root, place):
            is_challenge = file.name == "gt.txt"
            number = file.parent.parent.name if is_challenge else file.stem
            folders = ("training/image_02", "image_02", "images", "testing/image_02")
            frames = tuple(root / folder / number for folder in folders)
            if is_challenge:
                frames = (file.parent.parent / "img1",)
            name = aliases.get(number, number)
            read = partial(_read, file, names)
            found.append(PublishedVideo(name=name, split=split, read=read, frames=frames))
    return found


def _files(root: Path, place: Path) -> list[Path]:
    if place.suffix == ".seqmap":
        # 0002 empty 000000 000232
        numbers = [line.split()[0] for line in read_names(place)]
        return [root / _FOLDER / f"{number}.txt" for number in numbers if "/" not in number]
    if place.name == _FOLDER:
        return sorted(place.glob("*.txt"))
    return sorted(place.glob("*/gt/gt.txt"))


def _read_aliases(root: Path) -> dict[str, str]:
    """Return number -> name of the videos of an export of GvSeg."""
    try:
        lines = (root / "sequences.txt").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    parts = [line.partition(" ") for line in lines]
    return {number: name for number, _, name in parts if name}


def _read(file: Path, names: dict[int, str], job: ReadJob) -> Document:
    document = only(mots.read(file, job), file)
    name_classes(document, names)
    return document


MOTS: Final = Layout(name="mots", title="MOTS", find_splits=_splits, list_videos=_list)
