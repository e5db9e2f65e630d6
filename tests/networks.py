"""Networks for tests: the real architecture, narrow and untrained, so that it runs in no time."""

from functools import cache
from pathlib import Path

import torch

from gvseg.model.config import ModelConfig
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.weights import LoadedWeights, save_weights

TINY = ModelConfig(
    width=32,
    width_8=16,
    width_4=8,
    key_width=16,
    value_width=32,
    classifier_width=8,
    decoder_layers=2,
    decoder_heads=2,
)


@cache
def tiny_network() -> GvSegNet:
    """The same untrained network for every test; nobody may train it."""
    torch.manual_seed(3)
    return build_network(TINY).eval()


def tiny_weights() -> LoadedWeights:
    return LoadedWeights(tiny_network(), {"short_side": 96})


def write_tiny_weights(folder: Path) -> Path:
    path = folder / "tiny.safetensors"
    save_weights(path, TINY, tiny_network().state_dict(), {"short_side": 96})
    return path
