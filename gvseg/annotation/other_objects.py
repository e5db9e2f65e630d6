"""Keep clicks on one object from taking over the masks of other objects."""

from gvseg.annotation.document import Document
from gvseg.annotation.records import Prompts
from gvseg.annotation.settled import settled_masks
from gvseg.masks import Mask


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
