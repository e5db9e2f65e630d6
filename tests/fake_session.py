"""A session without a network: every frame gets the masks of the nearest exemplar."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gvseg.engine.request import ClipResult, Exemplar, FrameResult, SegmentRequest
from gvseg.errors import VideoError, WeightsError
from gvseg.masks import Mask


class Session:
    """Answers as `gvseg.engine.session.Session` does.

    Attributes:
        stop_at: sets the cancel event itself once so many frames are done, like a Ctrl-C.
        fail_at: a frame that cannot be read.
    """

    stop_at: int | None = None
    fail_at: int | None = None
    device_line = "cpu (fake)"

    @classmethod
    def load(cls, weights: Path | None = None, *, device="auto", short_side=None, say=print):
        if weights is not None:
            raise WeightsError(f"{weights} is no GvSeg weights file.")
        return cls()

    def segment(
        self, request: SegmentRequest, video: Any, *, cancel: threading.Event | None = None
    ) -> Iterator[ClipResult]:
        wanted = range(request.first, request.last + 1)
        for done, frame_index in enumerate(wanted, start=1):
            if cancel is not None and cancel.is_set():
                return
            if frame_index == self.fail_at:
                raise VideoError(f"Frame {frame_index} cannot be decoded.")
            nearest = min(request.exemplars, key=lambda one: abs(one.frame_index - frame_index))
            frame = FrameResult(
                frame_index=frame_index,
                masks=masks_of(nearest, video.height, video.width),
                confidences={number: 0.9 for number in (*nearest.masks, *nearest.clicks)},
                is_exemplar=nearest.frame_index == frame_index,
            )
            yield ClipResult(frames=(frame,), frames_done=done, frames_wanted=len(wanted))
            if cancel is not None and done == self.stop_at:
                cancel.set()


def masks_of(exemplar: Exemplar, height: int, width: int) -> dict[int, Mask]:
    """The exemplar's masks; a click becomes the pixel that was clicked."""
    masks = dict(exemplar.masks)
    for object_id, clicks in exemplar.clicks.items():
        pixels = Mask.empty(height, width).to_array().copy()
        for click in clicks:
            pixels[click.y, click.x] = click.is_positive
        masks[object_id] = Mask.from_array(pixels)
    return masks
