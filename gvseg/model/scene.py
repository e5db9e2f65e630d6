"""Modules of the automatic tasks (instance, semantic, panoptic).

They create queries, classify them, and embed targets for association over time. The encoder is
shared with the exemplar task; without `use_scene_parts`, so are conditioner and decoder. Mask
logits also contain the product of query and position encoding, which distinguishes similar things.

Legend: B videos, N queries, T frames of a clip, K classes, D query width, H/W at stride 4.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.conditioning import ObjectConditioner, ObjectFeatures
from gvseg.model.config import ModelConfig
from gvseg.model.decoder import PositionTerms, ShapePositionAwareDecoder
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock, double_size
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


class SceneRefiner(nn.Module):
    """Refines the features of a frame for the automatic tasks, once for all queries.

    It is the conditioner without the cues of objects, and one block deeper at strides 8 and 4,
    which thin and small segments need.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.image_16 = nn.Conv2d(config.width, config.width, 1)
        self.image_8 = nn.Conv2d(config.width_8, config.width_8, 1)
        self.image_4 = nn.Conv2d(config.width_4, config.width_4, 1)
        self.blocks_16 = nn.Sequential(*(ResidualBlock(config.width, 2) for _ in range(3)))
        self.down_to_8 = nn.Conv2d(config.width, config.width_8, 1)
        self.blocks_8 = nn.Sequential(
            ResidualBlock(config.width_8), ResidualBlock(config.width_8, 2)
        )
        self.down_to_4 = nn.Conv2d(config.width_8, config.width_4, 1)
        self.blocks_4 = nn.Sequential(
            ResidualBlock(config.width_4), ResidualBlock(config.width_4, 2)
        )

    def forward(self, features: FrameFeatures) -> ObjectFeatures:
        """Return the refined features of frames, B x C x H x W at strides 16 and 4."""
        return self.refine(features.stride_16, features.stride_8, features.stride_4)

    def refine(self, stride_16: Tensor, stride_8: Tensor, stride_4: Tensor) -> ObjectFeatures:
        """Return the same from the features at each stride."""
        x16 = self.blocks_16(self.image_16(stride_16))
        x8 = self.blocks_8(self.image_8(stride_8) + double_size(self.down_to_8(x16)))
        x4 = self.image_4(stride_4) + double_size(self.down_to_4(x8))
        return ObjectFeatures(x16, self.blocks_4(x4))

    @torch.no_grad()
    def warm_start(
        self, conditioner: ObjectConditioner, nothing_read_C: Tensor, view_D: Tensor
    ) -> None:
        """Compute what a conditioner does without an object; the added blocks change nothing yet.

        Args:
            conditioner: conditioner to copy.
            nothing_read_C: readout of an empty memory.
            view_D: replaces the query of an object when there is none.
        """
        copied = {
            name.replace("block_8.", "blocks_8.0.").replace("block_4.", "blocks_4.0."): value
            for name, value in conditioner.state_dict().items()
        }
        # Without an object, these terms are the same everywhere.
        copied["image_16.bias"] = (
            copied["image_16.bias"]
            + copied["cues_16.bias"]
            + conditioner.readout_16(nothing_read_C[None, :, None, None]).flatten()
            + conditioner.query_16(view_D)
        )
        copied["image_8.bias"] = copied["image_8.bias"] + copied["cues_8.bias"]
        own = self.state_dict()
        for name, value in own.items():
            if name in copied:
                value.copy_(copied[name])
            elif ".1.project." in name:
                value.zero_()


class SceneParts(nn.Module):
    """Modules of the automatic tasks, which exist only in weights with a vocabulary.

    With `use_scene_parts`, `refiner` and `decoder` replace the conditioner and decoder of the
    exemplar task, so that training them changes neither propagation nor prompts.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.queries = SceneQueries(config)
        self.view = nn.Parameter(torch.zeros(config.width))
        """Learned; replaces the query of an object in the conditioner. Unused with a refiner."""
        self.place_kernel = nn.Linear(config.width, 4 * POSITION_OCTAVES)
        nn.init.zeros_(self.place_kernel.weight)
        nn.init.zeros_(self.place_kernel.bias)
        self.classify = nn.Linear(config.width, len(config.vocabulary) + 1)
        self.identity = nn.Linear(config.width + config.width_8, config.identity_width)
        self.refiner = SceneRefiner(config) if config.use_scene_parts else None
        self.decoder = ShapePositionAwareDecoder(config) if config.use_scene_parts else None

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
