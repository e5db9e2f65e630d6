"""Checkpoints: everything a run needs to go on to the bit, in one safetensors file.

Batches are drawn from (seed, step), so the step is the whole state of the data.
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
    """A run at rest.

    Attributes:
        step: the next step.
        seconds: time trained so far.
        before: the runs that led to the weights that it began with, see `earlier_runs`.
        model: parameters, those too that do not train: they need not be ImageNet's.
        average: moving average of the parameters.
        first_moment: AdamW's, by parameter name.
        second_moment: AdamW's, by parameter name.
        updates: how often each parameter moved (one without a gradient sits a step out).
        buffers: what training moves without a gradient.
        random: state of torch's generator.
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
    """Write whole or not at all.

    Raises:
        OutputError: the disk is full; the last checkpoint is kept.
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
    """The run's last checkpoint, or None where there is none.

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
        raise WeightsError(f"{path} is no checkpoint of ours, or is damaged: {error}.") from error
    before = about.get("before", [])
    return Checkpoint(about["step"], about["seconds"], before, random=random, **parts)


def memory_layout(network: torch.nn.Module, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors on their parameters' devices and in their memory layout."""
    return {
        name: torch.empty_like(parameter).copy_(tensors[name])
        for name, parameter in network.named_parameters()
        if name in tensors
    }
