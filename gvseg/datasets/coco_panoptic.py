"""COCO panoptic: `annotations/panoptic_SPLIT.json` with PNG next to it, images in `SPLIT`."""

from pathlib import Path

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames
from gvseg.datasets.coco import frame_file, image_folder, read_vocabulary
from gvseg.datasets.label_images import PanopticLabels
from gvseg.formats.coco_panoptic import image_path
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.segments import MAX_ID
from gvseg.vocabulary import VocabularyEntry


def read_coco_panoptic(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read COCO panoptic: each image is a fully labelled one-frame video; crowds are void.

    Raises:
        FormatError: the JSON is missing or invalid, or images are missing.
    """
    path = root / "annotations" / f"panoptic_{split}.json"
    json = read_json(path)
    folder = image_folder(root, split)
    vocabulary = read_vocabulary(json)
    images = {image.integer("id"): image for image in json.items("images")}
    videos = []
    for annotation in json.items("annotations"):
        image = images.pop(annotation.integer("image_id"), None)
        if image is None:
            annotation.refuse(
                f"there is no image {annotation.integer('image_id')}, or it has two annotations"
            )
        label_file = label_image(annotation, path.with_suffix(""))
        segment_of, categories = read_entries(annotation, vocabulary)
        frame = frame_file(image.get("file_name"), folder)
        videos.append(
            AnnotatedVideo(
                dataset="COCO panoptic",
                name=frame.stem,
                frames=ImageFrames((frame,)),
                labels=PanopticLabels({0: label_file}, {0: segment_of}),
                labelled=(0,),
                categories=categories,
                is_complete=True,
            )
        )
    for image in images.values():
        image.refuse("it has no annotation")
    return videos


def label_image(annotation: Field, folder: Path) -> Path:
    """Return the PNG of an annotation.

    Raises:
        FormatError: its path leaves the folder, or it does not exist.
    """
    path = image_path(folder, annotation)
    if not path.is_file():
        annotation.refuse(f"the label image {path} does not exist")
    return path


def read_entries(
    annotation: Field, vocabulary: dict[int, VocabularyEntry]
) -> tuple[dict[int, int], dict[int, VocabularyEntry]]:
    """Map image ids to segment ids (`VOID_SEGMENT` for a crowd), and segment ids to classes.

    Raises:
        FormatError: an unknown category, or an invalid or duplicate id.
    """
    segment_of: dict[int, int] = {}
    categories = {}
    for entry in annotation.items("segments_info"):
        number = entry.integer("id", minimum=1, maximum=MAX_ID)
        category_id = entry.integer("category_id")
        if category_id not in vocabulary:
            entry.refuse(f"there is no category {category_id}")
        if number in segment_of:
            entry.refuse(f"the id {number} is used twice")
        is_crowd = entry.has("iscrowd") and entry.integer("iscrowd", maximum=1) == 1
        segment_of[number] = VOID_SEGMENT if is_crowd else number
        if not is_crowd:
            categories[number] = vocabulary[category_id]
    return segment_of, categories
