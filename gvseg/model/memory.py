"""Exemplar memory: keys shared by all objects, one value per object, one batched read.

Not in the paper; based on XMem and Cutie (docs/method.md). Masks are encoded with pixel-unshuffle
instead of a second backbone.

Legend: B videos, N objects, P pixels of a frame at stride 16, M pixels of memory, C channels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock
from gvseg.model.sparse_read import SMALLEST_SHARE, read_sparsely

RECENT_LOG_LOCALITY = 4.0
"""Initial locality of `RecentReader`: half the affinity is lost at 0.11 frame heights."""


SEGMENTED_WEIGHT = 0.3
"""Weight of segmented frames relative to exemplars, which have no mistakes."""


class MemoryFrames(NamedTuple):
    """Content of the memory, with frames concatenated (M pixels).

    Attributes:
        key: B x C x M.
        shrinkage: B x M.
        position: M x 2, (x, y) in frame heights.
        locality: M, weight of spatial distance, in inverse squared frame heights; 0 to ignore it.
        value: B x N x C x M.
        weight: B x N x M, 1 if the frame has information about the object, else 0.
        masks: B x N x 32 x M, see `FrameMemory.masks`.
    """

    key: Tensor
    shrinkage: Tensor
    position: Tensor
    locality: Tensor
    value: Tensor
    weight: Tensor
    masks: Tensor


class FrameMemory(NamedTuple):
    """One frame in memory.

    Attributes:
        key: B x C x P.
        shrinkage: B x P.
        value: B x N x C x P.
        position: P x 2, (x, y) in frame heights.
        masks: B x N x 32 x P, the object's mask and the strongest other mask at stride 4, 16 pixels
            of each per cell.
    """

    key: Tensor
    shrinkage: Tensor
    value: Tensor
    position: Tensor
    masks: Tensor


def recent_frames(frames: list[FrameMemory], weight_FBN: list[Tensor]) -> MemoryFrames | None:
    """Return the adjacent frame for `RecentReader`, or None if it is not in memory."""
    if not frames:
        return None
    no_locality = torch.zeros((), device=frames[0].key.device)
    return lay_end_to_end(frames, weight_FBN, [no_locality] * len(frames))


def lay_end_to_end(
    frames: list[FrameMemory], weight_FBN: list[Tensor], locality: list[Tensor]
) -> MemoryFrames:
    """Concatenate frames for one read.

    Args:
        frames: F frames, at least one.
        weight_FBN: 1 if the frame has information about the object, else 0.
        locality: weight of spatial distance for each frame (scalar).
    """
    pixels = frames[0].key.shape[2]
    value = frames[0].value
    if len(frames) > 1:
        # Keep channels last, the memory layout of convolutions and reads.
        value = torch.cat([frame.value.transpose(2, 3) for frame in frames], 2).transpose(2, 3)
    return MemoryFrames(
        key=torch.cat([frame.key for frame in frames], 2),
        shrinkage=torch.cat([frame.shrinkage for frame in frames], 1),
        position=torch.cat([frame.position for frame in frames]),
        locality=torch.stack(locality).repeat_interleave(pixels),
        value=value,
        weight=torch.stack(weight_FBN, 2).repeat_interleave(pixels, 2),
        masks=frames[0].masks if len(frames) == 1 else torch.cat([f.masks for f in frames], 3),
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
        top_B1HW, index_B1HW = masks_BNHW.max(1, keepdim=True)
        order_N = torch.arange(masks_BNHW.shape[1], device=masks_BNHW.device)
        is_top_BNHW = index_B1HW == order_N[:, None, None]
        second_B1HW = masks_BNHW.masked_fill(is_top_BNHW, -torch.inf).amax(1, keepdim=True)
        others_BNHW = torch.where(is_top_BNHW, second_B1HW, top_B1HW)
    return torch.stack((masks_BNHW, others_BNHW), 2)


def fold_masks(masks_BNHW: Tensor) -> Tensor:
    """Fold masks and the strongest other masks into channels, B x N x 32 x H/4 x W/4."""
    return F.pixel_unshuffle(with_others(masks_BNHW), 4)


def unfold_masks(folded_BNPC: Tensor, size: tuple[int, int]) -> Tensor:
    """Return masks from folded ones at P = height x width cells: B x N x 2 x H/4 x W/4."""
    return F.pixel_shuffle(folded_BNPC.transpose(2, 3).unflatten(3, size), 4)


class ValueEncoder(nn.Module):
    """Encodes features and masks as memory values of each object and pixel."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.from_features = nn.Conv2d(config.width, config.value_width, 1)
        self.from_masks = nn.Conv2d(2 * 16, config.value_width, 1)
        self.blocks = nn.Sequential(*(ResidualBlock(config.value_width) for _ in range(2)))

    def forward(self, features: FrameFeatures, folded_BNCHW: Tensor) -> Tensor:
        """Return the values of masks from `fold_masks`, B x N x C x P."""
        batch, objects = folded_BNCHW.shape[:2]
        image = self.from_features(features.stride_16)
        x = self.from_masks(folded_BNCHW.flatten(0, 1)) + image.repeat_interleave(objects, 0)
        return self.blocks(x).flatten(2).unflatten(0, (batch, objects))


