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
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import torch
from torch import Tensor, nn
from torch.jit._trace import TracerWarning

import gvseg

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


class CompiledPart:
    """A part of the network compiled with OpenVINO for fixed input sizes. Any thread may use it.

    Args:
        compiled: the compiled OpenVINO model.
    """

    def __init__(self, compiled: Any) -> None:
        self._tensor: Callable[..., Any] = load_openvino().Tensor
        self._compiled = compiled
        self._idle: list[Any] = [compiled.create_infer_request()]
        self.output_shapes = [tuple(output.shape) for output in compiled.outputs]

    def __call__(self, *inputs: Tensor) -> list[Tensor]:
        """Return the outputs for some inputs."""
        outputs = [torch.empty(shape) for shape in self.output_shapes]
        self.fill(outputs, *inputs)
        return outputs

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
        if torch.get_num_threads() == 1:
            part.fill(outputs, *inputs)
        else:
            self._running.append(_inferrers.submit(part.fill, outputs, *inputs))

    def finish(self) -> None:
        """Wait until all outputs are written."""
        for one in self._running:
            one.result()
        self._running.clear()


def load_part(
    module: nn.Module, inputs: Sequence[Tensor], precision: str, *, one_at_a_time: bool = False
) -> CompiledPart | None:
    """Return the cached part for these weights and input sizes, or None; see `compile_part`."""
    openvino = load_openvino()
    path = cache_path(module, inputs, precision)
    try:
        content = path.read_bytes()
        path.touch()  # the oldest files are deleted first
        settings = _settings(precision, one_at_a_time=one_at_a_time)
        return CompiledPart(openvino.Core().import_model(io.BytesIO(content), "CPU", settings))
    except (OSError, RuntimeError):
        return None


def compile_part(
    module: nn.Module,
    inputs: Sequence[Tensor],
    precision: str,
    model: Any = None,
    *,
    one_at_a_time: bool = False,
) -> CompiledPart:
    """Compile a part for these input sizes, and cache it.

    Args:
        module: the part.
        inputs: example inputs.
        precision: number format for computation.
        model: result of `convert` for the module, if it is compiled for several sizes.
        one_at_a_time: whether its inferences never run side by side, which saves memory.
    """
    model = model or convert(module, inputs)
    model.reshape({index: list(one.shape) for index, one in enumerate(inputs)})
    settings = _settings(precision, one_at_a_time=one_at_a_time)
    compiled = load_openvino().Core().compile_model(model, "CPU", settings)
    _keep(cache_path(module, inputs, precision), compiled)
    _return_freed_memory()
    return CompiledPart(compiled)


def begin_compiling(work: Callable[[], CompiledPart | None]) -> "Future[CompiledPart | None]":
    """Call `work` in the background, after all work begun before."""
    return _compiler.submit(work)


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


def _settings(precision: str, *, one_at_a_time: bool) -> dict[str, Any]:
    threads = torch.get_num_threads()
    return {
        "NUM_STREAMS": 1 if one_at_a_time else min(threads, MOST_STREAMS),
        "INFERENCE_PRECISION_HINT": precision,
        # Frames are encoded in the background, so one thread is left to the rest.
        "INFERENCE_NUM_THREADS": max(1, threads - 1) if one_at_a_time else threads,
    }


def cache_path(module: nn.Module, inputs: Sequence[Tensor], precision: str) -> Path:
    """Return the cache path of a part for its weights, input sizes, OpenVINO version and CPU."""
    openvino = load_openvino()
    core = openvino.Core()
    identity = [_code_digest(), type(module).__name__, openvino.__version__]
    identity += [core.get_property("CPU", "FULL_DEVICE_NAME")]
    identity += [sorted(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")), precision]
    identity += [(tuple(one.shape), str(one.dtype)) for one in inputs]
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
