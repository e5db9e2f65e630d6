"""Compile parts of the network with OpenVINO, and cache them in the user's cache folder.

Compiling takes seconds, loading a compiled part much less. If a cached part is unusable for any
reason, it is compiled again.
"""

import ctypes
import hashlib
import io
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import torch
from torch import Tensor, nn
from torch.jit._trace import TracerWarning

import gvseg
from gvseg.engine.runtime import openvino_allowed
from gvseg.engine.threads import thread_count

MOST_FILES = 96
MOST_STREAMS = 4
"""Largest number of inferences of a part that run side by side."""
SECONDS_BETWEEN_LOOKS = 0.05
"""Time between two looks whether a run that waits for a part is cancelled."""

_M_ARENA_MAX = -8
"""Number of this option in <malloc.h>."""

_compiler = ThreadPoolExecutor(1, "compile parts")
_inferrers = ThreadPoolExecutor(MOST_STREAMS, "infer")


def load_openvino() -> Any:
    """Return the module openvino, imported without telemetry.

    Its import starts a process that reports to Google Analytics, unless the package
    openvino_telemetry cannot be imported.

    Raises:
        ImportError: if OpenVINO is not installed.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def can_compile() -> bool:
    """Return whether OpenVINO is installed and allowed."""
    if not openvino_allowed():
        return False
    try:
        load_openvino()
    except ImportError:
        return False
    return True


class Use(Enum):
    """How a part is used, which decides its threads."""

    SIDE_BY_SIDE = auto()
    """Several inferences run at the same time."""
    IN_BACKGROUND = auto()
    """One at a time, beside other work, which saves memory."""
    ANY_SIZE = auto()
    """One at a time, alone, for images of any size."""


class CompiledPart:
    """A part of the network compiled with OpenVINO. Any thread may use it.

    Args:
        compiled: the compiled OpenVINO model.

    Attributes:
        output_shapes: shape of each output; -1 for lengths that depend on the inputs.
    """

    def __init__(self, compiled: Any) -> None:
        self._tensor: Callable[..., Any] = load_openvino().Tensor
        self._compiled = compiled
        self._idle: list[Any] = [compiled.create_infer_request()]
        self.output_shapes = [
            tuple(side.get_length() if side.is_static else -1 for side in output.partial_shape)
            for output in compiled.outputs
        ]

    def fill(self, outputs: Sequence[Tensor], *inputs: Tensor) -> None:
        """Write the outputs for some inputs to existing, contiguous tensors."""
        # OpenVINO does not hold references to shared memory, so the arrays must live until it is
        # done.
        given = [one.contiguous().numpy() for one in inputs]
        try:
            request = self._idle.pop()
        except IndexError:  # other threads use them all
            request = self._compiled.create_infer_request()
        for index, array in enumerate(given):
            request.set_input_tensor(index, self._tensor(array, shared_memory=True))
        for index, output in enumerate(outputs):
            request.set_output_tensor(index, self._tensor(output.numpy(), shared_memory=True))
        request.infer()
        self._idle.append(request)


class Inferences:
    """Inferences that run side by side, which is faster than one after another on all threads."""

    def __init__(self) -> None:
        self._running: list[Future[None]] = []

    def add(self, part: CompiledPart, outputs: Sequence[Tensor], *inputs: Tensor) -> None:
        """Begin to write a part's outputs for some inputs, see `CompiledPart.fill`."""
        if thread_count() == 1:
            part.fill(outputs, *inputs)
        else:
            self._running.append(_inferrers.submit(part.fill, outputs, *inputs))

    def finish(self) -> None:
        """Wait until all outputs are written."""
        for one in self._running:
            one.result()
        self._running.clear()


def load_part(
    module: nn.Module, inputs: Sequence[Tensor], precision: str, use: Use = Use.SIDE_BY_SIDE
) -> CompiledPart | None:
    """Return the cached part for these weights and input sizes, or None; see `compile_part`."""
    openvino = load_openvino()
    path = cache_path(module, inputs, precision, use)
    try:
        content = path.read_bytes()
        path.touch()  # the oldest files are deleted first
        settings = _settings(precision, use)
        return CompiledPart(openvino.Core().import_model(io.BytesIO(content), "CPU", settings))
    except (OSError, RuntimeError):
        return None


def compile_part(
    module: nn.Module,
    inputs: Sequence[Tensor],
    precision: str,
    use: Use = Use.SIDE_BY_SIDE,
    model: Any = None,
) -> CompiledPart:
    """Compile a part for these input sizes, and cache it.

    Args:
        module: the part.
        inputs: example inputs, of which those with four axes are images, B x H x W x C.
        precision: number format for computation.
        use: how the part is used.
        model: result of `convert` for the module, if it is compiled for several sizes.
    """
    model = model or convert(module, inputs)
    shapes = {index: list(one.shape) for index, one in enumerate(inputs)}
    if use is Use.ANY_SIZE:
        shapes = {i: [s[0], -1, -1, s[3]] if len(s) == 4 else s for i, s in shapes.items()}
    model.reshape(shapes)
    compiled = load_openvino().Core().compile_model(model, "CPU", _settings(precision, use))
    _keep(cache_path(module, inputs, precision, use), compiled)
    _return_freed_memory()
    return CompiledPart(compiled)


