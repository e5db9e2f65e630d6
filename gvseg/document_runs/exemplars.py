"""Exemplars of a document in the engine's format."""

from gvseg.annotation.document import Document
from gvseg.annotation.settled import settled_masks
from gvseg.engine.request import Exemplar
from gvseg.masks import Mask


def drawn_exemplars(document: Document, frames: dict[int, dict[int, Mask]]) -> tuple[Exemplar, ...]:
    """Return the exemplars of all drawn objects; upper layers win overlaps."""
    drawn = {
        track_id
        for masks in frames.values()
        for track_id, mask in masks.items()
        if not mask.is_empty
    }
    made = []
    for frame_index, masks in frames.items():
        given: dict[int, Mask] = {}
        covered: Mask | None = None
        for track_id in reversed(document.layer_order):
            if track_id not in masks or track_id not in drawn:
                continue
            given[track_id] = masks[track_id] if covered is None else masks[track_id] - covered
            covered = masks[track_id] if covered is None else covered | masks[track_id]
        if given:
            made.append(Exemplar(frame_index, given))
    return tuple(made)


def settled_exemplars(document: Document, first: int, last: int) -> tuple[Exemplar, ...]:
    """Return masks that must not be covered or detected again; upper layers win overlaps."""
    made = []
    found = settled_masks(document, first, last, with_things=True)
    for frame_index, masks in sorted(found.items()):
        given: dict[int, Mask] = {}
        covered: Mask | None = None
        for track_id, mask in masks.items():
            left = mask if covered is None else mask - covered
            covered = mask if covered is None else covered | mask
            if not left.is_empty:
                given[track_id] = left
        made.append(Exemplar(frame_index, given))
    return tuple(made)
