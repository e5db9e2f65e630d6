"""Select the masks that automatic results must not cover."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED, origin_from_flags
from gvseg.masks import Mask

_SHOWN: Final = np.array([flags & (PRESENT | EMPTY) == PRESENT for flags in range(256)])
_SETTLED: Final = np.array(
    [
        bool(flags & (VERIFIED | PINNED)) or not origin_from_flags(flags).is_machine_made
        for flags in range(256)
    ]
)


def is_settled(flags: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return whether masks with these flags are drawn, imported, verified or pinned."""
    return _SETTLED[flags]


def settled_masks(
    document: Document,
    first: int = 0,
    last: int | None = None,
    *,
    with_things: bool = False,
) -> dict[int, dict[int, Mask]]:
    """Return masks that are drawn, imported, verified, pinned, or of a locked object.

    Args:
        document: the document.
        first: first frame.
        last: last frame, inclusive; None for the end of the video.
        with_things: whether to include all masks of things.

    Returns:
        Frame index -> track id -> non-empty mask, upper layers first.
    """
    stop = None if last is None else last + 1
    found: dict[int, dict[int, Mask]] = {}
    for track_id in reversed(document.layer_order):
        flags = document.states(track_id).flags[first:stop]
        is_chosen = _SHOWN[flags]
        track = document.track(track_id)
        is_whole = with_things and document.category(track.category_id).is_thing
        if not (track.is_locked or is_whole):
            is_chosen &= _SETTLED[flags]
        for offset in np.flatnonzero(is_chosen).tolist():
            record = document.mask(track_id, first + offset)
            if record is not None:
                found.setdefault(first + offset, {})[track_id] = record.mask
    return found
