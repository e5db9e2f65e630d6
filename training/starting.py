"""Create the network, trainable parameters and optimiser of a run."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.backbone import load_imagenet_weights
from gvseg.model.config import ModelConfig
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.weights import LoadedWeights
from training.recipe import Recipe

RECENT_SHARE = 0.35
"""Share of the previous mask's weights that the warped mask starts with."""
MATCHED_SHARE = 0.5
"""Share of the score's weights that the matched masks start with."""
KEY_SHARPNESS = 40.0
"""Initial factor of the cosine of two unit keys in the affinity."""


def fresh_network(recipe: Recipe, start: LoadedWeights | None) -> GvSegNet:
    """Return a network initialised from ImageNet or from weights; new tensors are random.

    Raises:
        WeightsError: ImageNet's weights are not installed.
    """
    if start is None:
        network = build_network(ModelConfig(**recipe.model, vocabulary=recipe.vocabulary))
        load_imagenet_weights(network.encoder.backbone)
        return network
    base = start.network
    vocabulary = recipe.vocabulary or base.config.vocabulary
    config = replace(base.config, **recipe.model, vocabulary=vocabulary)
    return extended(base, config)


def extended(base: GvSegNet, config: ModelConfig) -> GvSegNet:
    """Return a network with this config and the weights of `base`, or `base` if it has it already.

    Tensors that `base` lacks are initialised.
    """
    if config == base.config:
        return base
    network = build_network(config)
    own = network.state_dict()
    shared = {
        name: tensor
        for name, tensor in base.state_dict().items()
        if name in own and tensor.shape == own[name].shape
    }
    network.load_state_dict(shared, strict=False)
    if config.use_recent_read and not base.config.use_recent_read:
        network.conditioner.warm_start_recent(RECENT_SHARE)
    if config.use_matched_masks and not base.config.use_matched_masks:
        network.conditioner.warm_start_matched(MATCHED_SHARE)
    if network.prompts is not None and base.prompts is None:
        network.prompts.warm_start(network.conditioner, network.decoder, network.confidence)
    if config.use_prompt_encoder and not base.config.use_prompt_encoder:
        network.prompt_encoder.load_state_dict(network.encoder.state_dict())
    if network.scene is not None and config.use_scene_parts and not base.config.use_scene_parts:
        network.warm_start_scene()
    return network


@torch.no_grad()
def start_unit_keys(network: GvSegNet, images_K3HW: Tensor) -> None:
    """Start the keys of `use_matched_masks` as the main components of the features of images.

    The affinity of longer keys prefers the memory pixels with the smallest shrinkage, whichever
    pixel looks for a match, so keys that were trained for it match poorly.

    Args:
        network: network whose keys and shrinkages are replaced.
        images_K3HW: frames from training.
    """
    pixel_decoder = network.encoder.pixel_decoder
    pixels_PC = F.normalize(network.encode(images_K3HW).stride_16, dim=1).transpose(0, 1)
    _, _, main_CC = torch.linalg.svd(pixels_PC.flatten(1).T, full_matrices=False)
    width = network.config.key_width
    # The squared distance of unit keys is twice one minus their cosine.
    strength = KEY_SHARPNESS / (2 * network.memory_reader.scale)
    started = {
        "key.weight": main_CC[:width, :, None, None],
        "key.bias": torch.zeros(width),
        "shrinkage.weight": torch.zeros_like(pixel_decoder.shrinkage.weight),
        "shrinkage.bias": torch.full((1,), (strength - 1) ** 0.5),
    }
    pixel_decoder.load_state_dict(started, strict=False)


def earlier_runs(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return recipe, steps and hours of the runs that led to a card's weights, oldest first.

    A run has `mean_of` if its weights were averaged afterwards.
    """
    last = {name: card[name] for name in ("recipe", "steps", "hours", "mean_of") if name in card}
    return [*card.get("before", []), *([last] if last else [])]


def freeze(network: GvSegNet, stages: int, only: Sequence[str] = ()) -> dict[str, nn.Parameter]:
    """Freeze parameters; return the trainable ones by name.

    Args:
        network: the network.
        stages: number of frozen stages of each backbone after its stem; 0 freezes nothing.
        only: patterns of the names of the parameters that train; empty for all.
    """
    if only:
        for name, value in network.named_parameters():
            value.requires_grad_(any(fnmatchcase(name, pattern) for pattern in only))
    for encoder in (network.encoder, network.prompt_encoder):
        backbone = encoder.backbone
        frozen = (backbone.stem, *backbone.stages[:stages]) if stages else ()
        for part in frozen:
            part.requires_grad_(requires_grad=False)
    return {name: value for name, value in network.named_parameters() if value.requires_grad}


def make_optimiser(trained: dict[str, nn.Parameter], recipe: Recipe) -> torch.optim.AdamW:
    """Return AdamW with a learning rate for the backbone and without weight decay for vectors."""
    groups: dict[tuple[float, float], list[nn.Parameter]] = defaultdict(list)
    for name, value in trained.items():
        share = recipe.optimiser.backbone_rate if ".backbone." in name else 1.0
        decay = recipe.optimiser.weight_decay if value.ndim > 1 else 0.0
        groups[share, decay].append(value)
    return torch.optim.AdamW(
        [
            {"params": values, "share": share, "weight_decay": decay}
            for (share, decay), values in groups.items()
        ],
        lr=recipe.optimiser.learning_rate,
        betas=(0.9, 0.99),
        foreach=True,
    )
