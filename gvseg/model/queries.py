"""Task-oriented query initialisation (paper, section 3.2): what a query is made of, by task.

Exemplar targets: features at points inside a mask or at clicks, pooled into one query an object,
and the shape-position descriptor of the mask.

Legend: B videos, N objects, K points, D query width, H/W at stride 4.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.shape_position import shape_position_descriptor


class ExemplarQueries(nn.Module):
    """One query for each object that a person showed."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        sampled = config.width + config.width_8
        self.from_mask = nn.Linear(sampled, config.width)
        self.from_positive = nn.Linear(sampled, config.width)
        self.from_negative = nn.Linear(sampled, config.width, bias=False)
        self.norm = nn.LayerNorm(config.width)
        self.shape_position = nn.Linear(config.angle_bins * config.radius_bins, config.width)
        nn.init.zeros_(self.shape_position.weight)
        nn.init.zeros_(self.shape_position.bias)

    def from_masks(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Mask-guided queries.

        Args:
            features: of the exemplar's frame.
            masks_BNHW: at stride 4, 0..1.

        Returns:
            B x N x D.
        """
        points_BNK2, weight_BNK = _points_inside(masks_BNHW, self.config.query_points)
        sampled_BNKC = _sample(features, points_BNK2)
        total_BN1 = weight_BNK.sum(2)[..., None].clamp(min=1e-6)
        pooled_BNC = (sampled_BNKC * weight_BNK[..., None]).sum(2) / total_BN1
        query_BND: Tensor = self.norm(self.from_mask(pooled_BNC))
        return query_BND + self.describe(masks_BNHW)

    def from_points(self, features: FrameFeatures, points_BK2: Tensor, sign_BK: Tensor) -> Tensor:
        """Point-guided query of one object.

        Args:
            features: of the frame.
            points_BK2: (x, y) in -1..1 of the frame, as grid_sample has it.
            sign_BK: +1 on the object, -1 off it, 0 for no point.

        Returns:
            B x 1 x D; a point carries no shape, so no descriptor joins.
        """
        sampled_BKC = _sample(features, points_BK2[:, None])[:, 0]
        parts = []
        for layer, is_side in (
            (self.from_positive, sign_BK > 0),
            (self.from_negative, sign_BK < 0),
        ):
            weight_BK1 = is_side.float()[..., None]
            pooled_BC = (sampled_BKC * weight_BK1).sum(1) / weight_BK1.sum(1).clamp(min=1.0)
            parts.append(layer(pooled_BC))
        query_BD: Tensor = self.norm(parts[0] + parts[1])
        return query_BD[:, None]

    def describe(self, masks_BNHW: Tensor) -> Tensor:
        """The mask's shape-position descriptor in the query's space, B x N x D."""
        batch, objects = masks_BNHW.shape[:2]
        if not self.config.use_shape_position:
            return masks_BNHW.new_zeros(batch, objects, self.config.width)
        descriptor = shape_position_descriptor(
            masks_BNHW.flatten(0, 1),
            self.config.angle_bins,
            self.config.radius_bins,
            self.config.width,
        )
        projected: Tensor = self.shape_position(descriptor)
        return projected.unflatten(0, (batch, objects))


def _points_inside(masks_BNHW: Tensor, points: int) -> tuple[Tensor, Tensor]:
    """Spread points over each mask: B x N x K x 2 in -1..1, and their weights (0 outside)."""
    height, width = masks_BNHW.shape[2:]
    count = min(points, height * width)
    # A fixed low-discrepancy pattern breaks ties, so that the points spread and repeat exactly.
    spread_P = torch.arange(height * width, device=masks_BNHW.device) * 0.618034 % 1.0
    flat_BNP = masks_BNHW.flatten(2)
    index_BNK = ((flat_BNP > 0.5) + 0.5 * flat_BNP + spread_P).topk(count, dim=2).indices
    weight_BNK = flat_BNP.gather(2, index_BNK)
    x_BNK = (index_BNK % width + 0.5) * (2.0 / width) - 1.0
    y_BNK = (index_BNK // width + 0.5) * (2.0 / height) - 1.0
    return torch.stack((x_BNK, y_BNK), 3), weight_BNK


def _sample(features: FrameFeatures, points_BNK2: Tensor) -> Tensor:
    """Features at points, strides 16 and 8 side by side: B x N x K x C."""
    levels = [
        F.grid_sample(level, points_BNK2, align_corners=False, padding_mode="border")
        for level in (features.stride_16, features.stride_8)
    ]
    return torch.cat(levels, 1).permute(0, 2, 3, 1)
