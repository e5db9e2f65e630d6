"""Determine which objects need a new propagation, because their exemplars have changed."""

import hashlib

from gvseg.annotation.document import Document
from gvseg.annotation.records import Propagated
from gvseg.annotation.states import PRESENT


def exemplar_fingerprint(document: Document, track_id: int) -> str:
    """Return a fingerprint of the frames and pixels of an object's exemplars; "" without exemplars.

    Raises:
        EditError: the object does not exist.
    """
    frames = document.exemplar_frames(track_id)
    if not frames:
        return ""
    digest = hashlib.sha256()
    for frame_index in frames:
        record = document.mask(track_id, frame_index)
        digest.update(b"%d " % frame_index + (record.mask.counts if record else b"") + b"\n")
    return digest.hexdigest()[:32]


def is_up_to_date(
    document: Document, track_id: int, fingerprint: str, first: int, last: int
) -> bool:
    """Return whether an object was propagated to frames first..last from the same exemplars.

    Args:
        document: the document.
        track_id: the object; it needs a mask on every frame to be up to date.
        fingerprint: fingerprint of its exemplars.
        first: first frame.
        last: last frame, inclusive.

    Raises:
        EditError: the object does not exist.
    """
    known = document.propagated.get(track_id)
    if known is None or known.exemplars != fingerprint:
        return False
    if not (known.first <= first and last <= known.last):
        return False
    return bool((document.states(track_id).flags[first : last + 1] & PRESENT).all())


def joined(before: Propagated | None, now: Propagated) -> Propagated:
    """Return the union of two adjacent runs with the same exemplars; otherwise the later run."""
    if before is None or before.exemplars != now.exemplars:
        return now
    if before.last + 1 < now.first or now.last + 1 < before.first:
        return now
    return Propagated(now.exemplars, min(before.first, now.first), max(before.last, now.last))
