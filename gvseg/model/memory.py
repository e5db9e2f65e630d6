"""Exemplar memory: shared keys, one value per object, one batched read.

Not in the paper; after XMem and Cutie (docs/method.md). The mask is an input by pixel-unshuffle, so
no second backbone is needed.

Legend: B videos, N objects, P pixels of a frame at stride 16, M pixels of memory, C channels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock

SMALLEST_SHARE = 1e-6
"""Share of the affinity below which an object has read nothing."""


class MemoryFrames(NamedTuple):
    """Content of the memory, with frames concatenated (M pixels).

    Attributes:
        key: B x C x M.
        shrinkage: B x M.
        position: M x 2, (x, y) in frame heights.
        locality: M, weight of the distance, in inverse squared frame heights; 0 to ignore it.
        value: B x N x C x M.
        weight: B x N x M, 1 where the frame has information on the object, else 0.
    """

    key: Tensor
    shrinkage: Tensor
    position: Tensor
    locality: Tensor
    value: Tensor
    weight: Tensor


class FrameMemory(NamedTuple):
    """One frame in memory.

    Attributes:
        key: B x C x P.
        shrinkage: B x P.
        value: B x N x C x P.
        position: P x 2, (x, y) in frame heights.
    """

    key: Tensor
    shrinkage: Tensor
    value: Tensor
    position: Tensor


def lay_end_to_end(
    frames: list[FrameMemory], weight_FBN: list[Tensor], locality: list[Tensor]
) -> MemoryFrames:
    """Concatenate frames for one read.

    Args:
        frames: F frames, at least one.
        weight_FBN: 1 for each frame and object if the frame has information on the object, else 0.
        locality: weight of the distance for each frame (scalar).
    """
    pixels = frames[0].key.shape[2]
    return MemoryFrames(
        key=torch.cat([frame.key for frame in frames], 2),
        shrinkage=torch.cat([frame.shrinkage for frame in frames], 1),
        position=torch.cat([frame.position for frame in frames]),
        locality=torch.stack(locality).repeat_interleave(pixels),
        value=torch.cat([frame.value for frame in frames], 3),
        weight=torch.stack(weight_FBN, 2).repeat_interleave(pixels, 2),
    )


def grid_positions(height: int, width: int, device: torch.device) -> Tensor:
    """Return the centres of a grid's cells, (H * W) x 2, (x, y) in frame heights."""
    y, x = torch.meshgrid(
        (torch.arange(height, device=device) + 0.5) / height,
        (torch.arange(width, device=device) + 0.5) / height,
        indexing="ij",
    )
    return torch.stack((x.flatten(), y.flatten()), 1)


def with_others(masks_BNHW: Tensor) -> Tensor:
    """Stack each object's mask with the maximum of the others, B x N x 2 x H x W."""
    if masks_BNHW.shape[1] == 1:
        others_BNHW = torch.zeros_like(masks_BNHW)
    else:
        top_B2HW, index_B2HW = masks_BNHW.topk(2, dim=1)
        order_N = torch.arange(masks_BNHW.shape[1], device=masks_BNHW.device)
        is_top_BNHW = index_B2HW[:, :1] == order_N[:, None, None]
        others_BNHW = torch.where(is_top_BNHW, top_B2HW[:, 1:], top_B2HW[:, :1])
    return torch.stack((masks_BNHW, others_BNHW), 2)


class ValueEncoder(nn.Module):
    """Encodes features and a mask into an object's memory value at each pixel."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.from_features = nn.Conv2d(config.width, config.value_width, 1)
        self.from_masks = nn.Conv2d(2 * 16, config.value_width, 1)
        self.blocks = nn.Sequential(*(ResidualBlock(config.value_width) for _ in range(2)))

    def forward(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Encode masks at stride 4 (0..1) into values, B x N x C x P."""
        batch, objects = masks_BNHW.shape[:2]
        cues = F.pixel_unshuffle(with_others(masks_BNHW).flatten(0, 1), 4)
        image = self.from_features(features.stride_16)
        x = self.from_masks(cues) + image.repeat_interleave(objects, 0)
        return self.blocks(x).flatten(2).unflatten(0, (batch, objects))


