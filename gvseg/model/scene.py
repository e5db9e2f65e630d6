"""What the automatic tasks (instance, semantic, panoptic) add to the network: their queries, the
classes that a query may name, and the embedding by which targets are told apart over time.

Things that look alike are told apart by place: a mask is the query times the pixels' embedding plus
the query times the pixels' place code. Everything else, encoder, conditioner and decoder, is the
exemplar task's own.

Legend: B videos, N queries, T frames of a clip, K classes, D query width, H/W at stride 4.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.decoder import Places
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.queries import SceneQueries, pool_in_masks

PLACE_OCTAVES = 5
"""Frequencies of the place code, from half a wave over the frame up, each twice the last."""


class ScenePrediction(NamedTuple):
    """The network's answer for a clip.

    Attributes:
        mask_logits: several times B x N x T x H/4 x W/4, the answer last.
        class_logits: B x N x (K + 1); the last class is «nothing».
        query: B x N x D, refined.
        things: the first so many queries stand for things; the rest for one class each.
        classes: classes of that rest, in order.
    """

    mask_logits: list[Tensor]
    class_logits: Tensor
    query: Tensor
    things: int
    classes: tuple[int, ...]


class SceneParts(nn.Module):
    """Parts that exist only where the weights have a vocabulary."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.queries = SceneQueries(config)
        self.view = nn.Parameter(torch.zeros(config.width))
        """Stands where an object's query conditions the features: here no object asks."""
        self.place_kernel = nn.Linear(config.width, 4 * PLACE_OCTAVES)
        nn.init.zeros_(self.place_kernel.weight)
        nn.init.zeros_(self.place_kernel.bias)
        self.classify = nn.Linear(config.width, len(config.vocabulary) + 1)
        self.identity = nn.Linear(config.width + config.width_8, config.identity_width)

    def places(self, size: tuple[int, int], things: int) -> Places:
        """Place codes of a mask of (H/4, W/4) cells; queries after the first `things` have none."""

        def kernel(query_BND: Tensor) -> Tensor:
            asked_BNP = self.place_kernel(query_BND[:, :things])
            return F.pad(asked_BNP, (0, 0, 0, query_BND.shape[1] - things))

        return Places(kernel, place_code(*size, self.view.device))

    def embed(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Appearance of masks: their pixels' embeddings pooled, of unit length, B x N x E.

        Args:
            features: of the frames.
            masks_BNHW: at stride 4, 0..1.
        """
        return F.normalize(self.identity(pool_in_masks(features, masks_BNHW)), dim=2)


def place_code(height: int, width: int, device: torch.device) -> Tensor:
    """Sines and cosines of where each cell lies, P x H x W."""
    octave_O = math.pi / 2 * 2.0 ** torch.arange(PLACE_OCTAVES, device=device)
    code = []
    for length, shape in ((height, (-1, height, 1)), (width, (-1, 1, width))):
        place_L = (torch.arange(length, device=device) + 0.5) * (2.0 / length) - 1.0
        phase_OL = octave_O[:, None] * place_L
        for wave_OL in (phase_OL.sin(), phase_OL.cos()):
            code.append(wave_OL.reshape(shape).expand(-1, height, width))
    return torch.cat(code)
