"""Refine the edges of propagated masks, with the part that an adaptation tuned.

Legend: N objects, H/W the size of the frame in the network, h/w at stride 4.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.model.edges import BAND, EDGE_STRIDE, EdgeRefiner, edge_cells
from gvseg.model.network import MASK_STRIDE, aggregate
from gvseg.model.pixel_decoder import double_size

MARGIN = 12
"""Cells at stride 4 around the band of an edge that decide how its logits change."""
SCALE = MASK_STRIDE // EDGE_STRIDE
MEMORY_SHARE = 0.5
"""How far masks in memory move towards refined ones. All the way, mistakes of the refiner would
grow from frame to frame.
"""
RIVAL_CELLS = 3
"""Distance from other objects within which masks in memory are not refined, because colours do not
tell look-alikes apart.
"""


def refined_logits(refiner: EdgeRefiner, image_13HW: Tensor, logits_Nhw: Tensor) -> Tensor:
    """Return the logits of masks at stride 2, refined near their edges: N x 2h x 2w.

    Each object is refined only around its own edges.

    Args:
        refiner: the tuned part.
        image_13HW: the frame at network size, RGB, 0..255.
        logits_Nhw: independent logits of each object.
    """
    features = refiner.look(image_13HW.float())
    refined = double_size(logits_Nhw[:, None])
    for row, logits_hw in enumerate(logits_Nhw):
        window = _around_edges(logits_hw)
        if window is None:
            continue
        top, bottom, left, right = window
        fine = (slice(SCALE * top, SCALE * bottom), slice(SCALE * left, SCALE * right))
        part = logits_hw[None, None, top:bottom, left:right]
        refined[row, :, *fine] = refiner.refine(features[:, :, *fine], part)[0]
    return refined[:, 0]


def with_refined(masks_1Nhw: Tensor, refined_NHW: Tensor) -> Tensor:
    """Return the masks that memory keeps.

    Args:
        masks_1Nhw: masks at stride 4, 0..1.
        refined_NHW: result of `refined_logits`.
    """
    refined_1Nhw = F.avg_pool2d(aggregate(refined_NHW[None]).softmax(1)[:, 1:], SCALE)
    others_1Nhw = masks_1Nhw.sum(1, keepdim=True) - masks_1Nhw
    near_1Nhw = F.max_pool2d(others_1Nhw, 2 * RIVAL_CELLS + 1, 1, RIVAL_CELLS).clamp(0, 1)
    return torch.lerp(masks_1Nhw, refined_1Nhw, MEMORY_SHARE * (1 - near_1Nhw))


def _around_edges(logits_hw: Tensor) -> tuple[int, int, int, int] | None:
    """Return top, bottom, left and right of the area that decides about all edges of a mask.

    They are even, because colours are averaged in blocks of two cells.
    """
    near_hw = edge_cells(logits_hw[None, None], BAND)[0, 0]
    sides = []
    for axis, length in enumerate(logits_hw.shape):
        found = torch.nonzero(near_hw.amax(1 - axis))
        if not len(found):
            return None
        first, last = int(found[0]) - MARGIN, int(found[-1]) + 1 + MARGIN
        sides += [max(0, first - first % 2), min(length, last + last % 2)]
    return sides[0], sides[1], sides[2], sides[3]
