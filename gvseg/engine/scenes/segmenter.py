"""The automatic tasks at work on one video, clip by clip, at whatever place has room."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gvseg.engine.frame_encoding import FrameEncoding
from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.request import ClipResult, FrameResult, SegmentRequest, TrackLabel
from gvseg.engine.runtime import Place
from gvseg.engine.scenes.association import Association
from gvseg.engine.scenes.carried import carry
from gvseg.engine.scenes.clips import plan_clips
from gvseg.engine.scenes.readout import (
    COVERS_FRAME,
    SMALLEST_CELLS,
    apart,
    frame_masks,
    give_way,
    mostly_settled,
    read_tubes,
)
from gvseg.engine.scenes.tracks import Track
from gvseg.engine.scenes.tubes import Tube
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.task import Task
from gvseg.video import Video

CLIP_FRAMES = 3
"""Frames that are looked at together (paper: 3)."""
CONTINUES_BELOW = 0.5
"""Share of the score asked for from which a thing may go on, once it has begun."""

Frame = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ParseSettings:
    """What a session knows of scores and memory.

    Attributes:
        smallest_score: of things that begin a track.
        calibration: of the confidence of what memory carries.
        limits: of that memory.
    """

    smallest_score: float
    calibration: Calibration
    limits: MemoryLimits


@dataclass(frozen=True, slots=True)
class ParsedFrame:
    """One frame's answer, and what its objects are."""

    result: FrameResult
    tracks: Mapping[int, TrackLabel]


class Parsing:
    """Finds, names and follows what is in a video, at one place.

    Args:
        network: evaluation mode; moved to the place's device, as the association is.
        place: device and size.
        source_size: (height, width) of the frames.
        task: instance, semantic or panoptic.
        frames: how many frames are coming.
        association: the tracks so far; it outlives a change of place.
        settings: scores and memory.
    """

    def __init__(
        self,
        network: GvSegNet,
        place: Place,
        source_size: tuple[int, int],
        task: Task,
        frames: int,
        association: Association,
        settings: ParseSettings,
    ) -> None:
        self.network = network.to(place.device)
        self.place = place
        self.source_size = source_size
        self.task = task
        self.association = association
        association.move_to(torch.device(place.device))
        self.settings = settings
        self.encoding = FrameEncoding(self.network, place, source_size, frames)
        self.encoded: dict[int, FrameFeatures] = {}
        self.last_logits_hw: dict[int, Tensor] = {}

    @torch.inference_mode()
    def clip(
        self,
        frames: Mapping[int, Frame],
        settled: Mapping[int, Mapping[int, Mask]],
        wanted: frozenset[int],
    ) -> list[ParsedFrame]:
        """Parse a clip.

        Args:
            frames: frame index -> H x W x 3, RGB, in order; the first may be the last of the clip
                before.
            settled: frame index -> masks that are not to be touched.
            wanted: frames whose answer is wanted; the others were answered before.
        """
        indexes = list(frames)
        # A frame that two clips share is encoded once.
        self.encoded = {
            index: self.encoded[index] if index in self.encoded else self.encoding.encode(frame)
            for index, frame in frames.items()
        }
        features = FrameFeatures(
            *(torch.cat(parts) for parts in zip(*self.encoded.values(), strict=True))
        )
        with torch.autocast(
            torch.device(self.place.device).type,
            torch.bfloat16,
            enabled=self.place.is_half_precision,
        ):
            prediction = self.network.parse(features, len(indexes), self.task)
            carried = carry(
                self.network,
                self.encoded,
                self.last_logits_hw if indexes[0] not in wanted else {},
                self.settings.calibration,
                self.settings.limits,
            )
        tubes = read_tubes(
            self.network, prediction, features, CONTINUES_BELOW * self.settings.smallest_score
        )
        linked = self.association.link(tubes, indexes, carried)
        self.last_logits_hw = _last_masks(linked)
        return [
            self._frame(t, index, linked, settled.get(index, {}))
            for t, index in enumerate(indexes)
            if index in wanted
        ]

    def _frame(
        self,
        t: int,
        frame_index: int,
        linked: list[tuple[Track, Tube]],
        settled: Mapping[int, Mask],
    ) -> ParsedFrame:
        things = [
            (track.track_id, tube.logits_Thw[t], tube.score)
            for track, tube in linked
            if track.is_thing
        ]
        classes = [
            (track.track_id, tube.logits_Thw[t]) for track, tube in linked if not track.is_thing
        ]
        if not COVERS_FRAME[self.task]:
            classes = []
        masks = frame_masks(things, classes, *self.source_size)
        known = mostly_settled(masks, settled, [object_id for object_id, _, _ in things])
        if known:
            # What is left of such a thing is for the others to share, so that no hole stays.
            things = [thing for thing in things if thing[0] not in known]
            masks = frame_masks(things, classes, *self.source_size)
        masks = give_way(masks, settled)
        shown = {object_id: mask for object_id, mask in masks.items() if not mask.is_empty}
        by_id = {track.track_id: (track, tube) for track, tube in linked}
        return ParsedFrame(
            FrameResult(
                frame_index=frame_index,
                masks=shown,
                confidences={object_id: by_id[object_id][1].score for object_id in shown},
            ),
            {object_id: by_id[object_id][0].label for object_id in shown},
        )


def parse(
    request: SegmentRequest,
    video: Video,
    begin: Callable[[], Parsing],
    make_do: Callable[[RuntimeError], None],
    cancel: threading.Event,
) -> Iterator[ClipResult]:
    """Clip by clip, what is found linked to what was found before.

    Args:
        request: task and range.
        video: where the frames come from.
        begin: makes a parsing at the place of now; called again after `make_do`.
        make_do: moves to a place that needs less memory; raises an error of another kind.
        cancel: once set, no further clip is begun.
    """
    last = video.frame_count - 1 if request.last is None else request.last
    settled = {exemplar.frame_index: exemplar.masks for exemplar in request.exemplars}
    work: Parsing | None = None
    done = 0
    pending: dict[int, Frame] = {}
    frames = video.frames(request.first, last)
    for indexes in plan_clips(request.first, last, CLIP_FRAMES):
        if cancel.is_set():
            return
        fresh = [index for index in indexes if index not in pending]
        pending = {index: pending[index] for index in indexes if index in pending}
        pending |= {index: next(frames)[1] for index in fresh}
        while True:
            try:
                work = work or begin()
                parsed = work.clip(pending, settled, frozenset(fresh))
                break
            except RuntimeError as error:
                make_do(error)
                work = None
        done += len(parsed)
        yield ClipResult(
            frames=tuple(one.result for one in parsed),
            frames_done=done,
            frames_wanted=last - request.first + 1,
            tracks={i: label for one in parsed for i, label in one.tracks.items()},
        )


def _last_masks(linked: list[tuple[Track, Tube]]) -> dict[int, Tensor]:
    """Object id -> mask on the clip's last frame, for the things that have cells of their own."""
    things = [(track, tube) for track, tube in linked if track.is_thing]
    if not things:
        return {}
    last_Nhw = apart(
        torch.stack([tube.logits_Thw[-1] for _, tube in things]), [tube.score for _, tube in things]
    )
    return {
        track.track_id: logits_hw
        for (track, _), logits_hw in zip(things, last_Nhw, strict=True)
        if int((logits_hw > 0).sum()) >= SMALLEST_CELLS
    }
