"""Loss of the edge refiner, on crops around the edges of predicted masks.

Legend: B clips, N objects, T frames, K crops, H/W pixels, h/w at stride 4; c cells per crop side.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.losses.masks import dice, mask_iou
from gvseg.model.edges import EDGE_STRIDE, EdgeRefiner, edge_band, edge_cells
from gvseg.model.network import MASK_STRIDE

CROP_CELLS = 28
"""Side of a crop, in cells at stride 4."""
LEAST_IOU = 0.5
"""Masks with a lower IoU have edges elsewhere."""
RIM = 4
"""Pixels at stride 2 along the sides of a crop that have no loss, because they see too little."""
CHANGED_SHARE = 0.7
"""Share of crops with other logits, because edges are less sure in video than in made clips."""
SMALLEST_MASK = 15
"""Fewer cells do not show where an edge is."""


@dataclass(frozen=True, slots=True)
class EdgeCrops:
    """Crops around edges.

    Attributes:
        images: K x 3 x 4c x 4c, 0..255.
        logits: predicted logits, K x 1 x c x c.
        truth: share of each pixel that is inside, K x 1 x 2c x 2c.
        known: weight of each pixel, K x 1 x 2c x 2c, 0 where unlabelled.
    """

    images: Tensor
    logits: Tensor
    truth: Tensor
    known: Tensor


@torch.no_grad()
def draw_edge_crops(
    images_TB3HW: Tensor,
    truth_TBNHW: Tensor,
    known_TBHW: Tensor,
    logits: Mapping[int, Tensor],
    rng: np.random.Generator,
    count: int,
) -> EdgeCrops | None:
    """Return random crops around the edges of predicted masks, or None if all are wrong or tiny.

    Args:
        images_TB3HW: frames, 0..255.
        truth_TBNHW: true masks, 0 or 1.
        known_TBHW: weight of each pixel.
        logits: frame index in the clip -> predicted logits, B x N x h x w.
        rng: random generator.
        count: number of crops.
    """
    outlines = {
        (t, clip, row): edge_cells(logits_BNhw[clip : clip + 1, row : row + 1], 1)[0, 0]
        for t, logits_BNhw in logits.items()
        for clip, row in _usable(logits_BNhw, truth_TBNHW[t], known_TBHW[t])
    }
    outlines = {place: outline for place, outline in outlines.items() if outline.any()}
    if not outlines:
        return None
    drawn = [list(outlines)[i] for i in rng.integers(len(outlines), size=count)]
    crops = []
    for t, clip, row in drawn:
        window = _window(outlines[t, clip, row], rng)
        logits_hw = _changed(logits[t][clip, row][window], rng)
        rows, columns = (slice(MASK_STRIDE * s.start, MASK_STRIDE * s.stop) for s in window)
        image = _recoloured(images_TB3HW[t, clip, :, rows, columns], rng)
        planes = (truth_TBNHW[t, clip, row, rows, columns], known_TBHW[t, clip, rows, columns])
        crop = [image, logits_hw[None], *(plane[None] for plane in planes)]
        crops.append([part.flip(2) for part in crop] if rng.random() < 0.5 else crop)
    images, logits_K1cc, truth, known = (torch.stack(parts) for parts in zip(*crops, strict=True))
    return EdgeCrops(
        images.contiguous(memory_format=torch.channels_last),
        logits_K1cc,
        F.avg_pool2d(truth, EDGE_STRIDE),
        -F.max_pool2d(-known, EDGE_STRIDE),
    )


def edge_loss(refiner: EdgeRefiner, crops: EdgeCrops | None) -> Tensor:
    """Return the cross-entropy and half of the Dice loss in the band around the edges.

    Without crops, it is zero, with a gradient of zero.
    """
    if crops is None:
        return torch.stack([value.sum() for value in refiner.parameters()]).sum() * 0.0
    refined = refiner.refine(refiner.look(crops.images), crops.logits)
    weight = edge_band(crops.logits) * crops.known
    weight[..., :RIM, :] = weight[..., -RIM:, :] = 0.0
    weight[..., :RIM] = weight[..., -RIM:] = 0.0
    entropy = F.binary_cross_entropy_with_logits(refined, crops.truth, reduction="none")
    mean_entropy = (entropy * weight).sum() / weight.sum().clamp(min=1.0)
    return mean_entropy + 0.5 * dice(refined.sigmoid(), crops.truth, weight).mean()


def _usable(logits_BNhw: Tensor, truth_BNHW: Tensor, known_BHW: Tensor) -> list[tuple[int, int]]:
    """Return (clip, object) of the masks that are large and right enough."""
    masks = (logits_BNhw > 0).float()
    truth, known = F.avg_pool2d(truth_BNHW, MASK_STRIDE), F.avg_pool2d(known_BHW, MASK_STRIDE)
    is_right_BN = mask_iou(masks, (truth > 0.5).float(), known[:, None]) > LEAST_IOU
    is_large_BN = masks.sum((2, 3)) >= SMALLEST_MASK
    return [(clip, row) for clip, row in (is_right_BN & is_large_BN).nonzero().tolist()]


def _window(outline_hw: Tensor, rng: np.random.Generator) -> tuple[slice, slice]:
    """Return a window in which a random cell of the outline is at a random position."""
    cells = outline_hw.nonzero()
    cell = cells[int(rng.integers(len(cells)))].tolist()
    sides = []
    for position, length in zip(cell, outline_hw.shape, strict=True):
        side = min(CROP_CELLS, length)
        start = position - int(rng.integers(RIM, max(RIM + 1, side - RIM)))
        start = min(max(0, start), length - side)
        sides.append(slice(start, start + side))
    return sides[0], sides[1]


def _changed(logits_hw: Tensor, rng: np.random.Generator) -> Tensor:
    if rng.random() >= CHANGED_SHARE:
        return logits_hw
    waves = torch.from_numpy(rng.normal(0, 0.7, (1, 1, 8, 8))).to(logits_hw)
    waves = F.interpolate(waves, logits_hw.shape[-2:], mode="bilinear", align_corners=False)
    return logits_hw * rng.uniform(0.6, 1.3) + rng.normal(0, 0.5) + waves[0, 0]


def _recoloured(image_3HW: Tensor, rng: np.random.Generator) -> Tensor:
    if rng.random() < 0.5:
        return image_3HW
    factor, offset = torch.from_numpy(np.stack((rng.uniform(0.8, 1.2, 3), rng.normal(0, 6, 3)))).to(
        image_3HW
    )[:, :, None, None]
    return (image_3HW * factor + offset).clamp(0, 255)
