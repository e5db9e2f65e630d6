"""Keeps a mask that clicks refine as it is, except near the clicks.

The network answers every click with a whole new mask. A person who corrects one place expects the
rest to stay: a positive click only adds and a negative click only removes, what it changes is
connected with it, and the farther a pixel is from the click, the surer the network must be.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.prompts import Click

REACH = 0.2
"""Scale of the distance from a click, in sizes of the object (square roots of its area)."""
LOGIT_AT_REACH = 2.0
"""Logit that a change needs at this distance; none is needed within half of it."""
SMALLEST_OBJECT_SHARE = 0.04
"""Size for objects that are smaller, in short sides of the frame."""
THREAD_SHARE = 0.006
"""Changes that are connected with a click only by threads of this half width stay out; in short
sides of the frame."""
NEAR_SHARE = 0.01
"""Distance of a click from a change that still belongs to it, in short sides of the frame."""


def keep_elsewhere(
    before: NDArray[np.bool_], logits: NDArray[np.float32], clicks: Sequence[Click]
) -> NDArray[np.bool_]:
    """Return a refined mask with only the changes that belong to the clicks.

    Args:
        before: H x W, the mask that the clicks refine.
        logits: H x W, the network's answer; positive on the object.
        clicks: in pixels of the mask.
    """
    after = logits > 0
    positive = [click for click in clicks if click.is_positive]
    negative = [click for click in clicks if not click.is_positive]
    short = min(before.shape)
    reach = REACH * max(math.sqrt(float(before.sum())), SMALLEST_OBJECT_SHARE * short)
    added = _belonging(after & ~before, logits, positive, reach)
    removed = _belonging(before & ~after, -logits, negative, reach)
    return np.asarray((before | added) & ~removed)


def _belonging(
    change: NDArray[np.bool_],
    evidence: NDArray[np.float32],
    clicks: Sequence[Click],
    reach: float,
) -> NDArray[np.bool_]:
    """Return the part of a change that is near enough to the clicks and connected with one."""
    if not clicks or not change.any():
        return np.zeros_like(change)
    away = np.ones(change.shape, np.uint8)
    near = np.zeros(change.shape, np.uint8)
    near_px = max(1, round(NEAR_SHARE * min(change.shape)))
    for click in clicks:
        away[click.y, click.x] = 0
        cv2.circle(near, (click.x, click.y), near_px, 1, -1)
    distance = cv2.distanceTransform(away, cv2.DIST_L2, 5) / reach
    sure = (change & (evidence > 2 * LOGIT_AT_REACH * (distance - 0.5))).astype(np.uint8)
    thread_px = max(1, round(THREAD_SHARE * min(change.shape)))
    bodies = cv2.morphologyEx(sure, cv2.MORPH_OPEN, _disc(thread_px))
    _, parts = cv2.connectedComponents(bodies, connectivity=8)
    touched = np.unique(parts[near > 0])
    kept = np.isin(parts, touched[touched > 0]).astype(np.uint8)
    return np.asarray((cv2.dilate(kept, _disc(thread_px + 1)) > 0) & (sure > 0))


def _disc(radius: int) -> NDArray[np.uint8]:
    shape = (2 * radius + 1, 2 * radius + 1)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, shape), np.uint8)
