"""The engine's memory in training: propagate the masks of a short clip, with gradient.

Legend: B clips, T frames, N objects, h/w at stride 4.
"""

import torch
from torch import Tensor

from gvseg.model.exemplar_classifier import RecentSums
from gvseg.model.memory import SEGMENTED_WEIGHT, FrameMemory, lay_end_to_end, recent_frames
from gvseg.model.network import GvSegNet, Lookback, ObjectPrediction, aggregate
from gvseg.model.pixel_decoder import FrameFeatures

ABSENT_LOGIT = -10.0
TRUSTED_CONFIDENCE = 0.6
"""Predicted IoU above which masks enter memory in clips with a lead, as in the engine."""
MEMORY_SPACING = 3
"""Distance between the recent frames in memory, in frames of the clip."""
RECENT_FRAMES = 2
"""Number of recent frames in memory in addition to the last one."""
FIRST_EXEMPLAR_WEIGHT = 0.7
"""Weight of the first exemplar relative to a correction a few frames later, as in the engine."""


class Rollout:
    """Differentiable version of the engine's memory, for a short clip."""

    def __init__(self, network: GvSegNet, features: FrameFeatures, masks_BNhw: Tensor) -> None:
        self.network = network
        self.previous = masks_BNhw
        self.exemplar_query = network.exemplar_queries.from_masks(features, masks_BNhw)
        self.refined_query = torch.zeros_like(self.exemplar_query)
        self.memory: list[FrameMemory] = [network.memorise(features, masks_BNhw)]
        self.weight: list[Tensor] = [torch.ones(masks_BNhw.shape[:2], device=masks_BNhw.device)]
        self.exemplar_sums = network.collect_sums(features, masks_BNhw)
        self.recent_sums = RecentSums(torch.zeros_like(self.weight[0]))
        self.exemplars = 1
        self.score_share: Tensor | float = 1.0
        self.is_local = True

    def drop_scores(self, is_dropped_B: Tensor) -> None:
        """Segment some clips without the exemplar classifier's score."""
        self.score_share = 1.0 - is_dropped_B.to(self.previous)[:, None, None]

    def jump(self, has_jump_B: Tensor, before_BNhw: Tensor) -> None:
        """Replace the previous masks of some clips, whose exemplar is far away in time."""
        self.previous = torch.where(has_jump_B[:, None, None, None], before_BNhw, self.previous)
        self.is_local = False

    def correct(self, features: FrameFeatures, masks_BNhw: Tensor) -> None:
        """Replace what was segmented so far by the true masks of the last frame."""
        earlier_BN = FIRST_EXEMPLAR_WEIGHT * self.weight[0]
        share_BN = 1 / (1 + earlier_BN)
        query_BND = self.network.exemplar_queries.from_masks(features, masks_BNhw)
        is_shown_BN = masks_BNhw.flatten(2).amax(2) > 0.5
        query_share_BN1 = (share_BN * is_shown_BN)[..., None]
        self.exemplar_query = torch.lerp(self.exemplar_query, query_BND, query_share_BN1)
        sums = self.network.collect_sums(features, masks_BNhw)
        self.exemplar_sums = self.exemplar_sums.blend(sums, share_BN)
        self.recent_sums = RecentSums(torch.zeros_like(share_BN))
        self.refined_query = torch.zeros_like(self.exemplar_query)
        self.previous = masks_BNhw
        self.memory = [self.memory[0], self.network.memorise(features, masks_BNhw)]
        self.weight = [earlier_BN, torch.ones_like(earlier_BN)]
        self.exemplars = 2
        self.is_local = True

    @torch.no_grad()
    def lead(self, features: FrameFeatures, valid_BN: Tensor) -> None:
        """Propagate to a frame as the engine does, without gradient."""
        prediction = self.segment(features)
        masks_BNhw = aggregate(valid_logits(prediction, valid_BN)).softmax(1)[:, 1:]
        self.remember(features, masks_BNhw, prediction.query, confident(prediction))

    def segment(self, features: FrameFeatures) -> ObjectPrediction:
        """Segment the next frame."""
        reader = self.network.memory_reader
        no_locality = torch.zeros_like(reader.locality)
        read = _read_positions(len(self.memory))
        locality = [no_locality] * (len(read) - 1)
        locality.append(reader.locality if self.is_local else no_locality)
        sums = self.recent_sums.added_to(self.exemplar_sums)
        lookback = Lookback(
            memory=lay_end_to_end(
                [self.memory[t] for t in read],
                [self.weight[t] * (1.0 if t < self.exemplars else SEGMENTED_WEIGHT) for t in read],
                locality,
            ),
            classifier=self.network.exemplar_classifier.solve(sums) * self.score_share,
            exemplar_query=self.exemplar_query,
            refined_query=self.refined_query,
            previous=self.previous,
            recent=recent_frames(self.memory[-1:], self.weight[-1:]) if self.is_local else None,
        )
        return self.network.segment(features, lookback)

    def remember(
        self, features: FrameFeatures, masks_BNhw: Tensor, query_BND: Tensor, trusted_BN: Tensor
    ) -> None:
        """Add a frame and its masks to memory; only masks with `trusted_BN` are read later."""
        self.previous = masks_BNhw
        self.is_local = True
        self.refined_query = query_BND * trusted_BN[..., None]
        self.memory.append(self.network.memorise(features, masks_BNhw))
        self.weight.append(trusted_BN)
        self.recent_sums.remember(self.network.collect_sums(features, masks_BNhw), trusted_BN)


def _read_positions(frames: int) -> list[int]:
    """Return the frames in memory to read: the exemplar, a few recent ones and the last."""
    last = frames - 1
    if last <= MEMORY_SPACING + RECENT_FRAMES:
        return list(range(frames))
    recent = [last - MEMORY_SPACING * n for n in range(RECENT_FRAMES, 0, -1)]
    return [0, *(t for t in recent if t > 0), last]


def valid_logits(prediction: ObjectPrediction, valid_BN: Tensor) -> Tensor:
    """Return the final mask logits; padding must not compete with the objects for pixels."""
    return torch.where(valid_BN[..., None, None] > 0, prediction.mask_logits[-1], ABSENT_LOGIT)


def confident(prediction: ObjectPrediction) -> Tensor:
    """Return 1 for masks that enter memory by their predicted IoU, else 0."""
    return (prediction.confidence_logit.detach().sigmoid() > TRUSTED_CONFIDENCE).float()
