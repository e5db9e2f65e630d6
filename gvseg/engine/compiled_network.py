"""Run the large parts of the network in OpenVINO: encoder, conditioner, value encoder and refiner.

Each part is compiled for one frame size and, after the encoder, for a single object. Objects are
processed one after another, so that any number of them can use the same compiled part and its data
stays in the CPU cache. Eager torch is the fallback.

Legend: O objects of all frames, C channels, P pixels at stride 16.
"""

from collections import Counter
from collections.abc import Callable

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_first, channels_last
from gvseg.engine.compilation import (
    CompiledPart,
    compile_part,
    fastest_precision,
    load_openvino,
    load_part,
)
from gvseg.engine.compiled_conditioner import (
    CompiledConditioner,
    InWindow,
    WholeFrame,
    conditioner_inputs,
    window_inputs,
)
from gvseg.engine.compiled_refiner import CompiledRefiner, Refiner, refiner_inputs
from gvseg.engine.frame_encoding import inside_size
from gvseg.engine.replaced_modules import with_modules
from gvseg.engine.runtime import Runtime, openvino_allowed
from gvseg.engine.window import CELL
from gvseg.model.memory import ValueEncoder
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameEncoder, FrameFeatures

FRAMES_WORTH_COMPILING = 40
FRAMES_WORTH_LOADING = 5
WINDOWS_WORTH_COMPILING = 30
"""Number of windows of a size that are worth compiling a part for it."""


def network_on(
    runtime: Runtime,
    network: GvSegNet,
    source_size: tuple[int, int],
    frames: int,
    *,
    is_scene: bool = False,
    may_compile: Callable[[], bool] = lambda: True,
) -> GvSegNet:
    """Return the network on a runtime's device, with compiled parts if that is faster.

    Args:
        runtime: device and short side.
        network: network in evaluation mode.
        source_size: (height, width) of the frames.
        frames: expected number of frames; compiling takes seconds, so few frames are not worth it.
        is_scene: whether it runs the automatic tasks, which compute in f32 on every processor.
        may_compile: called before each part is compiled; if it returns False, the network is
            returned without compiled parts.
    """
    network = network.to(runtime.device)
    if runtime.device != "cpu" or frames < FRAMES_WORTH_LOADING:
        return network
    if not openvino_allowed() or not _has_openvino():
        return network
    precision = "f32" if is_scene else fastest_precision()
    size = inside_size(*source_size, runtime.short_side)
    may = may_compile if frames >= FRAMES_WORTH_COMPILING else lambda: False
    fast = _with_parts(network, size, precision, may)
    return _with_refiner(fast, size, precision, may) if is_scene else fast


def _with_parts(
    network: GvSegNet, size: tuple[int, int], precision: str, may_compile: Callable[[], bool]
) -> GvSegNet:
    """Return the network with compiled parts, or unchanged if one may not be compiled."""
    wrapped = {
        "encoder": (_Encoder(network.encoder), _encoder_inputs(size)),
        "conditioner": (WholeFrame(network.conditioner), conditioner_inputs(network, size)),
        "value_encoder": (_Values(network.value_encoder), _value_inputs(network, size)),
    }
    parts: dict[str, CompiledPart] = {}
    for name, (module, inputs) in wrapped.items():
        part = load_part(module, inputs, precision)
        if part is None and not may_compile():
            return network
        parts[name] = part or compile_part(module, inputs, precision)
    windows = _WindowParts(network, precision)
    return with_modules(
        network,
        encoder=CompiledEncoder(parts["encoder"]),
        conditioner=CompiledConditioner(network.conditioner, parts["conditioner"], windows),
        value_encoder=CompiledValues(network.value_encoder, parts["value_encoder"]),
    )


def _with_refiner(
    network: GvSegNet, size: tuple[int, int], precision: str, may_compile: Callable[[], bool]
) -> GvSegNet:
    """Return the network with a compiled refiner, or unchanged without one."""
    if network.scene is None or network.scene.refiner is None:
        return network
    module, inputs = Refiner(network.scene.refiner), refiner_inputs(network, size)
    part = load_part(module, inputs, precision)
    if part is None and not may_compile():
        return network
    refiner = CompiledRefiner(part or compile_part(module, inputs, precision))
    return with_modules(network, scene=with_modules(network.scene, refiner=refiner))


