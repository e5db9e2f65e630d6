"""The device and image size that the network runs at, with fallbacks when memory runs out."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import torch

from gvseg.errors import RequestError

SMALLEST_SHORT_SIDE = 192

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Runtime:
    """A device and the size of frames in the network.

    Attributes:
        device: "cpu", "cuda", "cuda:1", "mps", ...
        short_side: short side of a frame inside the network, in pixels.
    """

    device: str
    short_side: int

    def smaller(self) -> "Runtime | None":
        """Return the next fallback: smaller frames, then the CPU, then None."""
        if self.device == "cpu":
            return None
        if self.short_side * 3 // 4 >= SMALLEST_SHORT_SIDE:
            return Runtime(self.device, self.short_side * 3 // 4)
        return Runtime("cpu", self.short_side)

    @property
    def is_half_precision(self) -> bool:
        """True if bf16 autocast is faster on this device."""
        return self.device.startswith("cuda")

    def autocast(self) -> torch.autocast:
        """Return the context in which the network runs: bf16 where that is faster."""
        kind = torch.device(self.device).type
        return torch.autocast(kind, torch.bfloat16, enabled=self.is_half_precision)

    def describe(self) -> str:
        """Return one line for the status bar."""
        if self.device.startswith("cuda"):
            properties = torch.cuda.get_device_properties(self.device)
            memory = properties.total_memory / 2**30
            return f"{self.device} ({properties.name}, {memory:.0f} GiB)"
        if self.device == "cpu":
            count = torch.get_num_threads()
            return f"cpu ({count} {'thread' if count == 1 else 'threads'})"
        return self.device


def choose_device(name: str) -> str:
    """Resolve "auto" to the best available device and check other names.

    Raises:
        RequestError: this machine has no such device.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise RequestError(f"{name!r} is not a device: use auto, cpu, cuda or mps.") from error
    is_available = {
        "cpu": True,
        "cuda": torch.cuda.is_available()
        and (device.index is None or device.index < torch.cuda.device_count()),
        "mps": torch.backends.mps.is_available(),
    }
    if not is_available.get(device.type, False):
        raise RequestError(f"This machine has no {name} device: use --device auto or cpu.")
    return name


def retry_on_smaller_runtimes(
    attempt: Callable[[], Result], fall_back: Callable[[RuntimeError], None]
) -> Result:
    """Return the result of `attempt`, retrying on smaller runtimes when memory runs out.

    Args:
        attempt: work that can run out of memory.
        fall_back: switches to a smaller runtime, or re-raises other errors.
    """
    while True:
        try:
            return attempt()
        except RuntimeError as error:
            fall_back(error)


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether a GPU (CUDA or MPS) ran out of memory."""
    if isinstance(error, torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and "out of memory" in str(error).lower()


def lacks_operation(device: str, error: BaseException) -> bool:
    """Return whether the device lacks a PyTorch operator; MPS has fewer than CPU and CUDA."""
    return device == "mps" and (isinstance(error, NotImplementedError) or "MPS" in str(error))


def release_memory(device: str) -> None:
    """Release cached GPU memory."""
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
    elif device == "mps":
        torch.mps.empty_cache()


def openvino_allowed() -> bool:
    """Return whether to use OpenVINO on CPUs; set GVSEG_OPENVINO=0 to disable it."""
    return os.environ.get("GVSEG_OPENVINO", "1") != "0"
