"""Run the automatic tasks clip by clip, on a runtime with enough memory."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gvseg.engine.ahead import Ahead, with_next
from gvseg.engine.frame_encoding import FrameEncoding, is_compiled
from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.request import ClipResult, FrameResult, SegmentRequest, TrackLabel
from gvseg.engine.runtime import Runtime, retry_on_smaller_runtimes
from gvseg.engine.scenes.association import Association
from gvseg.engine.scenes.clips import plan_clips
from gvseg.engine.scenes.propagated import propagate_things
from gvseg.engine.scenes.readout import (
    COVERS_FRAME,
    SMALLEST_CELLS,
    frame_masks,
    mostly_settled,
    read_tubes,
    subtract_settled,
    without_overlap,
)
from gvseg.engine.scenes.tracks import SceneTrack
from gvseg.engine.scenes.tubes import Tube
from gvseg.engine.threads import one_torch_thread
from gvseg.engine.window_segmenter import WindowSegmenter
from gvseg.masks import Mask
from gvseg.model.conditioning import ObjectFeatures
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.task import Task
from gvseg.video import Video

CLIP_FRAMES = 3
"""Frames per clip (paper: 3)."""
CONTINUES_BELOW = 0.5
"""Smallest score that continues a track, as a share of the requested score."""

Frame = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SceneSettings:
    """Score and memory settings of a session.

    Attributes:
        smallest_score: smallest score that starts a track.
        calibration: calibration of the confidence of propagated masks.
        limits: limits of the memory.
    """

    smallest_score: float
    calibration: Calibration
    limits: MemoryLimits


@dataclass(frozen=True, slots=True)
class SegmentedFrame:
    """The masks of one frame, and the tracks of its objects."""

    result: FrameResult
    tracks: Mapping[int, TrackLabel]


class _Prepared(NamedTuple):
    """The features of a frame, and those that all queries share."""

    features: FrameFeatures
    refined: ObjectFeatures


class SceneSegmenter:
    """Detects, classifies and tracks the things and stuff of a video.

    Args:
        network: network from `network_on`, on the runtime's device.
        runtime: device and short side.
        source_size: (height, width) of the frames.
        task: instance, semantic or panoptic.
        association: the tracks so far; moved to the runtime's device.
        settings: score and memory settings.
    """

    def __init__(
        self,
        network: GvSegNet,
        runtime: Runtime,
        source_size: tuple[int, int],
        task: Task,
        association: Association,
        settings: SceneSettings,
    ) -> None:
        self.network = network
        self.runtime = runtime
        self.source_size = source_size
        self.task = task
        self.association = association
        association.move_to(torch.device(runtime.device))
        self.settings = settings
        self.encoding = FrameEncoding(self.network, runtime, source_size)
        self.windows = WindowSegmenter(self.network)
        self.prepared: dict[int, _Prepared] = {}
        self._ahead: Ahead[_Prepared] = Ahead()
        self.last_logits_hw: dict[int, Tensor] = {}

    @torch.inference_mode()
    def clip(
        self,
        frames: Mapping[int, Frame],
        settled: Mapping[int, Mapping[int, Mask]],
        wanted: frozenset[int],
        following: Iterable[Frame] = (),
    ) -> list[SegmentedFrame]:
        """Segment a clip and return the wanted frames.

        Args:
            frames: frame index -> H x W x 3, RGB, in order; the first can be the last frame of the
                previous clip.
            settled: frame index -> drawn or verified masks.
            wanted: frames to return.
            following: new frames of the next clip; prepared in the background meanwhile.
        """
        indexes = list(frames)
        # A frame shared with the previous clip is prepared already.
        self.prepared = {
            index: self.prepared.get(index) or self._ahead.take(frame) or self._prepare(frame)
            for index, frame in frames.items()
        }
        if self.encoding.can_begin:
            for frame in following:
                self._ahead.begin(frame, partial(self._prepare, frame))
        encoded = {index: one.features for index, one in self.prepared.items()}
        features = FrameFeatures(
            *(torch.cat(parts) for parts in zip(*encoded.values(), strict=True))
        )
        refined = ObjectFeatures(
            *(
                torch.cat(parts)
                for parts in zip(*(one.refined for one in self.prepared.values()), strict=True)
            )
        )
        with self.runtime.autocast():
            prediction = self.network.segment_scene(features, len(indexes), self.task, refined)
            propagated = propagate_things(
                self.windows,
                encoded,
                self.last_logits_hw if indexes[0] not in wanted else {},
                self.settings.calibration,
                self.settings.limits,
            )
        tubes = read_tubes(
            self.network, prediction, features, CONTINUES_BELOW * self.settings.smallest_score
        )
        linked = self.association.link(tubes, indexes, propagated)
        self.last_logits_hw = _last_masks(linked)
        return [
            self._frame(t, index, linked, settled.get(index, {}))
            for t, index in enumerate(indexes)
            if index in wanted
        ]

    def _prepare(self, frame: Frame) -> _Prepared:
        features = self.encoding.encode(frame)
        with self.runtime.autocast():
            return _Prepared(features, self.network.refine(features))

    def _frame(
        self,
        t: int,
        frame_index: int,
        linked: list[tuple[SceneTrack, Tube]],
        settled: Mapping[int, Mask],
    ) -> SegmentedFrame:
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
            # Give the remaining pixels of such a thing to the others, so that no holes remain.
            things = [thing for thing in things if thing[0] not in known]
            masks = frame_masks(things, classes, *self.source_size)
        masks = subtract_settled(masks, settled)
        shown = {object_id: mask for object_id, mask in masks.items() if not mask.is_empty}
        by_id = {track.track_id: (track, tube) for track, tube in linked}
        return SegmentedFrame(
            FrameResult(
                frame_index=frame_index,
                masks=shown,
                confidences={object_id: by_id[object_id][1].score for object_id in shown},
            ),
            {object_id: by_id[object_id][0].label for object_id in shown},
        )


def segment_clips(
    request: SegmentRequest,
    video: Video,
    begin: Callable[[], SceneSegmenter],
    fall_back: Callable[[RuntimeError], None],
    cancel: threading.Event,
) -> Iterator[ClipResult]:
    """Yield results clip by clip, with new detections linked to earlier ones.

    Args:
        request: task and range.
        video: source of the frames.
        begin: creates a segmenter on the current runtime; called again after `fall_back`.
        fall_back: switches to a runtime that needs less memory, or re-raises other errors.
        cancel: once set, no further clip is started.
    """
    last = request.last_of(video.frame_count)
    settled = {exemplar.frame_index: exemplar.masks for exemplar in request.exemplars}
    segmenter: SceneSegmenter | None = None

    def segment_clip(
        frames: Mapping[int, Frame],
        settled: Mapping[int, Mapping[int, Mask]],
        wanted: frozenset[int],
        following: list[Frame],
    ) -> list[SegmentedFrame]:
        nonlocal segmenter
        segmenter = segmenter or begin()
        if cancel.is_set():
            return []
        with one_torch_thread(is_wanted=is_compiled(segmenter.network)):
            return segmenter.clip(frames, settled, wanted, following)

    def start_over(error: RuntimeError) -> None:
        nonlocal segmenter
        fall_back(error)
        segmenter = None

    done = 0
    for (frames, wanted), after in with_next(_clips(request.first, last, video)):
        if cancel.is_set():
            return
        following = [] if after is None else [after[0][index] for index in sorted(after[1])]
        segmented = retry_on_smaller_runtimes(
            partial(segment_clip, frames, settled, wanted, following), start_over
        )
        if not segmented:  # cancelled
            return
        done += len(segmented)
        yield ClipResult(
            frames=tuple(one.result for one in segmented),
            frames_done=done,
            frames_wanted=last - request.first + 1,
            tracks={i: label for one in segmented for i, label in one.tracks.items()},
        )


def _clips(
    first: int, last: int, video: Video
) -> Iterator[tuple[dict[int, Frame], frozenset[int]]]:
    """Yield the frames of each clip by index, and the indexes of those that are new."""
    frames = video.frames(first, last)
    clip: dict[int, Frame] = {}
    for indexes in plan_clips(first, last, CLIP_FRAMES):
        new = [index for index in indexes if index not in clip]
        clip = {index: clip[index] for index in indexes if index in clip}
        clip |= {index: next(frames)[1] for index in new}
        yield clip, frozenset(new)


def _last_masks(linked: list[tuple[SceneTrack, Tube]]) -> dict[int, Tensor]:
    """Return the disjoint masks of the clip's last frame, for things that are large enough."""
    things = [(track, tube) for track, tube in linked if track.is_thing]
    if not things:
        return {}
    last_Nhw = without_overlap(
        torch.stack([tube.logits_Thw[-1] for _, tube in things]), [tube.score for _, tube in things]
    )
    return {
        track.track_id: logits_hw
        for (track, _), logits_hw in zip(things, last_Nhw, strict=True)
        if int((logits_hw > 0).sum()) >= SMALLEST_CELLS
    }
