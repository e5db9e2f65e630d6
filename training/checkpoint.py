"""Checkpoints: everything needed to resume a run bit for bit, in a safetensors file.

Batches depend only on the seed and the step, so the data needs no state of its own.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from gvseg.errors import WeightsError
from gvseg.model.weights import write_tensors

FILE_NAME = "checkpoint.safetensors"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The saved state of a run.

    Attributes:
        step: the next step.
        seconds: training time so far.
        before: runs that led to the starting weights, see `earlier_runs`.
        model: all parameters, including frozen ones, because these may differ from the ImageNet
            weights.
        average: moving average of the parameters.
        first_moment: AdamW's first moment, by parameter name.
        second_moment: AdamW's second moment, by parameter name.
        updates: number of updates of each parameter; steps without a gradient do not count.
        buffers: state that changes without a gradient.
        random: state of torch's random number generator.
    """

    step: int
    seconds: float
    before: list[dict[str, Any]]
    model: dict[str, Tensor]
    average: dict[str, Tensor]
    first_moment: dict[str, Tensor]
    second_moment: dict[str, Tensor]
    updates: dict[str, Tensor]
    buffers: dict[str, Tensor]
    random: Tensor


PARTS = ("model", "average", "first_moment", "second_moment", "updates", "buffers")


def write_checkpoint(folder: Path, checkpoint: Checkpoint) -> Path:
    """Write the checkpoint atomically and return its path.

    Raises:
        OutputError: the disk is full; the previous checkpoint is kept.
    """
    tensors = {"random": checkpoint.random}
    for part in PARTS:
        for name, tensor in getattr(checkpoint, part).items():
            tensors[f"{part}/{name}"] = tensor
    about = json.dumps(
        {"step": checkpoint.step, "seconds": checkpoint.seconds, "before": checkpoint.before}
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    write_tensors(path, tensors, {"checkpoint": about})
    return path


def read_checkpoint(folder: Path) -> Checkpoint | None:
    """Return the run's last checkpoint, or None if it has none.

    Raises:
        WeightsError: the file is damaged.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    parts: dict[str, dict[str, Tensor]] = {part: {} for part in PARTS}
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads(file.metadata()["checkpoint"])
            random = file.get_tensor("random")
            for key in file.keys():
                part, _, name = key.partition("/")
                if part in parts:
                    parts[part][name] = file.get_tensor(key)
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"{path} is not a GvSeg checkpoint or is damaged: {error}.") from error
    before = about.get("before", [])
    return Checkpoint(about["step"], about["seconds"], before, random=random, **parts)


def memory_layout(network: torch.nn.Module, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Copy tensors to the devices and memory layouts of their parameters."""
    return {
        name: torch.empty_like(parameter).copy_(tensors[name])
        for name, parameter in network.named_parameters()
        if name in tensors
    }
