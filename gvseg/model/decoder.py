"""Shape-position-aware decoder (paper, section 3.1, figure 3).

Each layer applies masked cross-attention to the pixels, predicts an intermediate mask, adds its
shape-position descriptor to the queries of things, and applies self-attention and a feed-forward
network.

Pixels are grouped into views. In the exemplar task, each object has its own view (its conditioned
features) and one query. In the automatic tasks, all queries of a video share one view of its clip.

Legend: B videos, N queries of a video, V views, Q = B * N / V queries of a view, T frames of a
clip, D width, P = T * H/16 * W/16 pixels of a view, L layers.
"""

from collections.abc import Callable
from functools import reduce
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.conditioning import ObjectFeatures
from gvseg.model.config import ModelConfig
from gvseg.model.memory import grid_positions

Describe = Callable[[Tensor], Tensor]
"""Maps masks (B x N x T x h x w, 0..1) to the terms added to their queries (B x N x D)."""


class PositionTerms(NamedTuple):
    """Position terms of the mask logits, in addition to appearance.

    Attributes:
        kernel: maps queries (B x N x D) to position weights (B x N x P).
        code_PHW: position encoding of each pixel, P x H/4 x W/4.
    """

    kernel: Callable[[Tensor], Tensor]
    code_PHW: Tensor


class DecodedQueries(NamedTuple):
    """Output of the decoder for each query.

    Attributes:
        mask_logits: L x (B x N x T x H/4 x W/4), from first to last layer; earlier ones are for
            deep supervision.
        query: refined queries, B x N x D.
    """

    mask_logits: list[Tensor]
    query: Tensor


