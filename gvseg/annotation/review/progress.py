"""Review progress of a document."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.states import PINNED, PRESENT, VERIFIED


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """Review counts over objects and frames.

    Attributes:
        masks: number of masks, including empty ones.
        verified: number of verified masks.
        exemplars: number of exemplars.
        object_frames: number of objects times number of frames.
    """

    masks: int
    verified: int
    exemplars: int
    object_frames: int


def review_progress(document: Document, track_ids: Iterable[int] | None = None) -> ReviewProgress:
    """Return the review progress of the given objects; None for all.

    Raises:
        EditError: an object does not exist.
    """
    chosen = tuple(document.tracks if track_ids is None else track_ids)
    masks = verified = exemplars = 0
    for track_id in chosen:
        flags = document.states(track_id).flags
        masks += int(np.count_nonzero(flags & PRESENT))
        verified += int(np.count_nonzero(flags & VERIFIED))
        exemplars += int(np.count_nonzero(flags & PINNED))
    return ReviewProgress(masks, verified, exemplars, len(chosen) * document.source.frame_count)
