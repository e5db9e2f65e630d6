"""A session without a network: every frame gets the masks of the nearest exemplar.

The automatic tasks find a road and two cars that drive to the right. The second car has a low score
and disappears after half of the video. Settled masks are cut out of all three.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from gvseg.engine.request import ClipResult, Exemplar, FrameResult, SegmentRequest, TrackLabel
from gvseg.errors import VideoError, WeightsError
from gvseg.masks import Mask
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry

VOCABULARY = (VocabularyEntry("road", False), VocabularyEntry("car", True))


class Session:
    """Stands in for `gvseg.engine.session.Session`.

    Attributes:
        stop_at: number of finished frames after which it sets the cancel event, like a Ctrl-C.
        fail_at: index of a frame that cannot be read.
        vocabulary: classes of the weights; empty for the exemplar task only.
        request: the latest request.
    """

    stop_at: int | None = None
    fail_at: int | None = None
    device_line = "cpu (fake)"
    runtime = None
    vocabulary: tuple[VocabularyEntry, ...] = ()
    request: SegmentRequest | None = None

    @classmethod
    def load(cls, weights: Path | None = None, *, device="auto", short_side=None, say=print):
        if weights is not None:
            raise WeightsError(f"{weights} is not a GvSeg weights file.")
        return cls()

    def segment(
        self, request: SegmentRequest, video: Any, *, cancel: threading.Event | None = None
    ) -> Iterator[ClipResult]:
        self.request = request
        wanted = range(request.first, request.last + 1)
        for done, frame_index in enumerate(wanted, start=1):
            if cancel is not None and cancel.is_set():
                return
            if frame_index == self.fail_at:
                raise VideoError(f"Frame {frame_index} cannot be decoded.")
            if request.task is not Task.EXEMPLAR:
                yield found(request, frame_index, done, len(wanted), video)
                continue
            nearest = min(request.exemplars, key=lambda one: abs(one.frame_index - frame_index))
            masks = masks_of(nearest, video.height, video.width)
            if request.objects is not None:
                masks = {number: masks[number] for number in request.objects & masks.keys()}
            frame = FrameResult(
                frame_index=frame_index,
                masks=masks,
                confidences={number: 0.9 for number in masks},
                is_exemplar=nearest.frame_index == frame_index,
            )
            yield ClipResult(frames=(frame,), frames_done=done, frames_wanted=len(wanted))
            if cancel is not None and done == self.stop_at:
                cancel.set()


def found(
    request: SegmentRequest, frame_index: int, done: int, wanted: int, video: Any
) -> ClipResult:
    """Return the masks of a frame, without the settled pixels."""
    first_id = 1 + max((i for one in request.exemplars for i in one.masks), default=0)
    pixels = {first_id + k: np.zeros((video.height, video.width), bool) for k in range(3)}
    road, car, doubtful = pixels.values()
    road[70:] = True
    car[40:60, 20 + frame_index : 50 + frame_index] = True
    doubtful[10:20, 60 + frame_index : 70 + frame_index] = frame_index < video.frame_count // 2
    settled = [
        mask.to_array()
        for one in request.exemplars
        if one.frame_index == frame_index
        for mask in one.masks.values()
    ]
    for own in pixels.values():
        for mask in settled:
            own &= ~mask
    scores = ((0, 0.95), (1, 0.9), (1, 0.4))
    return ClipResult(
        frames=(
            FrameResult(
                frame_index=frame_index,
                masks={i: Mask.from_array(own) for i, own in pixels.items()},
                confidences=dict.fromkeys(pixels, 0.8),
            ),
        ),
        frames_done=done,
        frames_wanted=wanted,
        tracks={i: TrackLabel(*label) for i, label in zip(pixels, scores, strict=True)},
    )


def masks_of(exemplar: Exemplar, height: int, width: int) -> dict[int, Mask]:
    """Return the exemplar's masks; a click becomes a mask of the clicked pixel."""
    masks = dict(exemplar.masks)
    for object_id, clicks in exemplar.clicks.items():
        pixels = Mask.empty(height, width).to_array().copy()
        for click in clicks:
            pixels[click.y, click.x] = click.is_positive
        masks[object_id] = Mask.from_array(pixels)
    for object_id, box in exemplar.boxes.items():
        pixels = Mask.empty(height, width).to_array().copy()
        pixels[box.top : box.bottom, box.left : box.right] = True
        masks[object_id] = Mask.from_array(pixels)
    return masks
