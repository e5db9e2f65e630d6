"""CamVid as SegNet published it: `SPLIT` and `SPLITannot`, or `SPLIT/{images,labels}`."""

from pathlib import Path
from typing import Final

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames
from gvseg.datasets.folders import first_folder, label_files, list_frames
from gvseg.datasets.label_images import NumberedLabels, number_table
from gvseg.vocabulary import VocabularyEntry

CLASSES: Final = (
    VocabularyEntry("sky", is_thing=False),
    VocabularyEntry("building", is_thing=False),
    VocabularyEntry("pole", is_thing=False),
    VocabularyEntry("road", is_thing=False),
    VocabularyEntry("pavement", is_thing=False),
    VocabularyEntry("tree", is_thing=False),
    VocabularyEntry("sign", is_thing=False),
    VocabularyEntry("fence", is_thing=False),
    VocabularyEntry("car", is_thing=True),
    VocabularyEntry("pedestrian", is_thing=True),
    VocabularyEntry("cyclist", is_thing=True),
)
"""Indexed by the value in the label images; segment ids are one higher."""

_VOID_NUMBERS = (11, 255)
_TABLE = number_table(
    {number: number + 1 for number in range(len(CLASSES))}
    | dict.fromkeys(_VOID_NUMBERS, VOID_SEGMENT)
)


def read_camvid(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read CamVid: one video per drive, labelled once a second, with classes but no instances.

    Raises:
        FormatError: frames or labels are missing.
    """
    what = f"of CamVid {split}"
    images = first_folder([root / split / "images", root / split], f"frames {what}")
    labels = first_folder([root / split / "labels", root / f"{split}annot"], f"labels {what}")
    drives: dict[str, list[Path]] = {}
    for frame in list_frames(images):
        drives.setdefault(frame.stem.partition("_")[0], []).append(frame)
    every = label_files(tuple(f for drive in drives.values() for f in drive), labels)
    label_of = {path.stem: path for path in every.values()}
    return [
        AnnotatedVideo(
            dataset="CamVid",
            name=name,
            frames=ImageFrames(tuple(frames)),
            labels=NumberedLabels(
                {position: label_of[frame.stem] for position, frame in enumerate(frames)}, _TABLE
            ),
            labelled=tuple(range(len(frames))),
            categories=dict(enumerate(CLASSES, start=1)),
            is_complete=True,
            has_instances=False,
        )
        for name, frames in drives.items()
    ]
