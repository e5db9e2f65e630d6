"""Arbitrary targets made from the objects of an image: parts, unions and patches.

Whole objects teach a network to find objects. These targets are not objects, so only the exemplar
says what belongs to them.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import VOID
from gvseg.synthesis.photometry import RgbImage
from gvseg.synthesis.stills import Still

Inside = NDArray[np.bool_]

HALF, BLOB, LOOK, UNION = range(4)
KIND_CHANCE = (0.2, 0.2, 0.35, 0.25)
"""Probability of each kind: one side of a line, a smooth random patch that may cross the object's
edge, the pixels of one look, and the object with another object or with a piece of one."""
SMALLEST_SHARE, LARGEST_SHARE = 0.15, 0.85
"""Size range of a part, as a share of the object."""
REST_CHANCE = 0.5
"""Probability that the rest of a divided object is a target too."""
GRID = 5
"""Cells along a side of the noise that bounds patches."""


def with_parts(rng: np.random.Generator, still: Still, objects: int) -> Still:
    """Return the image with one object replaced by a part of it or by a union.

    Args:
        rng: random generator; the same state gives the same targets.
        still: image with objects.
        objects: largest number of labels in the result. The new target has label 1.
    """
    own = [int(label) for label in np.unique(still.labels) if 0 < label < VOID]
    if not own:
        return still
    rng.shuffle(own)
    one, others = own[0], own[1:]
    inside = still.labels == one
    kind = int(rng.choice(len(KIND_CHANCE), p=KIND_CHANCE))
    if kind == UNION and others:
        second = still.labels == others.pop()
        target = inside | (_divided(rng, still.image, second) if rng.random() < 0.5 else second)
        rest = np.zeros_like(target)
    else:
        target = _patch(rng, inside) if kind == BLOB else _divided(rng, still.image, inside)
        rest = inside & ~target
    planes = [target]
    if rest.any() and rng.random() < REST_CHANCE:
        planes.append(rest)
    planes += [still.labels == label for label in others]
    labels = np.where(still.labels == VOID, np.uint8(VOID), np.uint8(0))
    for label, plane in reversed(list(enumerate(planes[:objects], 1))):
        labels[plane] = label
    return Still(still.image, labels)


def _divided(rng: np.random.Generator, image: RgbImage, inside: Inside) -> Inside:
    """Return a part of an object: one side of a line, or the pixels of one look."""
    height, width = inside.shape
    if rng.random() < KIND_CHANCE[HALF] / (KIND_CHANCE[HALF] + KIND_CHANCE[LOOK]):
        angle = rng.uniform(-np.pi, np.pi)
        y, x = np.mgrid[:height, :width].astype(np.float32)
        field = np.float32(np.cos(angle)) * x + np.float32(np.sin(angle)) * y
        level = float(np.quantile(field[inside], rng.uniform(0.25, 0.75)))
    else:
        field = _look(image, inside)
        level = float(field[inside].mean())
        if rng.random() < 0.5:
            field, level = -field, -level
    part = inside & (field > level)
    is_usable = SMALLEST_SHARE < part.sum() / inside.sum() < LARGEST_SHARE
    return np.asarray(part if is_usable else inside)


def _look(image: RgbImage, inside: Inside) -> NDArray[np.float32]:
    """Return the position of each pixel along the main difference in colour inside an object."""
    spread = 0.01 * max(inside.shape)
    smooth = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_RGB2LAB), (0, 0), spread)
    pixels = smooth[inside].astype(np.float32)
    _, axes = np.linalg.eigh(np.cov(pixels.T))
    field = smooth.astype(np.float32) @ axes[:, -1].astype(np.float32)
    return np.asarray(cv2.GaussianBlur(field, (0, 0), spread), np.float32)


def _patch(rng: np.random.Generator, inside: Inside) -> Inside:
    """Return a smooth random patch near an object that contains some of it."""
    height, width = inside.shape
    noise = rng.normal(0, 1, (GRID, GRID)).astype(np.float32)
    field = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    reach = max(3, round(0.15 * float(np.sqrt(inside.sum()))))
    near = cv2.dilate(inside.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    patch = near & (field > np.quantile(field[inside], rng.uniform(0.2, 0.7)))
    return np.asarray(patch)