class MemoryReader(nn.Module):
    """Reads memory by affinity, for all objects at once."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.nothing_read = nn.Parameter(torch.zeros(config.value_width))
        self.log_locality = nn.Parameter(torch.tensor(1.5))
        self.scale = config.key_width**-0.5
        self.matches_masks = config.use_matched_masks

    @property
    def locality(self) -> Tensor:
        """Weight of spatial distance in reads of the adjacent frame, in inverse squared frame
        heights.
        """
        return self.log_locality.exp()

    def forward(
        self, features: FrameFeatures, memory: MemoryFrames | None, objects: int
    ) -> tuple[Tensor, Tensor | None]:
        """Read memory for every pixel of a frame and every object.

        Args:
            features: features of the frame to segment.
            memory: None for an empty memory.
            objects: number of objects, N.

        Returns:
            Values, B x N x C x H/16 x W/16, and with `use_matched_masks` the masks of each object
            and of its strongest rival, warped to the frame: B x N x 2 x H/4 x W/4, 0..1. The
            masks of objects without memory are 0.5 everywhere.
        """
        batch, _, height, width = features.key.shape
        if memory is None:
            nothing = self.nothing_read[:, None, None]
            return nothing.expand(batch, objects, -1, height, width), None
        values = (memory.value, memory.masks) if self.matches_masks else (memory.value,)
        (mean_BNPC, *folded_BNPC), is_known_BN11 = weighted_read(
            similarity(features.key, memory, self.scale), values, memory.weight
        )
        # Objects without memory get a learned vector.
        read_BNPC = torch.where(is_known_BN11, mean_BNPC, self.nothing_read)
        readout = read_BNPC.transpose(2, 3).unflatten(3, (height, width))
        if not folded_BNPC:
            return readout, None
        known_BNPC = torch.where(is_known_BN11, folded_BNPC[0], 0.5)
        return readout, unfold_masks(known_BNPC, (height, width))

    def affinity(self, key_BCHW: Tensor, memory: MemoryFrames) -> Tensor:
        """Return the softmax of the similarity over memory: B x P x M."""
        return similarity(key_BCHW, memory, self.scale).softmax(2)


class RecentReading(NamedTuple):
    """Readout of the adjacent frame for each pixel and object.

    Attributes:
        value: B x N x C x H/16 x W/16; zero for objects without memory of that frame.
        masks: B x N x 2 x H/8 x W/8, the object's mask and the strongest other mask, warped to this
            frame with the affinity.
    """

    value: Tensor
    masks: Tensor


class RecentReader(nn.Module):
    """Reads the adjacent frame with a separate softmax and a strong locality.

    Not in the paper; based on the local attention of AOT (Yang et al. 2021). In the softmax shared
    with exemplars, a distant look-alike can outweigh the object itself; here, position decides
    between similar pixels.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.log_locality = nn.Parameter(torch.tensor(RECENT_LOG_LOCALITY))
        self.scale = config.key_width**-0.5

    def forward(self, features: FrameFeatures, recent: MemoryFrames) -> RecentReading:
        """Read memory for every pixel of a frame and every object."""
        height, width = features.key.shape[2:]
        locality = self.log_locality.exp().expand(recent.key.shape[2])
        near = recent._replace(locality=locality)
        (value_BNPC, folded_BNPC), is_known_BN11 = weighted_read(
            similarity(features.key, near, self.scale), (near.value, near.masks), near.weight
        )
        value = (value_BNPC * is_known_BN11).transpose(2, 3).unflatten(3, (height, width))
        masks = unfold_masks(folded_BNPC * is_known_BN11, (height, width)).flatten(0, 1)
        return RecentReading(value, F.avg_pool2d(masks, 2).unflatten(0, value.shape[:2]))


