"""Mask losses of the exemplar task.

Legend: B videos, N objects, H/W pixels of the truth, h/w at stride 4.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.model.network import aggregate


def joint_cross_entropy(
    mask_logits_BNhw: Tensor, truth_BNHW: Tensor, known_BHW: Tensor, hardest_share: float
) -> Tensor:
    """Return the cross-entropy over objects and background on the hardest pixels of each video.

    Args:
        mask_logits_BNhw: independent logits of each object.
        truth_BNHW: disjoint masks, 0 or 1.
        known_BHW: weight of each pixel, 0 where unlabelled.
        hardest_share: share of pixels in the loss, 0..1.
    """
    logits = F.interpolate(
        aggregate(mask_logits_BNhw), truth_BNHW.shape[2:], mode="bilinear", align_corners=False
    )
    order_N = torch.arange(1, truth_BNHW.shape[1] + 1, device=truth_BNHW.device)
    target_BHW = (truth_BNHW * order_N[:, None, None]).sum(1).long()
    loss_BP = (F.cross_entropy(logits, target_BHW, reduction="none") * known_BHW).flatten(1)
    count = max(1, round(hardest_share * loss_BP.shape[1]))
    return loss_BP.topk(count, dim=1).values.mean() if count < loss_BP.shape[1] else loss_BP.mean()


def dice(probability_BNHW: Tensor, truth_BNHW: Tensor, known_B1HW: Tensor) -> Tensor:
    """Return 1 - Dice, B x N; 0 if both masks are empty."""
    probability = (probability_BNHW * known_B1HW).flatten(2)
    truth = (truth_BNHW * known_B1HW).flatten(2)
    overlap = 2 * (probability * truth).sum(2) + 1.0
    return 1 - overlap / (probability.sum(2) + truth.sum(2) + 1.0)


def intermediate_mask_loss(
    mask_logits: list[Tensor], truth_BNhw: Tensor, known_B1hw: Tensor, valid_BN: Tensor
) -> Tensor:
    """Return the mean BCE plus Dice loss of intermediate masks at stride 4."""
    total = mask_logits[0].new_zeros(())
    weight_BN = valid_BN / valid_BN.sum().clamp(min=1.0)
    for logits in mask_logits:
        bce = F.binary_cross_entropy_with_logits(logits, truth_BNhw, reduction="none")
        bce_BN = (bce * known_B1hw).flatten(2).mean(2)
        total = (
            total + ((bce_BN + dice(logits.sigmoid(), truth_BNhw, known_B1hw)) * weight_BN).sum()
        )
    return total / len(mask_logits)


@torch.no_grad()
def mask_iou(prediction_BNHW: Tensor, truth_BNHW: Tensor, known_B1HW: Tensor) -> Tensor:
    """Return the IoU of masks thresholded at 0.5, B x N; 1 if both are empty."""
    prediction = ((prediction_BNHW > 0.5) & (known_B1HW > 0)).flatten(2)
    truth = ((truth_BNHW > 0.5) & (known_B1HW > 0)).flatten(2)
    union = (prediction | truth).sum(2).float()
    return torch.where(union > 0, (prediction & truth).sum(2) / union.clamp(min=1), union + 1)
