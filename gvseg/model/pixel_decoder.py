"""Light feature pyramid, computed once per frame for all objects and tasks."""

from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.backbone import PYRAMID_CHANNELS, EfficientNetLite0
from gvseg.model.config import ModelConfig

GROUPS = 8
"""Number of groups in every group norm; divides all widths."""


class ResidualBlock(nn.Module):
    """Residual block with a depthwise 5 x 5 convolution: wide context at low cost."""

    def __init__(self, channels: int, expansion: int = 1) -> None:
        super().__init__()
        hidden = channels * expansion
        self.filter = nn.Conv2d(channels, channels, 5, padding=2, groups=channels)
        self.norm = nn.GroupNorm(GROUPS, channels)
        self.expand = nn.Conv2d(channels, hidden, 1)
        self.project = nn.Conv2d(hidden, channels, 1)
        nn.init.normal_(self.project.weight, std=0.02)

    def forward(self, x: Tensor) -> Tensor:
        """Map B x C x H x W to the same shape."""
        change: Tensor = self.project(F.relu(self.expand(self.norm(self.filter(x)))))
        return x + change


class FrameFeatures(NamedTuple):
    """Features of B frames.

    Attributes:
        stride_16: B x width x H/16 x W/16.
        stride_8: B x width_8 x H/8 x W/8.
        stride_4: pixel embedding before conditioning on objects, B x width_4 x H/4 x W/4.
        key: keys and queries of the memory, B x key_width x H/16 x W/16.
        shrinkage: sharpness of the affinity to a memory pixel, B x 1 x H/16 x W/16, at least 1.
        classifier: input of the exemplar classifier, B x classifier_width x H/8 x W/8.
    """

    stride_16: Tensor
    stride_8: Tensor
    stride_4: Tensor
    key: Tensor
    shrinkage: Tensor
    classifier: Tensor

    def select(self, index: Tensor | slice) -> "FrameFeatures":
        """Return the features of some of the frames."""
        return FrameFeatures(*(feature[index] for feature in self))


FEATURE_STRIDES = (16, 8, 4, 16, 16, 8)
"""Stride of each of the features."""


class PixelDecoder(nn.Module):
    """Fuses the backbone's pyramid top-down."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        c4, c8, c16, c32 = PYRAMID_CHANNELS
        self.lateral_32 = nn.Conv2d(c32, config.width, 1)
        self.lateral_16 = nn.Conv2d(c16, config.width, 1)
        self.lateral_8 = nn.Conv2d(c8, config.width_8, 1)
        self.lateral_4 = nn.Conv2d(c4, config.width_4, 1)
        self.down_to_8 = nn.Conv2d(config.width, config.width_8, 1)
        self.down_to_4 = nn.Conv2d(config.width_8, config.width_4, 1)
        self.block_32 = ResidualBlock(config.width, 2)
        self.block_16 = ResidualBlock(config.width, 2)
        self.block_8 = ResidualBlock(config.width_8)
        self.block_4 = ResidualBlock(config.width_4)
        self.has_unit_keys = config.use_matched_masks
        self.key = nn.Conv2d(config.width, config.key_width, 1)
        self.shrinkage = nn.Conv2d(config.width, 1, 1)
        self.classifier = nn.Conv2d(config.width_8, config.classifier_width, 1)

    def forward(self, pyramid: list[Tensor]) -> FrameFeatures:
        """Return features from the backbone's outputs at strides 4, 8, 16 and 32."""
        x4, x8, x16, x32 = pyramid
        f32 = self.block_32(self.lateral_32(x32))
        f16 = self.block_16(self.lateral_16(x16) + double_size(f32))
        f8 = self.block_8(self.lateral_8(x8) + double_size(self.down_to_8(f16)))
        f4 = self.block_4(self.lateral_4(x4) + double_size(self.down_to_4(f8)))
        key, shrinkage = self.keys(f16)
        return FrameFeatures(
            stride_16=f16,
            stride_8=f8,
            stride_4=f4,
            key=key,
            shrinkage=shrinkage,
            classifier=self.classifier(f8),
        )

    def keys(self, stride_16: Tensor) -> tuple[Tensor, Tensor]:
        """Return the keys and shrinkages of features at stride 16."""
        key = self.key(stride_16)
        if self.has_unit_keys:
            key = F.normalize(key, dim=1)
        return key, self.shrinkage(stride_16).square() + 1.0


class FrameEncoder(nn.Module):
    """Backbone and pixel decoder."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.backbone = EfficientNetLite0()
        self.pixel_decoder = PixelDecoder(config)

    def forward(self, images_B3HW: Tensor) -> FrameFeatures:
        """Return the features of frames: RGB, 0..255, sides multiples of 32."""
        features: FrameFeatures = self.pixel_decoder(self.backbone(images_B3HW))
        return features


def double_size(x: Tensor) -> Tensor:
    """Return a tensor with its height and width doubled by bilinear interpolation."""
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