def weighted_read(
    similarity_BPM: Tensor, values_BNCM: tuple[Tensor, ...], weight_BNM: Tensor
) -> tuple[list[Tensor], Tensor]:
    """Read values for all objects, weighted by the softmax of the similarity.

    Args:
        similarity_BPM: logits of the affinity.
        values_BNCM: one or more kinds of values.
        weight_BNM: 1 where the memory has information about the object, else 0.

    Returns:
        Weighted means of each kind, B x N x P x C, and whether each object has memory,
        B x N x 1 x 1.
    """
    is_known_BN11 = weight_BNM.amax(2)[..., None, None] > 0
    is_inference_on_cpu = similarity_BPM.device.type == "cpu" and not torch.is_grad_enabled()
    if is_inference_on_cpu and len(similarity_BPM) == 1:
        # The dense product is faster on GPUs, and training needs its gradient.
        read = read_sparsely(similarity_BPM[0], [one[0] for one in values_BNCM], weight_BNM[0])
        if read is not None:
            return [read_NPC[None] for read_NPC in read], is_known_BN11
    # All objects share the affinity, so apply the weights to the values and a channel of ones.
    weight_BN1M = weight_BNM[:, :, None]
    weighted_BNCM = torch.cat([*(one * weight_BN1M for one in values_BNCM), weight_BN1M], 2)
    sums_BPR = similarity_BPM.softmax(2) @ weighted_BNCM.flatten(1, 2).transpose(1, 2)
    sums_BNPC = sums_BPR.unflatten(2, (weight_BNM.shape[1], -1)).transpose(1, 2)
    mean_BNPC = sums_BNPC[..., :-1] / sums_BNPC[..., -1:].clamp(min=SMALLEST_SHARE)
    return list(mean_BNPC.split([one.shape[2] for one in values_BNCM], 3)), is_known_BN11


def similarity(key_BCHW: Tensor, memory: MemoryFrames, scale: float) -> Tensor:
    """Return the negative feature and position distances, the logits of the affinity: B x P x M."""
    height, width = key_BCHW.shape[2:]
    # Use float32, because half precision loses small differences between large numbers.
    query_BPC = key_BCHW.float().flatten(2).transpose(1, 2)
    key_BCM = memory.key.float()
    position_P2 = grid_positions(height, width, key_BCHW.device)
    # -shrinkage * |q - k|^2 - locality * |x_q - x_k|^2, as one product of extended vectors.
    strength_BM = memory.shrinkage.float() * scale
    one_P1 = torch.ones_like(position_P2[:, :1])
    query_ext = torch.cat(
        (
            query_BPC,
            query_BPC.square().sum(2, keepdim=True),
            torch.cat((position_P2, position_P2.square().sum(1, keepdim=True), one_P1), 1).expand(
                query_BPC.shape[0], -1, -1
            ),
        ),
        2,
    )
    constant_BM = -strength_BM * key_BCM.square().sum(1) - (
        memory.locality * memory.position.square().sum(1)
    )
    position_BM2 = (2 * memory.locality[:, None] * memory.position).expand(len(query_BPC), -1, -1)
    memory_ext = torch.cat(
        (
            2 * strength_BM[:, None] * key_BCM,
            -strength_BM[:, None],
            position_BM2.transpose(1, 2),
            -memory.locality.expand(len(query_BPC), 1, -1),
            constant_BM[:, None],
        ),
        1,
    )
    with torch.autocast(query_ext.device.type, enabled=False):
        return query_ext @ memory_ext
