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
from torch.nn import functional as F

from gvseg.engine.channel_order import channels_first, channels_last, flattened, unflattened
from gvseg.engine.compilation import CompiledPart
from gvseg.engine.window import Window
from gvseg.model.conditioning import ObjectConditioner, ObjectCues, ObjectFeatures, fold_cues
from gvseg.model.memory import RecentReading
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures, ResidualBlock

WindowParts = Callable[[int, int], CompiledPart | None]
"""Returns the part for a height and width in cells at stride 16, if there is one."""


class ConditionerInputs(NamedTuple):
    """Inputs of the compiled conditioner, channels last.

    Attributes:
        image: features of the frames at strides 16, 8 and 4.
        own: readouts, cues and masks of each object at the same strides, O rows each.
        query_OD: terms of the objects' queries.
        objects: objects of each frame.
    """

    image: list[Tensor]
    own: list[list[Tensor]]
    query_OD: Tensor
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
        conditioned, _ = self.in_frame(inputs, range(len(inputs.query_OD)))
        return conditioned

    def inputs(self, features: FrameFeatures, cues: ObjectCues) -> ConditionerInputs:
        """Return the inputs of `in_frame` and `in_windows`."""
        own_16, cues_8 = [cues.readout.flatten(0, 1)], fold_cues(cues)
        if self.original.recent is not None:
            recent = cues.recent or _nothing_recent(cues)
            own_16.append(recent.value.flatten(0, 1))
            cues_8 = torch.cat((cues_8, recent.masks.flatten(0, 1)), 1)
        own = [[*own_16, F.pixel_unshuffle(cues_8, 2)], [cues_8], []]
        if self.original.matched is not None:
            centred = _matched(cues) - 0.5
            own[0].append(F.pixel_unshuffle(centred, 4))
            own[1].append(F.pixel_unshuffle(centred, 2))
            own[2].append(centred)
        return ConditionerInputs(
            image=[channels_last(level) for level in features[:3]],
            own=[[channels_last(one) for one in level] for level in own],
            # OpenVINO would take 0.4 ms for the product with a single query.
            query_OD=self.original.query_16(cues.query.flatten(0, 1)),
            objects=cues.query.shape[1],
        )

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
        height, width = inputs.image[0].shape[1:3]
        everything = Window(0, 0, height, width)
        x16, x4, terms = (torch.empty(len(rows), *shape[1:]) for shape in self.whole.output_shapes)
        for place, row in enumerate(rows):
            outputs = [one[place : place + 1] for one in (x16, x4, terms)]
            self.whole.fill(outputs, *_of_object(inputs, row, everything))
        return _conditioned(x16, x4, everything), terms

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
        for place, (row, window) in enumerate(zip(rows, windows, strict=True)):
            outputs = [one[place : place + 1] for one in (x16, x4)]
            part.fill(outputs, terms[place][None], *_of_object(inputs, row, window))
        return _conditioned(x16, x4, windows[0])


