"""Drop or corrupt masks of training clips.

Legend: B clips, N objects, h/w at stride 4.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

MAX_WRONG_SHIFT = 0.25
"""Largest shift of a wrong previous mask, in frame sides."""
CUT = (-0.5, 0.8)
"""Range of the distance of a cut from an object's centre, in radii of a disc of its area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """Probabilities of dropping or corrupting cues, so that the network relies on no single one.

    Attributes:
        score_dropout: share of clips without the exemplar classifier's score.
        previous_dropout: probability that a frame is segmented without the previous mask.
        wrong_previous: probability that a frame is segmented with a wrong previous mask.
        lost_part: probability that an object's mask enters memory without a part of it.
        spilled: probability that an object's mask enters memory with more than the object.
        correction_share: share of the batches with a lead in which the true masks of its last
            frame become a second exemplar.
    """

    score_dropout: float = 0.0
    previous_dropout: float = 0.0
    wrong_previous: float = 0.0
    lost_part: float = 0.0
    spilled: float = 0.0
    correction_share: float = 0.0


UNDISTURBED = Disturbance()


def disturb(masks_BNhw: Tensor, disturbance: Disturbance, rng: np.random.Generator) -> Tensor:
    """Drop some previous masks; replace others with another object's mask or a shifted one."""
    clips, objects = masks_BNhw.shape[:2]
    if disturbance.wrong_previous:
        wrong = shift_masks(masks_BNhw, MAX_WRONG_SHIFT, rng)
        if objects > 1 and rng.random() < 0.5:
            wrong = masks_BNhw.roll(1 + int(rng.integers(objects - 1)), dims=1)
        is_wrong = torch.from_numpy(rng.random(clips) < disturbance.wrong_previous)
        is_wrong_B111 = is_wrong.to(masks_BNhw.device)[:, None, None, None]
        masks_BNhw = torch.where(is_wrong_B111, wrong, masks_BNhw)
    if disturbance.previous_dropout:
        is_kept = torch.from_numpy(rng.random((clips, objects)) >= disturbance.previous_dropout)
        masks_BNhw = masks_BNhw * is_kept.float().to(masks_BNhw.device)[..., None, None]
    return masks_BNhw


def add_mistakes(masks_BNhw: Tensor, disturbance: Disturbance, rng: np.random.Generator) -> Tensor:
    """Return masks as they might enter memory after a mistake: some lack a part, others spill over.

    From such masks, the network learns to find the whole object again, with the exemplar's help.
    """
    if not disturbance.lost_part and not disturbance.spilled:
        return masks_BNhw
    drawn_BN11 = torch.from_numpy(rng.random(masks_BNhw.shape[:2]))[..., None, None]
    drawn_BN11 = drawn_BN11.to(masks_BNhw.device)
    cut_BNhw = masks_BNhw * _one_side(masks_BNhw.detach(), rng)
    shifted_BNhw = shift_masks(masks_BNhw, MAX_WRONG_SHIFT, rng)
    others_BNhw = (masks_BNhw.sum(1, keepdim=True) - masks_BNhw).clamp(0, 1)
    spilled_BNhw = torch.maximum(masks_BNhw, shifted_BNhw * (1 - others_BNhw))
    is_spilled_BN11 = drawn_BN11 < disturbance.lost_part + disturbance.spilled
    masks_BNhw = torch.where(is_spilled_BN11, spilled_BNhw, masks_BNhw)
    return torch.where(drawn_BN11 < disturbance.lost_part, cut_BNhw, masks_BNhw)


def _one_side(masks_BNhw: Tensor, rng: np.random.Generator) -> Tensor:
    """Return 1 on one side of a random line through or near each object, 0 on the other."""
    height, width = masks_BNhw.shape[2:]
    y_h1 = torch.arange(height, device=masks_BNhw.device, dtype=torch.float32)[:, None]
    x_w = torch.arange(width, device=masks_BNhw.device, dtype=torch.float32)
    area_BN11 = masks_BNhw.sum((2, 3), keepdim=True).clamp(min=1e-3)
    centre_x = (masks_BNhw * x_w).sum((2, 3), keepdim=True) / area_BN11
    centre_y = (masks_BNhw * y_h1).sum((2, 3), keepdim=True) / area_BN11
    drawn = rng.uniform((0, CUT[0]), (2 * np.pi, CUT[1]), (*masks_BNhw.shape[:2], 2))
    angle_BN11, distance_BN11 = torch.from_numpy(drawn).to(area_BN11)[..., None, None].unbind(2)
    across = (x_w - centre_x) * angle_BN11.cos() + (y_h1 - centre_y) * angle_BN11.sin()
    return (across < distance_BN11 * (area_BN11 / np.pi).sqrt()).to(masks_BNhw)


def shift_masks(masks_BNhw: Tensor, farthest: float, rng: np.random.Generator) -> Tensor:
    """Shift all masks of a clip by the same offset, up to `farthest` frame sides."""
    height, width = masks_BNhw.shape[2:]
    moved = torch.zeros_like(masks_BNhw)
    for clip, (down, right) in enumerate(rng.uniform(-farthest, farthest, (len(moved), 2))):
        y, x = round(down * height), round(right * width)
        rows, columns = slice(max(0, y), height + min(0, y)), slice(max(0, x), width + min(0, x))
        rolled = masks_BNhw[clip].roll((y, x), dims=(1, 2))
        moved[clip, :, rows, columns] = rolled[:, rows, columns]
    return moved
