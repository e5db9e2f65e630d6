"""Run the encoder in OpenVINO for clicks and boxes, in frames and crops of any size.

It takes half the time of the original, but a little more for the first image of a size. Compiling
it takes a second or two, so it is done in the background, and not for a few images; the original is
used meanwhile. Both compute in 32 bits, so masks do not depend on which of them is used, except for
rounding.
"""

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
from gvseg.model.network import SIZE_MULTIPLE, GvSegNet
from gvseg.model.pixel_decoder import FrameEncoder, FrameFeatures

PRECISION = "f32"
WORTH_COMPILING = 12
"""Number of encoded images that are worth compiling the encoder."""
_EXAMPLE = encoder_inputs((SIZE_MULTIPLE, SIZE_MULTIPLE))


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
        encoder = self.original if part is None else CompiledEncoder(part)
        features: FrameFeatures = encoder(images_B3HW)
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
        return load_part(Encoder(self.original), _EXAMPLE, PRECISION, Use.ANY_SIZE)

    def _compile(self) -> CompiledPart:
        return compile_part(Encoder(self.original), _EXAMPLE, PRECISION, Use.ANY_SIZE)


def for_prompts(network: GvSegNet, device: str) -> GvSegNet:
    """Return the network on a device, with its encoder for prompts, in OpenVINO if it is there."""
    network = network.to(device)
    own = network.prompt_encoder
    is_fast = device == "cpu" and can_compile()
    return with_modules(network, encoder=EncoderForPrompts(own) if is_fast else own)
