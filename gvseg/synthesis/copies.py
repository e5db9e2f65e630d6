"""Synthetic clips made from the exemplar frames of a video.

A copy either moves the whole image, which keeps true outlines, or cuts out the objects and moves,
scales and bends them over the inpainted image, which gives new positions and neighbours. With
several exemplars, some copies start with one and continue with another, for real changes of
appearance.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import VOID
from gvseg.synthesis.motion import Motion, MotionRange
from gvseg.synthesis.photometry import Photometry
from gvseg.synthesis.stills import (
    CAMERA_MOTION,
    OBJECT_MOTION,
    SMALLEST_OBJECT_PX,
    ClipStyle,
    LabelledClip,
    Layer,
    Still,
    box_of,
    render,
    soft_surroundings,
)

LARGEST_SHARE = 0.75
"""Largest size of an object, as a share of the canvas side."""
CALM_CAMERA_MOTION = CAMERA_MOTION.stronger(0.35)
CALM_OBJECT_MOTION = OBJECT_MOTION.stronger(0.35)
"""Copies move much less than training clips, because strong motion and bending do not occur in the
video and lowered the scores.
"""
LARGEST_ZOOM = 2.5
"""Largest magnification of objects too small to propagate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStyle:
    """How much copies may differ from their exemplar.

    Attributes:
        canvas: side of the square frames, in pixels.
        frames: length of a clip.
        objects: largest number of propagated objects per clip.
        cut_out: share of clips with objects cut out and moved over an inpainted background.
        absent: share of those with the objects absent from one frame.
        covered: share of clips in which a patch of background passes in front.
        swap: share of clips that continue with another exemplar, if there is one.
        zoom: largest change of log size relative to the size of the video in the engine.
        displacement: largest shift of a cut-out object from its position, in canvas sides.
        photometry: strength of the changes of light and colour.
        own_motion: largest shift per frame of an object with its surroundings, in canvas sides.
        camera: motion of whole images.
        object: motion of cut-out objects.
    """

    canvas: int = 288
    frames: int = 3
    objects: int = 3
    cut_out: float = 0.65
    absent: float = 0.6
    covered: float = 0.3
    swap: float = 0.4
    zoom: float = 0.2
    displacement: float = 0.15
    photometry: float = 0.3
    own_motion: float = 0.05
    camera: MotionRange = CALM_CAMERA_MOTION
    object: MotionRange = CALM_OBJECT_MOTION


@dataclass(frozen=True, slots=True)
class ExemplarStill(Still):
    """An exemplar frame at the size of the video in the engine.

    Attributes:
        named: labels of the objects that the exemplar names, including absent ones; all others are
            unknown.
    """

    named: frozenset[int]


