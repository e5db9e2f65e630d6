"""The engine's public interface: a session segments videos with a loaded network."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from gvseg.adaptation.adapt import LEAST_TRIAL, Adapter, AdaptProgress
from gvseg.adaptation.adaptation import Adaptation
from gvseg.engine.bundled import bundled_weights
from gvseg.engine.checks import check_request
from gvseg.engine.clicks import ClickSegmenter
from gvseg.engine.compiled_network import network_on
from gvseg.engine.encoder_for_prompts import for_prompts
from gvseg.engine.exemplar_stills import exemplar_passages, exemplar_stills, recipe_for
from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.run import PropagationRun
from gvseg.engine.propagation.sweep import Calibration, Propagator
from gvseg.engine.request import Box, Click, ClipResult, Exemplar, SegmentRequest
from gvseg.engine.runtime import (
    Runtime,
    choose_device,
    is_out_of_memory,
    lacks_operation,
    release_memory,
    retry_on_smaller_runtimes,
)
from gvseg.engine.scenes.association import Association
from gvseg.engine.scenes.segmenter import SceneSegmenter, SceneSettings, segment_clips
from gvseg.engine.trial import Trial
from gvseg.errors import RequestError
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.model.shape_position import shape_position_descriptor
from gvseg.model.weights import LoadedWeights, load_weights
from gvseg.task import Task
from gvseg.video import Video
from gvseg.vocabulary import VocabularyEntry

DEFAULT_SHORT_SIDE = 352
DEFAULT_CLICK_SIDE = 256
"""Short side for clicks, smaller than for propagation so that a click selects a whole object."""

FIXED_SHARE = 0.22
"""Share of the time for adaptation that may be spent before and after the tuning, on trials."""


class Session:
    """A network with its runtime. Runs one request at a time; not thread-safe.

    Args:
        weights: network and training card.
        device: "auto", "cpu", "cuda" or "mps".
        short_side: short side of frames in the network, in pixels; None for the card's
            recommendation.
        say: called with a message when the engine falls back to a smaller size or the CPU.

    Attributes:
        before_compiling: called before a part of the network is compiled, which takes seconds.
    """

    def __init__(
        self,
        weights: LoadedWeights,
        *,
        device: str = "auto",
        short_side: int | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.network = weights.network.eval().requires_grad_(requires_grad=False)
        self.card = weights.card
        side = short_side or int(weights.card.get("short_side", DEFAULT_SHORT_SIDE))
        self.runtime = Runtime(choose_device(device), side)
        self.click_short_side = int(weights.card.get("click_short_side", DEFAULT_CLICK_SIDE))
        self.calibration = Calibration(**weights.card.get("calibration", {}))
        of_prompts = weights.card.get("prompt_calibration")
        self.prompt_calibration = Calibration(**of_prompts) if of_prompts else self.calibration
        self.limits = MemoryLimits(**weights.card.get("memory", {}))
        self.track_confidence = weights.track_confidence
        self.say = say
        self.before_compiling: Callable[[], None] = lambda: None
        self._click_segmenters: dict[Runtime, ClickSegmenter] = {}
        # This network may be adapted; clicks and the automatic tasks always use `network`.
        self._propagation_network = self.network

    @classmethod
    def load(
        cls,
        weights: Path | None = None,
        *,
        device: str = "auto",
        short_side: int | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> "Session":
        """Return a session for a weights file; None for the bundled weights.

        Raises:
            WeightsError: the file is not a GvSeg weights file, or is damaged.
            RequestError: this machine has no such device.
        """
        path = bundled_weights() if weights is None else weights
        return cls(load_weights(path), device=device, short_side=short_side, say=say)

    @property
    def vocabulary(self) -> tuple[VocabularyEntry, ...]:
        """Classes of the automatic tasks; empty if the weights support only the exemplar task."""
        return self.network.config.vocabulary

    @property
    def device_line(self) -> str:
        """Description of the runtime, for a status bar."""
        return self.runtime.describe()

    def segment(
        self, request: SegmentRequest, video: Video, *, cancel: threading.Event | None = None
    ) -> Iterator[ClipResult]:
        """Segment a range of a video.

        The exemplar task yields results frame by frame, exemplar frames first. The other tasks
        yield them clip by clip, forward.

        Args:
            request: the request, which is validated before any work.
            video: source of the frames.
            cancel: once set, no further frame is started.

        Raises:
            RequestError: the request is invalid for the video.
            MaskError: an exemplar's mask has the wrong size or is empty.
        """
        check_request(request, video)
        cancel = cancel or threading.Event()
        if request.task is not Task.EXEMPLAR:
            if not self.vocabulary:
                raise RequestError(
                    "These weights were trained for the exemplar task only, not for "
                    f"{request.task.value}: choose weights with a vocabulary."
                )
            seen_K = self.network.require_scene().queries.is_seen_K
            if request.task is Task.SEMANTIC and not bool(seen_K.any()):
                raise RequestError(
                    "These weights have not seen any class in training: train them longer, or "
                    "choose other weights."
                )
            association = self._association(request)
            begin = partial(self._scene_segmenter, request, video, association, cancel)
            return segment_clips(request, video, begin, self._fall_back, cancel)
        exemplars = [self._with_masks(exemplar, video) for exemplar in request.exemplars]
        propagation = partial(self._propagator, video, cancel)
        return PropagationRun(exemplars, video, propagation, self._fall_back, cancel).run(request)

    def mask_from_clicks(
        self,
        frame: NDArray[np.uint8],
        clicks: Sequence[Click],
        previous: Mask | None = None,
        box: Box | None = None,
    ) -> tuple[Mask, float]:
        """Segment an object of a frame from clicks, a box, or both.

        The mask contains the pixels of all positive clicks and of no negative click.

        Args:
            frame: H x W x 3, RGB.
            clicks: in source pixels; at least one is positive unless `previous` or `box` is given.
            previous: mask to refine; ignored if a box is given.
            box: box around the object, which limits the mask except around clicks.

        Returns:
            The mask at source size, and its predicted IoU, 0..1.

        Raises:
            RequestError: no object is marked, or a click or the box is outside the frame.
        """

        def attempt() -> tuple[Mask, float]:
            segmenter = self._click_segmenter(is_close_up=box is not None)
            return segmenter.segment(frame, clicks, previous, box)

        return retry_on_smaller_runtimes(attempt, self._fall_back)

    def prepare_clicks(self, frame: NDArray[np.uint8]) -> None:
        """Encode a frame (H x W x 3, RGB), so that the first click on it is fast."""

        def attempt() -> None:
            self._click_segmenter(is_close_up=False).prepare(frame)

        retry_on_smaller_runtimes(attempt, self._fall_back)

    def _click_segmenter(self, *, is_close_up: bool) -> ClickSegmenter:
        side = self.runtime.short_side
        # Encode whole frames at a smaller size, so that a click selects a whole object.
        side = side if is_close_up else min(side, self.click_short_side)
        runtime = Runtime(self.runtime.device, side)
        if runtime not in self._click_segmenters:
            network = self._network_for_prompts()
            segmenter = ClickSegmenter(network, runtime, self.prompt_calibration)
            self._click_segmenters[runtime] = segmenter
        return self._click_segmenters[runtime]

    def _network_for_prompts(self) -> GvSegNet:
        """Return the network that all click segmenters share."""
        other = next(iter(self._click_segmenters.values()), None)
        return for_prompts(self.network, self.runtime.device) if other is None else other.network

    def adapt(
        self,
        exemplars: Sequence[Exemplar],
        video: Video,
        seconds: float,
        *,
        progress: Callable[[AdaptProgress], None] = lambda _: None,
        cancel: threading.Event | None = None,
        start_from: Adaptation | None = None,
        is_patient: bool = False,
    ) -> Adaptation:
        """Adapt the network to a video's exemplars; pass the result to `use` to propagate with it.

        Args:
            exemplars: exemplars as in a request.
            video: source of their frames.
            seconds: time limit.
            progress: called after every step.
            cancel: once set, the result so far is returned.
            start_from: an earlier adaptation to the same video, to continue.
            is_patient: whether time in which other programs use the processor does not count.

        Raises:
            RequestError, MaskError: as for `segment`.
            WeightsError: `start_from` was made from different weights.
        """
        # While a GPU computes, this thread waits.
        is_thread_time = is_patient and self.runtime.device == "cpu"
        clock = time.thread_time if is_thread_time else time.monotonic
        began = clock()
        check_request(SegmentRequest(exemplars=tuple(exemplars)), video)
        with_masks = [self._with_masks(exemplar, video) for exemplar in exemplars]

        def attempt() -> Adaptation:
            network = self.network.to(self.runtime.device)
            stills = exemplar_stills(with_masks, video, self.runtime)
            passages = exemplar_passages(with_masks, stills, video)
            trial = Trial(with_masks, video, self.runtime, self.calibration, self.limits)
            trial.shorten(network, FIXED_SHARE * seconds - (clock() - began), clock)
            least = 0.0 if trial.knows_truth else LEAST_TRIAL
            adapter = Adapter(
                network, stills, recipe_for(self.runtime), start_from, trial, least, passages
            )
            left = max(0.0, began + seconds - clock())
            return adapter.run(left, progress=progress, cancel=cancel, clock=clock)

        return retry_on_smaller_runtimes(attempt, self._fall_back)

    def use(self, adaptation: Adaptation | None) -> None:
        """Use an adaptation for propagation, or None for the original weights.

        Clicks and the automatic tasks always use the original weights.

        Raises:
            WeightsError: the adaptation was made from different weights; nothing changes.
        """
        if adaptation is None or adaptation.is_empty:
            self._propagation_network = self.network
        else:
            self._propagation_network = adaptation.applied_to(self.network)

    def _with_masks(self, exemplar: Exemplar, video: Video) -> Exemplar:
        """Return the exemplar with clicks and boxes converted to masks; drawn masks win."""
        if not exemplar.clicks and not exemplar.boxes:
            return exemplar
        frame = video.frame(exemplar.frame_index)
        masks = dict(exemplar.masks)
        for track in sorted({*exemplar.clicks, *exemplar.boxes}):
            clicks, box = exemplar.clicks.get(track, ()), exemplar.boxes.get(track)
            mask, _ = self.mask_from_clicks(frame, clicks, masks.pop(track, None), box)
            for other in masks.values():
                mask = mask - other
            masks[track] = mask
        return Exemplar(exemplar.frame_index, masks, void=exemplar.void)

    def _prepared(
        self,
        network: GvSegNet,
        video: Video,
        frames: int,
        cancel: threading.Event,
        *,
        is_scene: bool = False,
    ) -> GvSegNet:
        """Return a network for the frames of a video; compile no further part once cancelled."""

        def may_compile() -> bool:
            if cancel.is_set():
                return False
            self.before_compiling()
            return True

        size = (video.height, video.width)
        return network_on(
            self.runtime,
            network,
            size,
            frames,
            is_scene=is_scene,
            may_compile=may_compile,
            is_cancelled=cancel.is_set,
        )

    def _propagator(
        self, video: Video, cancel: threading.Event, tracks: list[int], frames: int
    ) -> Propagator:
        network = self._prepared(self._propagation_network, video, frames, cancel)
        propagator = Propagator(
            network,
            self.runtime,
            (video.height, video.width),
            tracks,
            self.calibration,
            self.limits,
        )
        if self.track_confidence is not None:
            propagator.read_confidence_with(self.track_confidence)
        is_adapted = self._propagation_network is not self.network
        if is_adapted and network.edges is not None:
            propagator.refine_edges_with(network.edges)
        return propagator

    def _scene_segmenter(
        self,
        request: SegmentRequest,
        video: Video,
        association: Association,
        cancel: threading.Event,
    ) -> SceneSegmenter:
        frames = request.last_of(video.frame_count) - request.first + 1
        network = self._prepared(self.network, video, frames, cancel, is_scene=True)
        return SceneSegmenter(
            network,
            self.runtime,
            (video.height, video.width),
            request.task,
            association,
            SceneSettings(request.smallest_score, self.calibration, self.limits),
        )

    def _association(self, request: SegmentRequest) -> Association:
        """Return an empty association whose ids start above those of the request."""
        config = self.network.config
        known = (track for exemplar in request.exemplars for track in exemplar.masks)
        return Association(
            1 + max(known, default=0),
            request.smallest_score,
            torch.tensor([float(entry.is_thing) for entry in self.vocabulary]),
            by_appearance_and_position=config.use_task_association,
            describe=partial(
                shape_position_descriptor,
                angle_bins=config.angle_bins,
                radius_bins=config.radius_bins,
                width=config.width,
            ),
        )

    def _fall_back(self, error: RuntimeError) -> None:
        """Switch to a smaller runtime, or re-raise the error if that cannot help."""
        before = self.runtime
        after: Runtime | None = None
        reason = f"is out of memory at short side {before.short_side}"
        if is_out_of_memory(error):
            after = before.smaller()
        elif lacks_operation(before.device, error):
            after = Runtime("cpu", before.short_side)
            reason = "lacks an operation in the installed PyTorch"
        if after is None:
            raise error
        self._click_segmenters.clear()
        release_memory(before.device)
        self.say(f"{before.device} {reason}; continuing on {after.device} at {after.short_side}.")
        self.runtime = after
        self.network = self.network.to(torch.device(after.device))
