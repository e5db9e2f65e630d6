"""Published sets as labelled pictures for the automatic tasks.

Where a set has classes but no instances, connected parts stand in for instances.
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
from gvseg.synthesis.photometry import Picture
from gvseg.synthesis.stills import Labels
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.pictures import Kept, keep_small
from training.recipe import PublishedRecipe, Recipe

SMALLEST_THING_PX = 60
"""A thing that shows fewer pixels (short side 400) is not looked for."""


@dataclass(frozen=True, slots=True)
class SceneLabels:
    """The segments of one picture or clip.

    Attributes:
        ids: [T x] H x W: 1.. a segment, 0 nothing, 255 unlabelled.
        classes: class of each segment, by its place in the vocabulary; that of id 1 first.
        is_thing: whether each segment is one thing that can be looked for (no crowd, no stuff).
        numbers: of each segment in its video, the same on every frame; 0 where a thing has no
            identity there (a connected part that stands in for one).
    """

    ids: Labels
    classes: tuple[int, ...]
    is_thing: tuple[bool, ...]
    numbers: tuple[int, ...] = ()


class SceneSet:
    """Annotated videos that serve some of the automatic tasks.

    Args:
        videos: at least one.
        vocabulary: of the weights to be trained.
        tasks: which tasks they serve.
        names: name of a class in the set -> in the vocabulary, where they differ.
        default: class, by name, of segments that have none in the set; "" leaves them unsaid.
        is_one_object: all segments of a picture are parts of one object of the default class.
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
        self.index = {entry.name: place for place, entry in enumerate(vocabulary)}
        self.default = self.index.get(default)
        self.frames = [(v, p) for v, video in enumerate(videos) for p in video.labelled]
        self.kept: Kept[tuple[Picture, SceneLabels]] = Kept()

    def frame(self, index: int) -> tuple[Picture, SceneLabels]:
        """One labelled picture of the set."""
        return self.kept.get(index, lambda: self._read(*self.frames[index]))

    def _read(self, number: int, position: int) -> tuple[Picture, SceneLabels]:
        video = self.videos[number]
        image, segments = keep_small(video.image(position), video.truth(position))
        return image, self._labels(segments.astype(np.int32), video)

    def is_complete(self, index: int) -> bool:
        """Whether every pixel of a picture has a class."""
        return self.videos[self.frames[index][0]].is_complete

    def is_exhaustive(self, index: int) -> bool:
        """Whether there is no thing in a picture but those that have a label."""
        video = self.videos[self.frames[index][0]]
        return video.is_exhaustive or video.is_complete

    def has_instances(self, index: int) -> bool:
        """Whether things keep a number of their own through the video of a picture."""
        return self.videos[self.frames[index][0]].has_instances and not self.is_one_object

    def following(self, index: int, frames: int, stride: int = 1) -> list[int] | None:
        """Indexes of so many labelled pictures of one video, each `stride` on, or None."""
        row = list(range(index, index + frames * stride, stride))
        if row[-1] >= len(self.frames) or self.frames[row[-1]][0] != self.frames[index][0]:
            return None
        return row

    def by_video(self) -> dict[int, list[int]]:
        """Number of each video -> indexes of its labelled pictures, in order."""
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
            place = self._class_of(video, segment)
            inside = segments == segment
            if place is None or len(classes) >= VOID - 2:
                ids[inside] = VOID
            elif not self.vocabulary[place].is_thing:
                if place not in stuff:
                    classes.append(place)
                    is_thing.append(False)
                    numbers.append(0)
                    stuff[place] = len(classes)
                ids[inside] = stuff[place]
            else:
                for part, is_whole in _parts(inside, video.has_instances):
                    if len(classes) >= VOID - 2:
                        ids[part] = VOID
                        continue
                    classes.append(place)
                    is_thing.append(is_whole)
                    numbers.append(segment if video.has_instances else 0)
                    ids[part] = len(classes)
        return SceneLabels(ids, tuple(classes), tuple(is_thing), tuple(numbers))

    def _class_of(self, video: AnnotatedVideo, segment: int) -> int | None:
        entry = video.category_of(segment)
        if entry is None:
            return self.default
        return self.index.get(self.names.get(entry.name, entry.name), self.default)


def scene_set(
    row: PublishedRecipe, recipe: Recipe, root: Path, *, validation: bool = False
) -> SceneSet:
    """A recipe's set, either what it trains on or what it keeps for validation.

    Raises:
        FormatError: the set breaks its layout's rules.
    """
    own_split = validation and row.validation_split
    videos = read_published(row.layout, root / row.path, own_split or row.split)
    if row.things:
        videos = [video.with_things(frozenset(row.things)) for video in videos]
    if not own_split:
        if all(len(video.labelled) == 1 for video in videos):
            # Stills are held out by position, as the exemplar task holds them out.
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
    """The things under a mask, the largest twenty, and the rest as one crowd."""
    if has_instances:
        return [(inside, int(inside.sum()) >= SMALLEST_THING_PX)]
    _, components, statistics, _ = cv2.connectedComponentsWithStats(inside.astype(np.uint8))
    areas = statistics[:, cv2.CC_STAT_AREA]
    order = [int(part) for part in np.argsort(-areas[1:]) + 1][:20]
    whole = [part for part in order if areas[part] >= SMALLEST_THING_PX]
    parts = [(components == part, True) for part in whole]
    rest = inside & ~np.isin(components, whole)
    return [*parts, (rest, False)] if rest.any() else parts
