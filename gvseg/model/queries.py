"""Task-oriented query initialisation (paper, section 3.2).

Exemplar queries pool features at points inside a mask or at clicks, and add the shape-position
descriptor of the mask. Instance queries use features of an S x S grid of cells and their positions.
Semantic queries use a global representation per class, a moving average over the dataset, without
position or descriptor. Panoptic queries use the grid for things and class representations for
stuff.

Legend: B videos, N objects or queries, K points or classes, T frames of a clip, C feature channels,
D query width, H/W at stride 4.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.shape_position import shape_position_descriptor
from gvseg.task import Task


class ExemplarQueries(nn.Module):
    """Creates one query for each exemplar object."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        sampled = config.width + config.width_8
        self.from_mask = nn.Linear(sampled, config.width)
        self.from_positive = nn.Linear(sampled, config.width)
        self.from_negative = nn.Linear(sampled, config.width, bias=False)
        self.norm = nn.LayerNorm(config.width)
        self.shape_position = nn.Linear(config.angle_bins * config.radius_bins, config.width)
        nn.init.zeros_(self.shape_position.weight)
        nn.init.zeros_(self.shape_position.bias)

    def from_masks(self, features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
        """Return mask-guided queries, B x N x D.

        Args:
            features: features of the exemplar's frame.
            masks_BNHW: masks at stride 4, 0..1.
        """
        points_BNK2, weight_BNK = _points_inside(masks_BNHW, self.config.query_points)
        sampled_BNKC = _sample(features, points_BNK2)
        total_BN1 = weight_BNK.sum(2)[..., None].clamp(min=1e-6)
        pooled_BNC = (sampled_BNKC * weight_BNK[..., None]).sum(2) / total_BN1
        query_BND: Tensor = self.norm(self.from_mask(pooled_BNC))
        return query_BND + self.describe(masks_BNHW)

    def from_points(self, features: FrameFeatures, points_BK2: Tensor, sign_BK: Tensor) -> Tensor:
        """Return the point-guided query of an object, B x 1 x D, without a shape descriptor.

        Args:
            features: features of the frame.
            points_BK2: positions (x, y) of clicks in the frame, -1..1, as in `grid_sample`.
            sign_BK: +1 for positive clicks, -1 for negative clicks, 0 for padding.
        """
        sampled_BKC = _sample(features, points_BK2[:, None])[:, 0]
        parts = []
        for layer, is_side in (
            (self.from_positive, sign_BK > 0),
            (self.from_negative, sign_BK < 0),
        ):
            weight_BK1 = is_side.float()[..., None]
            pooled_BC = (sampled_BKC * weight_BK1).sum(1) / weight_BK1.sum(1).clamp(min=1.0)
            parts.append(layer(pooled_BC))
        query_BD: Tensor = self.norm(parts[0] + parts[1])
        return query_BD[:, None]

    def describe(self, masks_BNHW: Tensor) -> Tensor:
        """Return the shape-position descriptors of masks, projected to B x N x D."""
        batch, objects = masks_BNHW.shape[:2]
        if not self.config.use_shape_position:
            return masks_BNHW.new_zeros(batch, objects, self.config.width)
        descriptor = shape_position_descriptor(
            masks_BNHW.flatten(0, 1),
            self.config.angle_bins,
            self.config.radius_bins,
            self.config.width,
        )
        projected: Tensor = self.shape_position(descriptor)
        return projected.unflatten(0, (batch, objects))

    def describe_clip(self, masks_BNTHW: Tensor, things: int) -> Tensor:
        """Return the projected descriptors of clip masks, averaged over frames: B x N x D.

        Masks are reduced to stride 8, which is precise enough. Only the first `things` queries are
        for things. The others are for stuff, which has no shape, and get zeros.
        """
        described = masks_BNTHW.new_zeros(*masks_BNTHW.shape[:2], self.config.width)
        if things and self.config.use_shape_position:
            # Two sums take half as long as avg_pool2d.
            rows = masks_BNTHW[:, :things].unflatten(3, (-1, 2)).unbind(4)
            columns = (rows[0] + rows[1]).unflatten(4, (-1, 2)).unbind(5)
            halved_BNTHW = (columns[0] + columns[1]) / 4
            descriptor_NTD = shape_position_descriptor(
                halved_BNTHW.flatten(0, 2),
                self.config.angle_bins,
                self.config.radius_bins,
                self.config.width,
            ).unflatten(0, (-1, masks_BNTHW.shape[2]))
            shown_N1 = (descriptor_NTD != 0).any(2).sum(1, keepdim=True).clamp(min=1)
            projected = self.shape_position(descriptor_NTD.sum(1) / shown_N1)
            described[:, :things] = projected.unflatten(0, (-1, things))
        return described


class InitialQueries(NamedTuple):
    """Queries of an automatic task before the decoder.

    Attributes:
        query: B x N x D.
        things: number of thing queries, which come first; the others are class queries.
        classes: class of each class query.
    """

    query: Tensor
    things: int
    classes: tuple[int, ...]


class SceneQueries(nn.Module):
    """Creates the queries of the automatic tasks.

    The global class representations are a buffer that training updates. Classes not seen in
    training have no query.
    """

    representation_KC: Tensor
    is_seen_K: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        sampled = config.width + config.width_8
        classes = len(config.vocabulary)
        if config.use_task_queries:
            self.from_cell = nn.Linear(sampled, config.width)
            self.cell_position = nn.Linear(2, config.width)
            self.from_class = nn.Linear(sampled, config.width)
            self.norm = nn.LayerNorm(config.width)
        else:
            count = config.grid_side**2 + classes
            self.learned = nn.Parameter(torch.randn(count, config.width))
        self.register_buffer("representation_KC", torch.zeros(classes, sampled))
        self.register_buffer("is_seen_K", torch.zeros(classes))

    def forward(self, task: Task, features: FrameFeatures, frames: int) -> InitialQueries:
        """Return the initial queries of clips.

        Args:
            task: instance, semantic or panoptic.
            features: features of B * T frames, clip by clip.
            frames: frames per clip, T.
        """
        things = 0 if task is Task.SEMANTIC else self.config.grid_side**2
        classes = tuple(
            index
            for index, entry in enumerate(self.config.vocabulary)
            if self.is_seen_K[index] > 0
            and (task is Task.SEMANTIC or (task is Task.PANOPTIC and not entry.is_thing))
        )
        batch = len(features.key) // frames
        if not self.config.use_task_queries:
            cells = self.config.grid_side**2
            rows = [*range(things), *(cells + index for index in classes)]
            return InitialQueries(self.learned[rows].expand(batch, -1, -1), things, classes)
        parts = []
        if things:
            parts.append(self._from_grid(features.select(slice(frames // 2, None, frames))))
        if classes:
            query_KD = self.norm(self.from_class(self.representation_KC[list(classes)]))
            parts.append(query_KD.expand(batch, -1, -1))
        if not parts:
            return InitialQueries(features.key.new_zeros(batch, 0, self.config.width), 0, ())
        return InitialQueries(torch.cat(parts, 1), things, classes)

    @torch.no_grad()
    def update_classes(
        self, features: FrameFeatures, masks_BKHW: Tensor, momentum: float = 0.99
    ) -> None:
        """Update the global representations with the classes of labelled frames.

        Args:
            features: features of the frames.
            masks_BKHW: ground-truth masks of all classes of the vocabulary, at stride 4, 0..1.
            momentum: weight of the old representation.
        """
        pooled_BKC = pool_in_masks(features, masks_BKHW)
        area_BK = masks_BKHW.flatten(2).sum(2)
        share_K1 = area_BK.sum(0)[:, None]
        mean_KC = (pooled_BKC * area_BK[..., None]).sum(0) / share_K1.clamp(min=1e-6)
        stays_K1 = torch.where(self.is_seen_K[:, None] > 0, momentum, 0.0)
        moved_KC = stays_K1 * self.representation_KC + (1 - stays_K1) * mean_KC
        is_shown_K1 = share_K1 > 0
        self.representation_KC.copy_(torch.where(is_shown_K1, moved_KC, self.representation_KC))
        self.is_seen_K.copy_(torch.maximum(self.is_seen_K, is_shown_K1[:, 0].float()))

    def _from_grid(self, features: FrameFeatures) -> Tensor:
        """Return one query per grid cell, B x (S * S) x D."""
        side = self.config.grid_side
        levels = [
            F.adaptive_avg_pool2d(level, side) for level in (features.stride_16, features.stride_8)
        ]
        cells_BNC = torch.cat(levels, 1).flatten(2).transpose(1, 2)
        centre_S = (torch.arange(side, device=cells_BNC.device) + 0.5) * (2.0 / side) - 1.0
        centre_NXY = torch.cartesian_prod(centre_S, centre_S).flip(1)
        query_BND: Tensor = self.norm(self.from_cell(cells_BNC))
        return query_BND + self.cell_position(centre_NXY)


def pool_in_masks(features: FrameFeatures, masks_BNHW: Tensor) -> Tensor:
    """Return mean features at strides 16 and 8 inside masks (stride 4, 0..1): B x N x C."""
    parts = []
    for level, stride in ((features.stride_16, 4), (features.stride_8, 2)):
        weight_BNP = F.avg_pool2d(masks_BNHW, stride).flatten(2)
        weight_BNP = weight_BNP / weight_BNP.sum(2, keepdim=True).clamp(min=1e-6)
        parts.append(weight_BNP @ level.flatten(2).transpose(1, 2))
    return torch.cat(parts, 2)


def _points_inside(masks_BNHW: Tensor, points: int) -> tuple[Tensor, Tensor]:
    """Return points spread over each mask, B x N x K x 2 in -1..1, and their mask values."""
    height, width = masks_BNHW.shape[2:]
    count = min(points, height * width)
    # A fixed low-discrepancy pattern breaks ties, so the points spread out deterministically.
    spread_P = torch.arange(height * width, device=masks_BNHW.device) * 0.618034 % 1.0
    flat_BNP = masks_BNHW.flatten(2)
    index_BNK = ((flat_BNP > 0.5) + 0.5 * flat_BNP + spread_P).topk(count, dim=2).indices
    weight_BNK = flat_BNP.gather(2, index_BNK)
    x_BNK = (index_BNK % width + 0.5) * (2.0 / width) - 1.0
    y_BNK = (index_BNK // width + 0.5) * (2.0 / height) - 1.0
    return torch.stack((x_BNK, y_BNK), 3), weight_BNK


def _sample(features: FrameFeatures, points_BNK2: Tensor) -> Tensor:
    """Return features at points, strides 16 and 8 concatenated: B x N x K x C."""
    levels = [
        F.grid_sample(level, points_BNK2, align_corners=False, padding_mode="border")
        for level in (features.stride_16, features.stride_8)
    ]
    return torch.cat(levels, 1).permute(0, 2, 3, 1)
