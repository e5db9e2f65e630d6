"""Choose imported and verified masks as exemplars of objects that have none."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.records import Origin
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED, origin_from_flags

MOST: Final = 30
"""Largest number of masks of an object that become exemplars, because each stays in the memory of
the engine during a propagation."""
_SHOWN: Final = np.array([flags & (PRESENT | EMPTY) == PRESENT for flags in range(256)])
_IMPORTED: Final = np.array([origin_from_flags(flags) is Origin.IMPORTED for flags in range(256)])


def exemplar_candidates(document: Document, track_id: int) -> tuple[int, ...]:
    """Return the frames whose masks become exemplars when an object without exemplars is
    propagated: imported or verified masks, evenly spaced, with the first and the last.

    Masks with a confidence, and masks of an object with a score, are predictions, so they count
    only once they are verified. An object with masks on all frames has no candidates.

    Raises:
        EditError: the object does not exist.
    """
    states = document.states(track_id)
    flags = states.flags
    if np.any(flags & PINNED) or np.all(flags & PRESENT):
        return ()
    is_given = (flags & VERIFIED) != 0
    if document.track(track_id).score is None:
        is_given |= _IMPORTED[flags] & np.isnan(states.confidence)
    given = np.flatnonzero(_SHOWN[flags] & is_given)
    places = np.linspace(0, len(given) - 1, min(len(given), MOST)).round().astype(int)
    return tuple(given[places].tolist())


def has_candidates(document: Document) -> bool:
    """Return whether an object without exemplars has masks that can become its exemplars."""
    return any(exemplar_candidates(document, track_id) for track_id in document.layer_order)


def count_candidates(document: Document, track_ids: Iterable[int]) -> int:
    """Return how many masks become exemplars when these objects are propagated."""
    return sum(len(exemplar_candidates(document, track_id)) for track_id in track_ids)


def taken_text(count: int) -> str:
    """Return a sentence that says how many masks became exemplars."""
    if count == 1:
        return "Used 1 imported or verified mask as an exemplar."
    return f"Used {count} imported or verified masks as exemplars."
