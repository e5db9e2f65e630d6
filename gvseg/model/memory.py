"""Exemplar memory: keys shared by all objects, a value per object, one batched read.

Beyond the paper; learned from XMem and Cutie (docs/method.md). The mask enters by pixel-unshuffle,
so that no second backbone runs.

Legend: B videos, N objects, P pixels of a frame at stride 16, M pixels of memory, C channels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock

SMALLEST_SHARE = 1e-6
"""Below this share of the affinity an object is taken to have read nothing."""


class MemoryFrames(NamedTuple):
    """What memory holds, frames laid end to end (M pixels).

    Attributes:
        key: B x C x M.
        shrinkage: B x M.
        position: M x 2, (x, y) in frame heights.
        locality: M, how much nearness counts, in inverse squared frame heights; 0 for not.
        value: B x N x C x M.
        weight: B x N x M, 0 where the frame says nothing of the object, 1 where it does.
    """

    key: Tensor
    shrinkage: Tensor
    position: Tensor
    locality: Tensor
    value: Tensor
    weight: Tensor


class FrameMemory(NamedTuple):
    """One frame as memory keeps it.

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
    """Frames side by side for one read.

    Args:
        frames: F frames, at least one.
        weight_FBN: for each frame and object 0 or 1: whether the frame speaks of the object.
        locality: for each frame how much nearness counts (scalar).
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
    """Centres of a grid's cells, (H * W) x 2, (x, y) in frame heights."""
    y, x = torch.meshgrid(
        (torch.arange(height, device=device) + 0.5) / height,
        (torch.arange(width, device=device) + 0.5) / height,
        indexing="ij",
    )
    return torch.stack((x.flatten(), y.flatten()), 1)


def with_others(masks_BNHW: Tensor) -> Tensor:
    """Each object's mask with the strongest of the other objects, B x N x 2 x H x W."""
    if masks_BNHW.shape[1] == 1:
        others_BNHW = torch.zeros_like(masks_BNHW)
    else:
        top_B2HW, index_B2HW = masks_BNHW.topk(2, dim=1)
        order_N = torch.arange(masks_BNHW.shape[1], device=masks_BNHW.device)
        is_top_BNHW = index_B2HW[:, :1] == order_N[:, None, None]
        others_BNHW = torch.where(is_top_BNHW, top_B2HW[:, 1:], top_B2HW[:, :1])
    return torch.stack((masks_BNHW, others_BNHW), 2)


class ValueEncoder(nn.Module):
    """Features and a mask to what memory says of an object at each pixel."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.from_features = nn.Conv2d(config.width, config.value_width, 1)
        self.from_masks = nn.Conv2d(2 * 16, config.value_width, 1)
        self.blocks = nn.Sequential(*(ResidualBlock(config.value_width) for _ in range(2)))

    def forward(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Masks at stride 4 (0..1) to values, B x N x C x P."""
        batch, objects = masks_BNHW.shape[:2]
        cues = F.pixel_unshuffle(with_others(masks_BNHW).flatten(0, 1), 4)
        image = self.from_features(features.stride_16)
        x = self.from_masks(cues) + image.repeat_interleave(objects, 0)
        return self.blocks(x).flatten(2).unflatten(0, (batch, objects))


class MemoryReader(nn.Module):
    """Affinity read of the memory for all objects in one product."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.nothing_read = nn.Parameter(torch.zeros(config.value_width))
        self.log_locality = nn.Parameter(torch.tensor(1.5))
        self.scale = config.key_width**-0.5

    @property
    def locality(self) -> Tensor:
        """How much nearness counts when the frame just before is read; inverse squared heights."""
        return self.log_locality.exp()

    def forward(self, features: FrameFeatures, memory: MemoryFrames | None, objects: int) -> Tensor:
        """Read, for every pixel of a frame and every object, what memory says.

        Args:
            features: the frame to segment.
            memory: None for an empty memory.
            objects: N.

        Returns:
            B x N x C x H/16 x W/16.
        """
        batch, _, height, width = features.key.shape
        if memory is None:
            nothing = self.nothing_read[:, None, None]
            return nothing.expand(batch, objects, -1, height, width)
        affinity_BPM = self.affinity(features.key, memory)
        # What an object may read is decided in its values and in a channel of ones beside them:
        # the affinity is shared, and one product reads all objects.
        weight_BN1M = memory.weight[:, :, None]
        values_BNCM = torch.cat((memory.value * weight_BN1M, weight_BN1M), 2)
        sums_BPR = affinity_BPM @ values_BNCM.flatten(1, 2).transpose(1, 2)
        sums_BNPC = sums_BPR.unflatten(2, (objects, -1)).transpose(1, 2)
        read_BNPC, total_BNP1 = sums_BNPC[..., :-1], sums_BNPC[..., -1:]
        # An object of which memory holds nothing gets the learned vector for «nothing».
        is_known_BN11 = memory.weight.amax(2)[..., None, None] > 0
        mean_BNPC = read_BNPC / total_BNP1.clamp(min=SMALLEST_SHARE)
        answer_BNPC = torch.where(is_known_BN11, mean_BNPC, self.nothing_read)
        return answer_BNPC.transpose(2, 3).unflatten(3, (height, width))

    def affinity(self, key_BCHW: Tensor, memory: MemoryFrames) -> Tensor:
        """Softmax over memory of negative distances in look and place: B x P x M."""
        height, width = key_BCHW.shape[2:]
        # Small differences of large numbers, which half precision would lose.
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
