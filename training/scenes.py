"""Clips for the automatic tasks, with all segments and their classes.

A clip is either a moving still with pasted things from other images, or frames of a video.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from gvseg.masks import VOID
from gvseg.synthesis.motion import Motion, MotionRange
from gvseg.synthesis.photometry import Photometry, RgbImage
from gvseg.synthesis.stills import ClipStyle, Layer, Still, cut_out, render
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.recipe import Recipe
from training.scene_sets import SceneLabels, SceneSet, scene_set

SCENE_MOTION = MotionRange(shift=0.04, scale=0.05, turn=0.04, shear=0.02, bend=0.006)
SCENE_LIGHT = 1.2
"""Strength of the change of light and colour: streets are seen at noon and at dusk."""
LOG_ZOOM = (-0.2, 0.7)
"""Range of the logarithm of the zoom of a moving image, 0 where its short side fills the canvas."""
PASTE_CHANCE = 0.5
REAL_FRAMES_CHANCE = 0.5
LONGEST_STRIDE = 6
"""Largest step between frames of a real clip whose things have an identity over time."""


@dataclass(frozen=True, slots=True)
class SceneBatch:
    """Clips of one task.

    Attributes:
        task: instance, semantic or panoptic.
        images: (B * T) x 3 x H x W, 0..255, frames of the same clip in sequence.
        ids: B x T x H x W, uint8, as in `SceneLabels`.
        classes, is_thing: for each clip, as in `SceneLabels`.
        competing: for each clip, the classes that a pixel can have, see
            `SceneSet.competing_classes`.
        is_complete: for each clip, whether every pixel has a class.
        is_exhaustive: for each clip, whether every thing has an id; if not, id 0 may hide one.
        vocabulary: the vocabulary that `classes` indexes.
    """

    task: Task
    images: Tensor
    ids: Tensor
    classes: tuple[tuple[int, ...], ...]
    is_thing: tuple[tuple[bool, ...], ...]
    competing: tuple[frozenset[int], ...]
    is_complete: tuple[bool, ...]
    is_exhaustive: tuple[bool, ...]
    vocabulary: tuple[VocabularyEntry, ...]

    def to(self, device: torch.device) -> "SceneBatch":
        """Return the batch on a device."""
        return replace(self, images=self.images.to(device), ids=self.ids.to(device))


class SceneMaker:
    """Creates batches for the automatic tasks.

    Args:
        sets: datasets, at least one for each task in `shares`.
        weights: relative sampling weight of each dataset.
        shares: relative sampling weight of each task.
        canvas: side of the square frames, in pixels.
        images: frames per batch.
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
        """Return a batch of a random task."""
        chance = np.array(list(self.shares.values()))
        task = list(self.shares)[int(rng.choice(len(chance), p=chance / chance.sum()))]
        frames = int(rng.choice([1, 2, 3], p=[0.4, 0.35, 0.25]))
        serving = [(s, w) for s, w in zip(self.sets, self.weights, strict=True) if task in s.tasks]
        weight = np.array([w for _, w in serving])
        made = []
        for _ in range(max(1, self.images // frames)):
            source = serving[int(rng.choice(len(serving), p=weight / weight.sum()))][0]
            index = int(rng.integers(len(source.frames)))
            made.append((*self._clip(rng, source, index, task, frames), source, index))
        images = np.concatenate([images for images, *_ in made])
        return SceneBatch(
            task=task,
            images=torch.from_numpy(images).permute(0, 3, 1, 2).float(),
            ids=torch.from_numpy(np.stack([labels.ids for _, labels, *_ in made])),
            classes=tuple(labels.classes for _, labels, *_ in made),
            is_thing=tuple(labels.is_thing for _, labels, *_ in made),
            competing=tuple(source.competing_classes(index) for *_, source, index in made),
            is_complete=tuple(source.is_complete(index) for *_, source, index in made),
            is_exhaustive=tuple(source.is_exhaustive(index) for *_, source, index in made),
            vocabulary=tuple(self.sets[0].vocabulary),
        )

    def _clip(
        self, rng: np.random.Generator, source: SceneSet, index: int, task: Task, frames: int
    ) -> tuple[RgbImage, SceneLabels]:
        has_tracks = source.has_instances(index)
        if frames > 1 and (has_tracks or task is Task.SEMANTIC):
            stride = int(rng.integers(1, LONGEST_STRIDE + 1)) if has_tracks else 1
            row = source.consecutive(index, frames, stride)
            if row is not None and rng.random() < REAL_FRAMES_CHANCE:
                return self._real_clip(rng, source, row, task)
        return self.moving_clip(rng, source, index, task, frames)

    def moving_clip(
        self, rng: np.random.Generator, source: SceneSet, index: int, task: Task, frames: int
    ) -> tuple[RgbImage, SceneLabels]:
        """Return a clip made by moving an image, with things from other images pasted in."""
        image, labels = source.frame(index)
        if rng.random() < 0.5:
            image = np.ascontiguousarray(image[:, ::-1])
            labels = replace(labels, ids=np.ascontiguousarray(labels.ids[:, ::-1]))
        style = ClipStyle(canvas=self.canvas, frames=frames, vanish=0.15)
        layers = [self._backdrop(rng, image, labels, style)]
        classes, is_thing = list(labels.classes), list(labels.is_thing)
        if task is not Task.SEMANTIC and self.pasted and rng.random() < PASTE_CHANCE:
            for _ in range(int(rng.integers(1, 4))):
                other = self.pasted[int(rng.integers(len(self.pasted)))]
                found, others = other.frame(int(rng.integers(len(other.frames))))
                things = [i + 1 for i, thing in enumerate(others.is_thing) if thing]
                if not things or len(classes) >= VOID - 2:
                    continue
                label = int(rng.choice(things))
                classes.append(others.classes[label - 1])
                is_thing.append(True)
                layers.append(cut_out(rng, Still(found, others.ids), label, len(classes), style))
        clip = render(rng, layers, style)
        return clip.images, SceneLabels(clip.labels, tuple(classes), tuple(is_thing))

    def _backdrop(
        self, rng: np.random.Generator, image: RgbImage, labels: SceneLabels, style: ClipStyle
    ) -> Layer:
        height, width = labels.ids.shape
        zoom = style.canvas / min(height, width) * float(np.exp(rng.uniform(*LOG_ZOOM)))
        # Move the window anywhere inside the image.
        spare = np.maximum(0, np.array([width, height]) - style.canvas / zoom) / 2
        centre = np.array([width, height]) / 2 + rng.uniform(-1, 1, 2) * spare
        motion = Motion(
            rng,
            frames=style.frames,
            canvas=style.canvas,
            centre_xy=(float(centre[0]), float(centre[1])),
            position_xy=(style.canvas / 2, style.canvas / 2),
            zoom=zoom,
            strength=SCENE_MOTION,
        )
        ids = {number: number for number in range(1, len(labels.classes) + 1)}
        light = Photometry(rng, style.frames, SCENE_LIGHT)
        return Layer(Still(image, labels.ids), motion, light, ids or {0: 0}, is_cut_out=False)

    def _real_clip(
        self, rng: np.random.Generator, source: SceneSet, row: list[int], task: Task
    ) -> tuple[RgbImage, SceneLabels]:
        """Return frames of a video, forward or backward, with the same crop."""
        if rng.random() < 0.5:
            row = row[::-1]
        shown = [source.frame(index) for index in row]
        keys = [_identities(labels, task) for _, labels in shown]
        height, width = shown[0][1].ids.shape
        side = min(height, width, round(min(height, width) * float(rng.uniform(0.6, 1.05))))
        left, top = int(rng.integers(width - side + 1)), int(rng.integers(height - side + 1))
        window = np.s_[top : top + side, left : left + side]
        is_flipped = bool(rng.random() < 0.5)
        look = Photometry(rng, len(row))
        # Segments beyond the range of uint8 become void.
        merged = sorted({key for own in keys for key in own})[: VOID - 1]
        images, ids = [], []
        for t, (image, labels) in enumerate(shown):
            table = np.zeros(256, np.uint8)
            table[VOID] = VOID
            for number, key in enumerate(keys[t]):
                table[number + 1] = merged.index(key) + 1 if key in merged else VOID
            size = (self.canvas, self.canvas)
            resized = cv2.resize(image[window], size, interpolation=cv2.INTER_LINEAR)
            label = cv2.resize(table[labels.ids[window]], size, interpolation=cv2.INTER_NEAREST)
            if is_flipped:
                resized, label = resized[:, ::-1], label[:, ::-1]
            images.append(look.apply(np.ascontiguousarray(resized, np.uint8), t))
            ids.append(label)
        things = {
            key
            for own, (_, labels) in zip(keys, shown, strict=True)
            for key, is_thing in zip(own, labels.is_thing, strict=True)
            if key[1] and is_thing
        }
        return np.stack(images), SceneLabels(
            np.stack(ids).astype(np.uint8),
            tuple(label for label, _ in merged),
            tuple(key in things for key in merged),
            tuple(number for _, number in merged),
        )


def _identities(labels: SceneLabels, task: Task) -> list[tuple[int, int]]:
    """Return a key for each segment that is constant over time: its class and its number.

    The number is 0 in the semantic task.
    """
    if task is Task.SEMANTIC:
        return [(label, 0) for label in labels.classes]
    return list(zip(labels.classes, labels.numbers, strict=True))


def scene_maker(recipe: Recipe, root: Path) -> SceneMaker:
    """Return a `SceneMaker` for the recipe's published datasets, without held-out images."""
    sets = [scene_set(row, recipe, root) for row in recipe.published]
    weights = [row.weight for row in recipe.published]
    scenes = recipe.scenes
    return SceneMaker(sets, weights, scenes.shares(), scenes.canvas, scenes.images)