class MemoryReader(nn.Module):
    """Reads memory by affinity, for all objects in one product."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.nothing_read = nn.Parameter(torch.zeros(config.value_width))
        self.log_locality = nn.Parameter(torch.tensor(1.5))
        self.scale = config.key_width**-0.5

    @property
    def locality(self) -> Tensor:
        """Weight of the distance when reading the previous frame, in inverse squared heights."""
        return self.log_locality.exp()

    def forward(self, features: FrameFeatures, memory: MemoryFrames | None, objects: int) -> Tensor:
        """Read memory for every pixel of a frame and every object.

        Args:
            features: features of the frame to segment.
            memory: None for an empty memory.
            objects: number of objects, N.

        Returns:
            B x N x C x H/16 x W/16.
        """
        batch, _, height, width = features.key.shape
        if memory is None:
            nothing = self.nothing_read[:, None, None]
            return nothing.expand(batch, objects, -1, height, width)
        affinity_BPM = self.affinity(features.key, memory)
        # The affinity is shared, so weights are applied to the values and to an extra channel of
        # ones; one product then reads all objects.
        weight_BN1M = memory.weight[:, :, None]
        values_BNCM = torch.cat((memory.value * weight_BN1M, weight_BN1M), 2)
        sums_BPR = affinity_BPM @ values_BNCM.flatten(1, 2).transpose(1, 2)
        sums_BNPC = sums_BPR.unflatten(2, (objects, -1)).transpose(1, 2)
        read_BNPC, total_BNP1 = sums_BNPC[..., :-1], sums_BNPC[..., -1:]
        # An object without memory gets the learned no-memory vector.
        is_known_BN11 = memory.weight.amax(2)[..., None, None] > 0
        mean_BNPC = read_BNPC / total_BNP1.clamp(min=SMALLEST_SHARE)
        answer_BNPC = torch.where(is_known_BN11, mean_BNPC, self.nothing_read)
        return answer_BNPC.transpose(2, 3).unflatten(3, (height, width))

    def affinity(self, key_BCHW: Tensor, memory: MemoryFrames) -> Tensor:
        """Return the softmax over memory of negative feature and position distances: B x P x M."""
        height, width = key_BCHW.shape[2:]
        # Small differences of large numbers would be lost in half precision.
        query_BPC = key_BCHW.float().flatten(2).transpose(1, 2)
        key_BCM = memory.key.float()
        position_P2 = grid_positions(height, width, key_BCHW.device)
        # -shrinkage * |q - k|^2 - locality * |x_q - x_k|^2, as one product of extended vectors.
        strength_BM = memory.shrinkage.float() * self.scale
        one_P1 = torch.ones_like(position_P2[:, :1])
        query_ext = torch.cat(
            (
                query_BPC,
                query_BPC.square().sum(2, keepdim=True),
                torch.cat(
                    (position_P2, position_P2.square().sum(1, keepdim=True), one_P1), 1
                ).expand(query_BPC.shape[0], -1, -1),
            ),
            2,
        )
        constant_BM = -strength_BM * key_BCM.square().sum(1) - (
            memory.locality * memory.position.square().sum(1)
        )
        place_BM2 = (2 * memory.locality[:, None] * memory.position).expand(len(query_BPC), -1, -1)
        memory_ext = torch.cat(
            (
                2 * strength_BM[:, None] * key_BCM,
                -strength_BM[:, None],
                place_BM2.transpose(1, 2),
                -memory.locality.expand(len(query_BPC), 1, -1),
                constant_BM[:, None],
            ),
            1,
        )
        with torch.autocast(query_ext.device.type, enabled=False):
            similarity_BPM = query_ext @ memory_ext
        return similarity_BPM.softmax(2)
