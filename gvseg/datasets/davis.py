"""DAVIS: `JPEGImages/480p/VIDEO`, `Annotations/480p/VIDEO`, `ImageSets/YEAR/SPLIT.txt`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from gvseg.datasets.annotated_video import AnnotatedVideo, ImageFrames, Labels, Segments
from gvseg.datasets.folders import (
    first_file,
    first_folder,
    label_files,
    list_frames,
    read_names,
)
from gvseg.datasets.label_images import OBJECT_NUMBERS, NumberedLabels
from gvseg.formats.images import read_image

_RESOLUTIONS = ("480p", "Full-Resolution", "1080p")


def read_davis2016(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read DAVIS 2016, or DAVIS 2017 in the same way: all labelled pixels are one object.

    Raises:
        FormatError: the split's list, frames or masks are missing.
    """
    lists = [root / "ImageSets" / year / f"{split}.txt" for year in ("2016", *_RESOLUTIONS)]
    videos: dict[str, None] = {}
    for line in read_names(first_file(lists, f"videos of DAVIS 2016 {split}")):
        # 2016 lists every frame: /JPEGImages/480p/bear/00000.jpg /Annotations/...
        path = PurePosixPath(line.split()[0])
        videos[path.parent.name if path.suffix else path.name] = None
    return [_read_video(root, name, "DAVIS 2016", is_one_object=True) for name in videos]


def read_davis2017(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read DAVIS 2017: objects without classes.

    Raises:
        FormatError: the split's list, frames or masks are missing.
    """
    names = read_names(root / "ImageSets" / "2017" / f"{split}.txt")
    return [_read_video(root, name, "DAVIS 2017", is_one_object=False) for name in names]


def _read_video(root: Path, name: str, dataset: str, *, is_one_object: bool) -> AnnotatedVideo:
    folders = [root / "JPEGImages" / resolution / name for resolution in _RESOLUTIONS]
    images = first_folder(folders, f"frames of {name}")
    frames = list_frames(images)
    paths = label_files(frames, root / "Annotations" / images.parent.name / name)
    labels: Labels = NumberedLabels(paths, OBJECT_NUMBERS)
    if is_one_object:
        labels = OneObjectLabels(paths)
    return AnnotatedVideo(
        dataset=dataset,
        name=name,
        frames=ImageFrames(frames),
        labels=labels,
        labelled=tuple(paths),
    )


@dataclass(frozen=True, slots=True)
class OneObjectLabels:
    """Masks in which every value except 0 (255 in DAVIS 2016) means the same object.

    At least one published mask (bear/00077) has an alpha channel.
    """

    paths: Mapping[int, Path]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        pixels = read_image(self.paths[position], ("L", "P", "1", "LA"))
        if pixels.ndim == 3:
            pixels = pixels[..., 0]
        return np.asarray(pixels != 0, np.int32)
