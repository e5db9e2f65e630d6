"""Folders of sequences: `NAME/images` with an indexed PNG in `NAME/masks` for every frame."""

from pathlib import Path

from gvseg.datasets.annotated_video import AnnotatedVideo, ImageFrames
from gvseg.datasets.folders import label_files, list_frames, subfolder_names
from gvseg.datasets.label_images import OBJECT_NUMBERS, NumberedLabels


def read_sequences(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read sequences of objects without classes: 0 background, 1..254 objects, 255 void.

    Raises:
        FormatError: frames or masks are missing.
    """
    home = root / split if (root / split).is_dir() else root
    return [_read_sequence(root.name, home / name) for name in subfolder_names(home)]


def _read_sequence(dataset: str, folder: Path) -> AnnotatedVideo:
    frames = list_frames(folder / "images")
    paths = label_files(frames, folder / "masks")
    return AnnotatedVideo(
        dataset=dataset,
        name=folder.name,
        frames=ImageFrames(frames),
        labels=NumberedLabels(paths, OBJECT_NUMBERS),
        labelled=tuple(paths),
    )
