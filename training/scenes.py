"""Clips for the automatic tasks: whole scenes with every segment and its class.

A scene is made of one still that moves, with things of other pictures pasted in, or of real frames
of a video. Where a set has classes but no instances, connected parts stand in for instances.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gvseg.adaptation.motion import Motion, MotionRange
from gvseg.adaptation.photometry import Photometry, Picture
from gvseg.adaptation.stills import VOID, ClipStyle, Labels, Layer, Still, cut_out, render
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.published.annotated_video import AnnotatedVideo, Segments

SCENE_MOTION = MotionRange(shift=0.04, scale=0.05, turn=0.04, shear=0.02, bend=0.006)
LONGEST_SHORT_SIDE = 400
"""Pictures are kept no larger than this, in pixels."""
SMALLEST_THING_PX = 60
"""A thing that shows fewer pixels (short side 400) is not looked for."""
PASTE_CHANCE = 0.5
REAL_FRAMES_CHANCE = 0.5


@dataclass(frozen=True, slots=True)
class SceneLabels:
    """The segments of one picture or clip.

    Attributes:
        ids: [T x] H x W: 1.. a segment, 0 nothing, 255 nothing is said.
        classes: class of each segment, by its place in the vocabulary; that of id 1 first.
        is_thing: whether each segment is one thing that can be looked for (no crowd, no stuff).
    """

    ids: Labels
    classes: tuple[int, ...]
    is_thing: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SceneBatch:
    """Clips of one task.

    Attributes:
        task: instance, semantic or panoptic.
        images: (B * T) x 3 x H x W, 0..255, the frames of a clip one after the other.
        ids: B x T x H x W, uint8, as in `SceneLabels`.
        classes, is_thing: for each clip, as in `SceneLabels`.
        is_complete: for each clip, whether every pixel has a class.
        vocabulary: that the classes are places in.
    """

    task: Task
    images: Tensor
    ids: Tensor
    classes: tuple[tuple[int, ...], ...]
    is_thing: tuple[tuple[bool, ...], ...]
    is_complete: tuple[bool, ...]
    vocabulary: tuple[VocabularyEntry, ...]

    def to(self, device: torch.device) -> "SceneBatch":
        """The same batch on a device."""
        return replace(self, images=self.images.to(device), ids=self.ids.to(device))


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
        self.kept: dict[tuple[int, int], tuple[Picture, SceneLabels]] = {}

    def frame(self, index: int) -> tuple[Picture, SceneLabels]:
        """One labelled picture of the set; kept once decoded."""
        place = self.frames[index]
        if place not in self.kept:
            video, position = self.videos[place[0]], place[1]
            image, segments = video.image(position), video.segments(position)
            scale = LONGEST_SHORT_SIDE / min(segments.shape)
            if scale < 1:
                size = (round(segments.shape[1] * scale), round(segments.shape[0] * scale))
                image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
                segments = cv2.resize(segments, size, interpolation=cv2.INTER_NEAREST)
            self.kept[place] = (image, self._labels(np.asarray(segments, np.int32), video))
        return self.kept[place]

    def is_complete(self, index: int) -> bool:
        """Whether every pixel of a picture has a class."""
        return self.videos[self.frames[index][0]].is_complete

    def following(self, index: int, frames: int) -> list[int] | None:
        """Indexes of so many labelled pictures of one video in a row, or None."""
        end = index + frames
        if end > len(self.frames) or self.frames[end - 1][0] != self.frames[index][0]:
            return None
        return list(range(index, end))

    def _labels(self, segments: Segments, video: AnnotatedVideo) -> SceneLabels:
        if self.is_one_object:
            segments = np.where(segments > 0, 1, segments).astype(np.int32)
        ids = np.zeros(segments.shape, np.uint8)
        ids[segments < 0] = VOID
        classes: list[int] = []
        is_thing: list[bool] = []
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
                    stuff[place] = len(classes)
                ids[inside] = stuff[place]
            else:
                for part, is_whole in _parts(inside, video.has_instances):
                    classes.append(place)
                    is_thing.append(is_whole)
                    ids[part] = len(classes)
        return SceneLabels(ids, tuple(classes), tuple(is_thing))

    def _class_of(self, video: AnnotatedVideo, segment: int) -> int | None:
        entry = video.category_of(segment)
        if entry is None:
            return self.default
        return self.index.get(self.names.get(entry.name, entry.name), self.default)


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


class SceneMaker:
    """Makes batches for the automatic tasks.

    Args:
        sets: at least one for each task in `shares`.
        weights: how often each set is drawn, relative to the others.
        shares: how often each task is drawn.
        canvas: side of the square frames, pixels.
        images: frames in a batch.
    """

    def __init__(
        self,
        sets: Sequence[SceneSet],
        weights: Sequence[float],
        shares: dict[Task, float],
        canvas: int,
        images: int,
    ) -> None:
        self.sets, self.weights = sets, weights
        self.shares, self.canvas, self.images = shares, canvas, images
        self.pasted = [s for s in sets if Task.INSTANCE in s.tasks]

    def batch(self, rng: np.random.Generator) -> SceneBatch:
        """A batch of a task that is drawn."""
        chance = np.array(list(self.shares.values()))
        task = list(self.shares)[int(rng.choice(len(chance), p=chance / chance.sum()))]
        frames = int(rng.choice([1, 2, 3], p=[0.4, 0.35, 0.25]))
        serving = [(s, w) for s, w in zip(self.sets, self.weights, strict=True) if task in s.tasks]
        weight = np.array([w for _, w in serving])
        made = []
        for _ in range(max(1, self.images // frames)):
            source = serving[int(rng.choice(len(serving), p=weight / weight.sum()))][0]
            made.append(self._clip(rng, source, task, frames))
        images = np.concatenate([images for images, _, _ in made])
        return SceneBatch(
            task=task,
            images=torch.from_numpy(images).permute(0, 3, 1, 2).float(),
            ids=torch.from_numpy(np.stack([labels.ids for _, labels, _ in made])),
            classes=tuple(labels.classes for _, labels, _ in made),
            is_thing=tuple(labels.is_thing for _, labels, _ in made),
            is_complete=tuple(is_complete for _, _, is_complete in made),
            vocabulary=tuple(self.sets[0].vocabulary),
        )

    def _clip(
        self, rng: np.random.Generator, source: SceneSet, task: Task, frames: int
    ) -> tuple[Picture, SceneLabels, bool]:
        index = int(rng.integers(len(source.frames)))
        row = source.following(index, frames) if frames > 1 and task is Task.SEMANTIC else None
        if row is not None and rng.random() < REAL_FRAMES_CHANCE:
            images, labels = self._real(rng, source, row)
        else:
            images, labels = self._moved(rng, source, index, task, frames)
        return images, labels, source.is_complete(index)

    def _moved(
        self, rng: np.random.Generator, source: SceneSet, index: int, task: Task, frames: int
    ) -> tuple[Picture, SceneLabels]:
        image, labels = source.frame(index)
        style = ClipStyle(canvas=self.canvas, frames=frames, vanish=0.15)
        layers = [self._backdrop(rng, image, labels, style)]
        classes, is_thing = list(labels.classes), list(labels.is_thing)
        if task is not Task.SEMANTIC and rng.random() < PASTE_CHANCE:
            for _ in range(int(rng.integers(1, 4))):
                other = self.pasted[int(rng.integers(len(self.pasted)))]
                picture, others = other.frame(int(rng.integers(len(other.frames))))
                things = [i + 1 for i, thing in enumerate(others.is_thing) if thing]
                if not things or len(classes) >= VOID - 2:
                    continue
                label = int(rng.choice(things))
                classes.append(others.classes[label - 1])
                is_thing.append(True)
                layers.append(cut_out(rng, Still(picture, others.ids), label, len(classes), style))
        clip = render(rng, layers, style)
        return clip.images, SceneLabels(clip.labels, tuple(classes), tuple(is_thing))

    def _backdrop(
        self, rng: np.random.Generator, image: Picture, labels: SceneLabels, style: ClipStyle
    ) -> Layer:
        height, width = labels.ids.shape
        zoom = style.canvas / min(height, width) * float(np.exp(rng.uniform(-0.15, 0.5)))
        # The window slides over the picture as far as its edges allow.
        spare = np.maximum(0, np.array([width, height]) - style.canvas / zoom) / 2
        centre = np.array([width, height]) / 2 + rng.uniform(-1, 1, 2) * spare
        motion = Motion(
            rng,
            frames=style.frames,
            canvas=style.canvas,
            centre_xy=(float(centre[0]), float(centre[1])),
            place_xy=(style.canvas / 2, style.canvas / 2),
            zoom=zoom,
            strength=SCENE_MOTION,
        )
        ids = {number: number for number in range(1, len(labels.classes) + 1)}
        return Layer(
            Still(image, labels.ids), motion, Photometry(rng, style.frames), ids or {0: 0}, False
        )

    def _real(
        self, rng: np.random.Generator, source: SceneSet, row: list[int]
    ) -> tuple[Picture, SceneLabels]:
        """Frames of a video in a row, under one window; segments are told by class alone."""
        if rng.random() < 0.5:
            row = row[::-1]
        shown = [source.frame(index) for index in row]
        height, width = shown[0][1].ids.shape
        side = min(height, width, round(min(height, width) * float(rng.uniform(0.6, 1.05))))
        left, top = int(rng.integers(width - side + 1)), int(rng.integers(height - side + 1))
        window = np.s_[top : top + side, left : left + side]
        is_flipped = bool(rng.random() < 0.5)
        look = Photometry(rng, len(row))
        places = sorted({place for _, labels in shown for place in labels.classes})
        images, ids = [], []
        for t, (image, labels) in enumerate(shown):
            table = np.zeros(256, np.uint8)
            table[VOID] = VOID
            for number, place in enumerate(labels.classes):
                table[number + 1] = places.index(place) + 1
            size = (self.canvas, self.canvas)
            picture = cv2.resize(image[window], size, interpolation=cv2.INTER_LINEAR)
            label = cv2.resize(table[labels.ids[window]], size, interpolation=cv2.INTER_NEAREST)
            if is_flipped:
                picture, label = picture[:, ::-1], label[:, ::-1]
            images.append(look.apply(np.ascontiguousarray(picture, np.uint8), t))
            ids.append(label)
        merged = SceneLabels(
            np.stack(ids).astype(np.uint8), tuple(places), tuple(False for _ in places)
        )
        return np.stack(images), merged
