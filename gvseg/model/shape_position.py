"""Shape-position descriptor of masks (paper, section 3; for differences see docs/method.md).

The descriptor is a polar histogram of boundary pixels around the mask's centroid. Its radius is
half the image diagonal, so some bins are outside the image. They get a negative value, which
encodes the position of the target in the image.

Legend: M masks, H/W rows and columns of the masks, A angles, R radii, D = A * R.
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
        masks_MHW: probabilities or booleans, thresholded at 0.5.
        angle_bins: number of bins over the full circle, from the x axis towards y (down).
        radius_bins: number of linear bins up to half the image diagonal.
        width: channels of a query; bins with centres outside the image are -1 / sqrt(width).

    Returns:
        The share of boundary pixels in each bin, M x (A * R), angle-major; zeros for an empty mask.
    """
    inside_MHW = masks_MHW > 0.5
    boundary_MHW = inside_MHW & ~_erode(inside_MHW)
    masks, height, width_px = masks_MHW.shape
    device = masks_MHW.device
    y_H = torch.arange(height, device=device, dtype=torch.float32) + 0.5
    x_W = torch.arange(width_px, device=device, dtype=torch.float32) + 0.5
    weight_MHW = inside_MHW.float()
    in_row_MH, in_column_MW = weight_MHW.sum(2), weight_MHW.sum(1)
    area_M = in_row_MH.sum(1)
    safe_area_M = area_M.clamp(min=1.0)
    # Avoid matrix products, which GPUs run in half precision: that would shift the centre.
    centre_y_M = (in_row_MH * y_H).sum(1) / safe_area_M
    centre_x_M = (in_column_MW * x_W).sum(1) / safe_area_M
    reach = 0.5 * math.hypot(height, width_px)

    bins = (angle_bins, radius_bins)
    if device.type == "cpu":
        # There are few boundary pixels, but listing them on a GPU would require a synchronisation.
        mask_V, row_V, column_V = boundary_MHW.nonzero(as_tuple=True)
        dy_V, dx_V = y_H[row_V] - centre_y_M[mask_V], x_W[column_V] - centre_x_M[mask_V]
        bin_V = mask_V * math.prod(bins) + _polar_bin(dy_V, dx_V, reach, bins)
        votes = torch.bincount(bin_V, minlength=masks * math.prod(bins)).float()
        votes_MD = votes.view(masks, -1)
    else:
        dy_MH1 = (y_H - centre_y_M[:, None])[..., None]
        dx_M1W = (x_W - centre_x_M[:, None])[:, None]
        bin_MP = _polar_bin(dy_MH1, dx_M1W, reach, bins).flatten(1)
        votes_MD = torch.zeros(masks, math.prod(bins), device=device)
        votes_MD.scatter_add_(1, bin_MP, boundary_MHW.float().flatten(1))
    votes_MD = votes_MD / votes_MD.sum(1, keepdim=True).clamp(min=1.0)
    centre_M2 = torch.stack((centre_x_M, centre_y_M), 1)
    outside_MD = _bins_outside(centre_M2, (height, width_px), bins)
    votes_MD = votes_MD.masked_fill(outside_MD, -1.0 / math.sqrt(width))
    return votes_MD * (area_M > 0)[:, None]


def relative_change(before_MD: Tensor, after_MD: Tensor) -> Tensor:
    """Return ||after - before|| / ||before|| of descriptors, M (paper, section 3.4)."""
    norm_M = before_MD.norm(dim=1).clamp(min=1e-6)
    return (after_MD - before_MD).norm(dim=1) / norm_M


def _polar_bin(dy: Tensor, dx: Tensor, reach: float, bins: tuple[int, int]) -> Tensor:
    """Return the bin of each offset from the centre, angle-major."""
    angle_bins, radius_bins = bins
    angle = torch.atan2(dy, dx) / (2 * math.pi) % 1.0
    radius = torch.hypot(dy, dx) / reach
    angle_bin = (angle * angle_bins).long().clamp(0, angle_bins - 1)
    radius_bin = (radius * radius_bins).long().clamp(0, radius_bins - 1)
    return angle_bin * radius_bins + radius_bin


def _erode(inside_MHW: Tensor) -> Tensor:
    """Return masks eroded by 3 x 3; pixels outside the image count as background."""
    padded = F.pad(inside_MHW, (1, 1, 1, 1), value=False)
    rows = padded[:, :-2] & padded[:, 1:-1] & padded[:, 2:]
    return rows[..., :-2] & rows[..., 1:-1] & rows[..., 2:]


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
