"""COCO instances: `annotations/instances_SPLIT.json` with the images in `SPLIT`."""

from pathlib import Path, PurePosixPath

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames
from gvseg.datasets.coded_masks import CodedLabels, CodedMask
from gvseg.datasets.folders import first_folder
from gvseg.formats.building import MAX_FRAME_PIXELS
from gvseg.formats.categories import merged_categories
from gvseg.formats.json_fields import Field, read_json
from gvseg.vocabulary import VocabularyEntry


def read_coco_instances(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read COCO: each image is a one-frame video with all objects of its classes; crowds are void.

    Raises:
        FormatError: the JSON is missing or invalid, or images are missing.
    """
    json = read_json(root / "annotations" / f"instances_{split}.json")
    images = image_folder(root, split)
    vocabulary = read_vocabulary(json)
    objects: dict[int, list[Field]] = {}
    for annotation in json.items("annotations"):
        objects.setdefault(annotation.integer("image_id"), []).append(annotation)
    videos = []
    for image in json.items("images"):
        own = objects.pop(image.integer("id"), [])
        videos.append(_read_image(image, own, vocabulary, images))
    for orphans in objects.values():
        orphans[0].refuse(f"there is no image {orphans[0].integer('image_id')}")
    return videos


def read_vocabulary(json: Field) -> dict[int, VocabularyEntry]:
    """Return category id -> class of a COCO-style JSON; classes are things by default.

    Raises:
        FormatError: the list is invalid or has a duplicate id.
    """
    return {
        category["file_id"]: VocabularyEntry(category["name"], category["is_thing"])
        for category in merged_categories(json)
    }


def image_folder(root: Path, split: str) -> Path:
    """Return the image folder of a COCO split.

    Raises:
        FormatError: it does not exist.
    """
    return first_folder([root / split, root / "images" / split], f"images of COCO {split}")


def frame_file(name: Field, folder: Path) -> Path:
    """Return the path of an image named in a JSON, inside the folder.

    Raises:
        FormatError: the name is invalid or a path outside the folder, or the image does not exist.
    """
    if not isinstance(name.value, str):
        name.refuse("expected the name of an image")
    path = PurePosixPath(name.value.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name.value:
        name.refuse(f"{name.value!r} is a path outside the folder")
    if not (folder / path).is_file():
        name.refuse(f"the image {folder / path} does not exist")
    return folder / path


def _read_image(
    image: Field, objects: list[Field], vocabulary: dict[int, VocabularyEntry], folder: Path
) -> AnnotatedVideo:
    height = image.integer("height", minimum=1, maximum=MAX_FRAME_PIXELS)
    width = image.integer("width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    path = frame_file(image.get("file_name"), folder)
    categories = {}
    masks = []
    for segment_id, one in enumerate(objects, start=1):
        category_id = one.integer("category_id")
        if category_id not in vocabulary:
            one.refuse(f"there is no category {category_id}")
        is_crowd = one.has("iscrowd") and one.integer("iscrowd", maximum=1) == 1
        masks.append(
            CodedMask.of(VOID_SEGMENT if is_crowd else segment_id, one.get("segmentation"))
        )
        if not is_crowd:
            categories[segment_id] = vocabulary[category_id]
    return AnnotatedVideo(
        dataset="COCO",
        name=path.stem,
        frames=ImageFrames((path,)),
        labels=CodedLabels(image.file, height, width, {0: tuple(masks)}),
        labelled=(0,),
        categories=categories,
        is_exhaustive=True,
    )
