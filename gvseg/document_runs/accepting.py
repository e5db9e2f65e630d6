"""Converts the engine's masks to records and edits of a document."""

from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks
from gvseg.annotation.records import FrameMask, Origin
from gvseg.engine.request import FrameResult


def record_of(frame: FrameResult, track_id: int) -> FrameMask:
    """Return the record of a mask that the engine made, with its confidence."""
    confidence = frame.confidences.get(track_id)
    return FrameMask(
        frame.masks[track_id],
        Origin.PROPAGATED,
        None if confidence is None else min(max(float(confidence), 0.0), 1.0),
    )


def accept_edit(
    document: Document, frames: list[FrameResult], tracks: frozenset[int]
) -> AcceptMasks:
    """Return the edit that adds results; objects deleted meanwhile are skipped."""
    masks: dict[int, dict[int, FrameMask]] = {}
    for frame in frames:
        for track_id, mask in frame.masks.items():
            if track_id not in tracks or track_id not in document.tracks:
                continue
            before = document.mask(track_id, frame.frame_index)
            if frame.is_exemplar and before is not None and before.mask == mask:
                continue  # the engine returned a given mask unchanged, so keep its record
            masks.setdefault(track_id, {})[frame.frame_index] = record_of(frame, track_id)
    return AcceptMasks(masks)
