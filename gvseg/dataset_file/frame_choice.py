"""Chooses the frames of a video to export."""

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.records import Origin
from gvseg.annotation.states import PINNED, PRESENT, VERIFIED, origin_from_flags


def verified_frames(states: Iterable[tuple[int, int, float]], frames: Sequence[int]) -> list[int]:
    """Return the frames that have masks and in which a person drew or verified all of them.

    An imported mask with a confidence counts as a prediction until it is verified.

    Args:
        states: (frame index, flags, confidence) of all tracks; see `gvseg.annotation.states`.
        frames: the frames to choose from.
    """
    found: dict[int, bool] = {}
    for frame_index, flags, confidence in states:
        if flags & PRESENT:
            origin = origin_from_flags(flags)
            is_prediction = origin.is_machine_made or (
                origin is Origin.IMPORTED and not math.isnan(confidence)
            )
            is_settled = bool(flags & (VERIFIED | PINNED)) or not is_prediction
            found[frame_index] = found.get(frame_index, True) and is_settled
    return [index for index in sorted(found) if found[index] and index in frames]


def states_of(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield (frame index, flags, confidence) of every mask of a document."""
    for track_id in document.tracks:
        states = document.states(track_id)
        for index in np.flatnonzero(states.flags & PRESENT).tolist():
            yield index, int(states.flags[index]), float(states.confidence[index])
