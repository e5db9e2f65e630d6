"""What goes into a session and what comes out of it. Frozen values; no torch here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gvseg.masks import Mask
from gvseg.task import Task


class Direction(Enum):
    """Which way masks run from each exemplar."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Click:
    """A point given by a person, in source pixels (x right, y down).

    Attributes:
        is_positive: whether the pixel belongs to the object.
    """

    x: int
    y: int
    is_positive: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A box around one object, in source pixels; `right` and `bottom` are exclusive."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Exemplar:
    """User input for one frame: masks, or clicks and boxes that the engine turns into masks.

    An exemplar binds: its frame comes out as it went in. An object that the exemplar does not
    name is *unknown* on that frame, unless `is_complete`, when it is absent.

    Attributes:
        frame_index: frame of the video, from 0.
        masks: object id (>= 1) -> mask at source size; an empty mask says «not in this frame».
        clicks: object id -> clicks; with a mask or box of the same object, they refine it.
        boxes: object id -> box, for objects without a mask on this frame.
        is_complete: whether every object in view is named.
        void: unlabelled pixels.
    """

    frame_index: int
    masks: Mapping[int, Mask] = field(default_factory=dict)
    clicks: Mapping[int, tuple[Click, ...]] = field(default_factory=dict)
    boxes: Mapping[int, Box] = field(default_factory=dict)
    is_complete: bool = False
    void: Mask | None = None

    @property
    def tracks(self) -> frozenset[int]:
        """Object ids with a mask, clicks or a box."""
        return frozenset((*self.masks, *self.clicks, *self.boxes))


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRequest:
    """One job for a session.

    Attributes:
        task: which of the four tasks.
        exemplars: at least one for the exemplar task. For the other tasks, masks that are
            settled (drawn or verified); found masks are cut where they overlap.
        first: first frame wanted, included.
        last: last frame wanted, included; None for the end of the video.
        direction: which way to run from each exemplar; the other tasks run forward.
        smallest_score: things found with a lower score are left out, 0..1.
    """

    task: Task = Task.EXEMPLAR
    exemplars: tuple[Exemplar, ...] = ()
    first: int = 0
    last: int | None = None
    direction: Direction = Direction.BOTH
    smallest_score: float = 0.3

    def last_of(self, frame_count: int) -> int:
        """Return the last frame wanted, in a video of `frame_count` frames."""
        return frame_count - 1 if self.last is None else self.last


@dataclass(frozen=True, slots=True)
class TrackLabel:
    """What a track that was found is.

    Attributes:
        category: its place in the session's vocabulary.
        score: confidence that it exists and is of that class, 0..1; may still change
            while the track goes on.
    """

    category: int
    score: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """Which object's exemplars a mask looks like, by the cosine of their embeddings (-1..1).

    Attributes:
        own: similarity to the exemplars of its own object.
        rival: to those of the most similar other object; None where there is none.
        rival_track: that object.
    """

    own: float
    rival: float | None = None
    rival_track: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameResult:
    """Masks of one frame; no pixel belongs to two objects.

    Attributes:
        frame_index: frame of the video.
        masks: object id -> mask at source size; empty where the object is hidden.
        confidences: object id -> predicted IoU with the truth, 0..1, calibrated.
        is_exemplar: whether the masks are the exemplar's own.
        disagreements: object id -> one less the IoU of the masks that came from the exemplar
            before and from the one after, 0..1, on the few frames that are reached from both.
        similarities: object id -> what its propagated mask looks like; masks without pixels and
            those of exemplars are left out.
    """

    frame_index: int
    masks: Mapping[int, Mask]
    confidences: Mapping[int, float]
    is_exemplar: bool = False
    disagreements: Mapping[int, float] = field(default_factory=dict)
    similarities: Mapping[int, Similarity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResult:
    """Frames finished together, in the order in which they were made.

    Attributes:
        frames: at least one finished frame; a frame comes once in a request.
        frames_done: frames finished so far in this request.
        frames_wanted: frames that the request covers.
        tracks: object id -> what it is, for the objects of these frames that the engine found
            by itself; empty for the exemplar task. Ids stay the same through a request, and are
            above those of the request's exemplars.
    """

    frames: tuple[FrameResult, ...]
    frames_done: int
    frames_wanted: int
    tracks: Mapping[int, TrackLabel] = field(default_factory=dict)