def begin_compiling(work: Callable[[], CompiledPart | None]) -> "Future[CompiledPart | None]":
    """Call `work` in the background, after all work begun before."""
    threads = thread_count()

    def compiling() -> CompiledPart | None:
        # A thread that uses torch for the first time within `one_torch_thread` would keep to one.
        torch.set_num_threads(threads)
        return work()

    return _compiler.submit(compiling)


def wait_for(
    compiling: "Future[CompiledPart | None]", is_cancelled: Callable[[], bool]
) -> CompiledPart | None:
    """Return the result of `begin_compiling`, or None once the run is cancelled.

    Work that has begun goes on, so that its part is in the cache for the next run.
    """
    while not is_cancelled():
        done, _ = wait([compiling], SECONDS_BETWEEN_LOOKS)
        if done:
            return compiling.result()
    return None


def convert(module: nn.Module, inputs: Sequence[Tensor]) -> Any:
    """Return a part as an OpenVINO model.

    The front end is called directly because `openvino.convert_model` sends telemetry from a forked
    process.
    """
    load_openvino()
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with torch.no_grad(), warnings.catch_warnings():
        # The tracer warns about sizes that become constants; the sizes are constant here.
        warnings.filterwarnings("ignore", category=TracerWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning)  # raised by tracing
        decoder = TorchScriptPythonDecoder(module, example_input=tuple(inputs))
    front_end = FrontEndManager().load_by_framework("pytorch")
    return front_end.convert(front_end.load(decoder))


def fastest_precision() -> str:
    """Return the number format for computation: bf16 if the processor supports it, or f32.

    The encoder takes half the time in bf16. On six held-out sequences (40 frames each), J&F is
    0.745 in both. On CamVid's val split, mIoU is 0.723 in both, PQ 0.579 instead of 0.553 and AP
    0.160 instead of 0.163.
    """
    capabilities = load_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in capabilities else "f32"


def _settings(precision: str, use: Use) -> dict[str, Any]:
    threads = thread_count()
    return {
        "NUM_STREAMS": min(threads, MOST_STREAMS) if use is Use.SIDE_BY_SIDE else 1,
        "INFERENCE_PRECISION_HINT": precision,
        # One thread is left to what runs beside a part in the background.
        "INFERENCE_NUM_THREADS": max(1, threads - 1) if use is Use.IN_BACKGROUND else threads,
    }


def cache_path(
    module: nn.Module, inputs: Sequence[Tensor], precision: str, use: Use = Use.SIDE_BY_SIDE
) -> Path:
    """Return the cache path of a part for its weights, input sizes, OpenVINO version and CPU."""
    openvino = load_openvino()
    core = openvino.Core()
    identity = [_code_digest(), type(module).__name__, openvino.__version__]
    identity += [core.get_property("CPU", "FULL_DEVICE_NAME")]
    identity += [sorted(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")), precision]
    identity += [(tuple(one.shape), str(one.dtype)) for one in inputs]
    identity += [use is Use.ANY_SIZE]
    digest = hashlib.blake2b(repr(identity).encode(), digest_size=16)
    for name, tensor in module.state_dict().items():
        digest.update(f"{name} {tuple(tensor.shape)}".encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    folder = Path(platformdirs.user_cache_dir("gvseg")) / "compiled"
    return folder / f"{digest.hexdigest()}.blob"


@cache
def share_freed_memory() -> None:
    """Let all threads allocate memory from one pool.

    Otherwise the C library of Linux gives each thread a pool of its own, and memory that one thread
    frees is lost to the others: about 55 MB in a run with three objects.
    """
    if sys.platform == "linux":
        option = getattr(ctypes.CDLL(None), "mallopt", None)  # musl does not have it
        if option is not None:
            option(_M_ARENA_MAX, 1)


def _return_freed_memory() -> None:
    """Return the memory that the compiler has freed to the system.

    Otherwise the C library of Linux keeps it: about 60 MB once all parts are compiled.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl does not have it
        if trim is not None:
            trim(0)


@cache
def _code_digest() -> str:
    """Return a hash of the code of the network, so that parts are compiled again if it changes."""
    digest = hashlib.blake2b(gvseg.__version__.encode(), digest_size=16)
    for package in ("gvseg.model", "gvseg.engine"):
        for source in sorted(files(package).iterdir(), key=lambda one: one.name):
            if source.name.endswith(".py"):  # a bundled executable contains no source
                digest.update(source.read_bytes())
    return digest.hexdigest()


def _keep(path: Path, compiled: Any) -> None:
    """Write a compiled part atomically; do nothing if the cache folder is not writable."""
    try:
        content = io.BytesIO()
        compiled.export_model(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content.getvalue())
        Path(name).replace(path)
        kept = sorted(path.parent.glob("*.blob"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-MOST_FILES]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return