class _WindowParts:
    """The conditioner for windows, loaded when first needed and compiled when often needed."""

    def __init__(self, network: GvSegNet, precision: str) -> None:
        self.network = network
        self.precision = precision
        self.module = InWindow(network.conditioner)
        self.parts: dict[tuple[int, int], CompiledPart | None] = {}
        self.needed: Counter[tuple[int, int]] = Counter()

    def __call__(self, height: int, width: int) -> CompiledPart | None:
        """Return the part for a window; None if it is not worth compiling yet."""
        size = (height, width)
        if size not in self.parts:
            self.parts[size] = load_part(self.module, self._inputs(size), self.precision)
        self.needed[size] += 1
        if self.parts[size] is None and self.needed[size] > WINDOWS_WORTH_COMPILING:
            self.parts[size] = compile_part(self.module, self._inputs(size), self.precision)
        return self.parts[size]

    def _inputs(self, size: tuple[int, int]) -> list[Tensor]:
        height, width = size
        return window_inputs(self.network, (height * CELL, width * CELL))


def _has_openvino() -> bool:
    try:
        load_openvino()
    except ImportError:
        return False
    return True


class CompiledEncoder(nn.Module):
    """Replaces `FrameEncoder`."""

    def __init__(self, part: CompiledPart) -> None:
        super().__init__()
        self.part = part

    def forward(self, images_B3HW: Tensor) -> FrameFeatures:
        """Return the features of frames (RGB, 0..255), computed one after another."""
        images_BHW3 = channels_last(images_B3HW)
        outputs = [torch.empty(len(images_B3HW), *shape[1:]) for shape in self.part.output_shapes]
        for row in range(len(images_B3HW)):
            rows = slice(row, row + 1)
            self.part.fill([output[rows] for output in outputs], images_BHW3[rows])
        return FrameFeatures(*(channels_first(output) for output in outputs))


class CompiledValues(nn.Module):
    """Replaces `ValueEncoder`."""

    def __init__(self, original: ValueEncoder, part: CompiledPart) -> None:
        super().__init__()
        self.original = original
        self.part = part

    def forward(self, features: FrameFeatures, folded_BNCHW: Tensor) -> Tensor:
        """Return the values of masks from `fold_masks`, B x N x C x P."""
        batch, objects = folded_BNCHW.shape[:2]
        image = channels_last(self.original.from_features(features.stride_16))
        folded = folded_BNCHW.flatten(0, 1)
        value_OPC = torch.empty(len(folded), *self.part.output_shapes[0][1:])
        for row in range(len(folded)):
            of_frame = slice(row // objects, row // objects + 1)
            of_object = slice(row, row + 1)
            self.part.fill([value_OPC[of_object]], image[of_frame], folded[of_object])
        return value_OPC.unflatten(0, (batch, objects)).transpose(2, 3)


class _Encoder(nn.Module):
    """The encoder with channels-last input and output, the layout of frames and later parts."""

    def __init__(self, encoder: FrameEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, images_BHW3: Tensor) -> tuple[Tensor, ...]:
        features = self.encoder(channels_first(images_BHW3).float())
        return tuple(channels_last(feature) for feature in features)


class _Values(nn.Module):
    def __init__(self, values: ValueEncoder) -> None:
        super().__init__()
        self.values = values

    def forward(self, image: Tensor, folded: Tensor) -> Tensor:
        value = self.values.blocks(self.values.from_masks(folded) + channels_first(image))
        return value.flatten(2).transpose(1, 2)


def _encoder_inputs(size: tuple[int, int]) -> list[Tensor]:
    return [torch.zeros(1, *size, 3, dtype=torch.uint8)]


def _value_inputs(network: GvSegNet, size: tuple[int, int]) -> list[Tensor]:
    config = network.config
    height, width = size[0] // 16, size[1] // 16
    return [torch.zeros(1, height, width, config.value_width), torch.zeros(1, 32, height, width)]
