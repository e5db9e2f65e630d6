"""Finds the labels, images and class names of a YOLO dataset.

Ultralytics has `images/` and `labels/` side by side, Roboflow has both in each of `train/`,
`valid/` and `test/`, and Darknet has labels next to the images. Class names are in a YAML file,
`obj.names`, `classes.txt` or `notes.json`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml
from natsort import natsorted

from gvseg.errors import FormatError
from gvseg.file_names import IMAGE_SUFFIXES
from gvseg.formats.building import MAX_FRAME_PIXELS

_SIZE_COMMENT: Final = re.compile(r"^# frames: (\d{1,6}) x (\d{1,6})\s*$", re.MULTILINE)
_NO_LABELS: Final = frozenset(
    {"classes", "train", "val", "valid", "test", "obj", "predefined_classes"}
)
_HAS_NAMES: Final = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?names[\"']?\s*:", re.MULTILINE)
_MAX_BYTES: Final = 2**24
_MAX_CLASS: Final = 10**6


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of the dataset.

    Attributes:
        key: path below the root without `labels/`, `images/` and file extension.
        label: its label file, if any.
        image: its image, if any.
    """

    key: PurePosixPath
    label: Path | None
    image: Path | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A YOLO dataset.

    Attributes:
        root: its folder.
        frames: its frames.
        names: class number -> name.
        size: (height, width), if GvSeg wrote the dataset.
    """

    root: Path
    frames: tuple[Frame, ...]
    names: dict[int, str]
    size: tuple[int, int] | None


def find_tree(path: Path) -> Tree:
    """Find the parts of a dataset.

    Args:
        path: its folder, its `labels/`, or its YAML file.

    Raises:
        FormatError: there are no labels, or the YAML file cannot be read.
    """
    root = path if path.is_dir() else path.parent
    if root.name.lower() == "labels" and not (root / "labels").is_dir():
        root = root.parent if path.is_dir() else root
    settings = path if path.is_file() and path.suffix.lower() in (".yaml", ".yml") else None
    settings = settings or _find_settings(root)
    values, size = _read_settings(settings) if settings is not None else ({}, None)
    frames = _frames(root) or _frames_named(values, settings)
    if not any(frame.label for frame in frames):
        raise FormatError(f"{root} contains no .txt labels.")
    return Tree(root, tuple(frames), _names(values, root, settings), size)


def has_settings(root: Path) -> bool:
    """Return whether a folder has a YAML file with class names."""
    return _find_settings(root) is not None


def _find_settings(root: Path) -> Path | None:
    found = sorted(root.glob("*.yaml")) + sorted(root.glob("*.yml"))
    found.sort(key=lambda file: file.stem != "data")
    for file in found:
        try:
            if file.stat().st_size < _MAX_BYTES and _HAS_NAMES.search(file.read_bytes()):
                return file
        except OSError:
            continue
    return None


def _read_settings(file: Path) -> tuple[dict[str, Any], tuple[int, int] | None]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        # BaseLoader keeps strings: a class can be named yes, 10 or 2001-01-01.
        values = yaml.load(text, Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        line = " ".join(str(error).split())
        raise FormatError(f"{file} is not valid YAML: {line[:200]}.") from error
    found = _SIZE_COMMENT.search(text)
    size = (int(found[1]), int(found[2])) if found else None
    if size is not None and not 0 < size[0] * size[1] <= MAX_FRAME_PIXELS:
        raise FormatError(f"{file}: {size[0]} x {size[1]} is not a valid frame size.")
    return (values if isinstance(values, dict) else {}), size


def _names(values: dict[str, Any], root: Path, settings: Path | None) -> dict[int, str]:
    names = values.get("names")
    if isinstance(names, str) and names.strip():
        names = [part.strip() for part in names.strip("[]").split(",")]
    if isinstance(names, list):
        return {number: str(name) for number, name in enumerate(names)}
    if isinstance(names, dict):
        found = {int(key): str(name) for key, name in names.items() if key.strip().isdecimal()}
        if any(number > _MAX_CLASS for number in found):
            raise FormatError(f"{settings}: class numbers are too large.")
        return found
    return _read_name_list(root)


def _read_name_list(root: Path) -> dict[int, str]:
    """Read class names, one per line, from `obj.names` (Darknet) or `classes.txt` (labelImg)."""
    for file in (*sorted(root.glob("*.names")), root / "classes.txt", root / "labels/classes.txt"):
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        while lines and not lines[-1].strip():
            lines.pop()
        return dict(enumerate(line.strip() for line in lines))
    return _read_notes(root / "notes.json")


def _read_notes(file: Path) -> dict[int, str]:
    """Read class names from Label Studio's `notes.json`."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8-sig"))["categories"]
        return {int(entry["id"]): str(entry["name"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _frames(root: Path) -> list[Frame]:
    """Pair the labels and images below a folder by their paths."""
    has_labels_folder = any(
        path.name.lower() == "labels" and path.is_dir() for path in root.rglob("*abels")
    )
    labels: dict[PurePosixPath, Path] = {}
    images: dict[PurePosixPath, Path] = {}
    for file in _files(root):
        folders = tuple(part.lower() for part in file.relative_to(root).parent.parts)
        suffix = file.suffix.lower()
        if suffix in IMAGE_SUFFIXES and "labels" not in folders:
            images.setdefault(_key(file, root, "images"), file)
        elif suffix == ".txt" and _may_be_label(file, folders, has_labels_folder):
            labels.setdefault(_key(file, root, "labels"), file)
    return [
        Frame(key, labels.get(key), images.get(key))
        for key in natsorted({*labels, *images}, key=PurePosixPath.as_posix)
    ]


def _files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            if path.is_file():
                yield path


def _may_be_label(file: Path, folders: tuple[str, ...], has_labels_folder: bool) -> bool:
    if has_labels_folder and "labels" not in folders:
        return False
    return file.stem.lower() not in _NO_LABELS and not file.stem.lower().startswith("readme")


def _key(file: Path, root: Path, collection: str) -> PurePosixPath:
    """Return a file's path below the root, without its extension and the last folder named
    `collection`.
    """
    parts = list(file.relative_to(root).with_suffix("").parts)
    for position in range(len(parts) - 2, -1, -1):
        if parts[position].lower() == collection:
            del parts[position]
            break
    return PurePosixPath(*parts)


def _frames_named(values: dict[str, Any], settings: Path | None) -> list[Frame]:
    """Return the frames in the first existing folder under train, val or test in a YAML file."""
    if settings is None:
        return []
    base = settings.parent
    for key in ("train", "val", "test"):
        named = values.get(key)
        for one in named if isinstance(named, list) else [named]:
            for folder in _folders_named(base, values.get("path"), one):
                if folder.is_dir():
                    shared = folder.parent if folder.name == "images" else folder.parent.parent
                    return _frames(shared)
    return []


def _folders_named(base: Path, root: Any, one: Any) -> Iterator[Path]:
    """Yield the folders that an entry can refer to, below `path` or the folder of the YAML file."""
    if not isinstance(one, str) or not one or "\0" in one:
        return
    if isinstance(root, str) and root and "\0" not in root:
        yield base / root / one
    yield base / one
    yield base / one.removeprefix("../")  # Roboflow writes paths with one ".." too many
