"""Collects what an automatic task finds in a document, which every format can write."""

from collections.abc import Sequence
from dataclasses import replace

from gvseg.annotation.changes import MaskChange, TrackChange
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory, AddTrack
from gvseg.annotation.records import Category, FrameMask, Origin, Track, VideoSource
from gvseg.engine.request import ClipResult, TrackLabel
from gvseg.video import Video
from gvseg.vocabulary import VocabularyEntry


class FoundResults:
    """Tracks of one request as they are found. Memory: run-length codes only.

    Attributes:
        frames: indexes of the frames that are finished.
    """

    def __init__(self, video: Video, vocabulary: Sequence[VocabularyEntry]) -> None:
        self.frames: set[int] = set()
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
        """Take the frames of one clip."""
        for object_id in sorted(clip.tracks.keys() - self._labels.keys()):
            self._begin(object_id, clip.tracks[object_id])
        self._labels |= clip.tracks
        for frame in clip.frames:
            self.frames.add(frame.frame_index)
            for object_id, mask in frame.masks.items():
                record = FrameMask(mask, Origin.PROPAGATED, frame.confidences.get(object_id))
                self._document.write(MaskChange(object_id, frame.frame_index, record))

    def document(self) -> Document:
        """The document of all frames added so far: one track an object, by its last class."""
        for object_id, label in self._labels.items():
            track = replace(
                self._document.track(object_id),
                category_id=label.category + 1,
                score=min(max(label.score, 0.0), 1.0),
            )
            self._document.write(TrackChange(object_id, track))
        return self._document

    def _begin(self, object_id: int, label: TrackLabel) -> None:
        track = Track(
            track_id=object_id,
            name=f"{self._document.category(label.category + 1).name} {object_id}",
            category_id=label.category + 1,
            colour=object_colour(object_id),
        )
        AddTrack(track).apply(self._document)
