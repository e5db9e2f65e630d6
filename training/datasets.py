"""Pictures and videos with masks to batches of clips; the same step gives the same batch."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from natsort import natsorted
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.losses.exemplar_rollout import ClipBatch, collate
from gvseg.masks import VOID
from gvseg.synthesis.stills import (
    SMALLEST_OBJECT_PX,
    ClipStyle,
    LabelledClip,
    Labels,
    Still,
    clip_from_stills,
)
from training.pasted_clips import PastedClips
from training.pictures import Kept, keep_small
from training.real_clips import VideoSet
from training.recipe import PhaseRecipe, Recipe, StillsRecipe
from training.scenes import SceneBatch, scene_maker

SMALLEST_SHARE = 0.003
"""Objects below this share of a picture are background."""
OBJECTS_CHANCE = (0.45, 0.35, 0.20)
"""Chance of a batch following one, two, three objects."""


def read_image(path: Path) -> NDArray[np.uint8]:
    """H x W x 3, RGB."""
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise FormatError(f"{path} is not a picture that can be read.")
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


def read_labels(path: Path) -> Labels:
    """H x W ids of an indexed or grey PNG."""
    from PIL import Image  # Pillow keeps palette indexes; OpenCV turns them into colours.

    with Image.open(path) as picture:
        if picture.mode not in ("P", "L"):
            raise FormatError(f"{path} is no indexed or grey mask (its mode is {picture.mode}).")
        return np.asarray(picture, np.uint8).copy()


class StillSet:
    """One folder of pictures with masks, split by position."""

    def __init__(
        self, root: Path, recipe: StillsRecipe, holdout_every: int, *, validation: bool
    ) -> None:
        self.recipe = recipe
        images = natsorted((root / recipe.images).glob("*.*"), key=lambda path: path.name)
        if not images:
            raise FormatError(f"{root / recipe.images} holds no pictures.")
        self.paths = [
            (image, root / recipe.masks / f"{image.stem}.png")
            for index, image in enumerate(images)
            if (index % holdout_every == holdout_every - 1) == validation
        ]
        self.kept: Kept[Still] = Kept()

    def still(self, index: int, rng: np.random.Generator) -> Still:
        """A picture with its objects; which parts count as objects may be drawn."""
        still = self.kept.get(index, lambda: self._read(index))
        return Still(still.image, self._objects(still.labels, rng))

    def _read(self, index: int) -> Still:
        image_path, mask_path = self.paths[index]
        image, labels = read_image(image_path), read_labels(mask_path)
        if image.shape[:2] != labels.shape:
            raise FormatError(f"{mask_path} is of another size than {image_path.name}.")
        image, small = keep_small(image, labels)
        labels = small.astype(np.uint8)
        if self.recipe.labels == "classes":
            labels = _connected_things(labels, self.recipe)
        return Still(image, labels)

    def _objects(self, labels: Labels, rng: np.random.Generator) -> Labels:
        if self.recipe.labels == "parts" and rng.random() < 0.6:
            return (labels > 0).astype(np.uint8)
        counts = np.bincount(labels.ravel(), minlength=256)
        small = counts < SMALLEST_SHARE * labels.size
        small[VOID] = False
        table = np.arange(256, dtype=np.uint8)
        table[small] = 0
        return np.asarray(table[labels], np.uint8)


def _connected_things(labels: Labels, recipe: StillsRecipe) -> Labels:
    """Connected parts of thing classes as objects 1..; the largest come first."""
    parts: list[NDArray[np.bool_]] = []
    for thing in recipe.things:
        count, components = cv2.connectedComponents((labels == thing).astype(np.uint8))
        parts += [components == index for index in range(1, count)]
    parts.sort(key=lambda part: -int(part.sum()))
    objects = np.where(labels == recipe.void, np.uint8(VOID), np.uint8(0))
    for index, part in enumerate(parts[:20]):
        objects[part] = index + 1
    return objects


class ClipSource:
    """All sets of a recipe as batches (a `BatchSource`)."""

    def __init__(self, recipe: Recipe, root: Path) -> None:
        self.recipe = recipe
        self.stills = [
            StillSet(root, row, recipe.holdout_every, validation=False) for row in recipe.stills
        ]
        weight = np.array([row.weight for row in recipe.stills])
        self.chance = weight / weight.sum()
        self.videos = VideoSet.of(recipe.videos, root)
        self.pasted = PastedClips(self.videos, self._still)
        self.scenes = scene_maker(recipe, root) if recipe.published else None

    def batch(self, step: int, part: int = 0) -> ClipBatch | SceneBatch:
        """A batch of a step: of one task."""
        seed = (self.recipe.seed, step, part) if part else (self.recipe.seed, step)
        rng = np.random.default_rng(seed)
        phase, _ = phase_of(self.recipe, step)
        if self.scenes is not None and rng.random() < phase.scene_share:
            return self.scenes.batch(rng)
        objects = 1 + int(rng.choice(3, p=OBJECTS_CHANCE))
        clips = [self._clip(rng, objects, phase) for _ in range(phase.clips)]
        return collate(clips, objects)

    def _clip(self, rng: np.random.Generator, objects: int, phase: PhaseRecipe) -> LabelledClip:
        style = clip_style(phase, _drawn_motion(rng, phase))
        for _ in range(6):
            kind = rng.random() if self.videos.videos else 1.0
            if kind < phase.video_share:
                clip = self.videos.clip(rng, objects, style, phase.jump_share)
            elif kind < phase.video_share + phase.pasted_share:
                clip = self.pasted.clip(rng, objects, style)
            else:
                base, *others = (self._still(rng) for _ in range(int(rng.integers(3, 5))))
                clip = clip_from_stills(rng, base, others, objects, style)
            if (clip.labels[0] == 1).sum() >= SMALLEST_OBJECT_PX:
                break
        return clip

    def _still(self, rng: np.random.Generator) -> Still:
        stills = self.stills[int(rng.choice(len(self.stills), p=self.chance))]
        return stills.still(int(rng.integers(len(stills.paths))), rng)


def phase_of(recipe: Recipe, step: int) -> tuple[PhaseRecipe, float]:
    """The phase that a step belongs to, and how far through it the step is (0..1)."""
    for phase in recipe.phases:
        if step < phase.steps:
            return phase, step / phase.steps
        step -= phase.steps
    return recipe.phases[-1], 1.0


def clip_style(phase: PhaseRecipe, motion: float | None = None) -> ClipStyle:
    """Return how a phase's clips are made, with its own factor of motion or another."""
    factor = phase.motion if motion is None else motion
    style = ClipStyle(
        canvas=phase.canvas,
        frames=phase.frames,
        vanish=phase.vanish,
        vanish_for_good=phase.vanish_for_good,
        smallest_window=phase.smallest_window,
    )
    return replace(
        style,
        own_motion=style.own_motion * factor,
        camera=style.camera.stronger(factor),
        object=style.object.stronger(factor),
    )


def _drawn_motion(rng: np.random.Generator, phase: PhaseRecipe) -> float:
    if phase.least_motion is None:
        return phase.motion
    return float(np.exp(rng.uniform(np.log(phase.least_motion), np.log(phase.motion))))
