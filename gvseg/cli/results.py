"""Collects what a session yields in a document, which every format can write."""

from collections.abc import Sequence

from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.records import Category, FrameMask, Origin, Track, VideoSource
from gvseg.annotation.store import MemoryStore
from gvseg.engine.request import ClipResult, Exemplar, FrameResult
from gvseg.video import Video

CATEGORY = Category(category_id=1, name="object")


class Results:
    """Masks of one request, frame by frame. Memory: run-length codes only.

    Attributes:
        frames: indexes of the frames that are finished.
    """

    def __init__(self, video: Video, exemplars: Sequence[Exemplar]) -> None:
        self.frames: set[int] = set()
        self._source = video_source(video)
        self._store = MemoryStore()
        self._confidences: dict[int, list[float]] = {}
        self._voids = {
            exemplar.frame_index: exemplar.void
            for exemplar in exemplars
            if exemplar.void is not None
        }
        self._pinned = {
            (object_id, exemplar.frame_index)
            for exemplar in exemplars
            for object_id in (*exemplar.masks, *exemplar.clicks)
        }
        for object_id, _frame_index in self._pinned:
            self._confidences[object_id] = []

    def add(self, clip: ClipResult) -> None:
        """Take the frames of one clip."""
        for frame in clip.frames:
            self._add_frame(frame)

    def document(self) -> Document:
        """The document of all frames added so far: one track an object, ids kept."""
        tracks = {
            object_id: Track(
                track_id=object_id,
                name=f"object {object_id}",
                category_id=CATEGORY.category_id,
                colour=object_colour(object_id),
                score=sum(given) / len(given) if given else None,
            )
            for object_id, given in sorted(self._confidences.items())
        }
        return Document(
            self._source,
            self._store,
            categories={CATEGORY.category_id: CATEGORY},
            tracks=tracks,
            layer_order=tuple(tracks),
        )

    def _add_frame(self, frame: FrameResult) -> None:
        self.frames.add(frame.frame_index)
        void = self._voids.get(frame.frame_index)
        if void is not None:
            self._store.put_mask(VOID_ID, frame.frame_index, FrameMask(void, Origin.DRAWN))
        for object_id, mask in frame.masks.items():
            given = self._confidences.setdefault(object_id, [])
            is_pinned = (object_id, frame.frame_index) in self._pinned
            confidence = frame.confidences.get(object_id)
            if confidence is not None and not is_pinned:
                given.append(confidence)
            value = (
                FrameMask(mask, Origin.DRAWN)
                if is_pinned
                else FrameMask(mask, Origin.PROPAGATED, confidence)
            )
            self._store.put_mask(object_id, frame.frame_index, value)
            if is_pinned:
                self._store.put_pin(object_id, frame.frame_index, is_pinned=True)


def video_source(video: Video) -> VideoSource:
    """What a document remembers of its video."""
    names = tuple(video.frame_name(index) for index in range(video.frame_count))
    return VideoSource(
        path=video.reference.path,
        size_bytes=video.reference.size_bytes,
        sha256=video.reference.sha256,
        height=video.height,
        width=video.width,
        frame_count=video.frame_count,
        frame_rate=video.frame_rate,
        frame_names=names if video.is_folder else (),
        is_folder=video.is_folder,
    )
