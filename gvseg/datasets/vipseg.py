"""VIPSeg: as downloaded (`imgs`, `panomasks`), or at 720p with `panomasksRGB` and a JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames, Segments
from gvseg.datasets.coco_panoptic import label_image, read_entries
from gvseg.datasets.folders import (
    first_file,
    first_folder,
    label_files,
    list_frames,
    read_names,
)
from gvseg.datasets.label_images import PanopticLabels
from gvseg.errors import FormatError
from gvseg.formats.images import read_image
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.vipseg import CATEGORIES, image_folder
from gvseg.vocabulary import VocabularyEntry

_FIRST_INSTANCE: Final = 125
"""Smaller values in `panomasks` are classes; others are class x 100 + instance."""
_DIVISOR: Final = 1000


def read_vipseg(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read VIPSeg: all pixels labelled, with things tracked.

    Raises:
        FormatError: lists, frames or masks are missing or invalid.
    """
    home = root / "VIPSeg_720P" if (root / "VIPSeg_720P" / "panomasks").is_dir() else root
    json = home / f"panoptic_gt_VIPSeg_{split}.json"
    if json.is_file():
        return _read_json(home, json)
    names = read_names(first_file([home / f"{split}.txt", root / f"{split}.txt"], "videos"))
    categories = read_vipseg_classes(root)
    return [read_vipseg_masks(home, name, categories) for name in names]


def read_vipseg_classes(root: Path) -> dict[int, VocabularyEntry]:
    """Return class number in `panomasks` -> class.

    Raises:
        FormatError: the list of classes is missing or invalid.
    """
    candidates = [root / CATEGORIES, root / "VIPSeg_720P" / CATEGORIES]
    return _read_categories(read_json(first_file(candidates, "classes of VIPSeg")))


def _frames(home: Path, name: str) -> tuple[Path, ...]:
    folders = [home / "images" / name, home / "imgs" / name]
    return list_frames(first_folder(folders, f"frames of {name}"))


def _read_json(home: Path, path: Path) -> list[AnnotatedVideo]:
    json = read_json(path)
    vocabulary = _read_categories(json.get("categories"), first=0)
    return [_read_video(home, video, vocabulary) for video in json.items("annotations")]


def _read_video(home: Path, video: Field, vocabulary: dict[int, VocabularyEntry]) -> AnnotatedVideo:
    name = video.key_text("video_id")
    folder = image_folder(home / "panomasksRGB", name, video)
    frames = _frames(home, name)
    position_of = {frame.stem: position for position, frame in enumerate(frames)}
    paths: dict[int, Path] = {}
    segment_of: dict[int, dict[int, int]] = {}
    categories: dict[int, VocabularyEntry] = {}
    for one in video.items("annotations"):
        position = position_of.get(one.key_text("image_id"))
        if position is None:
            one.refuse(f"there is no frame {one.key_text('image_id')} in {frames[0].parent}")
        paths[position] = label_image(one, folder)
        segment_of[position], found = read_entries(one, vocabulary)
        for segment_id, entry in found.items():
            if categories.setdefault(segment_id, entry) != entry:
                one.refuse(f"segment {segment_id} has two classes")
    if not paths:
        video.refuse("none of its frames has labels")
    return AnnotatedVideo(
        dataset="VIPSeg",
        name=name,
        frames=ImageFrames(frames),
        labels=PanopticLabels(paths, segment_of),
        labelled=tuple(sorted(paths)),
        categories=categories,
        is_complete=True,
    )


def _read_categories(found: Field, *, first: int = 1) -> dict[int, VocabularyEntry]:
    """Return class number -> class; numbers in the file start at 0, in `panomasks` at 1."""
    return {
        category.integer("id") + first: VocabularyEntry(
            category.text("name"), category.integer("isthing", maximum=1) == 1
        )
        for category in found.items()
    }


def read_vipseg_masks(
    home: Path, name: str, categories: dict[int, VocabularyEntry]
) -> AnnotatedVideo:
    """Read the `panomasks` of one video; see `read_vipseg`."""
    frames = _frames(home, name)
    paths = label_files(frames, home / "panomasks" / name)
    return AnnotatedVideo(
        dataset="VIPSeg",
        name=name,
        frames=ImageFrames(frames),
        labels=VipsegLabels(paths, frozenset(categories)),
        labelled=tuple(paths),
        categories=categories,
        label_divisor=_DIVISOR,
        is_complete=True,
    )


@dataclass(frozen=True, slots=True)
class VipsegLabels:
    """`panomasks`; segment id = class x 1000 + instance + 1, or + 0 without an instance.

    Attributes:
        paths: position -> image.
        classes: class numbers, from 1.
    """

    paths: Mapping[int, Path]
    classes: frozenset[int]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        path = self.paths[position]
        numbers = read_image(path, ("I;16", "I", "L", "P")).astype(np.int32)
        has_instance = numbers >= _FIRST_INSTANCE
        classes = np.where(has_instance, numbers // 100, numbers)
        unknown = set(np.unique(classes).tolist()) - self.classes - {0}
        if unknown:
            raise FormatError(f"{path}: class {min(unknown)} is not in the dataset.")
        segments = classes * _DIVISOR + np.where(has_instance, numbers % 100 + 1, 0)
        return np.where(numbers == 0, VOID_SEGMENT, segments).astype(np.int32)
