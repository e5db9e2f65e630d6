"""Compile parts of the network with OpenVINO, and keep the result in the platform's cache folder.

Compiling takes seconds, loading a compiled part a fraction of one. The cache is a convenience:
whatever is wrong with it, the part is compiled again.
"""

import hashlib
import io
import os
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import torch
from torch import Tensor, nn
from torch.jit._trace import TracerWarning

import gvseg

MOST_FILES = 24


class CompiledPart:
    """A part of the network that OpenVINO runs, for inputs of fixed sizes.

    Args:
        compiled: an OpenVINO model.
    """

    def __init__(self, compiled: Any) -> None:
        import openvino

        self._tensor: Callable[..., Any] = openvino.Tensor
        self._request = compiled.create_infer_request()
        self.output_shapes = [tuple(output.shape) for output in compiled.outputs]

    def __call__(self, *inputs: Tensor) -> list[Tensor]:
        """Return new outputs."""
        outputs = [torch.empty(shape) for shape in self.output_shapes]
        self.fill(outputs, *inputs)
        return outputs

    def fill(self, outputs: Sequence[Tensor], *inputs: Tensor) -> None:
        """Compute into existing, contiguous outputs."""
        # OpenVINO shares the memory but does not keep it, so the arrays stay here until it is done.
        given = [one.contiguous().numpy() for one in inputs]
        for index, array in enumerate(given):
            self._request.set_input_tensor(index, self._tensor(array, shared_memory=True))
        for index, output in enumerate(outputs):
            self._request.set_output_tensor(index, self._tensor(output.numpy(), shared_memory=True))
        self._request.infer()


def load_part(module: nn.Module, inputs: Sequence[Tensor]) -> CompiledPart | None:
    """Return a part compiled earlier for these weights and input sizes, or None."""
    import openvino

    path = cache_path(module, inputs)
    try:
        content = path.read_bytes()
        path.touch()  # the files that are used stay
        return CompiledPart(openvino.Core().import_model(io.BytesIO(content), "CPU", _settings()))
    except (OSError, RuntimeError):
        return None


def compile_part(module: nn.Module, inputs: Sequence[Tensor]) -> CompiledPart:
    """Compile a part for inputs of these sizes, and keep it.

    The front end is called directly because `openvino.convert_model` sends telemetry from a forked
    process.
    """
    import openvino
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with torch.no_grad(), warnings.catch_warnings():
        # The tracer warns about sizes that become constants; the sizes are constant here.
        warnings.filterwarnings("ignore", category=TracerWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning)  # of tracing itself
        decoder = TorchScriptPythonDecoder(module, example_input=tuple(inputs))
    front_end = FrontEndManager().load_by_framework("pytorch")
    model = front_end.convert(front_end.load(decoder))
    model.reshape({index: list(one.shape) for index, one in enumerate(inputs)})
    compiled = openvino.Core().compile_model(model, "CPU", _settings())
    _keep(cache_path(module, inputs), compiled)
    return CompiledPart(compiled)


def precision() -> str:
    """Return the number format that parts compute in: bf16 where the processor has it, else f32.

    The encoder takes half the time in bf16. On six held-out sequences (40 frames each), J&F is
    0.745 in both.
    """
    import openvino

    capabilities = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in capabilities else "f32"


def _settings() -> dict[str, Any]:
    return {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": precision(),
        "INFERENCE_NUM_THREADS": torch.get_num_threads(),
    }


def cache_path(module: nn.Module, inputs: Sequence[Tensor]) -> Path:
    """Return where a part is kept: named by its weights, its inputs, OpenVINO and the processor."""
    import openvino

    core = openvino.Core()
    identity = [_code_digest(), type(module).__name__, openvino.__version__]
    identity += [core.get_property("CPU", "FULL_DEVICE_NAME")]
    identity += [sorted(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")), precision()]
    identity += [(tuple(one.shape), str(one.dtype)) for one in inputs]
    digest = hashlib.blake2b(repr(identity).encode(), digest_size=16)
    for name, tensor in module.state_dict().items():
        digest.update(f"{name} {tuple(tensor.shape)}".encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    folder = Path(platformdirs.user_cache_dir("gvseg")) / "compiled"
    return folder / f"{digest.hexdigest()}.blob"


@cache
def _code_digest() -> str:
    """Return a hash of the code that computes: when it changes, parts are compiled again."""
    digest = hashlib.blake2b(gvseg.__version__.encode(), digest_size=16)
    for package in ("gvseg.model", "gvseg.engine"):
        for source in sorted(files(package).iterdir(), key=lambda one: one.name):
            if source.name.endswith(".py"):  # a bundle has none, but its version does not change
                digest.update(source.read_bytes())
    return digest.hexdigest()


def _keep(path: Path, compiled: Any) -> None:
    """Write a compiled part atomically; do nothing where the cache folder cannot be written."""
    try:
        content = io.BytesIO()
        compiled.export_model(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content.getvalue())
        Path(name).replace(path)
        files = sorted(path.parent.glob("*.blob"), key=lambda file: file.stat().st_mtime)
        for file in files[:-MOST_FILES]:
            file.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return
