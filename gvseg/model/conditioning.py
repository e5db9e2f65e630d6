"""Condition the features of a frame on each object.

Memory, classifier score, previous mask, clicks and query are fused at stride 16 and upsampled to
the object's pixel embedding at stride 4.

Legend: B videos, N objects, C channels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.memory import RecentReading, with_others
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock, double_size

PROMPT_CHANNELS = 3
"""Mask to refine, positive clicks, negative clicks."""
PROMPT_CHANNELS_WITH_BOX = 4
"""The same, and the inside of a box."""


class ObjectCues(NamedTuple):
    """Inputs for segmenting each object in a frame.

    Attributes:
        readout: memory readout, B x N x C x H/16 x W/16.
        score: score of the exemplar classifier, B x N x H/8 x W/8.
        previous: mask of the previous frame, B x N x H/8 x W/8, 0..1; zero if unknown.
        prompt: prompts, B x N x C x H/4 x W/4, or None. The channels are the mask to refine,
            positive clicks, negative clicks and, with `use_prompt_parts`, the inside of a box.
        query: the object's query, B x N x D.
        recent: readout of the adjacent frame, or None.
        matched: masks of the object and of its strongest rival in memory, warped to this frame,
            B x N x 2 x H/4 x W/4, 0..1, or None; used with `use_matched_masks`.
    """

    readout: Tensor
    score: Tensor
    previous: Tensor
    prompt: Tensor | None
    query: Tensor
    recent: RecentReading | None = None
    matched: Tensor | None = None


class ImageTerms(NamedTuple):
    """Sums of all inputs to the residual blocks, at strides 16, 8 and 4."""

    stride_16: Tensor
    stride_8: Tensor
    stride_4: Tensor


class ObjectFeatures(NamedTuple):
    """Features conditioned on each object, (B * N) x C x H x W at strides 16 and 4."""

    stride_16: Tensor
    stride_4: Tensor


class RecentCues(nn.Module):
    """Projects the readout of the adjacent frame; initialised to zero."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.value_16 = nn.Conv2d(config.value_width, config.width, 1, bias=False)
        self.masks_16 = nn.Conv2d(2 * 4, config.width, 1, bias=False)
        self.masks_8 = nn.Conv2d(2, config.width_8, 1, bias=False)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    def forward(self, recent: RecentReading) -> tuple[Tensor, Tensor]:
        """Return the terms to add at strides 16 and 8, (B * N) x C x H x W."""
        masks = recent.masks.flatten(0, 1)
        x16 = self.value_16(recent.value.flatten(0, 1))
        return x16 + self.masks_16(F.pixel_unshuffle(masks, 2)), self.masks_8(masks)


