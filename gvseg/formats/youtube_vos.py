"""Reads folders of YouTube-VOS, MOSE, LVOS and SA-V: indexed PNG, and JSON with categories.

`Annotations/<video>/<frame>.png` contains object numbers, and `meta.json` their categories. SA-V
has one folder per object, `Annotations_6fps/<video>/<object>/<frame>.png`. `JPEGImages` defines the
frames, because often only every fifth has a mask.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from natsort import natsorted

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import DEFAULT_CATEGORY, DocumentBuilder, source_from_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.images import list_images
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.labels import masks_of_labels, read_labels
from gvseg.formats.read_report import EntryError
from gvseg.mask_images import MaskImages, read_foreground
from gvseg.masks import VOID, Mask

_MASKS: Final = ("Annotations", "Annotations_6fps", "Annotations_all_frames")
_FRAMES: Final = ("JPEGImages", "JPEGImages_24fps", "JPEGImages_all_frames")
_FRAME_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
_MAX_META_BYTES: Final = 2**29


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the folder looks like YouTube-VOS, MOSE, LVOS or SA-V."""
    if not probe.is_folder:
        return None
    if "Annotations_6fps" in probe.names:
        return Clue("it has Annotations_6fps/, as SA-V does", CERTAIN)
    root = _root_of(probe.path)
    if root is not None and (file := _meta_file(root)) is not None:
        return Clue(f"{file.name} describes the objects in Annotations/", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read the folder of a split, or of one video in its `Annotations`.

    Raises:
        FormatError: masks are missing or damaged, or differ in size within a video.
    """
    root = _root_of(path)
    if root is None:
        raise FormatError(
            f"{path} is neither a folder with Annotations/ nor the folder of a video in it."
        )
    masks = next(root / name for name in _MASKS if (root / name).is_dir())
    is_video = path.absolute().parent == masks.absolute()
    folders = [path] if is_video else _video_folders(masks)
    if not folders:
        raise FormatError(f"{masks} contains no .png images.")
    categories = _read_meta(root)
    job.total_steps = sum(len(list(folder.rglob("*.png"))) for folder in folders)
    return [_read_video(folder, root, categories.get(folder.name, {}), job) for folder in folders]


def validate(path: Path) -> list[str]:
    """Check that the folder can be read; return no problems."""
    read(path, ReadJob())
    return []


def _root_of(path: Path) -> Path | None:
    """Return the folder of the split: the path itself, or the grandparent of a video folder."""
    if any((path / name).is_dir() for name in _MASKS):
        return path
    absolute = path.absolute()
    return absolute.parent.parent if absolute.parent.name in _MASKS else None


def _video_folders(masks: Path) -> list[Path]:
    children = (one for one in masks.iterdir() if one.is_dir() and not one.name.startswith("."))
    return sorted(one for one in children if any(one.rglob("*.png")))


def _meta_file(root: Path) -> Path | None:
    """Return the JSON with object categories: meta.json, meta_train.json or train_meta.json."""
    found = [one for one in sorted(root.glob("*meta*.json")) if "expression" not in one.name]
    return next((one for one in found if b'"objects"' in Probe(one).text), None)


def _read_meta(root: Path) -> dict[str, dict[str, str]]:
    """Return video name -> object number (as a string) -> category."""
    file = _meta_file(root)
    return {} if file is None else _read_meta_file(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=1)  # an import of a dataset reads it once for each video
def _read_meta_file(file: Path, changed_at: int) -> dict[str, dict[str, str]]:
    del changed_at
    videos = read_json(file, max_bytes=_MAX_META_BYTES).get("videos")
    if not isinstance(videos.value, dict):
        videos.refuse("expected an object with video names as keys")
    return {name: dict(_categories(video)) for name, video in _entries(videos)}


def _categories(video: Field) -> Mapping[str, str]:
    if not video.has("objects"):
        return {}
    found = {}
    for number, one in _entries(video.get("objects")):
        if isinstance(one.value, dict) and one.has("category"):
            found[str(int(number)) if number.isdecimal() else number] = one.text("category")
    return found


def _entries(field: Field) -> list[tuple[str, Field]]:
    value: Any = field.value
    return [(name, field.get(name)) for name in value] if isinstance(value, dict) else []


def _read_video(folder: Path, root: Path, categories: Mapping[str, str], job: ReadJob) -> Document:
    found = _object_folders(folder, job) or _numbered_images(folder, job)
    stems = {stem for stem, _, _ in found}
    images = next((root / name / folder.name for name in _FRAMES if (root / name).is_dir()), None)
    if images is not None and images.is_dir():
        frames = {one.stem for one in images.iterdir() if one.suffix in _FRAME_SUFFIXES}
        stems |= frames if stems <= frames else set()
    names = natsorted(stems)
    index_of = {name: index for index, name in enumerate(names)}
    first = next((mask for _, regions, _ in found for mask in regions.values()), None)
    height, width = found[0][2] if first is None else (first.height, first.width)
    builder = DocumentBuilder(source_from_frames(folder.name, tuple(names), height, width))
    category_of: dict[str, int] = {}
    for stem, regions, _ in found:
        for number, mask in regions.items():
            if (mask.height, mask.width) != (height, width):
                raise FormatError(f"{folder}: {stem} has a different size than earlier frames.")
            if number == VOID:
                builder.add_void(index_of[stem], mask)
                continue
            name = categories.get(str(number), DEFAULT_CATEGORY)
            if name not in category_of:
                category_of[name] = len(category_of) + 1
                builder.add_category(category_of[name], name)
            track_id = builder.track_for(number, category_of[name])
            builder.add_mask(track_id, index_of[stem], mask)
    return builder.document


def _numbered_images(
    folder: Path, job: ReadJob
) -> list[tuple[str, dict[int, Mask], tuple[int, int]]]:
    """Return (frame name, object number -> mask, size) of each image."""
    paths = list_images(folder)
    images = MaskImages(paths)
    found = []
    shape: tuple[int, ...] = ()
    for path in paths:
        with job.entry():
            numbers = read_labels(images, path, shape)
            shape = numbers.shape
            found.append((path.stem, dict(masks_of_labels(numbers)), numbers.shape))
        job.step()
    if not found:
        raise FormatError(f"{folder}: none of its images can be read as a mask.")
    return found


def _object_folders(
    folder: Path, job: ReadJob
) -> list[tuple[str, dict[int, Mask], tuple[int, int]]]:
    """Return the same as `_numbered_images`, for a video with one numbered folder per object."""
    folders = [one for one in folder.iterdir() if one.is_dir() and one.name.isdecimal()]
    found: list[tuple[str, dict[int, Mask], tuple[int, int]]] = []
    for one in natsorted(folders, key=lambda path: path.name):
        for path in list_images(one):
            with job.entry():
                pixels = read_foreground(path)
                if len(one.name) > 9:
                    raise EntryError(path, "", f"{one.name} is not an object number")
                found.append((path.stem, {int(one.name): Mask.from_array(pixels)}, pixels.shape))
            job.step()
    return found
