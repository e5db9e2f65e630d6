"""What the automatic tasks (instance, semantic, panoptic) add to the network: their queries, the
classes that a query may name, and the embedding by which targets are told apart over time.

Everything else, encoder, conditioner and decoder, is the exemplar task's own.

Legend: B videos, N queries, T frames of a clip, K classes, D query width, H/W at stride 4.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.queries import SceneQueries, pool_in_masks


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
        self.classify = nn.Linear(config.width, len(config.vocabulary) + 1)
        self.identity = nn.Linear(config.width + config.width_8, config.identity_width)

    def embed(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Appearance of masks: their pixels' embeddings pooled, of unit length, B x N x E.

        Args:
            features: of the frames.
            masks_BNHW: at stride 4, 0..1.
        """
        return F.normalize(self.identity(pool_in_masks(features, masks_BNHW)), dim=2)