class MatchedCues(nn.Module):
    """Projects the masks in memory, warped to the frame; initialised to zero."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.masks_16 = nn.Conv2d(2 * 16, config.width, 1, bias=False)
        self.masks_8 = nn.Conv2d(2 * 4, config.width_8, 1, bias=False)
        self.masks_4 = nn.Conv2d(2, config.width_4, 1, bias=False)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    def forward(self, matched: Tensor) -> ImageTerms:
        """Return the terms to add at strides 16, 8 and 4, for masks K x 2 x H/4 x W/4."""
        centred = matched - 0.5
        return ImageTerms(
            self.masks_16(F.pixel_unshuffle(centred, 4)),
            self.masks_8(F.pixel_unshuffle(centred, 2)),
            self.masks_4(centred),
        )


class ObjectConditioner(nn.Module):
    """Conditions the features of a frame on all objects in one pass."""

    def __init__(self, config: ModelConfig, prompt_channels: int = PROMPT_CHANNELS) -> None:
        super().__init__()
        self.image_16 = nn.Conv2d(config.width, config.width, 1)
        self.image_8 = nn.Conv2d(config.width_8, config.width_8, 1)
        self.image_4 = nn.Conv2d(config.width_4, config.width_4, 1)
        self.readout_16 = nn.Conv2d(config.value_width, config.width, 1)
        self.cues_16 = nn.Conv2d(4 * 4, config.width, 1)
        self.cues_8 = nn.Conv2d(4, config.width_8, 1)
        self.prompt_16 = nn.Conv2d(prompt_channels * 16, config.width, 1, bias=False)
        self.prompt_8 = nn.Conv2d(prompt_channels * 4, config.width_8, 1, bias=False)
        self.prompt_4 = nn.Conv2d(prompt_channels, config.width_4, 1, bias=False)
        self.query_16 = nn.Linear(config.width, config.width)
        self.recent = RecentCues(config) if config.use_recent_read else None
        self.matched = MatchedCues(config) if config.use_matched_masks else None
        self.blocks_16 = nn.Sequential(*(ResidualBlock(config.width, 2) for _ in range(3)))
        self.down_to_8 = nn.Conv2d(config.width, config.width_8, 1)
        self.block_8 = ResidualBlock(config.width_8)
        self.down_to_4 = nn.Conv2d(config.width_8, config.width_4, 1)
        self.block_4 = ResidualBlock(config.width_4)

    @torch.no_grad()
    def warm_start_recent(self, share: float) -> None:
        """Move a share (0..1) of the previous mask's weights to the warped mask.

        Used when training adds `use_recent_read` to existing weights, because an input with zero
        weights would get little gradient at first.
        """
        if self.recent is None:
            raise ValueError("the network was built without use_recent_read")
        previous_16, previous_8 = self.cues_16.weight[:, 8:], self.cues_8.weight[:, 2:]
        self.recent.masks_16.weight.copy_(share * previous_16)
        self.recent.masks_8.weight.copy_(share * previous_8)
        previous_16.mul_(1 - share)
        previous_8.mul_(1 - share)

    @torch.no_grad()
    def warm_start_matched(self, share: float) -> None:
        """Add the matched masks to the exemplar classifier's score, with `share` of its weights.

        Used when training adds `use_matched_masks` to existing weights.
        """
        if self.matched is None:
            raise ValueError("the network was built without use_matched_masks")
        # Each pixel of the score is the mean of four pixels of the masks, in both channels.
        score_16 = self.cues_16.weight[:, :8, 0, 0].unflatten(1, (2, 2, 1, 2, 1))
        spread_16 = score_16.expand(-1, -1, -1, 2, -1, 2).flatten(1)
        spread_8 = self.cues_8.weight[:, :2, 0, 0].repeat_interleave(4, 1)
        self.matched.masks_16.weight.copy_(share / 4 * spread_16[..., None, None])
        self.matched.masks_8.weight.copy_(share / 4 * spread_8[..., None, None])

    def forward(self, features: FrameFeatures, cues: ObjectCues) -> ObjectFeatures:
        """Return the features of the frame conditioned on each object."""
        objects = cues.query.shape[1]
        image = ImageTerms(
            *(term.repeat_interleave(objects, 0) for term in self.image_terms(features))
        )
        readout, query = cues.readout.flatten(0, 1), cues.query.flatten(0, 1)
        x16, x8, x4 = self.cue_terms(image, readout, fold_cues(cues), query)
        if cues.prompt is not None:
            prompt = cues.prompt.flatten(0, 1)
            x16 = x16 + self.prompt_16(F.pixel_unshuffle(prompt, 4))
            x8 = x8 + self.prompt_8(F.pixel_unshuffle(prompt, 2))
            x4 = x4 + self.prompt_4(prompt)
        if self.recent is not None and cues.recent is not None:
            recent_16, recent_8 = self.recent(cues.recent)
            x16, x8 = x16 + recent_16, x8 + recent_8
        if self.matched is not None and cues.matched is not None:
            matched: ImageTerms = self.matched(cues.matched.flatten(0, 1))
            x16, x8, x4 = x16 + matched.stride_16, x8 + matched.stride_8, x4 + matched.stride_4
        return self.deepen(x16, x8, x4)

    def image_terms(self, features: FrameFeatures) -> ImageTerms:
        """Return the terms of a frame, which are the same for all objects."""
        return ImageTerms(
            self.image_16(features.stride_16),
            self.image_8(features.stride_8),
            self.image_4(features.stride_4),
        )

    def cue_terms(
        self, image: ImageTerms, readout: Tensor, cues_8: Tensor, query_OD: Tensor
    ) -> ImageTerms:
        """Return the terms of the frame plus those of each object's cues.

        Args:
            image: terms of the frame, repeated for each object.
            readout: memory readout, O x C x H/16 x W/16.
            cues_8: result of `fold_cues`.
            query_OD: query of each object.
        """
        x16 = image.stride_16 + self.readout_16(readout)
        x16 = x16 + self.cues_16(F.pixel_unshuffle(cues_8, 2))
        x16 = x16 + self.query_16(query_OD)[..., None, None]
        return ImageTerms(x16, image.stride_8 + self.cues_8(cues_8), image.stride_4)

    def deepen(self, x16: Tensor, x8: Tensor, x4: Tensor) -> ObjectFeatures:
        """Return the features of each object from its terms."""
        x16 = self.blocks_16(x16)
        x8 = self.block_8(x8 + double_size(self.down_to_8(x16)))
        x4 = self.block_4(x4 + double_size(self.down_to_4(x8)))
        return ObjectFeatures(x16, x4)


def fold_cues(cues: ObjectCues) -> Tensor:
    """Return score and previous mask of each object and of its strongest rival, as 4 channels."""
    return torch.cat((with_others(cues.score), with_others(cues.previous)), 2).flatten(0, 1)
