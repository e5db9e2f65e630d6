"""The shape-position descriptor H of a mask (paper, section 3; variant: docs/method.md).

Legend: M masks, H/W rows and columns of the mask grid, A angles, R radii, D = A * R.

Boundary pixels vote into a polar grid about the mask's centroid. The grid's radius is half the
image diagonal, so some bins are outside the image. These get a negative value, which encodes the
position of the target in the image.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional as F


@torch.no_grad()
def shape_position_descriptor(
    masks_MHW: Tensor, angle_bins: int = 36, radius_bins: int = 12, width: int = 128
) -> Tensor:
    """Return the shape-position descriptor of each mask.

    Args:
        masks_MHW: probabilities or booleans; a pixel belongs to the mask above 0.5.
        angle_bins: A, bins over the full turn, from the x axis towards y (downwards).
        radius_bins: R, linear bins up to half the image diagonal.
        width: channels of a query; bins whose centre is outside the image are -1 / sqrt(width).

    Returns:
        M x (A * R), angle-major: the share of boundary pixels in each bin. All zero for an
        empty mask.
    """
    inside_MHW = masks_MHW > 0.5
    boundary_MHW = (inside_MHW & ~_erode(inside_MHW)).float()
    masks, height, width_px = masks_MHW.shape
    device = masks_MHW.device
    y_H = torch.arange(height, device=device, dtype=torch.float32) + 0.5
    x_W = torch.arange(width_px, device=device, dtype=torch.float32) + 0.5
    weight_MHW = inside_MHW.float()
    area_M = weight_MHW.sum((1, 2))
    safe_area_M = area_M.clamp(min=1.0)
    # No matrix products: GPUs run them in half precision, which would shift the centre.
    centre_y_M = (weight_MHW.sum(2) * y_H).sum(1) / safe_area_M
    centre_x_M = (weight_MHW.sum(1) * x_W).sum(1) / safe_area_M
    reach = 0.5 * math.hypot(height, width_px)

    dy_MHW = (y_H[:, None] - centre_y_M[:, None, None]).expand(masks, height, width_px)
    dx_MHW = (x_W[None, :] - centre_x_M[:, None, None]).expand(masks, height, width_px)
    angle_MHW = torch.atan2(dy_MHW, dx_MHW) / (2 * math.pi) % 1.0
    angle_bin_MHW = (angle_MHW * angle_bins).long().clamp(0, angle_bins - 1)
    radius_MHW = torch.hypot(dy_MHW, dx_MHW) / reach
    radius_bin_MHW = (radius_MHW * radius_bins).long().clamp(0, radius_bins - 1)
    bin_MP = (angle_bin_MHW * radius_bins + radius_bin_MHW).flatten(1)

    votes_MD = torch.zeros(masks, angle_bins * radius_bins, device=device)
    votes_MD.scatter_add_(1, bin_MP, boundary_MHW.flatten(1))
    votes_MD = votes_MD / votes_MD.sum(1, keepdim=True).clamp(min=1.0)
    outside_MD = _bins_outside(
        torch.stack((centre_x_M, centre_y_M), 1), (height, width_px), (angle_bins, radius_bins)
    )
    votes_MD = votes_MD.masked_fill(outside_MD, -1.0 / math.sqrt(width))
    return votes_MD * (area_M > 0)[:, None]


def relative_change(before_MD: Tensor, after_MD: Tensor) -> Tensor:
    """Return ||after - before|| / ||before|| of descriptors, M (paper, section 3.4)."""
    norm_M = before_MD.norm(dim=1).clamp(min=1e-6)
    return (after_MD - before_MD).norm(dim=1) / norm_M


def _erode(inside_MHW: Tensor) -> Tensor:
    """Erode by 3 x 3; pixels outside the image are not in the mask."""
    outside_M1HW = F.pad((~inside_MHW).float(), (1, 1, 1, 1), value=1.0)[:, None]
    return F.max_pool2d(outside_M1HW, 3, stride=1)[:, 0] == 0


def _bins_outside(centre_M2: Tensor, size: tuple[int, int], bins: tuple[int, int]) -> Tensor:
    """Return the bins whose centres are outside the image: M x (A * R) bool."""
    (height, width), (angle_bins, radius_bins) = size, bins
    device = centre_M2.device
    angle_A = (torch.arange(angle_bins, device=device) + 0.5) * (2 * math.pi / angle_bins)
    radius_R = (torch.arange(radius_bins, device=device) + 0.5) * (
        0.5 * math.hypot(height, width) / radius_bins
    )
    x_MAR = centre_M2[:, 0, None, None] + torch.cos(angle_A)[:, None] * radius_R
    y_MAR = centre_M2[:, 1, None, None] + torch.sin(angle_A)[:, None] * radius_R
    outside_MAR = (x_MAR < 0) | (x_MAR >= width) | (y_MAR < 0) | (y_MAR >= height)
    return outside_MAR.flatten(1)
