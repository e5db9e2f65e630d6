"""Evidence from the masks of a frame and of the previous frame, without exemplars.

Legend: N objects, h/w at stride 4.
"""

import cv2
import numpy as np
import torch
from torch import Tensor

from gvseg.model.network import ObjectPrediction

SMALLEST = 1e-6
LARGEST_JUMP = 4.0
"""Largest value of the jump feature, in object sizes."""


def mask_evidence(
    masks: Tensor, previous: Tensor, prediction: ObjectPrediction
) -> dict[str, Tensor]:
    """Return features of the masks by name, N each.

    Args:
        masks: masks after aggregation over objects, N x h x w, 0..1.
        previous: masks of the previous frame, N x h x w, 0..1.
        prediction: prediction of the network, before aggregation.
    """
    inside, was_inside = (masks > 0.5).float(), (previous > 0.5).float()
    area_N, was_area_N = inside.flatten(1).sum(1), was_inside.flatten(1).sum(1)
    alone = prediction.mask_logits[-1][0].float().sigmoid()
    claims = (alone > 0.5).float()
    claimed_N = claims.flatten(1).sum(1)
    by_two = claims * (claims.sum(0) > 1.5)
    first = (prediction.mask_logits[0][0].float() > 0).float()
    overlap_NN = inside.flatten(1) @ was_inside.flatten(1).T
    is_own_NN = torch.eye(len(masks), device=masks.device) > 0
    rivals_N = overlap_NN.masked_fill(is_own_NN, 0.0).amax(1)
    was_rivals_NN = (was_inside.flatten(1) @ was_inside.flatten(1).T).masked_fill(is_own_NN, 0.0)
    has_both_N = ((area_N > 0) & (was_area_N > 0)).float()
    size_N = torch.sqrt(torch.maximum(area_N, was_area_N)).clamp(min=1.0)
    moved_N = (_centroid(inside) - _centroid(was_inside)).norm(dim=1) / size_N
    return {
        "certainty_inside": (masks * inside).flatten(1).sum(1) / area_N.clamp(min=1.0),
        "soft_iou": soft_iou(alone, claims),
        "size": (area_N / inside[0].numel()).sqrt(),
        "is_empty": (area_N == 0).float(),
        "contested": by_two.flatten(1).sum(1) / claimed_N.clamp(min=1.0),
        "lost_to_rivals": (claims * (1 - inside)).flatten(1).sum(1) / claimed_N.clamp(min=1.0),
        "overlap_with_rivals_previous": rivals_N / area_N.clamp(min=1.0)
        - was_rivals_NN.amax(1) / was_area_N.clamp(min=1.0),
        "jump": moved_N.clamp(max=LARGEST_JUMP) * has_both_N,
        "growth": torch.log((area_N + 1) / (was_area_N + 1)),
        "largest_part": _largest_part(inside),
        "stability": soft_iou(first, claims),
        "has_rivals": torch.full_like(area_N, float(len(masks) > 1)),
    }


def soft_iou(one: Tensor, other: Tensor) -> Tensor:
    """Return the IoU of soft masks, one per object; 1 if both are empty."""
    one, other = one.flatten(1), other.flatten(1)
    common_N, all_N = torch.minimum(one, other).sum(1), torch.maximum(one, other).sum(1)
    return torch.where(all_N > SMALLEST, common_N / all_N.clamp(min=SMALLEST), 1.0)


def _centroid(inside: Tensor) -> Tensor:
    """Return the centroid (x, y) in cells, N x 2; (0, 0) for an empty mask."""
    area_N = inside.flatten(1).sum(1).clamp(min=1.0)
    y = torch.arange(inside.shape[1], device=inside.device, dtype=inside.dtype)
    x = torch.arange(inside.shape[2], device=inside.device, dtype=inside.dtype)
    return torch.stack(((inside.sum(1) @ x) / area_N, (inside.sum(2) @ y) / area_N), 1)


def _largest_part(inside: Tensor) -> Tensor:
    """Return the share of each mask in its largest component; 1 for an empty mask."""
    shares = []
    for mask in inside.cpu().numpy().astype(np.uint8):
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        areas = stats[1:, cv2.CC_STAT_AREA]
        shares.append(float(areas.max() / areas.sum()) if len(areas) else 1.0)
    return torch.tensor(shares, device=inside.device)
