"""Encode clicks for the network, as maps of Gaussian discs at stride 4.

Legend: B images, K clicks, h/w at stride 4.
"""

import torch
from torch import Tensor

DISC_SIGMA = 1.5
"""Standard deviation of a click's disc, in cells at stride 4."""
CLICK_SHARE = 0.5
"""Total weight of pixels near clicks in the classifier; the rest is spread over all pixels."""


def click_maps(points_BK2: Tensor, sign_BK: Tensor, size: tuple[int, int]) -> Tensor:
    """Return maps of discs around positive and negative clicks, B x 2 x h x w, 0..1.

    Args:
        points_BK2: positions (x, y) of clicks in the frame, -1..1.
        sign_BK: +1 for positive clicks, -1 for negative clicks, 0 for padding.
        size: (h, w).
    """
    height, width = size
    y_h = torch.arange(height, device=points_BK2.device) + 0.5
    x_w = torch.arange(width, device=points_BK2.device) + 0.5
    x_BK = (points_BK2[..., 0] + 1) * width / 2
    y_BK = (points_BK2[..., 1] + 1) * height / 2
    square_BKhw = (y_h[:, None] - y_BK[..., None, None]).square() + (
        x_w - x_BK[..., None, None]
    ).square()
    disc_BKhw = torch.exp(-square_BKhw / (2 * DISC_SIGMA**2))
    sides = [
        (disc_BKhw * is_side[..., None, None]).amax(1) for is_side in (sign_BK > 0, sign_BK < 0)
    ]
    return torch.stack(sides, 1)


def click_weights(maps_B2hw: Tensor) -> Tensor:
    """Return pixel weights for the exemplar classifier, highest at clicks: B x 1 x h x w."""
    clicked_Bhw = maps_B2hw.sum(1)
    total_B11 = clicked_Bhw.sum((1, 2), keepdim=True).clamp(min=1e-6)
    pixels = clicked_Bhw.shape[1] * clicked_Bhw.shape[2]
    return (CLICK_SHARE * clicked_Bhw / total_B11 + (1 - CLICK_SHARE) / pixels)[:, None]
