"""KITTI-STEP: `images/SPLIT/VIDEO`, `panoptic_maps/SPLIT/VIDEO`; R class, G and B instance."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames, Segments
from gvseg.datasets.folders import first_folder, label_files, list_frames, subfolder_names
from gvseg.errors import FormatError
from gvseg.formats.images import read_image
from gvseg.masks import VOID
from gvseg.vocabulary import VocabularyEntry

CLASSES: Final = (
    "road",
    "sidewalk",
    "building",
    "wall",
    "fence",
    "pole",
    "traffic light",
    "traffic sign",
    "vegetation",
    "terrain",
    "sky",
    "person",
    "rider",
    "car",
    "truck",
    "bus",
    "train",
    "motorcycle",
    "bicycle",
)
"""Indexed by the value in the label images."""

THINGS: Final = frozenset({"person", "car"})
"""Classes with instances."""

_DIVISOR: Final = 2**16
_CATEGORIES: Final = {
    number: VocabularyEntry(name, name in THINGS) for number, name in enumerate(CLASSES, start=1)
}


def read_kitti_step(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read KITTI-STEP: all pixels labelled, with people and cars tracked.

    Raises:
        FormatError: frames or panoptic maps are missing.
    """
    maps = root / "panoptic_maps" / split
    return [read_kitti_video(root, split, maps / name) for name in subfolder_names(maps)]


def read_kitti_video(root: Path, split: str, maps: Path) -> AnnotatedVideo:
    """Read the video with this folder of panoptic maps; see `read_kitti_step`."""
    folders = [root / "images" / split / maps.name, root / "training" / "image_02" / maps.name]
    frames = list_frames(first_folder(folders, f"frames of {maps.name}"))
    paths = label_files(frames, maps)
    return AnnotatedVideo(
        dataset="KITTI-STEP",
        name=maps.name,
        frames=ImageFrames(frames),
        labels=StepLabels(paths),
        labelled=tuple(paths),
        categories=_CATEGORIES,
        label_divisor=_DIVISOR,
        is_complete=True,
    )


@dataclass(frozen=True, slots=True)
class StepLabels:
    """Panoptic maps; segment id = (class + 1) x 65536 + instance, with instance 0 for stuff."""

    paths: Mapping[int, Path]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`; a thing without an instance (a crowd) is void."""
        path = self.paths[position]
        rgb = read_image(path, ("RGB",)).astype(np.int32)
        classes, instances = rgb[..., 0], rgb[..., 1] << 8 | rgb[..., 2]
        is_unknown = (classes >= len(CLASSES)) & (classes != VOID)
        if is_unknown.any():
            raise FormatError(f"{path}: class {classes[is_unknown][0]} is not in the dataset.")
        is_thing = np.isin(classes, [CLASSES.index(name) for name in THINGS])
        segments = (classes + 1) * _DIVISOR + np.where(is_thing, instances, 0)
        is_void = (classes == VOID) | (is_thing & (instances == 0))
        return np.where(is_void, VOID_SEGMENT, segments).astype(np.int32)
