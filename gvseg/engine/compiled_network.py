"""Run the large parts of the network in OpenVINO: encoder, conditioner, value encoder and refiner.

Each part is compiled for one frame size and, after the encoder, for a single object. Objects are
processed one after another, so that any number of them can use the same compiled part and its data
stays in the CPU cache. Eager torch is the fallback.

Legend: O objects of all frames, C channels, P pixels at stride 16.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_first, channels_last, flattened
from gvseg.engine.compilation import (
    CompiledPart,
    Inferences,
    Use,
    begin_compiling,
    can_compile,
    compile_part,
    fastest_precision,
    load_part,
    share_freed_memory,
    wait_for,
)
from gvseg.engine.compiled_conditioner import CompiledConditioner
from gvseg.engine.compiled_encoder import CompiledEncoder, Encoder, encoder_inputs
from gvseg.engine.compiled_refiner import CompiledRefiner, Refiner, refiner_inputs
from gvseg.engine.conditioner_parts import WholeFrame, conditioner_inputs
from gvseg.engine.frame_encoding import inside_size
from gvseg.engine.replaced_modules import with_modules
from gvseg.engine.runtime import Runtime
from gvseg.engine.window_parts import WindowParts
from gvseg.model.memory import ValueEncoder
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures

FRAMES_WORTH_COMPILING = 40
FRAMES_WORTH_LOADING = 5


def network_on(
    runtime: Runtime,
    network: GvSegNet,
    source_size: tuple[int, int],
    frames: int,
    *,
    is_scene: bool = False,
    may_compile: Callable[[], bool] = lambda: True,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> GvSegNet:
    """Return the network on a runtime's device, with compiled parts if that is faster.

    Args:
        runtime: device and short side.
        network: network in evaluation mode.
        source_size: (height, width) of the frames.
        frames: expected number of frames; compiling takes seconds, so few frames are not worth it.
        is_scene: whether it runs the automatic tasks, whose refiner is then compiled as well.
        may_compile: called before each part is compiled; if it returns False, the network is
            returned without compiled parts.
        is_cancelled: returns whether the run is to stop while it waits for a part.
    """
    network = network.to(runtime.device)
    if runtime.device != "cpu" or frames < FRAMES_WORTH_LOADING:
        return network
    if not can_compile():
        return network
    share_freed_memory()
    precision = fastest_precision()
    size = inside_size(*source_size, runtime.short_side)
    is_long = frames >= FRAMES_WORTH_COMPILING
    source = _Source(precision, may_compile if is_long else lambda: False, is_cancelled)
    windows = WindowParts(network, precision, is_cancelled)
    fast = _with_parts(network, size, source, windows)
    return _with_refiner(fast, size, source) if is_scene else fast


@dataclass(frozen=True, slots=True)
class _Source:
    """The cache of compiled parts, and the compiler for missing ones; see `network_on`."""

    precision: str
    may_compile: Callable[[], bool]
    is_cancelled: Callable[[], bool]

    def part(
        self, module: nn.Module, inputs: Sequence[Tensor], use: Use = Use.SIDE_BY_SIDE
    ) -> CompiledPart | None:
        """Return a part, or None if it may not be compiled or the run is cancelled."""
        part = load_part(module, inputs, self.precision, use)
        if part is None and self.may_compile():
            work = partial(compile_part, module, inputs, self.precision, use)
            part = wait_for(begin_compiling(work), self.is_cancelled)
        return part


def _with_parts(
    network: GvSegNet, size: tuple[int, int], source: _Source, windows: WindowParts
) -> GvSegNet:
    """Return the network with compiled parts, or unchanged if one is missing."""
    wrapped = {
        "encoder": (Encoder(network.encoder), encoder_inputs(size)),
        "conditioner": (WholeFrame(network.conditioner), conditioner_inputs(network, size)),
        "value_encoder": (_Values(network.value_encoder), _value_inputs(network, size)),
    }
    parts: dict[str, CompiledPart] = {}
    for name, (module, inputs) in wrapped.items():
        use = Use.IN_BACKGROUND if name == "encoder" else Use.SIDE_BY_SIDE
        part = source.part(module, inputs, use)
        if part is None:
            return network
        parts[name] = part
    return with_modules(
        network,
        encoder=CompiledEncoder(parts["encoder"]),
        conditioner=CompiledConditioner(network.conditioner, parts["conditioner"], windows),
        value_encoder=CompiledValues(network.value_encoder, parts["value_encoder"]),
    )


def _with_refiner(network: GvSegNet, size: tuple[int, int], source: _Source) -> GvSegNet:
    """Return the network with a compiled refiner, or unchanged without one."""
    if network.scene is None or network.scene.refiner is None:
        return network
    refiner = Refiner(network.scene.refiner)
    part = source.part(refiner, refiner_inputs(network, size), Use.IN_BACKGROUND)
    if part is None:
        return network
    return with_modules(network, scene=with_modules(network.scene, refiner=CompiledRefiner(part)))


class CompiledValues(nn.Module):
    """Replaces `ValueEncoder`."""

    def __init__(self, original: ValueEncoder, part: CompiledPart) -> None:
        super().__init__()
        self.original = original
        self.part = part

    def forward(
        self, features: FrameFeatures, folded_BNCHW: Tensor, known_BN: Tensor | None = None
    ) -> Tensor:
        """See `ValueEncoder.forward`; the values of other objects are 0."""
        batch, objects = folded_BNCHW.shape[:2]
        image = channels_last(self.original.from_features(features.stride_16))
        folded = folded_BNCHW.flatten(0, 1)
        value_OPC = torch.zeros(len(folded), *self.part.output_shapes[0][1:])
        known_O = torch.ones(len(folded)) if known_BN is None else known_BN.flatten()
        inferences = Inferences()
        for row in known_O.nonzero()[:, 0].tolist():
            of_frame = slice(row // objects, row // objects + 1)
            of_object = slice(row, row + 1)
            inferences.add(self.part, [value_OPC[of_object]], image[of_frame], folded[of_object])
        inferences.finish()
        return value_OPC.unflatten(0, (batch, objects)).transpose(2, 3)


class _Values(nn.Module):
    def __init__(self, values: ValueEncoder) -> None:
        super().__init__()
        self.values = values

    def forward(self, image: Tensor, folded: Tensor) -> Tensor:
        value = self.values.blocks(self.values.from_masks(folded) + channels_first(image))
        return flattened(value)


def _value_inputs(network: GvSegNet, size: tuple[int, int]) -> list[Tensor]:
    config = network.config
    height, width = size[0] // 16, size[1] // 16
    return [torch.zeros(1, height, width, config.value_width), torch.zeros(1, 32, height, width)]
