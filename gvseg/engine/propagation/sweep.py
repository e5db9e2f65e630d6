"""Propagate exemplars through a sweep, frame by frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

import numpy as np
import torch
from numpy.typing import NDArray

from gvseg.engine.ahead import beside
from gvseg.engine.frame_encoding import FrameEncoding
from gvseg.engine.memory import MemoryLimits, VideoMemory
from gvseg.engine.propagation.context import NOTHING_KNOWN, HeldMasks, hold, rows_of
from gvseg.engine.propagation.edges import refined_logits, with_refined
from gvseg.engine.propagation.evidence import EvidenceCollector, FrameEvidence
from gvseg.engine.propagation.motion import MotionPrior
from gvseg.engine.propagation.readout import label_map, masks_of
from gvseg.engine.request import Exemplar, KnownMasks, Similarity
from gvseg.engine.runtime import Runtime
from gvseg.engine.window_segmenter import WindowSegmenter
from gvseg.masks import Mask
from gvseg.model.edges import EdgeRefiner
from gvseg.model.network import GvSegNet, Lookback, ObjectPrediction, aggregate
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.track_confidence import TrackConfidence

ABSENT_LOGIT = -10.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Converts the network's confidence logit to a predicted IoU (Platt scaling, 1999).

    Attributes:
        scale: factor on the logit.
        offset: added to the scaled logit.
    """

    scale: float = 1.0
    offset: float = 0.0

    def apply(self, logits: torch.Tensor) -> torch.Tensor:
        """Return the predicted IoU, 0..1."""
        return torch.sigmoid(self.scale * logits + self.offset)


@dataclass(frozen=True, slots=True)
class Segmented:
    """The masks of one frame.

    Attributes:
        masks: object id -> mask at source size.
        confidences: object id -> predicted IoU.
        similarities: object id -> similarity to exemplars, for non-empty masks.
    """

    masks: dict[int, Mask]
    confidences: dict[int, float]
    similarities: dict[int, Similarity] = field(default_factory=dict)

    def without(self, taken: Iterable[Mask]) -> "Segmented":
        """Return the result without the pixels of other masks."""
        masks = {track: reduce(Mask.__sub__, taken, mask) for track, mask in self.masks.items()}
        return replace(self, masks=masks)


