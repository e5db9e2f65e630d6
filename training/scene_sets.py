"""Published datasets as labelled images for the automatic tasks.

If a dataset has classes but no instances, connected components serve as instances.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.datasets.annotated_video import AnnotatedVideo, Segments
from gvseg.datasets.registry import read_published
from gvseg.masks import VOID
from gvseg.synthesis.photometry import RgbImage
from gvseg.synthesis.stills import Labels
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.images import DecodedCache, limit_size
from training.recipe import PublishedRecipe, Recipe

SMALLEST_THING_PX = 60
"""Smaller things are labelled as crowds; measured at a short side of 400."""


@dataclass(frozen=True, slots=True)
class SceneLabels:
    """The segments of an image or clip.

    Attributes:
        ids: [T x] H x W: 1.. for segments, 0 for none, 255 for unlabelled pixels.
        classes: vocabulary index of each segment's class, starting with id 1.
        is_thing: whether each segment is a single thing rather than stuff or a crowd.
        numbers: id of each segment in its video, constant over time; 0 for stuff and for
            connected components, which have no identity over time.
    """

    ids: Labels
    classes: tuple[int, ...]
    is_thing: tuple[bool, ...]
    numbers: tuple[int, ...] = ()


class SceneSet:
    """Annotated videos for some of the automatic tasks.

    Args:
        videos: the videos.
        vocabulary: vocabulary of the weights to train.
        tasks: tasks that the videos are used for.
        names: class name in the dataset -> name in the vocabulary, where they differ.
        default: class name for segments without a class; "" leaves them unlabelled.
        is_one_object: whether all segments of an image are parts of one object of the default
            class.
    """

    def __init__(
        self,
        videos: Sequence[AnnotatedVideo],
        vocabulary: Sequence[VocabularyEntry],
        tasks: frozenset[Task],
        names: dict[str, str] | None = None,
        default: str = "",
        *,
        is_one_object: bool = False,
    ) -> None:
        self.videos = videos
        self.is_one_object = is_one_object
        self.vocabulary = vocabulary
        self.tasks = tasks
        self.names = names or {}
        self.index = {entry.name: label for label, entry in enumerate(vocabulary)}
        self.default = self.index.get(default)
        self.frames = [(v, p) for v, video in enumerate(videos) for p in video.labelled]
        self.cache: DecodedCache[tuple[RgbImage, SceneLabels]] = DecodedCache()
        self._indices = [
            frozenset(
                index
                for entry in video.categories.values()
                if (index := self._index_of(entry)) is not None
            )
            for video in videos
        ]

    def frame(self, index: int) -> tuple[RgbImage, SceneLabels]:
        """Return an image of the dataset with its labels."""
        return self.cache.get(index, lambda: self._read(*self.frames[index]))

    def _read(self, number: int, position: int) -> tuple[RgbImage, SceneLabels]:
        video = self.videos[number]
        image, segments = limit_size(video.image(position), video.truth(position))
        return image, self._labels(segments.astype(np.int32), video)

    def is_complete(self, index: int) -> bool:
        """Return whether every pixel of an image has a class."""
        return self.videos[self.frames[index][0]].is_complete

    def competing_classes(self, index: int) -> frozenset[int]:
        """Return the classes that a pixel of an image can have.

        If every pixel has a label, these are the dataset's classes: a class that it lacks may be
        hidden in another one, such as a pole in a building. Otherwise, they are all classes.
        """
        video = self.frames[index][0]
        if self.videos[video].is_complete:
            return self._indices[video]
        return frozenset(range(len(self.vocabulary)))

    def is_exhaustive(self, index: int) -> bool:
        """Return whether every thing in an image has a label."""
        video = self.videos[self.frames[index][0]]
        return video.is_exhaustive or video.is_complete

    def has_instances(self, index: int) -> bool:
        """Return whether things have an identity over time in the video of an image."""
        return self.videos[self.frames[index][0]].has_instances and not self.is_one_object

    def consecutive(self, index: int, frames: int, stride: int = 1) -> list[int] | None:
        """Return `frames` image indices at a stride; None if they leave the video."""
        row = list(range(index, index + frames * stride, stride))
        if row[-1] >= len(self.frames) or self.frames[row[-1]][0] != self.frames[index][0]:
            return None
        return row

    def by_video(self) -> dict[int, list[int]]:
        """Return the image indices of each video, in order."""
        rows: dict[int, list[int]] = {}
        for index, (video, _) in enumerate(self.frames):
            rows.setdefault(video, []).append(index)
        return rows

    def _labels(self, segments: Segments, video: AnnotatedVideo) -> SceneLabels:
        if self.is_one_object:
            segments = np.where(segments > 0, 1, segments).astype(np.int32)
        ids = np.zeros(segments.shape, np.uint8)
        ids[segments < 0] = VOID
        classes: list[int] = []
        is_thing: list[bool] = []
        numbers: list[int] = []
        stuff: dict[int, int] = {}
        for segment in (int(value) for value in np.unique(segments) if value > 0):
            label = self._class_of(video, segment)
            inside = segments == segment
            if label is None or len(classes) >= VOID - 2:
                ids[inside] = VOID
            elif not self.vocabulary[label].is_thing:
                if label not in stuff:
                    classes.append(label)
                    is_thing.append(False)
                    numbers.append(0)
                    stuff[label] = len(classes)
                ids[inside] = stuff[label]
            else:
                for part, is_whole in _parts(inside, video.has_instances):
                    if len(classes) >= VOID - 2:
                        ids[part] = VOID
                        continue
                    classes.append(label)
                    is_thing.append(is_whole)
                    numbers.append(segment if video.has_instances else 0)
                    ids[part] = len(classes)
        return SceneLabels(ids, tuple(classes), tuple(is_thing), tuple(numbers))

    def _class_of(self, video: AnnotatedVideo, segment: int) -> int | None:
        entry = video.category_of(segment)
        return self.default if entry is None else self._index_of(entry)

    def _index_of(self, entry: VocabularyEntry) -> int | None:
        return self.index.get(self.names.get(entry.name, entry.name), self.default)


def scene_set(
    row: PublishedRecipe, recipe: Recipe, root: Path, *, validation: bool = False
) -> SceneSet:
    """Return the training or validation part of a recipe's dataset.

    Raises:
        FormatError: the dataset violates its layout.
    """
    own_split = validation and row.validation_split
    videos = read_published(row.layout, root / row.path, own_split or row.split)
    if row.things:
        videos = [video.with_things(frozenset(row.things)) for video in videos]
    if not own_split:
        if all(len(video.labelled) == 1 for video in videos):
            # Hold out every n-th still, as for the exemplar task.
            every = recipe.holdout_every
            held_out = {v.name for i, v in enumerate(videos) if i % every == every - 1}
        else:
            held_out = set(row.validation)
        videos = [video for video in videos if (video.name in held_out) == validation]
    return SceneSet(
        videos,
        recipe.vocabulary,
        frozenset(Task(task) for task in row.tasks),
        dict(row.names),
        row.default,
        is_one_object=row.is_one_object,
    )


def _parts(inside: NDArray[np.bool_], has_instances: bool) -> list[tuple[NDArray[np.bool_], bool]]:
    """Return the twenty largest things in a mask, and the rest as a crowd."""
    if has_instances:
        return [(inside, int(inside.sum()) >= SMALLEST_THING_PX)]
    _, components, statistics, _ = cv2.connectedComponentsWithStats(inside.astype(np.uint8))
    areas = statistics[:, cv2.CC_STAT_AREA]
    order = [int(part) for part in np.argsort(-areas[1:]) + 1][:20]
    whole = [part for part in order if areas[part] >= SMALLEST_THING_PX]
    parts = [(components == part, True) for part in whole]
    rest = inside & ~np.isin(components, whole)
    return [*parts, (rest, False)] if rest.any() else parts
