"""Prompts: encode clicks and boxes as maps at stride 4, and the network's parts for them.

Legend: B images, K clicks, h/w at stride 4.
"""

import torch
from torch import Tensor, nn

from gvseg.model.conditioning import PROMPT_CHANNELS_WITH_BOX, ObjectConditioner
from gvseg.model.confidence import ConfidenceHead
from gvseg.model.config import ModelConfig
from gvseg.model.decoder import ShapePositionAwareDecoder
from gvseg.model.pixel_decoder import FrameEncoder

DISC_SIGMA = 1.5
"""Standard deviation of a click's disc, in cells at stride 4."""
CLICK_SHARE = 0.5
"""Total weight of pixels near clicks in the classifier; the rest is spread over all pixels."""
BOX_SPREAD = 0.3
"""Standard deviation of the classifier's target for a box, in sides of the box."""


class PromptParts(nn.Module):
    """Conditioner, decoder, confidence head and perhaps encoder that segment from prompts.

    Prompts need other decisions than propagation: where an object ends, rather than where it went.
    Parts of their own can be trained for these without changing propagation.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.conditioner = ObjectConditioner(config, PROMPT_CHANNELS_WITH_BOX)
        self.decoder = ShapePositionAwareDecoder(config)
        self.confidence = ConfidenceHead(config)
        self.encoder = FrameEncoder(config) if config.use_prompt_encoder else None

    @torch.no_grad()
    def warm_start(
        self,
        conditioner: ObjectConditioner,
        decoder: ShapePositionAwareDecoder,
        confidence: ConfidenceHead,
    ) -> None:
        """Copy the parts for propagation; the weights of the box start at zero."""
        state = conditioner.state_dict()
        for name in ("prompt_16.weight", "prompt_8.weight", "prompt_4.weight"):
            wide = torch.zeros_like(self.conditioner.state_dict()[name])
            wide[:, : state[name].shape[1]] = state[name]
            state[name] = wide
        self.conditioner.load_state_dict(state)
        self.decoder.load_state_dict(decoder.state_dict())
        self.confidence.load_state_dict(confidence.state_dict())


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


def box_map(box_B4: Tensor, size: tuple[int, int]) -> Tensor:
    """Return the share of each cell that is inside a box, B x 1 x h x w, 0..1.

    Args:
        box_B4: left, top, right and bottom edges in the frame, -1..1; all zero for no box.
        size: (h, w).
    """
    height, width = size
    edges_B4 = (box_B4 + 1) / 2 * box_B4.new_tensor((width, height, width, height))
    row_h = torch.arange(height, device=box_B4.device)
    column_w = torch.arange(width, device=box_B4.device)
    wide_Bw = _overlap(column_w, edges_B4[:, 0], edges_B4[:, 2])
    high_Bh = _overlap(row_h, edges_B4[:, 1], edges_B4[:, 3])
    return (high_Bh[:, :, None] * wide_Bw[:, None, :])[:, None]


def box_target(box_B4: Tensor, size: tuple[int, int]) -> Tensor:
    """Return the classifier's target for a box, highest in its centre: B x 1 x h x w, 0..1."""
    height, width = size
    x_w = (torch.arange(width, device=box_B4.device) + 0.5) * (2 / width) - 1
    y_h = (torch.arange(height, device=box_B4.device) + 0.5) * (2 / height) - 1
    centre_B2 = (box_B4[:, :2] + box_B4[:, 2:]) / 2
    spread_B2 = BOX_SPREAD * (box_B4[:, 2:] - box_B4[:, :2]).clamp(min=1e-3)
    wide_Bw = torch.exp(-(((x_w - centre_B2[:, :1]) / spread_B2[:, :1]) ** 2) / 2)
    high_Bh = torch.exp(-(((y_h - centre_B2[:, 1:]) / spread_B2[:, 1:]) ** 2) / 2)
    return (high_Bh[:, :, None] * wide_Bw[:, None, :])[:, None] * box_map(box_B4, size)


def _overlap(cell: Tensor, start_B: Tensor, end_B: Tensor) -> Tensor:
    """Return the share of unit cells that is between two edges, B x cells."""
    inside = torch.minimum(cell + 1, end_B[:, None]) - torch.maximum(cell, start_B[:, None])
    return inside.clamp(0, 1)
