"""Collects the results of a session in a document that can be written in any format."""

from collections.abc import Sequence
from dataclasses import replace

from gvseg.annotation.changes import MaskChange, PinChange, TrackChange
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.edits import AddCategory, AddTrack
from gvseg.annotation.records import Category, FrameMask, Origin, Track, VideoSource
from gvseg.annotation.start import start_document
from gvseg.engine.request import ClipResult, FrameResult, SegmentRequest, TrackLabel
from gvseg.task import Task
from gvseg.video import Video
from gvseg.vocabulary import VocabularyEntry


class Results:
    """Collects propagated masks, together with existing masks of other objects.

    Attributes:
        frames: indices of the finished frames.
    """

    def __init__(self, video: Video, request: SegmentRequest) -> None:
        self.frames: set[int] = set()
        exemplars = request.exemplars
        self._others = request.context
        self._voids = {one.frame_index: one.void for one in exemplars if one.void is not None}
        self._pinned = {
            (object_id, one.frame_index)
            for one in exemplars
            for object_id in one.tracks
            if request.objects is None or object_id in request.objects
        }
        kept = {object_id for known in self._others.values() for object_id in known.masks}
        object_ids = sorted(kept | {object_id for object_id, _frame_index in self._pinned})
        self._confidences: dict[int, list[float]] = {number: [] for number in object_ids}
        self._document = start_document(VideoSource.of(video, is_absolute=True), object_ids)

    def add(self, clip: ClipResult) -> None:
        """Add the frames of one clip."""
        for frame in clip.frames:
            self._add_frame(frame)

    def document(self) -> Document:
        """Return a document of all frames added so far, with one track per object id."""
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
        if frame_index in self._others:
            for object_id, mask in self._others[frame_index].masks.items():
                record = FrameMask(mask, Origin.IMPORTED)
                self._document.write(MaskChange(object_id, frame_index, record))
        for object_id, mask in frame.masks.items():
            if (object_id, frame_index) in self._pinned:
                record = FrameMask(mask, Origin.DRAWN)
                self._document.write(PinChange(object_id, frame_index, is_pinned=True))
            else:
                confidence = frame.confidences.get(object_id)
                record = FrameMask(mask, Origin.PROPAGATED, confidence)
                self._confidences[object_id] += [] if confidence is None else [confidence]
            self._document.write(MaskChange(object_id, frame_index, record))


class FoundResults:
    """Collects the tracks of an automatic task.

    Attributes:
        frames: indices of the finished frames.
    """

    def __init__(self, video: Video, vocabulary: Sequence[VocabularyEntry], task: Task) -> None:
        self.frames: set[int] = set()
        self._has_instances = task is not Task.SEMANTIC
        self._labels: dict[int, TrackLabel] = {}
        self._document = Document(VideoSource.of(video))
        for number, entry in enumerate(vocabulary, start=1):
            AddCategory(
                Category(
                    category_id=number,
                    name=entry.name,
                    colour=object_colour(number),
                    is_thing=entry.is_thing,
                )
            ).apply(self._document)

    def add(self, clip: ClipResult) -> None:
        """Add the frames of one clip."""
        for object_id in sorted(clip.tracks.keys() - self._labels.keys()):
            self._add_track(object_id, clip.tracks[object_id])
        self._labels |= clip.tracks
        for frame in clip.frames:
            self.frames.add(frame.frame_index)
            for object_id, mask in frame.masks.items():
                record = FrameMask(mask, Origin.PROPAGATED, frame.confidences.get(object_id))
                self._document.write(MaskChange(object_id, frame.frame_index, record))

    def document(self) -> Document:
        """Return a document of all frames added so far, with one track per object."""
        for object_id, label in self._labels.items():
            track = replace(
                self._document.track(object_id),
                category_id=label.category + 1,
                score=min(max(label.score, 0.0), 1.0),
            )
            self._document.write(TrackChange(object_id, track))
        return self._document

    def _add_track(self, object_id: int, label: TrackLabel) -> None:
        category = self._document.category(label.category + 1)
        is_instance = self._has_instances and category.is_thing
        track = Track(
            track_id=object_id,
            name=f"{category.name} {object_id}" if is_instance else category.name,
            category_id=label.category + 1,
            colour=object_colour(object_id),
        )
        AddTrack(track).apply(self._document)
