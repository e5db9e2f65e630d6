"""Run the encoder in OpenVINO."""

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_first, channels_last, flattened, unflattened
from gvseg.engine.compilation import CompiledPart
from gvseg.model.pixel_decoder import FEATURE_STRIDES, FrameEncoder, FrameFeatures


class CompiledEncoder(nn.Module):
    """Replaces `FrameEncoder`."""

    def __init__(self, part: CompiledPart) -> None:
        super().__init__()
        self.part = part

    def forward(self, images_B3HW: Tensor) -> FrameFeatures:
        """Return the features of frames (RGB, 0..255), computed one after another."""
        images_BHW3 = channels_last(images_B3HW)
        height, width = images_B3HW.shape[2:]
        sizes = [(height // stride, width // stride) for stride in FEATURE_STRIDES]
        outputs = [
            torch.empty(len(images_B3HW), rows * columns, shape[2])
            for (rows, columns), shape in zip(sizes, self.part.output_shapes, strict=True)
        ]
        for row in range(len(images_B3HW)):
            rows = slice(row, row + 1)
            self.part.fill([output[rows] for output in outputs], images_BHW3[rows])
        return FrameFeatures(
            *(unflattened(output, size) for output, size in zip(outputs, sizes, strict=True))
        )


class Encoder(nn.Module):
    """The encoder with channels-last input and output, the order of frames and later parts."""

    def __init__(self, encoder: FrameEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, images_BHW3: Tensor) -> tuple[Tensor, ...]:
        """Return the features of frames (RGB, 0..255), B x P x C each."""
        features = self.encoder(channels_first(images_BHW3).float())
        return tuple(flattened(feature) for feature in features)


def encoder_inputs(size: tuple[int, int]) -> list[Tensor]:
    """Return example inputs of `Encoder` for frames of a size (height, width)."""
    return [torch.zeros(1, *size, 3, dtype=torch.uint8)]
