"""Run the encoder in OpenVINO for clicks and boxes, in frames and crops of any size.

It takes half the time of the original. Compiling it takes a second or two, so it is done in the
background, and not for a few images; the original is used meanwhile. Both compute in 32 bits, so
masks do not depend on which of them is used, except for rounding.
"""

import torch
from torch import Tensor, nn

from gvseg.engine.compilation import (
    CompiledPart,
    Use,
    begin_compiling,
    can_compile,
    compile_part,
    load_part,
)
from gvseg.engine.compiled_encoder import CompiledEncoder, Encoder, encoder_inputs
from gvseg.engine.replaced_modules import with_modules
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameEncoder, FrameFeatures

PRECISION = "f32"
WORTH_COMPILING = 12
"""Number of encoded images that are worth compiling the encoder."""
SHORT_SIDE = 256
LONG_SIDES = range(256, 449, 32)
"""Sides of most frames and crops for clicks."""
_EXAMPLE = encoder_inputs((SHORT_SIDE, SHORT_SIDE))


class EncoderForPrompts(nn.Module):
    """Replaces `FrameEncoder` for frames and crops."""

    def __init__(self, original: FrameEncoder) -> None:
        super().__init__()
        self.original = original
        self.encoded = 0
        self._may_compile = True
        self._begun = begin_compiling(self._load)

    def forward(self, images_B3HW: Tensor) -> FrameFeatures:
        """Return the features of frames (RGB, 0..255)."""
        part = self._part()
        self.encoded += 1
        features: FrameFeatures = (self.original if part is None else CompiledEncoder(part))(
            images_B3HW
        )
        return features

    def _part(self) -> CompiledPart | None:
        """Return the compiled encoder, or None if it is not ready yet."""
        if not self._begun.done():
            return None
        part = self._begun.result()
        if part is None and self._may_compile and self.encoded >= WORTH_COMPILING:
            self._may_compile = False
            self._begun = begin_compiling(self._compile)
        return part

    def _load(self) -> CompiledPart | None:
        part = load_part(Encoder(self.original), _EXAMPLE, PRECISION, Use.ANY_SIZE)
        return None if part is None else _warmed_up(part)

    def _compile(self) -> CompiledPart:
        return _warmed_up(compile_part(Encoder(self.original), _EXAMPLE, PRECISION, Use.ANY_SIZE))


def _warmed_up(part: CompiledPart) -> CompiledPart:
    """Return the encoder after images of all likely sizes; the first of a size takes longer."""
    encoder = CompiledEncoder(part)
    for side in LONG_SIDES:
        for size in {(SHORT_SIDE, side), (side, SHORT_SIDE)}:
            encoder(torch.zeros(1, 3, *size, dtype=torch.uint8))
    return part


def for_prompts(network: GvSegNet, device: str) -> GvSegNet:
    """Return the network on a device, with this encoder if OpenVINO is there."""
    network = network.to(device)
    if device != "cpu" or not can_compile():
        return network
    return with_modules(network, encoder=EncoderForPrompts(network.encoder))
