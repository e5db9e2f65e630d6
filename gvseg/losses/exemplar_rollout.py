"""Loss of the exemplar task: propagate through clips as the engine does and sum the losses.

Legend: B clips, T frames, N objects, H/W pixels, h/w at stride 4.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.losses.disturbance import (
    UNDISTURBED,
    Disturbance,
    add_mistakes,
    disturb,
    shift_masks,
)
from gvseg.losses.edges import draw_edge_crops, edge_loss
from gvseg.losses.encoding import encode_frames
from gvseg.losses.masks import dice, intermediate_mask_loss, joint_cross_entropy, mask_iou
from gvseg.losses.prompts import prompted_mask_loss
from gvseg.losses.rollout import Rollout, confident, valid_logits
from gvseg.masks import VOID
from gvseg.model.network import GvSegNet, ObjectPrediction, aggregate
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.synthesis.clicks import click_repeatedly
from gvseg.synthesis.stills import SMALLEST_OBJECT_PX, LabelledClip

WEIGHTS = {"mask": 1.0, "dice": 1.0, "middle": 0.4, "match": 0.2, "confidence": 0.3, "edges": 1.0}
"""Weight of each loss."""
LEAST_MATCH = 1e-2
"""Matched masks are limited to this distance from 0 and 1 in their loss."""
TRUSTED_IOU = 0.6
"""Masks with an IoU above this enter memory in training."""
UNTRUSTED_SHARE = 0.1
"""Share of the remaining masks that also enter memory."""
EDGE_CROPS = 24
"""Crops in the loss of edges if nothing else is trained."""
FEW_EDGE_CROPS = 8
"""The same beside other parts, so that it takes a small share of the time."""
MAX_JUMP_SHIFT = 0.03
"""Largest shift of the previous mask after a jump, in frame sides."""


@dataclass(frozen=True, slots=True)
class ClipBatch:
    """A batch of B clips of the same shape.

    Attributes:
        images: T x B x 3 x H x W, 0..255.
        truth: disjoint masks, T x B x N x H x W, 0 or 1.
        known: weight of each pixel, T x B x H x W, 0 where unlabelled.
        valid: B x N, 0 for padding in clips with fewer than N objects.
        jumps: B, 1 where frame 1 is far from frame 0 in time.
        lead: number of frames after frame 0 that are propagated without gradient and without loss.
    """

    images: Tensor
    truth: Tensor
    known: Tensor
    valid: Tensor
    jumps: Tensor
    lead: int = 0

    def with_lead(self, lead: int, frames: int) -> "ClipBatch":
        """Return the first frames of the clips, with a lead."""
        images, truth, known = self.images[:frames], self.truth[:frames], self.known[:frames]
        return replace(self, images=images, truth=truth, known=known, lead=lead)

    def to(self, device: torch.device) -> "ClipBatch":
        """Return the batch on a device."""
        return replace(
            self,
            images=self.images.to(device, non_blocking=True),
            truth=self.truth.to(device, non_blocking=True),
            known=self.known.to(device, non_blocking=True),
            valid=self.valid.to(device, non_blocking=True),
            jumps=self.jumps.to(device, non_blocking=True),
        )


def collate(clips: list[LabelledClip], objects: int) -> ClipBatch:
    """Return clips as a batch with `objects` masks each."""
    images = np.stack([clip.images for clip in clips], 1)
    labels = torch.from_numpy(np.stack([clip.labels for clip in clips], 1))
    ids = torch.arange(1, objects + 1, dtype=torch.uint8)[:, None, None]
    truth = (labels[:, :, None] == ids).float()
    valid = (truth[0].sum((2, 3)) >= SMALLEST_OBJECT_PX).float()
    return ClipBatch(
        images=torch.from_numpy(images).permute(0, 1, 4, 2, 3).float(),
        truth=truth * valid[..., None, None],
        known=(labels != VOID).float(),
        valid=valid,
        jumps=torch.tensor([float(clip.has_jump) for clip in clips]),
    )


@dataclass(frozen=True, slots=True)
class ClipLoss:
    """Total loss of a batch, with its gradient, and the value of each term."""

    total: Tensor
    parts: dict[str, float]


def exemplar_clip_loss(
    network: GvSegNet,
    batch: ClipBatch,
    rng: np.random.Generator,
    *,
    hardest_share: float,
    click_chance: float = 0.0,
    disturbance: Disturbance = UNDISTURBED,
    features: FrameFeatures | None = None,
) -> ClipLoss:
    """Propagate frame 0's masks through the clip and return the losses.

    With a lead, the loss starts from masks and memory that the network produced itself, including
    its mistakes.

    Args:
        network: network in training mode.
        batch: the clips.
        rng: random generator for simulated clicks and memory updates.
        hardest_share: share of the pixels, hardest first, that the cross-entropy uses.
        click_chance: probability that frame 0 is also segmented from simulated clicks.
        disturbance: cues to drop or corrupt.
        features: features of the T * B frames, if already computed.
    """
    frames, clips = batch.images.shape[:2]
    is_corrected = _draw_correction(batch, disturbance, rng)
    per_frame = _features_of_frames(network, batch, batch.lead - is_corrected, features)
    coarse_truth = F.avg_pool2d(batch.truth.flatten(0, 1), 4).unflatten(0, (frames, clips))
    coarse_known = -F.max_pool2d(-batch.known.flatten(0, 1), 4).unflatten(0, (frames, clips))
    rollout = _begin(network, per_frame[0], coarse_truth, batch, disturbance, rng)
    terms: dict[str, list[Tensor]] = defaultdict(list)
    ious: list[Tensor] = []
    predicted: dict[int, Tensor] = {}
    for t in range(1, 1 + batch.lead):
        rollout.lead(per_frame[t], batch.valid)
    if is_corrected:
        rollout.correct(per_frame[batch.lead], coarse_truth[batch.lead])
    for t in range(1 + batch.lead, frames):
        rollout.previous = disturb(rollout.previous, disturbance, rng)
        prediction = rollout.segment(per_frame[t])
        truth, known = coarse_truth[t], coarse_known[t]
        logits_BNhw = valid_logits(prediction, batch.valid)
        predicted[t] = logits_BNhw.detach()
        masks_BNhw = aggregate(logits_BNhw).softmax(1)[:, 1:]
        iou_BN = mask_iou(masks_BNhw, truth, known[:, None])
        _add_frame_terms(
            terms, prediction, logits_BNhw, batch, t, truth, known, iou_BN, hardest_share
        )
        ious.append(iou_BN[batch.valid > 0])
        trusted_BN = confident(prediction) if batch.lead else _draw_trusted(iou_BN, rng)
        remembered_BNhw = add_mistakes(masks_BNhw, disturbance, rng)
        rollout.remember(per_frame[t], remembered_BNhw, prediction.query, trusted_BN)
    _add_edge_term(terms, network, batch, predicted, rng)
    total = sum_terms(terms, WEIGHTS)
    parts = {name: float(torch.stack(values).mean().detach()) for name, values in terms.items()}
    parts["iou"] = float(torch.cat(ious).mean()) if ious else 0.0
    if rng.random() < click_chance:
        click_total, click_iou = _click_loss(
            network, per_frame[0], batch, coarse_truth[0], coarse_known[0], rng, hardest_share
        )
        total = total + 0.7 * click_total
        parts["click_iou"] = click_iou
    return ClipLoss(total, parts)


def _add_edge_term(
    terms: dict[str, list[Tensor]],
    network: GvSegNet,
    batch: ClipBatch,
    predicted: dict[int, Tensor],
    rng: np.random.Generator,
) -> None:
    """Add the loss of the edge refiner, if it is trained."""
    edges = network.edges
    if edges is not None and _is_trained(edges):
        count = FEW_EDGE_CROPS if _is_trained(network.conditioner) else EDGE_CROPS
        crops = draw_edge_crops(batch.images, batch.truth, batch.known, predicted, rng, count)
        terms["edges"].append(edge_loss(edges, crops))


def _is_trained(part: nn.Module) -> bool:
    return any(value.requires_grad for value in part.parameters())


def _begin(
    network: GvSegNet,
    features: FrameFeatures,
    truth_TBNhw: Tensor,
    batch: ClipBatch,
    disturbance: Disturbance,
    rng: np.random.Generator,
) -> Rollout:
    """Start at frame 0. After a jump, shifted masks of frame 1 serve as the previous masks."""
    rollout = Rollout(network, features, truth_TBNhw[0])
    rollout.previous = add_mistakes(rollout.previous, disturbance, rng)
    if disturbance.score_dropout:
        is_dropped = rng.random(len(batch.valid)) < disturbance.score_dropout
        rollout.drop_scores(torch.from_numpy(is_dropped))
    if len(truth_TBNhw) > 1 and batch.jumps.any():
        rollout.jump(batch.jumps > 0, shift_masks(truth_TBNhw[1], MAX_JUMP_SHIFT, rng))
    return rollout


def _draw_correction(batch: ClipBatch, disturbance: Disturbance, rng: np.random.Generator) -> bool:
    """Return whether the true masks of the lead's last frame become a second exemplar."""
    share = disturbance.correction_share if batch.lead else 0.0
    return share > 0 and rng.random() < share


