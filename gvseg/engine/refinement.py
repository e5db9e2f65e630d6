"""Limit the changes of a refined mask to the area around the clicks.

The network predicts a completely new mask for every click, but an annotator expects the rest of the
mask to stay the same. So positive clicks only add, negative clicks only remove, and changes must be
connected to a click. The farther a pixel is from the click, the more confident the network must be.
A separate part, such as a look-alike, is removed as a whole if the network agrees.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.prompts import Click
from gvseg.synthesis.clicks import depth_inside

REACH = 0.2
"""Distance from a click at which a change needs `LOGIT_AT_REACH`, in object sizes (the square root
of the object's area).
"""
LOGIT_AT_REACH = 2.0
"""Logit that a change needs at distance `REACH`; within half that distance, any logit is enough."""
SMALLEST_OBJECT_SHARE = 0.04
"""Lower bound of the object size, in short sides of the frame."""
THREAD_SHARE = 0.006
"""Half the width of the widest connection to a click that is ignored, in short sides of the frame.
"""
NEAR_SHARE = 0.01
"""Largest gap between a click and a change connected to it, in short sides of the frame."""

REJECTED_SHARE = 0.9
"""Smallest share of a separate part that the network must reject to remove all of it."""

FAR = 0.1
"""Largest distance of a part from the clicked parts, in sizes of those parts; others are left
out.
"""
CLICK_RADIUS_SHARE = 0.01
"""Radius of the disc that an ignored click adds or removes, in short sides of the frame."""


def keep_elsewhere(
    before: NDArray[np.bool_], logits: NDArray[np.float32], clicks: Sequence[Click]
) -> NDArray[np.bool_]:
    """Return a mask with only those predicted changes that are near the clicks: H x W.

    Args:
        before: mask to refine, H x W.
        logits: predicted logits, H x W, positive on the object.
        clicks: clicks, in mask pixels.
    """
    after = logits > 0
    positive = [click for click in clicks if click.is_positive]
    negative = [click for click in clicks if not click.is_positive]
    short = min(before.shape)
    reach = REACH * max(math.sqrt(float(before.sum())), SMALLEST_OBJECT_SHARE * short)
    added = _changes_near(after & ~before, logits, positive, reach)
    removed = _changes_near(before & ~after, -logits, negative, reach)
    removed |= _rejected_parts(before, after, clicks)
    return np.asarray((before | added) & ~removed)


def _rejected_parts(
    before: NDArray[np.bool_], after: NDArray[np.bool_], clicks: Sequence[Click]
) -> NDArray[np.bool_]:
    """Return the parts with only negative clicks that the network rejects, if other parts
    remain.
    """
    thread_px = max(1, round(THREAD_SHARE * min(before.shape)))
    bodies = cv2.morphologyEx(before.astype(np.uint8), cv2.MORPH_OPEN, _disc(thread_px))
    count, parts = cv2.connectedComponents(bodies, connectivity=8)
    positive, negative = (
        {int(parts[click.y, click.x]) for click in clicks if click.is_positive is sign}
        for sign in (True, False)
    )
    size, kept = (np.bincount(parts[pixels], minlength=count) for pixels in (before, after))
    is_rejected = kept < (1 - REJECTED_SHARE) * size
    found = [part for part in negative - positive - {0} if is_rejected[part]]
    others = np.delete(kept, [0, *found]).sum()
    if not found or others < (1 - REJECTED_SHARE) * size[found].sum():
        return np.zeros_like(before)
    rejected = cv2.dilate(np.isin(parts, found).astype(np.uint8), _disc(thread_px + 1))
    return np.asarray(before & (rejected > 0))


def drop_far_parts(pixels: NDArray[np.bool_], clicks: Sequence[Click]) -> NDArray[np.bool_]:
    """Return a mask without the parts that are far from every part with a positive click.

    The network also marks look-alikes elsewhere, but a click means only the object under it.

    Args:
        pixels: H x W mask.
        clicks: in pixels of the mask.
    """
    count, parts = cv2.connectedComponents(pixels.astype(np.uint8), connectivity=8)
    clicked = {int(parts[click.y, click.x]) for click in clicks if click.is_positive} - {0}
    if not clicked or len(clicked) == count - 1:
        return pixels
    meant = np.logical_or.reduce([parts == part for part in clicked])
    gap = FAR * math.sqrt(float(meant.sum()))
    away = cv2.distanceTransform((~meant).astype(np.uint8), cv2.DIST_L2, 5)
    is_near = np.bincount(parts[pixels & (away <= gap)], minlength=count) > 0
    return np.asarray(is_near[parts])


def with_positive(clicks: Sequence[Click], before: NDArray[np.bool_]) -> list[Click]:
    """Return the clicks, with a positive one inside the mask to refine if all are negative.

    Args:
        clicks: clicks, in mask pixels.
        before: mask to refine, H x W, not empty.
    """
    if any(click.is_positive for click in clicks):
        return list(clicks)
    inside = before.astype(np.uint8, order="C")
    for click in clicks:
        cv2.circle(inside, (click.x, click.y), _radius_px(inside), 0, -1)
    if not inside.any():
        inside = before.astype(np.uint8, order="C")
    depth = depth_inside(inside > 0)
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    return [*clicks, Click(int(x), int(y))]


def obey_clicks(pixels: NDArray[np.bool_], clicks: Sequence[Click]) -> NDArray[np.bool_]:
    """Return the mask with the pixels of positive clicks and without those of negative clicks.

    Around a click that the network ignored, a small disc is added or removed, without touching a
    click of the opposite sign.

    Args:
        pixels: H x W mask.
        clicks: clicks, in mask pixels; a later click replaces an earlier one on the same pixel.
    """
    latest = {(click.x, click.y): click for click in clicks}
    changed = pixels.astype(np.uint8, order="C")
    for click in latest.values():
        if bool(pixels[click.y, click.x]) is click.is_positive:
            continue
        gaps = [
            math.hypot(click.x - other.x, click.y - other.y)
            for other in latest.values()
            if other.is_positive is not click.is_positive
        ]
        radius = min([float(_radius_px(changed)), *(gap / 2 - 1 for gap in gaps)])
        value = int(click.is_positive)
        if radius >= 1:
            cv2.circle(changed, (click.x, click.y), int(radius), value, -1)
        changed[click.y, click.x] = value
    return changed > 0


def _changes_near(
    change: NDArray[np.bool_],
    evidence: NDArray[np.float32],
    clicks: Sequence[Click],
    reach: float,
) -> NDArray[np.bool_]:
    """Return the part of a change that is confident enough and connected to a click."""
    kept = np.zeros_like(change)
    if not clicks or not change.any():
        return kept
    short = min(change.shape)
    near_px, thread_px = max(1, round(NEAR_SHARE * short)), max(1, round(THREAD_SHARE * short))
    box = _box_of(change, margin=thread_px + 1)
    top, left = box[0].start, box[1].start
    ys, xs = np.ogrid[box]
    distance = np.full(change[box].shape, np.inf, np.float32)
    near = np.zeros(distance.shape, np.uint8)
    for click in clicks:
        away = np.hypot((xs - click.x).astype(np.float32), (ys - click.y).astype(np.float32))
        np.minimum(distance, away, out=distance)
        cv2.circle(near, (click.x - left, click.y - top), near_px, 1, -1)
    needed = 2 * LOGIT_AT_REACH * (distance / reach - 0.5)
    confident = (change[box] & (evidence[box] > needed)).astype(np.uint8)
    bodies = cv2.morphologyEx(confident, cv2.MORPH_OPEN, _disc(thread_px))
    _, parts = cv2.connectedComponents(bodies, connectivity=8)
    touched = np.unique(parts[near > 0])
    whole = np.isin(parts, touched[touched > 0]).astype(np.uint8)
    kept[box] = (cv2.dilate(whole, _disc(thread_px + 1)) > 0) & (confident > 0)
    return kept


def _box_of(pixels: NDArray[np.bool_], margin: int) -> tuple[slice, slice]:
    """Return rows and columns of the box around the pixels, with a margin inside the frame."""
    rows, columns = np.flatnonzero(pixels.any(1)), np.flatnonzero(pixels.any(0))
    ends = zip((rows, columns), pixels.shape, strict=True)
    down, across = (
        slice(max(0, int(found[0]) - margin), min(length, int(found[-1]) + 1 + margin))
        for found, length in ends
    )
    return down, across


def _disc(radius: int) -> NDArray[np.uint8]:
    shape = (2 * radius + 1, 2 * radius + 1)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, shape), np.uint8)


def _radius_px(pixels: NDArray[np.uint8]) -> int:
    return max(1, round(CLICK_RADIUS_SHARE * min(pixels.shape)))
