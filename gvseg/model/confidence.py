"""Confidence head: predicts the quality of a mask.

Legend: B videos, N objects, D query width, H/W at stride 4.
"""

import torch
from torch import Tensor, nn

from gvseg.model.config import ModelConfig


class ConfidenceHead(nn.Module):
    """Predicts the IoU of a mask with the truth from its query and its pixels."""

    STATISTICS = 4

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(config.width + self.STATISTICS, config.width),
            nn.ReLU(),
            nn.Linear(config.width, 1),
        )

    def forward(self, query_BND: Tensor, mask_logits_BNHW: Tensor) -> Tensor:
        """Return the logit of the predicted IoU, B x N, without gradients to query and mask."""
        probability = mask_logits_BNHW.detach().float().sigmoid().flatten(2)
        inside = (probability > 0.5).float()
        area_BN = inside.sum(2)
        sure_BN = (probability * inside).sum(2) / area_BN.clamp(min=1.0)
        soft_iou_BN = (probability * inside).sum(2) / torch.maximum(probability, inside).sum(
            2
        ).clamp(min=1.0)
        statistics = torch.stack(
            (sure_BN, soft_iou_BN, (area_BN / inside.shape[2]).sqrt(), probability.amax(2)), 2
        )
        out: Tensor = self.layers(torch.cat((query_BND.detach(), statistics), 2))
        return out[..., 0]
