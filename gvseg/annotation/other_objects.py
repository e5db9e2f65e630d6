"""Decide which object keeps the pixels where a mask from clicks overlaps other masks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.edits import SetMask
from gvseg.annotation.records import Prompts
from gvseg.annotation.settled import is_settled, settled_masks
from gvseg.masks import Mask

COVERED_SHARE: Final = 0.8
"""Share of a propagated part that a new mask covers if both mean the same thing."""


def without_others(
    document: Document, frame_index: int, track_id: int | None, mask: Mask, prompts: Prompts
) -> Mask:
    """Return a mask made from prompts, without the pixels of other objects.

    Only masks that are drawn, imported, verified, pinned or locked are cut out. If a positive click
    is on another object, or a box covers mainly that object, the person is marking a part of it, so
    it is not cut out.

    Args:
        document: the document.
        frame_index: the frame.
        track_id: the object of the mask; None for a new one.
        mask: the mask.
        prompts: what it was made from.
    """
    positive = [click for click in prompts.clicks if click.is_positive]
    left = mask
    for other, settled in (
        settled_masks(document, frame_index, frame_index).get(frame_index, {}).items()
    ):
        shared = mask & settled
        if other == track_id or shared.is_empty:
            continue
        pixels = settled.to_array()
        is_part = (
            any(pixels[click.y, click.x] for click in positive)
            if positive
            else 2 * shared.area > mask.area
        )
        if not is_part:
            left = left - settled
    return left


def mistaken_parts_removed(
    document: Document, frame_index: int, track_id: int, mask: Mask
) -> Iterator[SetMask]:
    """Yield edits that remove what propagation gave to another object by mistake.

    That is each connected part of a propagated mask that the new mask of an object covers almost
    entirely. A part of a larger object covers little of it, so both keep their pixels. Settled
    masks and locked objects are not changed.

    Args:
        document: the document.
        frame_index: the frame.
        track_id: the object of the new mask.
        mask: the new mask.
    """
    for other, track in document.tracks.items():
        flags = document.states(other).flags[frame_index : frame_index + 1]
        record = document.mask(other, frame_index)
        if other == track_id or track.is_locked or record is None or is_settled(flags)[0]:
            continue
        if (record.mask & mask).is_empty:
            continue
        pixels = record.mask.to_array()
        count, parts = cv2.connectedComponents(pixels.astype(np.uint8), connectivity=8)
        size = np.bincount(parts.ravel(), minlength=count)
        covered = np.bincount(parts[mask.to_array()], minlength=count)
        is_mistaken = covered >= COVERED_SHARE * size
        is_mistaken[0] = False
        if is_mistaken.any():
            left = Mask.from_array(pixels & ~is_mistaken[parts])
            yield SetMask(other, frame_index, replace(record, mask=left), pin=False)
