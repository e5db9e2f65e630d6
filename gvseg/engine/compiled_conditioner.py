"""The conditioner compiled with OpenVINO, for whole frames and for windows around objects.

In a window, group norms use the statistics of the object's last pass over the whole frame, because
those of the window alone would differ from what the network was trained with.

Legend: O objects of all frames, C channels, A scales and shifts of all group norms.
"""

import copy
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_first, channels_last
from gvseg.engine.compilation import CompiledPart
from gvseg.engine.window import Window
from gvseg.model.conditioning import (
    ImageTerms,
    ObjectConditioner,
    ObjectCues,
    ObjectFeatures,
    fold_cues,
)
from gvseg.model.memory import RecentReading
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock

WindowParts = Callable[[int, int], CompiledPart | None]
"""Returns the part for a height and width in cells at stride 16, if there is one."""


class ConditionerInputs(NamedTuple):
    """Inputs of the compiled conditioner, channels last except for masks and scores.

    Attributes:
        image: terms of the frames at strides 16, 8 and 4.
        own: readout, cues and query; then value and masks of a recent read and matched masks, if
            the network has them. O rows each.
        objects: objects of each frame.
    """

    image: list[Tensor]
    own: list[Tensor]
    objects: int


class CompiledConditioner(nn.Module):
    """Replaces `ObjectConditioner`, except for clicks.

    Args:
        original: the conditioner that was compiled.
        whole: part for whole frames, see `WholeFrame`.
        windows: returns the part for a window, see `InWindow`.
    """

    def __init__(
        self, original: ObjectConditioner, whole: CompiledPart, windows: WindowParts
    ) -> None:
        super().__init__()
        self.original = original
        self.whole = whole
        self.windows = windows

    def forward(self, features: FrameFeatures, cues: ObjectCues) -> ObjectFeatures:
        """Return the features of the frame conditioned on each object."""
        if cues.prompt is not None:
            return self.original(features, cues)
        inputs = self.inputs(features, cues)
        conditioned, _ = self.in_frame(inputs, range(len(inputs.own[0])))
        return conditioned

    def inputs(self, features: FrameFeatures, cues: ObjectCues) -> ConditionerInputs:
        """Return the inputs of `in_frame` and `in_windows`."""
        image = [channels_last(term) for term in self.original.image_terms(features)]
        own = [channels_last(cues.readout.flatten(0, 1)), fold_cues(cues), cues.query.flatten(0, 1)]
        if self.original.recent is not None:
            own += self._recent(cues)
        if self.original.matched is not None:
            own.append(_matched(cues))
        return ConditionerInputs(image, own, cues.query.shape[1])

    def in_frame(
        self, inputs: ConditionerInputs, rows: Sequence[int]
    ) -> tuple[ObjectFeatures, Tensor]:
        """Return the features of some objects in the whole frame, and the terms of their norms.

        Args:
            inputs: result of `inputs`.
            rows: rows of the objects.

        Returns:
            Features with one row for each of `rows`, and terms for `in_windows`, rows x A.
        """
        x16, x4, terms = (torch.empty(len(rows), *shape[1:]) for shape in self.whole.output_shapes)
        for place, row in enumerate(rows):
            of_frame = slice(row // inputs.objects, row // inputs.objects + 1)
            self.whole.fill(
                [x16[place : place + 1], x4[place : place + 1], terms[place : place + 1]],
                *(term[of_frame] for term in inputs.image),
                *(cue[row : row + 1] for cue in inputs.own),
            )
        return ObjectFeatures(x16, x4), terms

    def in_windows(
        self,
        inputs: ConditionerInputs,
        rows: Sequence[int],
        windows: Sequence[Window],
        terms: Sequence[Tensor],
        part: CompiledPart,
    ) -> ObjectFeatures:
        """Return the features of some objects inside their windows, which have one size.

        Args:
            inputs: result of `inputs` for a single frame.
            rows: rows of the objects.
            windows: window of each object.
            terms: terms of the norms of each object from `in_frame`, A.
            part: the part for the size of the windows.
        """
        x16, x4 = (torch.empty(len(rows), *shape[1:]) for shape in part.output_shapes)
        strides = (16, 8, 4)
        for place, (row, window) in enumerate(zip(rows, windows, strict=True)):
            readout, cues_8, query, *more = (cue[row : row + 1] for cue in inputs.own)
            own = [window.of_last(readout, 16), window.of_first(cues_8, 8), query]
            if self.original.recent is not None:
                value, masks, *more = more
                own += [window.of_last(value, 16), window.of_first(masks, 8)]
            own += [window.of_first(matched, 4) for matched in more]
            part.fill(
                [x16[place : place + 1], x4[place : place + 1]],
                terms[place][None],
                *(window.of_last(x, at) for x, at in zip(inputs.image, strides, strict=True)),
                *own,
            )
        return ObjectFeatures(x16, x4)

    def _recent(self, cues: ObjectCues) -> list[Tensor]:
        if cues.recent is None:
            masks = torch.zeros_like(cues.previous)[:, :, None].expand(-1, -1, 2, -1, -1)
            recent = RecentReading(torch.zeros_like(cues.readout), masks)
        else:
            recent = cues.recent
        return [channels_last(recent.value.flatten(0, 1)), recent.masks.flatten(0, 1)]


def _matched(cues: ObjectCues) -> Tensor:
    """Return the matched masks, O x 2 x H/4 x W/4; unknown ones without a memory."""
    if cues.matched is not None:
        return cues.matched.flatten(0, 1)
    objects, (height, width) = cues.query.shape[:2].numel(), cues.previous.shape[2:]
    return cues.previous.new_full((objects, 2, 2 * height, 2 * width), 0.5)


class WholeFrame(nn.Module):
    """The conditioner with channels-last features; also returns the terms of its norms."""

    def __init__(self, conditioner: ObjectConditioner) -> None:
        super().__init__()
        self.conditioner = copy.deepcopy(conditioner)
        self.norms = [_Watched(block.norm) for block in _blocks(self.conditioner)]
        for block, norm in zip(_blocks(self.conditioner), self.norms, strict=True):
            block.add_module("norm", norm)

    def forward(
        self, image_16: Tensor, image_8: Tensor, image_4: Tensor, readout: Tensor, *cues: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the features at strides 16 and 4 and the terms, for `ConditionerInputs`."""
        deep = _condition(self.conditioner, (image_16, image_8, image_4), readout, cues)
        terms = torch.cat([term for norm in self.norms for term in norm.terms], 1)
        return deep.stride_16, deep.stride_4, terms


class InWindow(nn.Module):
    """The conditioner with given terms of its norms."""

    def __init__(self, conditioner: ObjectConditioner) -> None:
        super().__init__()
        self.conditioner = copy.deepcopy(conditioner)
        self.norms = [_Given(block.norm.num_channels) for block in _blocks(self.conditioner)]
        for block, norm in zip(_blocks(self.conditioner), self.norms, strict=True):
            block.add_module("norm", norm)

    def forward(
        self,
        terms: Tensor,
        image_16: Tensor,
        image_8: Tensor,
        image_4: Tensor,
        readout: Tensor,
        *cues: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return the features at strides 16 and 4, for terms and the window's inputs."""
        sizes = [norm.channels for norm in self.norms for _ in range(2)]
        split = terms[..., None, None].split(sizes, 1)
        for norm, scale, shift in zip(self.norms, split[::2], split[1::2], strict=True):
            norm.scale, norm.shift = scale, shift
        deep = _condition(self.conditioner, (image_16, image_8, image_4), readout, cues)
        return deep.stride_16, deep.stride_4


class _Watched(nn.Module):
    """A group norm that keeps the scale and shift that it applied, B x C each."""

    def __init__(self, norm: nn.GroupNorm) -> None:
        super().__init__()
        self.norm = norm
        self.terms: tuple[Tensor, Tensor]

    def forward(self, x: Tensor) -> Tensor:
        groups = self.norm.num_groups
        mean_BC11 = x.mean((2, 3), keepdim=True)
        square_BC = (x - mean_BC11).square().mean((2, 3))
        mean_BGK = mean_BC11[..., 0, 0].unflatten(1, (groups, -1))
        middle_BG1 = mean_BGK.mean(2, keepdim=True)
        spread_BGK = square_BC.unflatten(1, (groups, -1)) + (mean_BGK - middle_BG1).square()
        inverse_BG1 = (spread_BGK.mean(2, keepdim=True) + self.norm.eps).rsqrt()
        scale_BC = (self.norm.weight.unflatten(0, (groups, -1)) * inverse_BG1).flatten(1)
        shift_BC = self.norm.bias - scale_BC * middle_BG1.expand_as(mean_BGK).flatten(1)
        self.terms = (scale_BC, shift_BC)
        out: Tensor = self.norm(x)
        return out


class _Given(nn.Module):
    """Applies a given scale and shift, B x C x 1 x 1 each."""

    scale: Tensor
    shift: Tensor

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale + self.shift


def conditioner_inputs(network: GvSegNet, size: tuple[int, int]) -> list[Tensor]:
    """Return example inputs of `WholeFrame` for a frame or window of this size in pixels."""
    config = network.config
    (h16, w16), (h8, w8), (h4, w4) = (
        (size[0] // stride, size[1] // stride) for stride in (16, 8, 4)
    )
    inputs = [
        torch.zeros(1, h16, w16, config.width),
        torch.zeros(1, h8, w8, config.width_8),
        torch.zeros(1, h4, w4, config.width_4),
        torch.zeros(1, h16, w16, config.value_width),
        torch.zeros(1, 4, h8, w8),
        torch.zeros(1, config.width),
    ]
    if network.conditioner.recent is not None:
        inputs += [torch.zeros(1, h16, w16, config.value_width), torch.zeros(1, 2, h8, w8)]
    if network.conditioner.matched is not None:
        inputs.append(torch.zeros(1, 2, h4, w4))
    return inputs


def window_inputs(network: GvSegNet, size: tuple[int, int]) -> list[Tensor]:
    """Return example inputs of `InWindow` for a window of this size in pixels."""
    terms = sum(2 * block.norm.num_channels for block in _blocks(network.conditioner))
    return [torch.zeros(1, terms), *conditioner_inputs(network, size)]


def _condition(
    conditioner: ObjectConditioner,
    image: tuple[Tensor, Tensor, Tensor],
    readout: Tensor,
    cues: tuple[Tensor, ...],
) -> ObjectFeatures:
    cues_8, query, *more = cues
    terms = ImageTerms(*(channels_first(term) for term in image))
    x16, x8, x4 = conditioner.cue_terms(terms, channels_first(readout), cues_8, query)
    if conditioner.recent is not None:
        value, masks, *more = more
        recent_16, recent_8 = conditioner.recent(
            RecentReading(channels_first(value)[:, None], masks[:, None])
        )
        x16, x8 = x16 + recent_16, x8 + recent_8
    if conditioner.matched is not None:
        matched = conditioner.matched(more[0])
        x16, x8, x4 = x16 + matched.stride_16, x8 + matched.stride_8, x4 + matched.stride_4
    return conditioner.deepen(x16, x8, x4)


def _blocks(conditioner: ObjectConditioner) -> list[ResidualBlock]:
    return [module for module in conditioner.modules() if isinstance(module, ResidualBlock)]