class Propagator:
    """Propagates a fixed list of objects through a video.

    Args:
        network: network from `network_on`, on the runtime's device.
        runtime: device and short side.
        source_size: (height, width) of the frames.
        tracks: object ids, in the order of all tensor rows.
        calibration: calibration of the confidence.
        limits: limits of the memory.
    """

    def __init__(
        self,
        network: GvSegNet,
        runtime: Runtime,
        source_size: tuple[int, int],
        tracks: list[int],
        calibration: Calibration,
        limits: MemoryLimits,
    ) -> None:
        self.network = network
        self.runtime = runtime
        self.source_size = source_size
        self.tracks = tracks
        self.objects = frozenset(tracks)
        self.calibration = calibration
        self.encoding = FrameEncoding(self.network, runtime, source_size)
        self.memory = VideoMemory(self.network, len(tracks), torch.device(runtime.device), limits)
        self.evidence = EvidenceCollector(self.network)
        self.windows = WindowSegmenter(self.network)
        self.motion = MotionPrior(self.encoding.size, runtime.device)
        self.track_confidence: TrackConfidence | None = None
        self.edges: EdgeRefiner | None = None
        self.latest: FrameEvidence | None = None
        self.alive: set[int] = set()

    def read_confidence_with(self, track_confidence: TrackConfidence) -> None:
        """Use a track confidence instead of the network's confidence head."""
        self.track_confidence = track_confidence.to(self.runtime.device)

    def refine_edges_with(self, edges: EdgeRefiner) -> None:
        """Refine the edges of masks."""
        self.edges = edges

    def answer_only_for(self, objects: frozenset[int]) -> None:
        """Return only masks of these objects; the others still compete for pixels."""
        self.objects = objects

    @torch.inference_mode()
    def add_exemplar(self, frame: NDArray[np.uint8], exemplar: Exemplar) -> None:
        """Add an exemplar (with masks, not clicks) to memory permanently."""
        features = self.encoding.encode(frame)
        masks = [exemplar.masks.get(track) for track in self.tracks]
        coarse_1Nhw = self.encoding.coarse_masks(masks)
        named_1N = self._named(exemplar.masks)
        self.memory.add_exemplar(exemplar.frame_index, features, coarse_1Nhw, named_1N)
        self.memory.set_previous(coarse_1Nhw)
        prediction = self._predict(features, self.memory.lookback(exemplar.frame_index))
        logits_1Nhw = prediction.mask_logits[-1].float()
        self.motion.add_exemplar(exemplar.frame_index, frame, logits_1Nhw, coarse_1Nhw)
        memory = self.memory.exemplars[-1].entry.memory
        self.evidence.add_exemplar(exemplar.frame_index, features, coarse_1Nhw, memory)

    @torch.inference_mode()
    def start(self, frame_index: int, masks: Mapping[int, Mask]) -> None:
        """Start a sweep at an exemplar: clear recent frames, use its masks as the previous ones."""
        self.memory.forget_recent()
        self.evidence.start()
        self.windows.forget()
        self.motion.start(frame_index)
        self.alive = set(masks)
        self.memory.set_previous(
            self.encoding.coarse_masks([masks.get(track) for track in self.tracks])
        )
        if frame_index in self.motion.exemplars:
            self.motion.correct(frame_index, self._named(masks))

    @torch.inference_mode()
    def step(
        self,
        frame_index: int,
        frame: NDArray[np.uint8],
        given: Mapping[int, Mask],
        known: KnownMasks = NOTHING_KNOWN,
        following: NDArray[np.uint8] | None = None,
    ) -> Segmented:
        """Segment the next frame of the sweep.

        Args:
            frame_index: frame index in the video, adjacent to the previous one.
            frame: H x W x 3, RGB.
            given: exemplar masks of this frame, where their objects join the sweep.
            known: existing masks of objects that are not returned.
            following: the frame after it, if known; prepared in the background meanwhile.
        """
        named_1N = self._go_on(frame_index, frame, given)
        if self.alive & self.objects <= set(given):
            shown = {**known.masks, **given}
            self.alive |= set(shown)
            self.memory.forget_last(
                self.encoding.coarse_masks([shown.get(track) for track in self.tracks])
            )
            self._begin(following)
            return Segmented({}, {})
        features = self.encoding.encode(frame)
        self._begin(following)
        lookback = self.memory.lookback(frame_index)
        prediction = self._predict(features, lookback)
        is_going_on = [track in self.alive and track not in given for track in self.tracks]
        is_alive = torch.tensor(is_going_on, device=self.runtime.device)
        moved_1Nhw = self.motion.shift(prediction.mask_logits[-1].float(), lookback.previous)
        logits_1Nhw = torch.where(is_alive[:, None, None], moved_1Nhw, ABSENT_LOGIT)
        held = self._held(known, given, logits_1Nhw)
        logits_1Nhw = held.logits_1Nhw
        masks_1Nhw = aggregate(logits_1Nhw).softmax(1)[:, 1:]
        refined_NHW = self._refined(frame, logits_1Nhw[0])
        head_1N = self.calibration.apply(prediction.confidence_logit.float())
        answered = [t for t in self.tracks if t in self.alive & self.objects and t not in given]

        def read_out() -> Segmented:
            self.latest = self.evidence.collect(
                frame_index, features, prediction, masks_1Nhw, lookback.previous
            )
            labels = self._read_labels(logits_1Nhw[0], refined_NHW)
            return self._segmented(labels, self.latest, head_1N, answered)

        segmented = beside(read_out, is_wanted=self.encoding.can_begin)
        has_pixels_1N = masks_1Nhw.flatten(2).amax(2) > 0.5
        is_sure_1N = is_alive & (head_1N >= self.memory.limits.trust)
        trusted_1N = (is_sure_1N | held.is_held_N) & has_pixels_1N
        finer_1Nhw = _finer(masks_1Nhw, refined_NHW, held.is_held_N)
        shown_1Nhw = self._with_given(finer_1Nhw, given, named_1N) if given else finer_1Nhw
        self.memory.remember(
            frame_index, features, shown_1Nhw, prediction.query.float(), trusted_1N.float()
        )
        self.alive |= set(given) | known.settled
        return segmented().without(held.masks)

    def _go_on(
        self, frame_index: int, frame: NDArray[np.uint8], given: Mapping[int, Mask]
    ) -> torch.Tensor:
        """Go on to a frame, whose exemplar corrects what was segmented before; return `_named`."""
        named_1N = self._named(given)
        self.motion.follow(frame)
        if given:
            self.memory.correct(named_1N)
            self.evidence.correct(named_1N)
            self.motion.correct(frame_index, named_1N)
        return named_1N

    def _begin(self, following: NDArray[np.uint8] | None) -> None:
        """Prepare a frame in the background."""
        if following is not None and self.encoding.can_begin:
            self.encoding.begin(following)
            self.motion.begin(following)

    def _named(self, masks: Mapping[int, Mask]) -> torch.Tensor:
        """Return 1 for the objects that have a mask, 0 for the others: 1 x N."""
        named = [float(track in masks) for track in self.tracks]
        return torch.tensor([named], device=self.runtime.device)

    def _predict(self, features: FrameFeatures, lookback: Lookback) -> ObjectPrediction:
        with self.runtime.autocast():
            return self.windows.segment(features, lookback, self.tracks)

    def _held(
        self,
        known: KnownMasks,
        given: Mapping[int, Mask],
        logits_1Nhw: torch.Tensor,
    ) -> HeldMasks:
        """Return the known masks that count, including exemplar masks of objects not returned."""
        others = {track: mask for track, mask in given.items() if track not in self.objects}
        certain = KnownMasks({**known.masks, **others}, known.settled | others.keys())
        known_1Mhw = self.encoding.coarse_masks(rows_of(certain, self.tracks))
        return hold(certain, self.tracks, known_1Mhw, logits_1Nhw)

    def _with_given(
        self, masks_1Nhw: torch.Tensor, given: Mapping[int, Mask], named_1N: torch.Tensor
    ) -> torch.Tensor:
        """Return the masks of a frame with the given masks inserted and cut out of the others."""
        known = self.encoding.coarse_masks([given.get(track) for track in self.tracks])
        shown = known.amax(1, keepdim=True)
        return torch.where(named_1N[..., None, None] > 0, known, masks_1Nhw * (1 - shown))

    def _refined(self, frame: NDArray[np.uint8], logits_Nhw: torch.Tensor) -> torch.Tensor | None:
        """Return the refined logits at stride 2, or None if edges are not refined."""
        if self.edges is None:
            return None
        return refined_logits(self.edges, self.encoding.image(frame), logits_Nhw)

    def _read_labels(
        self, logits_Nhw: torch.Tensor, refined_NHW: torch.Tensor | None
    ) -> NDArray[np.uint16]:
        """Return the object of each source pixel, see `label_map`."""
        if refined_NHW is None:
            return label_map(logits_Nhw.cpu().numpy(), *self.source_size)
        # The refiner learned how thick masks are.
        return label_map(refined_NHW.cpu().numpy(), *self.source_size, handicap=0.0)

    def _segmented(
        self,
        labels: NDArray[np.uint16],
        evidence: FrameEvidence,
        head_1N: torch.Tensor,
        answered: list[int],
    ) -> Segmented:
        """Return the masks of the requested objects at source size."""
        masks = masks_of(labels, self.tracks)
        if self.track_confidence is None:
            confidence_N = head_1N[0]
        else:
            confidence_N = self.track_confidence(evidence.values_NF)
        confidences = dict(zip(self.tracks, confidence_N.tolist(), strict=True))
        similarities = evidence.similarities(self.tracks)
        return Segmented(
            {track: masks[track] for track in answered},
            {track: confidences[track] for track in answered},
            {track: similarities[track] for track in answered if track in similarities},
        )

    @torch.inference_mode()
    def resume(self, frame_index: int, frame: NDArray[np.uint8], masks: Mapping[int, Mask]) -> None:
        """Resume a sweep from its last finished frame, after a fallback to this runtime."""
        self.start(frame_index, masks)
        self.motion.follow(frame)
        features = self.encoding.encode(frame)
        coarse = self.encoding.coarse_masks([masks.get(track) for track in self.tracks])
        trusted = torch.tensor(
            [[float(track in masks and not masks[track].is_empty) for track in self.tracks]],
            device=self.runtime.device,
        )
        query = self.memory.no_query()
        self.memory.remember(frame_index, features, coarse, query, trusted)


def _finer(
    masks_1Nhw: torch.Tensor, refined_NHW: torch.Tensor | None, is_held_N: torch.Tensor
) -> torch.Tensor:
    """Return the masks with refined edges, if there are any; known masks stay as they are."""
    if refined_NHW is None:
        return masks_1Nhw
    return torch.where(is_held_N[:, None, None], masks_1Nhw, with_refined(masks_1Nhw, refined_NHW))