class ExemplarCopies:
    """Creates copies of exemplars.

    Args:
        stills: the exemplar frames; a label is the same object in all of them. At least one has an
            object.
        style: style of the copies.
    """

    def __init__(self, stills: Sequence[ExemplarStill], style: CopyStyle) -> None:
        self.style = style
        self.stills = [still for still in stills if _present(still)]
        self.backgrounds = [inpaint_objects(still) for still in self.stills]

    def with_style(self, style: CopyStyle) -> "ExemplarCopies":
        """Return a generator that copies the same exemplars in another style."""
        other = copy.copy(self)
        other.style = style
        return other

    def clip(self, rng: np.random.Generator) -> LabelledClip:
        """Return a copy; the same state of `rng` gives the same copy."""
        index = int(rng.integers(len(self.stills)))
        tracked = _present(self.stills[index])
        rng.shuffle(tracked)
        tracked = tracked[: self.style.objects]
        clip = self._copy(rng, index, tracked)
        others = [
            other
            for other, still in enumerate(self.stills)
            if other != index and still.named.issuperset(tracked)
        ]
        if others and rng.random() < self.style.swap:
            later = self._copy(rng, int(rng.choice(others)), tracked)
            clip.images[1:], clip.labels[1:] = later.images[1:], later.labels[1:]
        return clip

    def _copy(self, rng: np.random.Generator, index: int, tracked: list[int]) -> LabelledClip:
        still, style = self.stills[index], self.style
        ids = {label: order + 1 for order, label in enumerate(tracked)}
        shown = [label for label in tracked if (still.labels == label).any()]
        is_cut_out = bool(shown) and rng.random() < style.cut_out
        x, y, width, height = box_of(np.isin(still.labels, shown or _present(still)))
        zoom = float(np.exp(rng.uniform(-style.zoom, style.zoom)))
        zoom = min(zoom, LARGEST_SHARE * style.canvas / max(width, height))
        smallest = min(((still.labels == label).sum() for label in shown), default=0)
        if smallest:
            zoom = max(zoom, min(LARGEST_ZOOM, float(np.sqrt(1.5 * SMALLEST_OBJECT_PX / smallest))))
        # Zoom in until the image nearly fills the canvas.
        zoom = max(zoom, 0.8 * style.canvas / min(still.labels.shape))
        position = rng.uniform(0.35, 0.65, 2) * style.canvas
        motion = self._motion(rng, (x, y), (position[0], position[1]), zoom, style.camera)
        look = Photometry(rng, style.frames, style.photometry)
        if is_cut_out:
            layers = [Layer(self.backgrounds[index], motion, look, {}, False)]
            # Hide all objects in the same frame, so that only the background is left.
            absent = frozenset({int(rng.integers(1, style.frames))})
            hidden = absent if rng.random() < style.absent else frozenset()
            for label in rng.permutation(shown):
                moved = self._object(rng, still, int(label), ids, (x, y), position, zoom)
                layers.append(replace(moved, hidden=hidden))
        else:
            spread = soft_surroundings(np.isin(still.labels, shown)) if shown else None
            layers = [Layer(still, motion, look, ids, False, own_motion=spread)]
        if rng.random() < style.covered:
            layers.append(self._cover(rng, self.backgrounds[index], zoom))
        clip_style = ClipStyle(
            canvas=style.canvas, frames=style.frames, own_motion=style.own_motion
        )
        return render(rng, layers, clip_style)

    def _object(
        self,
        rng: np.random.Generator,
        still: Still,
        label: int,
        ids: dict[int, int],
        centre: tuple[float, float],
        position: NDArray[np.float64],
        zoom: float,
    ) -> Layer:
        inside = still.labels == label
        x, y, _, _ = box_of(inside)
        style = self.style
        shift = rng.uniform(-style.displacement, style.displacement, 2) * style.canvas
        where = position + zoom * (np.array([x, y]) - centre) + shift
        where = np.clip(where, 0.15 * style.canvas, 0.85 * style.canvas)
        own_zoom = zoom * float(np.exp(rng.uniform(-style.zoom, style.zoom)))
        motion = self._motion(rng, (x, y), (where[0], where[1]), own_zoom, style.object)
        one = Still(still.image, np.where(inside, np.uint8(1), np.uint8(0)))
        look = Photometry(rng, style.frames, style.photometry)
        return Layer(one, motion, look, {1: ids[label]}, True)

    def _cover(self, rng: np.random.Generator, background: Still, zoom: float) -> Layer:
        """Return an elliptical patch of background that passes in front."""
        height, width = background.labels.shape
        labels = np.zeros((height, width), np.uint8)
        side = rng.uniform(0.08, 0.25, 2) * min(height, width)
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        cv2.ellipse(labels, ((x, y), (side[0], side[1]), float(rng.uniform(0, 180))), 1, -1)
        position = rng.uniform(0.2, 0.8, 2) * self.style.canvas
        motion = self._motion(rng, (x, y), (position[0], position[1]), zoom, self.style.object)
        look = Photometry(rng, self.style.frames, self.style.photometry)
        return Layer(Still(background.image, labels), motion, look, {1: 0}, True)

    def _motion(
        self,
        rng: np.random.Generator,
        centre: tuple[float, float],
        position: tuple[float, float],
        zoom: float,
        strength: MotionRange,
    ) -> Motion:
        return Motion(
            rng,
            frames=self.style.frames,
            canvas=self.style.canvas,
            centre_xy=centre,
            position_xy=(float(position[0]), float(position[1])),
            zoom=zoom,
            strength=strength,
        )


def inpaint_objects(still: Still) -> Still:
    """Return the image with its objects inpainted from their surroundings."""
    hole = (still.labels != 0).astype(np.uint8)
    hole = cv2.dilate(hole, np.ones((7, 7), np.uint8))
    # Inpainting large holes is slow and gives smooth results, so half the resolution is enough.
    height, width = hole.shape
    half = (max(1, width // 2), max(1, height // 2))
    small = cv2.inpaint(
        cv2.resize(still.image, half, interpolation=cv2.INTER_AREA),
        cv2.resize(hole, half, interpolation=cv2.INTER_NEAREST),
        5,
        cv2.INPAINT_TELEA,
    )
    filled = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    image = np.where(hole[..., None] > 0, filled, still.image)
    return Still(np.asarray(image, np.uint8), np.zeros_like(still.labels))


def _present(still: Still) -> list[int]:
    return [int(label) for label in np.unique(still.labels) if 0 < label < VOID]
