"""Loss of prompts: click on the mistakes of a network and sum the losses of its masks.

Legend: B images, K clicks, H/W pixels, h/w at stride 4.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.losses.masks import dice, intermediate_mask_loss, joint_cross_entropy, mask_iou
from gvseg.model.network import GvSegNet, ObjectPrediction, aggregate
from gvseg.synthesis.clicks import next_click, write_click

ROUNDS = (1, 2, 3, 4)
"""Numbers of predictions per image, drawn for each batch."""
SAME_PROMPTS_CHANCE = 0.2
"""Probability that a round only repeats the prompts, with the mask of the round before."""
HARD_MASK_CHANCE = 0.5
"""Probability that the mask to refine is binary, as in the engine, instead of soft."""
INTERMEDIATE_WEIGHT = 0.4
CONFIDENCE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class PromptBatch:
    """Images with one object each.

    Attributes:
        images: B x 3 x H x W, 0..255.
        truth: masks of the objects, B x H x W, 0 or 1.
        known: B x H x W, 0 where unlabelled.
        drafts: masks to refine, B x H x W, 0 or 1; empty to start from nothing.
        boxes: left, top, right and bottom edges of the objects, B x 4, -1..1; zero for no box.
    """

    images: Tensor
    truth: Tensor
    known: Tensor
    drafts: Tensor
    boxes: Tensor

    def to(self, device: torch.device) -> "PromptBatch":
        """Return the batch on a device."""
        values = (self.images, self.truth, self.known, self.drafts, self.boxes)
        return PromptBatch(*(value.to(device, non_blocking=True) for value in values))


def prompt_loss(
    network: GvSegNet, batch: PromptBatch, rng: np.random.Generator, hardest_share: float
) -> tuple[Tensor, dict[str, float]]:
    """Return the mean loss of some rounds of prompts, and its terms as numbers.

    In every round the simulated annotator clicks on the largest mistake of the round before. Images
    with a box get no click in the first round.

    Args:
        network: network in training mode.
        batch: the images.
        rng: draws the number of rounds and the clicks.
        hardest_share: share of the pixels, hardest first, that the cross-entropy uses.
    """
    features = network.prompt_encoder(batch.images)
    truth_B1hw = F.avg_pool2d(batch.truth[:, None], 4)
    known_B1hw = F.avg_pool2d(batch.known[:, None], 4)
    mask_B1hw = F.avg_pool2d(batch.drafts[:, None], 4)
    rounds = int(rng.choice(ROUNDS))
    points_BK2 = batch.boxes.new_zeros(len(batch.boxes), rounds, 2)
    sign_BK = batch.boxes.new_zeros(len(batch.boxes), rounds)
    losses, ious = [], []
    for index in range(rounds):
        if index == 0 or rng.random() >= SAME_PROMPTS_CHANCE:
            truth, mask, known = (
                (value[:, 0] > 0.5).cpu().numpy() for value in (truth_B1hw, mask_B1hw, known_B1hw)
            )
            is_box_only = (batch.boxes != 0).any(1).cpu().numpy() & (index == 0)
            for image in np.flatnonzero(~is_box_only):
                click = next_click(truth[image], mask[image], known[image], rng)
                if click is not None:
                    size = (truth.shape[1], truth.shape[2])
                    write_click(click, points_BK2[image, index], sign_BK[image, index], size)
        prediction = network.segment_from_prompts(
            features, points_BK2, sign_BK, mask_B1hw, batch.boxes
        )
        loss, iou_B1 = prompted_mask_loss(
            prediction, batch.truth, batch.known, truth_B1hw, known_B1hw, hardest_share
        )
        losses.append(loss)
        ious.append(float(iou_B1.mean()))
        mask_B1hw = prediction.mask_logits[-1].detach().float().sigmoid()
        if rng.random() < HARD_MASK_CHANCE:
            mask_B1hw = (mask_B1hw > 0.5).float()
    return torch.stack(losses).mean(), {"prompt_first_iou": ious[0], "prompt_iou": ious[-1]}


def prompted_mask_loss(
    prediction: ObjectPrediction,
    truth_BHW: Tensor,
    known_BHW: Tensor,
    truth_B1hw: Tensor,
    known_B1hw: Tensor,
    hardest_share: float,
) -> tuple[Tensor, Tensor]:
    """Return the loss of one prompted mask per image, and its IoU (B x 1).

    Args:
        prediction: prediction for one object per image.
        truth_BHW: its true mask, 0 or 1.
        known_BHW: 0 where unlabelled.
        truth_B1hw: the mask at stride 4, 0..1.
        known_B1hw: weights of the pixels at stride 4, 0..1.
        hardest_share: share of the pixels, hardest first, that the cross-entropy uses.
    """
    logits_B1hw = prediction.mask_logits[-1]
    loss = joint_cross_entropy(logits_B1hw, truth_BHW[:, None], known_BHW, hardest_share)
    probability_B1hw = aggregate(logits_B1hw).softmax(1)[:, 1:]
    loss = loss + dice(probability_B1hw, truth_B1hw, known_B1hw).mean()
    valid_B1 = torch.ones_like(prediction.confidence_logit)
    loss = loss + INTERMEDIATE_WEIGHT * intermediate_mask_loss(
        prediction.mask_logits[:-1], truth_B1hw, known_B1hw, valid_B1
    )
    with torch.no_grad():
        iou_B1 = mask_iou((logits_B1hw > 0).float(), truth_B1hw, known_B1hw)
    confidence = F.binary_cross_entropy_with_logits(prediction.confidence_logit, iou_B1)
    return loss + CONFIDENCE_WEIGHT * confidence, iou_B1
