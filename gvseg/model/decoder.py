"""Shape-position-aware decoder (paper, section 3.1, figure 3).

Each layer: masked cross-attention to the pixels, an intermediate mask, its shape-position
descriptor joins the query, self-attention between objects, feed-forward.

Legend: B videos, N objects, O = B * N, D width, P pixels at stride 16, L layers.
"""

from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.conditioning import ObjectFeatures
from gvseg.model.config import ModelConfig
from gvseg.model.queries import ExemplarQueries


class DecodedObjects(NamedTuple):
    """What the decoder says of each object.

    Attributes:
        mask_logits: L x (B x N x H/4 x W/4), the last layer's last; earlier ones for deep
            supervision.
        query: B x N x D, refined.
    """

    mask_logits: list[Tensor]
    query: Tensor


class DecoderLayer(nn.Module):
    """Cross-attention, then (with the descriptor joined) self-attention and feed-forward."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads = config.decoder_heads
        width = config.width
        self.cross_query = nn.Linear(width, width)
        self.cross_key_value = nn.Linear(width, 2 * width)
        self.cross_out = nn.Linear(width, width)
        self.cross_norm = nn.LayerNorm(width)
        self.self_in = nn.Linear(width, 3 * width)
        self.self_out = nn.Linear(width, width)
        self.self_norm = nn.LayerNorm(width)
        self.feed_forward = nn.Sequential(
            nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )
        self.feed_forward_norm = nn.LayerNorm(width)

    def look(self, query_BND: Tensor, pixels_OPD: Tensor, allowed_OP: Tensor) -> Tensor:
        """Masked cross-attention of each object's query to its own pixels."""
        batch, objects, width = query_BND.shape
        query_O1D = self.cross_query(query_BND).reshape(batch * objects, 1, width)
        key, value = self.cross_key_value(pixels_OPD).chunk(2, -1)
        attended = F.scaled_dot_product_attention(
            self._split(query_O1D),
            self._split(key),
            self._split(value),
            attn_mask=allowed_OP[:, None, None],
        )
        attended = attended.transpose(1, 2).reshape(batch, objects, width)
        out: Tensor = self.cross_norm(query_BND + self.cross_out(attended))
        return out

    def exchange(self, query_BND: Tensor) -> Tensor:
        """Self-attention between the objects of a video, then feed-forward."""
        query, key, value = (self._split(x) for x in self.self_in(query_BND).chunk(3, -1))
        attended = F.scaled_dot_product_attention(query, key, value)
        attended = attended.transpose(1, 2).flatten(2)
        query_BND = self.self_norm(query_BND + self.self_out(attended))
        out: Tensor = self.feed_forward_norm(query_BND + self.feed_forward(query_BND))
        return out

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class ShapePositionAwareDecoder(nn.Module):
    """Refines queries and draws a mask with each."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.decoder_layers))
        self.pixel_position = nn.Linear(2, config.width)
        self.mask_embedding = nn.Sequential(
            nn.Linear(config.width, config.width),
            nn.ReLU(),
            nn.Linear(config.width, config.width_4 + 1),
        )
        # Masks start undecided; full-sized weights would start them sure and wrong.
        for parameter in self.mask_embedding[-1].parameters():
            nn.init.normal_(parameter, std=0.01)

    def forward(
        self,
        query_BND: Tensor,
        objects: ObjectFeatures,
        position_P2: Tensor,
        exemplar_queries: ExemplarQueries,
    ) -> DecodedObjects:
        """Decode.

        Args:
            query_BND: initial queries.
            objects: conditioned features of O = B * N objects.
            position_P2: pixel positions at stride 16, in frame heights.
            exemplar_queries: projects a mask's descriptor into the query's space.
        """
        batch, count = query_BND.shape[:2]
        pixels_OPD = objects.stride_16.flatten(2).transpose(1, 2) + self.pixel_position(position_P2)
        mask_logits = [self._draw(query_BND, objects.stride_4)]
        for module in self.layers:
            layer = cast(DecoderLayer, module)
            allowed_OP = _allowed(mask_logits[-1].flatten(0, 1), objects.stride_16.shape[2:])
            query_BND = layer.look(query_BND, pixels_OPD, allowed_OP)
            logits_BNHW = self._draw(query_BND, objects.stride_4)
            mask_logits.append(logits_BNHW)
            query_BND = query_BND + exemplar_queries.describe(logits_BNHW.detach().sigmoid())
            query_BND = layer.exchange(query_BND)
        mask_logits.append(self._draw(query_BND, objects.stride_4))
        return DecodedObjects(mask_logits, query_BND.reshape(batch, count, -1))

    def _draw(self, query_BND: Tensor, embedding_OCHW: Tensor) -> Tensor:
        """Query times pixel embedding, B x N x H/4 x W/4."""
        batch, objects = query_BND.shape[:2]
        kernel_OC = self.mask_embedding(query_BND).flatten(0, 1)
        logits = torch.einsum("oc,ochw->ohw", kernel_OC[:, :-1], embedding_OCHW)
        logits = logits + kernel_OC[:, -1, None, None]
        return logits.unflatten(0, (batch, objects))


def _allowed(mask_logits_OHW: Tensor, size: torch.Size) -> Tensor:
    """Pixels at stride 16 that a query may look at: its mask, or all where that is empty."""
    coarse_OP = F.adaptive_max_pool2d(mask_logits_OHW.detach()[:, None], list(size)).flatten(1)
    allowed_OP = coarse_OP > 0
    return allowed_OP | ~allowed_OP.any(1, keepdim=True)
