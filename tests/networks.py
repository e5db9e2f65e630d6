"""Networks for tests: the real architecture, but narrow and untrained, so that they are fast."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import torch

from gvseg.model.config import ModelConfig
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.weights import LoadedWeights, save_weights
from gvseg.vocabulary import VocabularyEntry

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

VOCABULARY = (
    VocabularyEntry("sky", is_thing=False),
    VocabularyEntry("road", is_thing=False),
    VocabularyEntry("car", is_thing=True),
)
TINY_SCENES = replace(TINY, vocabulary=VOCABULARY, grid_side=3)


@cache
def tiny_network() -> GvSegNet:
    """Return the same untrained network for every test; tests must not train it."""
    torch.manual_seed(3)
    return build_network(TINY).eval()


def tiny_weights() -> LoadedWeights:
    return LoadedWeights(tiny_network(), {"short_side": 96})


def write_tiny_weights(folder: Path) -> Path:
    path = folder / "tiny.safetensors"
    save_weights(path, TINY, tiny_network().state_dict(), {"short_side": 96})
    return path


def fresh_scene_network(config: ModelConfig = TINY_SCENES) -> GvSegNet:
    """Return a new network with a vocabulary whose classes are all marked as seen."""
    torch.manual_seed(4)
    network = build_network(config)
    scene = network.require_scene()
    scene.queries.representation_KC.normal_()
    scene.queries.is_seen_K.fill_(1.0)
    return network


@cache
def scene_network() -> GvSegNet:
    """Return the same untrained network with a vocabulary for every test; do not train it."""
    return fresh_scene_network().eval()


def scene_weights() -> LoadedWeights:
    return LoadedWeights(scene_network(), {"short_side": 96})
