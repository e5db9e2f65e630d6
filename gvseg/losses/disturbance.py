"""Drop or corrupt the previous masks of training clips.

Legend: B clips, N objects, h/w at stride 4.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

MAX_WRONG_SHIFT = 0.25
"""Largest shift of a wrong previous mask, in frame sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """Probabilities of dropping or corrupting cues, so that the network relies on no single one.

    Attributes:
        score_dropout: share of clips without the exemplar classifier's score.
        previous_dropout: probability that a frame is segmented without the previous mask.
        wrong_previous: probability that a frame is segmented with a wrong previous mask.
    """

    score_dropout: float = 0.0
    previous_dropout: float = 0.0
    wrong_previous: float = 0.0


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
