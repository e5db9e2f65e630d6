"""Weights files: safetensors with the network's config and training card as metadata."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from gvseg.errors import OutputError, WeightsError
from gvseg.model.config import ModelConfig
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.track_confidence import TrackConfidence, tensors_of, track_confidence_of

FORMAT = "gvseg-weights"
VERSION = 1


@dataclass(frozen=True, slots=True)
class LoadedWeights:
    """A network with its training card.

    Attributes:
        network: network in evaluation mode, on the CPU.
        card: training card, with data, steps, hours, scores and calibration.
        track_confidence: track confidence fitted by `gvseg-train confidence`; None if there is
            none.
    """

    network: GvSegNet
    card: dict[str, Any]
    track_confidence: TrackConfidence | None = None


def save_weights(
    path: Path,
    config: ModelConfig,
    tensors: Mapping[str, Tensor],
    card: Mapping[str, Any],
    track_confidence: TrackConfidence | None = None,
) -> None:
    """Write a weights file atomically.

    Args:
        path: path of the file, ending in .safetensors.
        config: config of the network.
        tensors: state of the network.
        card: training card, as JSON values.
        track_confidence: track confidence fitted to these weights, or None.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    metadata = {
        "format": FORMAT,
        "version": str(VERSION),
        "config": json.dumps(config.to_dict()),
        "card": json.dumps(dict(card)),
    }
    fitted = {} if track_confidence is None else tensors_of(track_confidence)
    write_tensors(path, {**tensors, **fitted}, metadata)


def write_tensors(path: Path, tensors: Mapping[str, Tensor], metadata: Mapping[str, str]) -> None:
    """Write a safetensors file atomically.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    partial = path.with_name(path.name + ".partial")
    try:
        save_file(plain, partial, metadata=dict(metadata))
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except (OSError, SafetensorError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written ({error}): free some space or choose another folder. An "
            "existing file is unchanged."
        ) from error


def load_weights(path: Path) -> LoadedWeights:
    """Read a weights file and build its network.

    Raises:
        WeightsError: the file is missing, is not a GvSeg file, is damaged, or is from a newer
            version.
    """
    if not path.is_file():
        raise WeightsError(f"The weights file {path} does not exist: check the path.")
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != FORMAT:
                raise WeightsError(f"{path} has no GvSeg weights: choose a file that GvSeg wrote.")
            if int(metadata["version"]) > VERSION:
                raise WeightsError(f"{path} was made by a newer version of GvSeg: update GvSeg.")
            config = ModelConfig.from_dict(json.loads(metadata["config"]))
            card = json.loads(metadata["card"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}
    except (SafetensorError, KeyError, TypeError, ValueError, OSError) as error:
        raise WeightsError(
            f"{path} is damaged or not a weights file ({error}): choose another file."
        ) from error
    network = build_network(config)
    _fill(network, tensors, path)
    return LoadedWeights(network.eval(), card, track_confidence_of(tensors))


def _fill(network: GvSegNet, tensors: dict[str, Tensor], path: Path) -> None:
    state = network.state_dict()
    missing = sorted(set(state) - set(tensors))
    wrong = sorted(
        name for name in state if name in tensors and tensors[name].shape != state[name].shape
    )
    if missing or wrong:
        raise WeightsError(
            f"{path} does not match its network: {len(missing)} tensors are missing and "
            f"{len(wrong)} have a different shape (first: {(missing + wrong)[0]}). Choose another "
            "file."
        )
    with torch.no_grad():
        for name, tensor in state.items():
            tensor.copy_(tensors[name])