class DecoderLayer(nn.Module):
    """Cross-attention, then self-attention (with the descriptor added) and feed-forward."""

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

    def look(self, query_BND: Tensor, pixels_VPD: Tensor, allowed_VQP: Tensor) -> Tensor:
        """Apply masked cross-attention from the queries of each view to its pixels."""
        views, queries = allowed_VQP.shape[:2]
        query_VQD = self.cross_query(query_BND).reshape(views, queries, -1)
        if 2 * queries * self.heads < query_VQD.shape[2]:
            attended = self._attend_unprojected(query_VQD, pixels_VPD, allowed_VQP)
        else:
            key, value = self.cross_key_value(pixels_VPD).chunk(2, -1)
            attended = F.scaled_dot_product_attention(
                self._split(query_VQD),
                self._split(key),
                self._split(value),
                attn_mask=allowed_VQP[:, None],
            )
        attended = attended.transpose(1, 2).reshape(query_BND.shape)
        out: Tensor = self.cross_norm(query_BND + self.cross_out(attended))
        return out

    def _attend_unprojected(
        self, query_VQD: Tensor, pixels_VPD: Tensor, allowed_VQP: Tensor
    ) -> Tensor:
        """Return the attended values of each head, without projecting every pixel.

        The linear projections are applied to the few queries instead. The key bias adds the same
        value to the scores of all pixels, so the softmax cancels it.
        """
        key_weight, value_weight = self.cross_key_value.weight.chunk(2)
        query_VHQC = self._split(query_VQD)
        by_head_HCD = key_weight.unflatten(0, (self.heads, -1))
        scale = query_VHQC.shape[3] ** -0.5
        projected_VKD = (query_VHQC @ by_head_HCD * scale).flatten(1, 2)
        score_VKP = projected_VKD @ pixels_VPD.transpose(1, 2)
        score_VHQP = score_VKP.unflatten(1, (self.heads, -1))
        share_VHQP = score_VHQP.masked_fill(~allowed_VQP[:, None], -torch.inf).softmax(3)
        seen_VHQD = (share_VHQP.flatten(1, 2) @ pixels_VPD).unflatten(1, (self.heads, -1))
        attended = seen_VHQD @ value_weight.unflatten(0, (self.heads, -1)).transpose(1, 2)
        bias_D = self.cross_key_value.bias.chunk(2)[1]
        return attended + bias_D.unflatten(0, (self.heads, 1, -1))

    def exchange(self, query_BND: Tensor) -> Tensor:
        """Apply self-attention between the queries of a video, then feed-forward."""
        query, key, value = (self._split(x) for x in self.self_in(query_BND).chunk(3, -1))
        attended = F.scaled_dot_product_attention(query, key, value)
        attended = attended.transpose(1, 2).flatten(2)
        query_BND = self.self_norm(query_BND + self.self_out(attended))
        out: Tensor = self.feed_forward_norm(query_BND + self.feed_forward(query_BND))
        return out

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class ShapePositionAwareDecoder(nn.Module):
    """Refines queries and predicts a mask for each."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.decoder_layers))
        self.pixel_position = nn.Linear(2, config.width)
        self.mask_embedding = nn.Sequential(
            nn.Linear(config.width, config.width),
            nn.ReLU(),
            nn.Linear(config.width, config.width_4 + 1),
        )
        # Start with probabilities near 0.5; default weights would make masks confident and wrong.
        for parameter in self.mask_embedding[-1].parameters():
            nn.init.normal_(parameter, std=0.01)

    def forward(
        self,
        query_BND: Tensor,
        views: ObjectFeatures,
        describe: Describe,
        frames: int = 1,
        positions: PositionTerms | None = None,
    ) -> DecodedQueries:
        """Refine queries and predict masks.

        Args:
            query_BND: initial queries.
            views: features of V * T frames, view by view.
            describe: maps intermediate masks to the terms added to their queries.
            frames: frames per view, T.
            positions: position terms that distinguish similar things of queries with a shared view.
        """
        size = (views.stride_16.shape[2], views.stride_16.shape[3])
        position_P2 = grid_positions(*size, query_BND.device).repeat(frames, 1)
        pixels = views.stride_16.unflatten(0, (-1, frames)).transpose(1, 2).flatten(2)
        pixels_VPD = pixels.transpose(1, 2) + self.pixel_position(position_P2)
        embedding_VTCHW = views.stride_4.unflatten(0, (-1, frames))
        mask_logits = [self.draw(query_BND, embedding_VTCHW, positions)]
        for module in self.layers:
            layer = cast(DecoderLayer, module)
            allowed_VQP = allowed_pixels(mask_logits[-1], size, len(pixels_VPD))
            query_BND = layer.look(query_BND, pixels_VPD, allowed_VQP)
            logits_BNTHW = self.draw(query_BND, embedding_VTCHW, positions)
            mask_logits.append(logits_BNTHW)
            query_BND = query_BND + describe(logits_BNTHW.detach().sigmoid())
            query_BND = layer.exchange(query_BND)
        mask_logits.append(self.draw(query_BND, embedding_VTCHW, positions))
        return DecodedQueries(mask_logits, query_BND)

    def draw(
        self, query_BND: Tensor, embedding_VTCHW: Tensor, positions: PositionTerms | None
    ) -> Tensor:
        """Return query times pixel embedding (plus position terms), B x N x T x H/4 x W/4."""
        batch, queries = query_BND.shape[:2]
        views, frames, channels, height, width = embedding_VTCHW.shape
        kernel_VQC = self.mask_embedding(query_BND).reshape(views, -1, channels + 1)
        if positions is None:
            logits = torch.einsum("vqc,vtchw->vqthw", kernel_VQC[..., :-1], embedding_VTCHW)
            logits = logits + kernel_VQC[..., -1, None, None, None]
            return logits.reshape(batch, queries, *logits.shape[2:])
        # Bias and position are the same in all frames: one sum adds both to the large product.
        same_BNX = torch.baddbmm(
            kernel_VQC[..., -1:],
            positions.kernel(query_BND),
            positions.code_PHW.flatten(1).expand(batch, -1, -1),
        )
        kernel_BTNC = kernel_VQC[:, None, :, :-1].expand(-1, frames, -1, -1)
        product = kernel_BTNC.flatten(0, 1) @ embedding_VTCHW.flatten(0, 1).flatten(2)
        logits_BTNX = product.unflatten(0, (batch, frames)).add_(same_BNX[:, None])
        return logits_BTNX.unflatten(3, (height, width)).transpose(1, 2)


def allowed_pixels(mask_logits_BNTHW: Tensor, size: tuple[int, int], views: int) -> Tensor:
    """Return the pixels at stride 16 that a query attends to: its mask, or all if empty."""
    inside_BNTHW = mask_logits_BNTHW.detach() > 0
    rows = inside_BNTHW.unflatten(3, (size[0], -1)).unbind(4)
    cells = reduce(torch.bitwise_or, rows).unflatten(4, (size[1], -1)).unbind(5)
    allowed_BNP = reduce(torch.bitwise_or, cells).flatten(2)
    allowed_VQP = allowed_BNP.reshape(views, -1, allowed_BNP.shape[2])
    return allowed_VQP | ~allowed_VQP.any(2, keepdim=True)
