"""YouTube-VIS 2019 and 2021 and OVIS: one JSON per split, one annotation per track, frames as JPEG.

The 2019 version has `train.json` with `train/JPEGImages`, the 2021 version has
`train/instances.json` next to that folder, and OVIS has `annotations_train.json` with `train`.
"""

from pathlib import Path

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames
from gvseg.datasets.coco import frame_file, read_vocabulary
from gvseg.datasets.coded_masks import CodedLabels, CodedMask
from gvseg.datasets.folders import first_file, first_folder
from gvseg.formats.building import MAX_FRAME_PIXELS
from gvseg.formats.json_fields import Field, read_json
from gvseg.vocabulary import VocabularyEntry


def read_youtube_vis(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read a dataset in the YouTube-VIS layout: all objects of its classes, in all frames.

    Raises:
        FormatError: the JSON is missing or invalid, has no annotations (they are published for
            training splits only), or frames are missing.
    """
    path = first_file(
        [
            root / f"{split}.json",
            root / split / "instances.json",
            root / f"annotations_{split}.json",
            root / "annotations" / f"{split}.json",
        ],
        f"annotations of {root.name} {split}",
    )
    folders = [root / split / "JPEGImages", root / "JPEGImages", root / split]
    images = first_folder(folders, f"frames of {root.name} {split}")
    json = read_json(path)
    if not json.has("annotations"):
        json.refuse(f"the split {split} has no annotations")
    vocabulary = read_vocabulary(json)
    tracks: dict[str, list[Field]] = {}
    for annotation in json.items("annotations"):
        tracks.setdefault(annotation.key_text("video_id"), []).append(annotation)
    videos = []
    for video in json.items("videos"):
        own = tracks.pop(video.key_text("id"), [])
        videos.append(_read_video(video, own, vocabulary, images, root.name))
    for orphans in tracks.values():
        orphans[0].refuse(f"there is no video {orphans[0].key_text('video_id')}")
    return videos


def _read_video(
    video: Field,
    tracks: list[Field],
    vocabulary: dict[int, VocabularyEntry],
    images: Path,
    dataset: str,
) -> AnnotatedVideo:
    height = video.integer("height", minimum=1, maximum=MAX_FRAME_PIXELS)
    width = video.integer("width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    frames = tuple(frame_file(item, images) for item in video.items("file_names"))
    if not frames:
        video.refuse("it has no frames")
    categories = {}
    masks: dict[int, list[CodedMask]] = {}
    for segment_id, track in enumerate(tracks, start=1):
        category_id = track.integer("category_id")
        if category_id not in vocabulary:
            track.refuse(f"there is no category {category_id}")
        is_crowd = track.has("iscrowd") and track.integer("iscrowd", maximum=1) == 1
        if not is_crowd:
            categories[segment_id] = vocabulary[category_id]
        if track.count("segmentations") != len(frames):
            track.refuse(f"{track.count('segmentations')} segmentations for {len(frames)} frames")
        number = VOID_SEGMENT if is_crowd else segment_id
        for position, field in enumerate(track.items("segmentations")):
            if field.value:
                masks.setdefault(position, []).append(CodedMask.of(number, field))
    return AnnotatedVideo(
        dataset=dataset,
        name=frames[0].parent.name,
        frames=ImageFrames(frames),
        labels=CodedLabels(
            video.file, height, width, {position: tuple(own) for position, own in masks.items()}
        ),
        labelled=tuple(range(len(frames))),
        categories=categories,
        is_exhaustive=True,
    )
