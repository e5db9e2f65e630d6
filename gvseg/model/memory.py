"""Exemplar memory: keys shared by all objects, one value per object, one batched read.

Not in the paper; based on XMem and Cutie (docs/method.md). Masks are encoded with pixel-unshuffle
instead of a second backbone.

Legend: B videos, N objects, F frames in memory, P pixels of a frame at stride 16, M = F * P pixels
of memory, R compared pixels, C channels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock
from gvseg.model.sparse_read import SMALLEST_SHARE, placed, read_sparsely

MOST_COMPARED = 0.7
"""If a read needs more than this share of the pixels, all are compared with memory."""

RECENT_LOG_LOCALITY = 4.0
"""Initial locality of `RecentReader`: half the affinity is lost at 0.11 frame heights."""


SEGMENTED_WEIGHT = 0.3
"""Weight of segmented frames relative to exemplars, which have no mistakes."""


class MemoryFrames(NamedTuple):
    """Content of the memory, with the keys of frames concatenated (M pixels).

    Attributes:
        key: B x C x M.
        shrinkage: B x M.
        position: M x 2, (x, y) in frame heights.
        locality: M, weight of spatial distance, in inverse squared frame heights; 0 to ignore it.
        values: values of each frame, B x N x C x P; not concatenated, because a sparse read needs
            few of them.
        weight: B x N x F, 1 if the frame has information about the object, else 0.
        masks: masks of each frame, see `FrameMemory.masks`.
    """

    key: Tensor
    shrinkage: Tensor
    position: Tensor
    locality: Tensor
    values: tuple[Tensor, ...]
    weight: Tensor
    masks: tuple[Tensor, ...]


class FrameMemory(NamedTuple):
    """One frame in memory.

    Attributes:
        key: B x C x P.
        shrinkage: B x P.
        value: B x N x C x P; finite but undefined for objects whose weight is always 0.
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
    return MemoryFrames(
        key=torch.cat([frame.key for frame in frames], 2),
        shrinkage=torch.cat([frame.shrinkage for frame in frames], 1),
        position=torch.cat([frame.position for frame in frames]),
        locality=torch.stack(locality).repeat_interleave(pixels),
        values=tuple(frame.value for frame in frames),
        weight=torch.stack(weight_FBN, 2),
        masks=tuple(frame.masks for frame in frames),
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
    """Fold masks and the strongest other masks into channels, B x N x 32 x H/4 x W/4.

    Like `pixel_unshuffle`, but channels are last in storage, which makes reads fastest.
    """
    cells = with_others(masks_BNHW).unflatten(4, (-1, 4)).unflatten(3, (-1, 4))
    return cells.permute(0, 1, 3, 5, 2, 4, 6).flatten(4).movedim(4, 2)


def unfold_masks(folded_BNPC: Tensor, size: tuple[int, int]) -> Tensor:
    """Return masks from folded ones at P = height x width cells: B x N x 2 x H/4 x W/4."""
    cells = folded_BNPC.unflatten(2, size).unflatten(4, (2, 4, 4))
    return cells.permute(0, 1, 4, 2, 5, 3, 6).flatten(5).flatten(3, 4)


class ValueEncoder(nn.Module):
    """Encodes features and masks as memory values of each object and pixel."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.from_features = nn.Conv2d(config.width, config.value_width, 1)
        self.from_masks = nn.Conv2d(2 * 16, config.value_width, 1)
        self.blocks = nn.Sequential(*(ResidualBlock(config.value_width) for _ in range(2)))

    def forward(
        self, features: FrameFeatures, folded_BNCHW: Tensor, known_BN: Tensor | None = None
    ) -> Tensor:
        """Return the values of masks from `fold_masks`, B x N x C x P.

        Compiled networks leave out the objects for which `known_BN` is 0.
        """
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
        self,
        features: FrameFeatures,
        memory: MemoryFrames | None,
        objects: int,
        is_read_NP: Tensor | None = None,
    ) -> tuple[Tensor, Tensor | None]:
        """Read memory for the pixels of a frame and every object.

        Args:
            features: features of the frame to segment.
            memory: None for an empty memory.
            objects: number of objects, N.
            is_read_NP: the pixels that each object needs, or None for all; without effect except
                for inference for one video on a CPU. Values elsewhere are undefined.

        Returns:
            Values, B x N x C x H/16 x W/16, and with `use_matched_masks` the masks of each object
            and of its strongest rival, warped to the frame: B x N x 2 x H/4 x W/4, 0..1. The
            masks of objects without memory are 0.5 everywhere.
        """
        batch, _, height, width = features.key.shape
        if memory is None:
            nothing = self.nothing_read[:, None, None]
            return nothing.expand(batch, objects, -1, height, width), None
        values = (memory.values, memory.masks) if self.matches_masks else (memory.values,)
        (mean_BNPC, *folded_BNPC), is_known_BN11 = weighted_read(
            features.key, memory, self.scale, values, is_read_NP
        )
        # Objects without memory get a learned vector.
        read_BNPC = _where_known(is_known_BN11, mean_BNPC, self.nothing_read)
        readout = read_BNPC.transpose(2, 3).unflatten(3, (height, width))
        if not folded_BNPC:
            return readout, None
        known_BNPC = _where_known(is_known_BN11, folded_BNPC[0], 0.5)
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

    def forward(
        self, features: FrameFeatures, recent: MemoryFrames, is_read_NP: Tensor | None = None
    ) -> RecentReading:
        """Read memory for the pixels of a frame and every object; see `MemoryReader.forward`."""
        height, width = features.key.shape[2:]
        near = self._near(recent)
        (value_BNPC, folded_BNPC), is_known_BN11 = weighted_read(
            features.key, near, self.scale, (near.values, near.masks), is_read_NP
        )
        value_BNPC = _where_known(is_known_BN11, value_BNPC, 0.0)
        folded_BNPC = _where_known(is_known_BN11, folded_BNPC, 0.0)
        value = value_BNPC.transpose(2, 3).unflatten(3, (height, width))
        masks = unfold_masks(folded_BNPC, (height, width)).flatten(0, 1)
        return RecentReading(value, F.avg_pool2d(masks, 2).unflatten(0, value.shape[:2]))

    def moved_shares(self, features: FrameFeatures, recent: MemoryFrames) -> Tensor:
        """Return the share of each pixel that is inside each object's mask, warped to this frame:
        B x N x H/16 x W/16; zero for objects without memory of that frame.
        """
        affinity_BPM = similarity(features.key, self._near(recent), self.scale).softmax(2)
        share_BNFP = torch.stack([one[:, :, :16].mean(2) for one in recent.masks], 2)
        known_BNM = recent.weight[..., None].expand_as(share_BNFP).flatten(2)
        moved_BNP = (share_BNFP.flatten(2) * known_BNM) @ affinity_BPM.transpose(1, 2)
        total_BNP = known_BNM @ affinity_BPM.transpose(1, 2)
        moved_BNP = moved_BNP / total_BNP.clamp(min=SMALLEST_SHARE)
        return moved_BNP.unflatten(2, features.key.shape[2:])

    def _near(self, recent: MemoryFrames) -> MemoryFrames:
        return recent._replace(locality=self.log_locality.exp().expand(recent.key.shape[2]))


def _where_known(is_known_BN11: Tensor, read_BNPC: Tensor, otherwise: Tensor | float) -> Tensor:
    """Return what was read, with another value for objects without memory."""
    # Training needs a gradient of the other value in every step.
    if not torch.is_grad_enabled() and bool(is_known_BN11.all()):
        return read_BNPC
    return torch.where(is_known_BN11, read_BNPC, otherwise)


def weighted_read(
    key_BCHW: Tensor,
    memory: MemoryFrames,
    scale: float,
    values_FBNCP: tuple[tuple[Tensor, ...], ...],
    is_read_NP: Tensor | None = None,
) -> tuple[list[Tensor], Tensor]:
    """Read values for all objects, weighted by the softmax of the similarity.

    Args:
        key_BCHW: keys of the frame.
        memory: frames to compare with.
        scale: see `similarity`.
        values_FBNCP: one or more kinds of values of each frame.
        is_read_NP: see `MemoryReader.forward`.

    Returns:
        Weighted means of each kind, B x N x P x C, and whether each object has memory,
        B x N x 1 x 1.
    """
    is_known_BN11 = memory.weight.amax(2)[..., None, None] > 0
    if key_BCHW.device.type == "cpu" and len(key_BCHW) == 1 and not torch.is_grad_enabled():
        # The dense product is faster on GPUs, and training needs its gradient.
        read = _read_sparsely(key_BCHW, memory, scale, values_FBNCP, is_read_NP)
        if read is not None:
            return read, is_known_BN11
    # All objects share the affinity, so apply the weights to the values and a channel of ones.
    similarity_BPM = similarity(key_BCHW, memory, scale)
    values_BNCM = [torch.cat(kind, 3) for kind in values_FBNCP]
    weight_BNM = memory.weight.repeat_interleave(key_BCHW.shape[2:].numel(), 2)
    weight_BN1M = weight_BNM[:, :, None]
    weighted_BNCM = torch.cat([*(one * weight_BN1M for one in values_BNCM), weight_BN1M], 2)
    sums_BPR = similarity_BPM.softmax(2) @ weighted_BNCM.flatten(1, 2).transpose(1, 2)
    sums_BNPC = sums_BPR.unflatten(2, (weight_BNM.shape[1], -1)).transpose(1, 2)
    mean_BNPC = sums_BNPC[..., :-1] / sums_BNPC[..., -1:].clamp(min=SMALLEST_SHARE)
    return list(mean_BNPC.split([one.shape[2] for one in values_BNCM], 3)), is_known_BN11


def _read_sparsely(
    key_1CHW: Tensor,
    memory: MemoryFrames,
    scale: float,
    values_F1NCP: tuple[tuple[Tensor, ...], ...],
    is_read_NP: Tensor | None,
) -> list[Tensor] | None:
    """Return what `read_sparsely` does, 1 x N x P x C each, comparing only the pixels to read."""
    compared_R, is_read_NR = None, is_read_NP
    if is_read_NP is not None:
        is_compared_P = is_read_NP.any(0)
        if is_compared_P.float().mean() < MOST_COMPARED:
            compared_R = is_compared_P.nonzero()[:, 0]
            is_read_NR = is_read_NP[:, compared_R]
    similarity_RM = similarity(key_1CHW, memory, scale, compared_R)[0]
    values_FNCP = [[value_1NCP[0] for value_1NCP in kind] for kind in values_F1NCP]
    weight_NF = memory.weight[0]
    similarity_RFP = similarity_RM.unflatten(1, (weight_NF.shape[1], -1))
    read = read_sparsely(similarity_RFP, values_FNCP, weight_NF, is_read_NR)
    if read is None or compared_R is None:
        return None if read is None else [read_NPC[None] for read_NPC in read]
    pixels = key_1CHW.shape[2:].numel()
    return [placed(read_NRC, compared_R, pixels)[None] for read_NRC in read]


def similarity(
    key_BCHW: Tensor, memory: MemoryFrames, scale: float, pixel_R: Tensor | None = None
) -> Tensor:
    """Return the negative feature and position distances, the logits of the affinity: B x R x M.

    Args:
        key_BCHW: keys of a frame.
        memory: frames to compare with.
        scale: factor on the distances of features.
        pixel_R: pixels of the frame to compare; None for all.
    """
    height, width = key_BCHW.shape[2:]
    # Use float32, because half precision loses small differences between large numbers.
    query_BPC = key_BCHW.float().flatten(2).transpose(1, 2)
    key_BCM = memory.key.float()
    position_P2 = grid_positions(height, width, key_BCHW.device)
    if pixel_R is not None:
        query_BPC, position_P2 = query_BPC[:, pixel_R], position_P2[pixel_R]
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
