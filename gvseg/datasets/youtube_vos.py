"""YouTube-VOS: `SPLIT/JPEGImages/VIDEO`, `SPLIT/Annotations/VIDEO`, `SPLIT/meta.json`.

The split `train` has every fifth frame; `train_all_frames` combines the separate download of all
frames with the labels of `train`.
"""

from pathlib import Path

from gvseg.datasets.annotated_video import AnnotatedVideo, ImageFrames
from gvseg.datasets.folders import label_files, list_frames
from gvseg.datasets.label_images import NumberedLabels, number_table
from gvseg.formats.json_fields import Field, read_json
from gvseg.vocabulary import VocabularyEntry

_ALL_FRAMES = "_all_frames"


def read_youtube_vos(root: Path, split: str) -> list[AnnotatedVideo]:
    """Read YouTube-VOS: some objects in each video, with classes.

    Raises:
        FormatError: meta.json is missing or invalid, or frames or masks that it names are missing.
    """
    labels = root / split.removesuffix(_ALL_FRAMES)
    videos = read_json(labels / "meta.json").get("videos")
    if not isinstance(videos.value, dict) or not videos.value:
        videos.refuse("expected an object with video names as keys")
    return [
        _read_video(videos.get(name), root / split / "JPEGImages" / name, labels)
        for name in sorted(videos.value)
    ]


def _read_video(video: Field, images: Path, labels: Path) -> AnnotatedVideo:
    frames = list_frames(images)
    paths = label_files(frames, labels / "Annotations" / images.name, has_all=False)
    stems = {path.stem for path in paths.values()}
    objects = video.get("objects")
    if not isinstance(objects.value, dict):
        objects.refuse("expected an object with object numbers as keys")
    categories = {}
    for number in objects.value:
        one = objects.get(number)
        if not number.isdecimal() or not 1 <= int(number) <= 255:
            one.refuse("objects are numbered 1 to 255")
        categories[int(number)] = VocabularyEntry(one.text("category"), is_thing=True)
        # Other splits are published with only the first mask of each object.
        for frame in one.items("frames") if labels.name == "train" else ():
            if frame.value not in stems:
                frame.refuse(f"there are no labels for frame {frame.value}")
    return AnnotatedVideo(
        dataset="YouTube-VOS",
        name=images.name,
        frames=ImageFrames(frames),
        labels=NumberedLabels(paths, number_table({number: number for number in (0, *categories)})),
        labelled=tuple(paths),
        categories=categories,
    )
