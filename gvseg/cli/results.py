"""Collects what a session yields in a document, which every format can write."""

from collections.abc import Sequence
from dataclasses import replace

from gvseg.annotation.changes import MaskChange, PinChange, TrackChange
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.records import FrameMask, Origin, VideoSource
from gvseg.annotation.start import start_document
from gvseg.engine.request import ClipResult, Exemplar, FrameResult
from gvseg.video import Video


class Results:
    """Masks of one request, frame by frame. Memory: run-length codes only.

    Attributes:
        frames: indexes of the frames that are finished.
    """

    def __init__(self, video: Video, exemplars: Sequence[Exemplar]) -> None:
        self.frames: set[int] = set()
        self._voids = {one.frame_index: one.void for one in exemplars if one.void is not None}
        self._pinned = {
            (object_id, one.frame_index)
            for one in exemplars
            for object_id in (*one.masks, *one.clicks)
        }
        object_ids = sorted({object_id for object_id, _frame_index in self._pinned})
        self._confidences: dict[int, list[float]] = {number: [] for number in object_ids}
        self._document = start_document(VideoSource.of(video, is_absolute=True), object_ids)

    def add(self, clip: ClipResult) -> None:
        """Take the frames of one clip."""
        for frame in clip.frames:
            self._add_frame(frame)

    def document(self) -> Document:
        """The document of all frames added so far: one track an object, ids kept."""
        for object_id, given in self._confidences.items():
            track = replace(
                self._document.track(object_id), score=sum(given) / len(given) if given else None
            )
            self._document.write(TrackChange(object_id, track))
        return self._document

    def _add_frame(self, frame: FrameResult) -> None:
        frame_index = frame.frame_index
        self.frames.add(frame_index)
        void = self._voids.get(frame_index)
        if void is not None:
            record = FrameMask(void, Origin.DRAWN)
            self._document.write(MaskChange(VOID_ID, frame_index, record))
        for object_id, mask in frame.masks.items():
            if (object_id, frame_index) in self._pinned:
                record = FrameMask(mask, Origin.DRAWN)
                self._document.write(PinChange(object_id, frame_index, is_pinned=True))
            else:
                confidence = frame.confidences.get(object_id)
                record = FrameMask(mask, Origin.PROPAGATED, confidence)
                self._confidences[object_id] += [] if confidence is None else [confidence]
            self._document.write(MaskChange(object_id, frame_index, record))
