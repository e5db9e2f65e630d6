"""Modules of the automatic tasks (instance, semantic, panoptic).

They create queries, classify them, and embed targets for association over time. Encoder,
conditioner and decoder are shared with the exemplar task. Mask logits also contain the product of
query and position encoding, which distinguishes similar things.

Legend: B videos, N queries, T frames of a clip, K classes, D query width, H/W at stride 4.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.decoder import PositionTerms
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.queries import SceneQueries, pool_in_masks

POSITION_OCTAVES = 5
"""Number of frequencies of the position encoding, doubling from half a period per frame."""


class ScenePrediction(NamedTuple):
    """The network's prediction for a clip.

    Attributes:
        mask_logits: B x N x T x H/4 x W/4 each, with the final prediction last.
        class_logits: B x N x (K + 1); the last class means no object.
        query: refined queries, B x N x D.
        things: number of thing queries, which come first; the others are class queries.
        classes: class of each class query.
    """

    mask_logits: list[Tensor]
    class_logits: Tensor
    query: Tensor
    things: int
    classes: tuple[int, ...]


class SceneParts(nn.Module):
    """Modules of the automatic tasks, which exist only in weights with a vocabulary."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.queries = SceneQueries(config)
        self.view = nn.Parameter(torch.zeros(config.width))
        """Learned vector that conditions the features when there is no object."""
        self.place_kernel = nn.Linear(config.width, 4 * POSITION_OCTAVES)
        nn.init.zeros_(self.place_kernel.weight)
        nn.init.zeros_(self.place_kernel.bias)
        self.classify = nn.Linear(config.width, len(config.vocabulary) + 1)
        self.identity = nn.Linear(config.width + config.width_8, config.identity_width)

    def position_terms(self, size: tuple[int, int], things: int) -> PositionTerms:
        """Return position terms for a grid of `size` cells, used by the first `things` queries."""

        def kernel(query_BND: Tensor) -> Tensor:
            weight_BNP = self.place_kernel(query_BND[:, :things])
            return F.pad(weight_BNP, (0, 0, 0, query_BND.shape[1] - things))

        return PositionTerms(kernel, position_encoding(*size, self.view.device))

    def embed(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Return the pooled embeddings of masks, of unit length, B x N x E.

        Args:
            features: features of the frames.
            masks_BNHW: masks at stride 4, 0..1.
        """
        return F.normalize(self.identity(pool_in_masks(features, masks_BNHW)), dim=2)


def position_encoding(height: int, width: int, device: torch.device) -> Tensor:
    """Return the sine and cosine position encoding of each cell, P x H x W."""
    octave_O = math.pi / 2 * 2.0 ** torch.arange(POSITION_OCTAVES, device=device)
    code = []
    for length, shape in ((height, (-1, height, 1)), (width, (-1, 1, width))):
        position_L = (torch.arange(length, device=device) + 0.5) * (2.0 / length) - 1.0
        phase_OL = octave_O[:, None] * position_L
        for wave_OL in (phase_OL.sin(), phase_OL.cos()):
            code.append(wave_OL.reshape(shape).expand(-1, height, width))
    return torch.cat(code)