def _draw_trusted(iou_BN: Tensor, rng: np.random.Generator) -> Tensor:
    """Return 1 for masks that enter memory, else 0."""
    is_drawn = torch.from_numpy(rng.random(iou_BN.shape) < UNTRUSTED_SHARE).to(iou_BN.device)
    return ((iou_BN > TRUSTED_IOU) | is_drawn).float()


def _features_of_frames(
    network: GvSegNet, batch: ClipBatch, constant: int, features: FrameFeatures | None
) -> list[FrameFeatures]:
    """Return the features of each frame; those of `constant` frames after frame 0 carry no
    gradient.
    """
    frames, clips = batch.images.shape[:2]

    def split(features: FrameFeatures, frames: int) -> list[FrameFeatures]:
        return [features.select(slice(t * clips, (t + 1) * clips)) for t in range(frames)]

    if features is not None:
        return split(features, frames)
    if constant == 0:
        return split(_encode(network, batch.images), frames)
    with torch.no_grad():
        leading = split(_encode(network, batch.images[1 : 1 + constant]), constant)
    others = torch.cat((batch.images[:1], batch.images[1 + constant :]))
    first, *rest = split(_encode(network, others), frames - constant)
    return [first, *leading, *rest]


def _encode(network: GvSegNet, images_TB3HW: Tensor) -> FrameFeatures:
    images = images_TB3HW.flatten(0, 1).contiguous(memory_format=torch.channels_last)
    return encode_frames(network, images)


