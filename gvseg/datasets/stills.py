"""Folders of images with masks: `images` with `masks` or `labels`, alone or under `SPLIT`."""

from pathlib import Path

from gvseg.datasets.annotated_video import AnnotatedVideo, ImageFrames
from gvseg.datasets.folders import first_folder, label_files, list_frames
from gvseg.datasets.label_images import OBJECT_NUMBERS, NumberedLabels


def read_stills(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read images of objects without classes: 0 background, 1..254 objects, 255 void.

    Raises:
        FormatError: images or masks are missing.
    """
    images = first_folder([root / split / "images", root / "images"], f"images of {root.name}")
    home = images.parent
    masks = first_folder([home / "masks", home / "labels"], f"masks of {root.name}")
    frames = list_frames(images)
    paths = label_files(frames, masks)
    return [
        AnnotatedVideo(
            dataset=root.name,
            name=frame.stem,
            frames=ImageFrames((frame,)),
            labels=NumberedLabels({0: paths[position]}, OBJECT_NUMBERS),
            labelled=(0,),
        )
        for position, frame in enumerate(frames)
    ]
