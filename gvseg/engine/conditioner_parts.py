"""The conditioner as OpenVINO compiles it, for whole frames and for windows around objects.

In a window, group norms use the statistics of the object's last pass over the whole frame, because
those of the window alone would differ from what the network was trained with.

Legend: O objects of all frames, P pixels, C channels.
"""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_first, flattened
from gvseg.model.conditioning import ObjectConditioner, ObjectFeatures
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import ResidualBlock


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
        self.norms = [_RecordingNorm(block.norm) for block in _blocks(conditioner)]
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
        self.norms = [_FixedNorm(block.norm.num_channels) for block in _blocks(conditioner)]
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


class _RecordingNorm(nn.Module):
    """Computes a group norm, and keeps the scale and shift that it applied, B x C each."""

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
        return x * scale_BC[..., None, None] + shift_BC[..., None, None]


class _FixedNorm(nn.Module):
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