def _of_object(inputs: ConditionerInputs, row: int, window: Window) -> list[Tensor]:
    """Return the inputs of a part for an object in a window, after the terms of the norms."""
    of_frame = slice(row // inputs.objects, row // inputs.objects + 1)
    of_object = slice(row, row + 1)
    levels = []
    for image, own, stride in zip(inputs.image, inputs.own, (16, 8, 4), strict=True):
        parts = [image[of_frame], *(one[of_object] for one in own)]
        levels.append(torch.cat([window.of_last(part, stride) for part in parts], 3))
    return [*levels, inputs.query_OD[of_object]]


def _conditioned(x16_OPC: Tensor, x4_OPC: Tensor, window: Window) -> ObjectFeatures:
    return ObjectFeatures(
        unflattened(x16_OPC, (window.height, window.width)),
        unflattened(x4_OPC, (4 * window.height, 4 * window.width)),
    )


def _nothing_recent(cues: ObjectCues) -> RecentReading:
    masks = torch.zeros_like(cues.previous)[:, :, None].expand(-1, -1, 2, -1, -1)
    return RecentReading(torch.zeros_like(cues.readout), masks)


def _matched(cues: ObjectCues) -> Tensor:
    """Return the matched masks, O x 2 x H/4 x W/4; unknown ones without a memory."""
    if cues.matched is not None:
        return cues.matched.flatten(0, 1)
    objects, (height, width) = cues.query.shape[:2].numel(), cues.previous.shape[2:]
    return cues.previous.new_full((objects, 2, 2 * height, 2 * width), 0.5)


class _FusedConditioner(nn.Module):
    """The conditioner with one projection for all inputs of a stride, and other norms.

    Args:
        conditioner: conditioner to copy.
        norms: replacements of the norms of its blocks.
    """

    def __init__(self, conditioner: ObjectConditioner, norms: Sequence[nn.Module]) -> None:
        super().__init__()
        self.conditioner = copy.deepcopy(conditioner)
        for block, norm in zip(_blocks(self.conditioner), norms, strict=True):
            block.add_module("norm", norm)
        c, recent, matched = conditioner, conditioner.recent, conditioner.matched
        on_16, on_8, on_4 = [c.image_16, c.readout_16], [c.image_8, c.cues_8], [c.image_4]
        on_16 += [c.cues_16] if recent is None else [recent.value_16, c.cues_16, recent.masks_16]
        on_8 += [] if recent is None else [recent.masks_8]
        if matched is not None:
            on_16.append(matched.masks_16)
            on_8.append(matched.masks_8)
            on_4.append(matched.masks_4)
        self.project_16, self.project_8, self.project_4 = map(_fused, (on_16, on_8, on_4))

    def forward(self, on_16: Tensor, on_8: Tensor, on_4: Tensor, query: Tensor) -> ObjectFeatures:
        """Return the features at strides 16 and 4, for the inputs of an object."""
        x16 = self.project_16(channels_first(on_16)) + query[..., None, None]
        x8 = self.project_8(channels_first(on_8))
        return self.conditioner.deepen(x16, x8, self.project_4(channels_first(on_4)))


def _fused(layers: Sequence[nn.Conv2d]) -> nn.Conv2d:
    """Return the projection whose result is the sum of several, for concatenated channels."""
    weight = torch.cat([layer.weight for layer in layers], 1)
    fused = nn.Conv2d(weight.shape[1], weight.shape[0], 1)
    fused.weight = nn.Parameter(weight.detach())
    biases = [layer.bias for layer in layers if layer.bias is not None]
    fused.bias = nn.Parameter(torch.stack(biases).sum(0).detach())
    return fused


class WholeFrame(nn.Module):
    """The conditioner with channels-last features; also returns the terms of its norms."""

    def __init__(self, conditioner: ObjectConditioner) -> None:
        super().__init__()
        self.norms = [_Watched(block.norm) for block in _blocks(conditioner)]
        self.conditioner = _FusedConditioner(conditioner, self.norms)

    def forward(
        self, on_16: Tensor, on_8: Tensor, on_4: Tensor, query: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the features at strides 16 and 4 (O x P x C) and the terms."""
        deep = self.conditioner(on_16, on_8, on_4, query)
        terms = torch.cat([term for norm in self.norms for term in norm.terms], 1)
        return flattened(deep.stride_16), flattened(deep.stride_4), terms


class InWindow(nn.Module):
    """The conditioner with given terms of its norms."""

    def __init__(self, conditioner: ObjectConditioner) -> None:
        super().__init__()
        self.norms = [_Given(block.norm.num_channels) for block in _blocks(conditioner)]
        self.conditioner = _FusedConditioner(conditioner, self.norms)

    def forward(
        self, terms: Tensor, on_16: Tensor, on_8: Tensor, on_4: Tensor, query: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the features at strides 16 and 4 (O x P x C) in a window."""
        sizes = [norm.channels for norm in self.norms for _ in range(2)]
        split = terms[..., None, None].split(sizes, 1)
        for norm, scale, shift in zip(self.norms, split[::2], split[1::2], strict=True):
            norm.scale, norm.shift = scale, shift
        deep = self.conditioner(on_16, on_8, on_4, query)
        return flattened(deep.stride_16), flattened(deep.stride_4)


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
    readouts, cues = (1, 4) if network.conditioner.recent is None else (2, 6)
    matched = 0 if network.conditioner.matched is None else 2
    channels = [
        config.width + readouts * config.value_width + 4 * cues + 16 * matched,
        config.width_8 + cues + 4 * matched,
        config.width_4 + matched,
    ]
    inputs = [
        torch.zeros(1, size[0] // stride, size[1] // stride, count)
        for stride, count in zip((16, 8, 4), channels, strict=True)
    ]
    return [*inputs, torch.zeros(1, config.width)]


def window_inputs(network: GvSegNet, size: tuple[int, int]) -> list[Tensor]:
    """Return example inputs of `InWindow` for a window of this size in pixels."""
    terms = sum(2 * block.norm.num_channels for block in _blocks(network.conditioner))
    return [torch.zeros(1, terms), *conditioner_inputs(network, size)]


def _blocks(conditioner: ObjectConditioner) -> list[ResidualBlock]:
    return [module for module in conditioner.modules() if isinstance(module, ResidualBlock)]
