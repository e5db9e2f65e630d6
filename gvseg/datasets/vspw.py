"""VSPW: `data/VIDEO/{origin,mask}`, `SPLIT.txt`, `label_num_dic_final.json`."""

from pathlib import Path

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames
from gvseg.datasets.folders import label_files, list_frames, read_names
from gvseg.datasets.label_images import NumberedLabels, number_table
from gvseg.formats.json_fields import read_json
from gvseg.vocabulary import VocabularyEntry

_VOID_NUMBERS = (0, 255)
""""others" and void; the official evaluation ignores both."""


def read_vspw(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read VSPW: all pixels labelled with classes, without instances.

    All classes are stuff, because VSPW does not define which are things.

    Raises:
        FormatError: lists, frames or masks are missing or invalid.
    """
    categories = read_vspw_classes(root)
    names = read_names(root / f"{split}.txt")
    return [read_vspw_video(root, name, categories) for name in names]


def read_vspw_video(
    root: Path, name: str, categories: dict[int, VocabularyEntry]
) -> AnnotatedVideo:
    """Read one video; see `read_vspw`."""
    table = number_table(
        {number: number for number in categories} | dict.fromkeys(_VOID_NUMBERS, VOID_SEGMENT)
    )
    frames = list_frames(root / "data" / name / "origin")
    paths = label_files(frames, root / "data" / name / "mask")
    return AnnotatedVideo(
        dataset="VSPW",
        name=name,
        frames=ImageFrames(frames),
        labels=NumberedLabels(paths, table),
        labelled=tuple(paths),
        categories=categories,
        is_complete=True,
        has_instances=False,
    )


def read_vspw_classes(root: Path) -> dict[int, VocabularyEntry]:
    """Return class number -> class.

    Raises:
        FormatError: the list of classes is missing or invalid.
    """
    classes = read_json(root / "label_num_dic_final.json")
    if not isinstance(classes.value, dict):
        classes.refuse("expected an object with class names as keys")
    found = {}
    for name in classes.value:
        text = classes.key_text(name)
        if not text.isdecimal() or int(text) > 255:
            classes.get(name).refuse(f"{text!r} is not a class number")
        if int(text) not in _VOID_NUMBERS:
            found[int(text)] = VocabularyEntry(name, is_thing=False)
    return found