def sum_terms(terms: dict[str, list[Tensor]], weights: dict[str, float]) -> Tensor:
    """Return the weighted sum of the mean of each loss."""
    means = [weights[name] * torch.stack(values).mean() for name, values in terms.items()]
    return torch.stack(means).sum()


def _add_frame_terms(  # noqa: PLR0913 - one call site; all arguments are one frame's state
    terms: dict[str, list[Tensor]],
    prediction: ObjectPrediction,
    logits_BNhw: Tensor,
    batch: ClipBatch,
    t: int,
    truth_BNhw: Tensor,
    known_Bhw: Tensor,
    iou_BN: Tensor,
    hardest_share: float,
) -> None:
    known_B1hw = known_Bhw[:, None]
    masks_BNhw = aggregate(logits_BNhw).softmax(1)[:, 1:]
    terms["mask"].append(
        joint_cross_entropy(logits_BNhw, batch.truth[t], batch.known[t], hardest_share)
    )
    weight_BN = batch.valid / batch.valid.sum().clamp(min=1.0)
    terms["dice"].append((dice(masks_BNhw, truth_BNhw, known_B1hw) * weight_BN).sum())
    terms["middle"].append(
        intermediate_mask_loss(prediction.mask_logits[:-1], truth_BNhw, known_B1hw, batch.valid)
    )
    if prediction.matched is not None:
        logits = torch.logit(prediction.matched, eps=LEAST_MATCH)
        terms["match"].append(intermediate_mask_loss([logits], truth_BNhw, known_B1hw, batch.valid))
    confidence = F.binary_cross_entropy_with_logits(
        prediction.confidence_logit, iou_BN, reduction="none"
    )
    terms["confidence"].append((confidence * weight_BN).sum())


def _click_loss(
    network: GvSegNet,
    features: FrameFeatures,
    batch: ClipBatch,
    truth_BNhw: Tensor,
    known_Bhw: Tensor,
    rng: np.random.Generator,
    hardest_share: float,
) -> tuple[Tensor, float]:
    """Return the loss and IoU of the first object in frame 0 after one to five clicks."""
    if network.prompt_encoder is not network.encoder:
        features = network.prompt_encoder(batch.images[0])
    rounds = int(rng.choice([1, 1, 2, 3, 4, 5]))
    truth_B1hw, known_B1hw = truth_BNhw[:, :1], known_Bhw[:, None]
    prediction, _ = click_repeatedly(
        network, features, truth_B1hw[:, 0] > 0.5, known_Bhw > 0.5, rounds, rng
    )
    truth_BHW, known_BHW = batch.truth[0][:, 0], batch.known[0]
    loss, iou_B1 = prompted_mask_loss(
        prediction, truth_BHW, known_BHW, truth_B1hw, known_B1hw, hardest_share
    )
    return loss, float(iou_B1.mean())
