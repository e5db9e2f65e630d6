"""Requests to a session and their results. Does not import torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gvseg.masks import Mask
from gvseg.prompts import Box as Box
from gvseg.prompts import Click as Click
from gvseg.task import Task


class Direction(Enum):
    """Direction of propagation from each exemplar."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Exemplar:
    """User input for one frame: masks, or clicks and boxes that the engine converts to masks.

    The engine never changes exemplar masks. Objects that an exemplar does not name are unknown in
    its frame.

    Attributes:
        frame_index: frame index in the video, from 0.
        masks: object id (>= 1) -> mask at source size; an empty mask means that the object is not
            in this frame.
        clicks: object id -> clicks; with a mask or box of the same object, they refine it.
        boxes: object id -> box, for objects without a mask in this frame.
        void: unlabelled pixels.
    """

    frame_index: int
    masks: Mapping[int, Mask] = field(default_factory=dict)
    clicks: Mapping[int, tuple[Click, ...]] = field(default_factory=dict)
    boxes: Mapping[int, Box] = field(default_factory=dict)
    void: Mask | None = None

    @property
    def tracks(self) -> frozenset[int]:
        """Object ids with a mask, clicks or a box."""
        return frozenset((*self.masks, *self.clicks, *self.boxes))


@dataclass(frozen=True, slots=True)
class KnownMasks:
    """Existing masks in one frame of objects that a request does not segment.

    Attributes:
        masks: object id -> mask at source size; disjoint.
        settled: objects with a drawn or verified mask. Other masks count only if the network agrees
            with them.
    """

    masks: Mapping[int, Mask]
    settled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRequest:
    """A segmentation request to a session.

    Attributes:
        task: the task.
        exemplars: at least one for the exemplar task. For the other tasks, drawn or verified masks,
            which are cut out of the predicted masks.
        first: first requested frame, inclusive.
        last: last requested frame, inclusive; None for the end of the video.
        direction: direction of propagation from each exemplar; the other tasks run forward.
        objects: objects to propagate; None for all that the exemplars name. The others compete
            with them for pixels, but their masks are not returned.
        context: frame index -> existing masks of those other objects.
        smallest_score: lowest score of detected things, 0..1.
    """

    task: Task = Task.EXEMPLAR
    exemplars: tuple[Exemplar, ...] = ()
    first: int = 0
    last: int | None = None
    direction: Direction = Direction.BOTH
    objects: frozenset[int] | None = None
    context: Mapping[int, KnownMasks] = field(default_factory=dict)
    smallest_score: float = 0.3

    def last_of(self, frame_count: int) -> int:
        """Return the last requested frame in a video of `frame_count` frames."""
        return frame_count - 1 if self.last is None else self.last


@dataclass(frozen=True, slots=True)
class TrackLabel:
    """Class and score of a detected track.

    Attributes:
        category: index in the session's vocabulary.
        score: confidence that it exists and has this class, 0..1; can change during the request.
    """

    category: int
    score: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """Similarity of a mask to the exemplars of objects: cosine of embeddings, -1..1.

    Attributes:
        own: similarity to the exemplars of its own object.
        rival: similarity to those of the most similar other object; None if there is none.
        rival_track: id of that other object.
    """

    own: float
    rival: float | None = None
    rival_track: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameResult:
    """The disjoint masks of one frame.

    Attributes:
        frame_index: frame index in the video.
        masks: object id -> mask at source size; empty if the object is hidden.
        confidences: object id -> predicted IoU with the truth, 0..1, calibrated.
        is_exemplar: whether the masks are the exemplar's own.
        disagreements: object id -> 1 - IoU of the masks propagated from the previous and the next
            exemplar, 0..1, for the few frames reached from both.
        similarities: object id -> similarity of its propagated mask; not for empty and exemplar
            masks.
    """

    frame_index: int
    masks: Mapping[int, Mask]
    confidences: Mapping[int, float]
    is_exemplar: bool = False
    disagreements: Mapping[int, float] = field(default_factory=dict)
    similarities: Mapping[int, Similarity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResult:
    """Frames finished together, in the order of completion.

    Attributes:
        frames: at least one finished frame; each frame is returned once per request.
        frames_done: number of finished frames in this request so far.
        frames_wanted: number of requested frames.
        tracks: object id -> class and score, for the objects of these frames that the engine
            detected; empty for the exemplar task. Ids are constant during a request and greater
            than those of the request's exemplars.
    """

    frames: tuple[FrameResult, ...]
    frames_done: int
    frames_wanted: int
    tracks: Mapping[int, TrackLabel] = field(default_factory=dict)
