"""Run the refiner of the automatic tasks in OpenVINO."""

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_first, channels_last, flattened, unflattened
from gvseg.engine.compilation import CompiledPart
from gvseg.model.conditioning import ObjectFeatures
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.scene import SceneRefiner


class CompiledRefiner(nn.Module):
    """Replaces `SceneRefiner`."""

    def __init__(self, part: CompiledPart) -> None:
        super().__init__()
        self.part = part

    def forward(self, features: FrameFeatures) -> ObjectFeatures:
        """Return the refined features of frames, computed one after another."""
        levels = [
            channels_last(x) for x in (features.stride_16, features.stride_8, features.stride_4)
        ]
        x16, x4 = (torch.empty(len(levels[0]), *shape[1:]) for shape in self.part.output_shapes)
        for row in range(len(x16)):
            rows = slice(row, row + 1)
            self.part.fill([x16[rows], x4[rows]], *(level[rows] for level in levels))
        at_16, _, at_4 = ((level.shape[1], level.shape[2]) for level in levels)
        return ObjectFeatures(unflattened(x16, at_16), unflattened(x4, at_4))


class Refiner(nn.Module):
    """The refiner with channels-last input and output."""

    def __init__(self, refiner: SceneRefiner) -> None:
        super().__init__()
        self.refiner = refiner

    def forward(
        self, stride_16: Tensor, stride_8: Tensor, stride_4: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the refined features at strides 16 and 4."""
        refined = self.refiner.refine(
            channels_first(stride_16), channels_first(stride_8), channels_first(stride_4)
        )
        return flattened(refined.stride_16), flattened(refined.stride_4)


def refiner_inputs(network: GvSegNet, size: tuple[int, int]) -> list[Tensor]:
    """Return example inputs of `Refiner` for frames of a size (height, width)."""
    config = network.config
    levels = ((16, config.width), (8, config.width_8), (4, config.width_4))
    return [torch.zeros(1, size[0] // step, size[1] // step, width) for step, width in levels]
