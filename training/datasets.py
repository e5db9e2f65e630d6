"""Batches of clips from labelled images and videos; the same step gives the same batch."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from natsort import natsorted
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.losses.exemplar_rollout import ClipBatch, collate
from gvseg.losses.prompts import PromptBatch
from gvseg.masks import VOID
from gvseg.synthesis.parts import with_parts
from gvseg.synthesis.stills import (
    SMALLEST_OBJECT_PX,
    ClipStyle,
    LabelledClip,
    Labels,
    Still,
    clip_from_stills,
)
from training.images import DecodedCache, limit_size
from training.pasted_clips import PastedClips
from training.prompted_images import PromptedImages
from training.real_clips import VideoSet
from training.recipe import PhaseRecipe, Recipe, StillsRecipe
from training.scenes import SceneBatch, scene_maker

SMALLEST_SHARE = 0.003
"""Objects smaller than this share of an image become background."""
OBJECTS_CHANCE = (0.45, 0.35, 0.20)
"""Probability of one, two and three tracked objects per clip of a batch."""


def read_image(path: Path) -> NDArray[np.uint8]:
    """Return an image as H x W x 3, RGB.

    Raises:
        FormatError: it cannot be decoded.
    """
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise FormatError(f"{path} cannot be read as an image: replace or remove it.")
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


def read_labels(path: Path) -> Labels:
    """Return the ids in an indexed or grey PNG: H x W.

    Raises:
        FormatError: the PNG is neither.
    """
    from PIL import Image  # Pillow keeps palette indices; OpenCV converts them to colours.

    with Image.open(path) as image:
        if image.mode not in ("P", "L"):
            raise FormatError(
                f"{path} has mode {image.mode}: save masks as indexed or grey PNG files."
            )
        return np.asarray(image, np.uint8).copy()


class StillSet:
    """A folder of images with masks; every n-th image is held out for validation.

    Raises:
        FormatError: the folder has no images.
    """

    def __init__(
        self, root: Path, recipe: StillsRecipe, holdout_every: int, *, validation: bool
    ) -> None:
        self.recipe = recipe
        images = natsorted((root / recipe.images).glob("*.*"), key=lambda path: path.name)
        if not images:
            raise FormatError(f"{root / recipe.images} has no images: check the recipe.")
        self.paths = [
            (image, root / recipe.masks / f"{image.stem}.png")
            for index, image in enumerate(images)
            if (index % holdout_every == holdout_every - 1) == validation
        ]
        self.cache: DecodedCache[Still] = DecodedCache()

    def still(self, index: int, rng: np.random.Generator) -> Still:
        """Return an image with its objects; for "parts", `rng` may merge them into one object."""
        still = self.cache.get(index, lambda: self._read(index))
        return Still(still.image, self._objects(still.labels, rng))

    def _read(self, index: int) -> Still:
        image_path, mask_path = self.paths[index]
        image, labels = read_image(image_path), read_labels(mask_path)
        if image.shape[:2] != labels.shape:
            raise FormatError(
                f"{mask_path} differs in size from {image_path.name}: replace one of them."
            )
        image, small = limit_size(image, labels)
        labels = small.astype(np.uint8)
        if self.recipe.labels == "classes":
            labels = _thing_components(labels, self.recipe)
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


def _thing_components(labels: Labels, recipe: StillsRecipe) -> Labels:
    """Number the connected components of thing classes from 1, largest first."""
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
    """Source of batches from all datasets of a recipe."""

    def __init__(self, recipe: Recipe, root: Path) -> None:
        self.recipe = recipe
        self.stills = [
            StillSet(root, row, recipe.holdout_every, validation=False) for row in recipe.stills
        ]
        weight = np.array([row.weight for row in recipe.stills])
        self.chance = weight / weight.sum()
        self.videos = VideoSet.of(recipe.videos, root)
        self.pasted = PastedClips(self.videos, self._still)
        self.prompted = PromptedImages(self._still, self.videos)
        self.scenes = scene_maker(recipe, root) if recipe.published else None

    def batch(self, step: int, part: int = 0) -> ClipBatch | SceneBatch | PromptBatch:
        """See `BatchSource.batch`; all clips of a batch are for the same task."""
        seed = (self.recipe.seed, step, part) if part else (self.recipe.seed, step)
        rng = np.random.default_rng(seed)
        phase, _ = phase_of(self.recipe, step)
        if self.scenes is not None and rng.random() < phase.scene_share:
            return self.scenes.batch(rng)
        if phase.prompt_share and rng.random() < phase.prompt_share:
            return self.prompted.batch(rng, phase)
        objects = 1 + int(rng.choice(3, p=OBJECTS_CHANCE))
        clips = [self._clip(rng, objects, phase) for _ in range(phase.clips)]
        if phase.repeat_share and rng.random() < phase.repeat_share:
            clips = [_with_repeat(clip) for clip in clips]
        return collate(clips, objects)

    def _clip(self, rng: np.random.Generator, objects: int, phase: PhaseRecipe) -> LabelledClip:
        style = clip_style(phase, _draw_motion(rng, phase))
        for _ in range(6):
            kind = rng.random() if self.videos.videos else 1.0
            if kind < phase.video_share:
                clip = self.videos.clip(rng, objects, style, phase.jump_share)
            elif kind < phase.video_share + phase.pasted_share:
                clip = self.pasted.clip(rng, objects, style)
            else:
                base, *others = (self._still(rng) for _ in range(int(rng.integers(3, 5))))
                if phase.part_share and rng.random() < phase.part_share:
                    # A part must be seen beside the rest of its object, not cut out of it.
                    base, style = with_parts(rng, base, objects), replace(style, paste=0.0)
                clip = clip_from_stills(rng, base, others, objects, style)
            if (clip.labels[0] == 1).sum() >= SMALLEST_OBJECT_PX:
                break
        return clip

    def _still(self, rng: np.random.Generator) -> Still:
        stills = self.stills[int(rng.choice(len(self.stills), p=self.chance))]
        return stills.still(int(rng.integers(len(stills.paths))), rng)


def _with_repeat(clip: LabelledClip) -> LabelledClip:
    """Return a clip with frame 0 as frame 1, for which the previous masks are unknown."""
    order = [0, 0, *range(2, len(clip.images))]
    return LabelledClip(clip.images[order], clip.labels[order], has_jump=True)


def phase_of(recipe: Recipe, step: int) -> tuple[PhaseRecipe, float]:
    """Return the phase of a step, and the progress through the phase, 0 to 1."""
    for phase in recipe.phases:
        if step < phase.steps:
            return phase, step / phase.steps
        step -= phase.steps
    return recipe.phases[-1], 1.0


def clip_style(phase: PhaseRecipe, motion: float | None = None) -> ClipStyle:
    """Return the clip style of a phase; `motion` replaces the phase's motion factor."""
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


def _draw_motion(rng: np.random.Generator, phase: PhaseRecipe) -> float:
    if phase.least_motion is None:
        return phase.motion
    return float(np.exp(rng.uniform(np.log(phase.least_motion), np.log(phase.motion))))
