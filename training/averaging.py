"""Average weights from consecutive training runs, which often beats each of them.

Source: Wortsman et al., Model soups (ICML 2022). Such weights tend to lie in the same basin of the
loss, with their mean closer to its minimum.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from gvseg.errors import WeightsError
from gvseg.model.weights import load_weights, save_weights
from training.starting import earlier_runs, extended


def average(paths: Sequence[Path], out: Path, *, half: bool = False) -> None:
    """Write the mean of weights files, with the card of the last.

    Args:
        paths: weights that `gvseg-train fit` wrote, each trained from the previous one.
        out: weights file to write.
        half: store float16, as `release` does; the network still computes in float32.

    Raises:
        WeightsError: the networks differ, or a file was not trained from the previous one.
        OutputError: `out` cannot be written.
    """
    loaded = [load_weights(path) for path in paths]
    last = loaded[-1]
    lines = [[run["recipe"] for run in earlier_runs(weights.card)] for weights in loaded]
    config = last.network.config
    for path, weights, line in zip(paths, loaded, lines, strict=True):
        own = weights.network.config
        gained = replace(
            own,
            use_recent_read=config.use_recent_read,
            use_prompt_encoder=config.use_prompt_encoder and own.use_prompt_parts,
            use_edges=config.use_edges,
        )
        if gained != config:
            raise WeightsError(
                f"{path} and {paths[-1]} have different networks and cannot be averaged: choose "
                "weights with the same network."
            )
        if not line or line != lines[-1][: len(line)]:
            raise WeightsError(
                f"{paths[-1]} was not trained from {path}: only weights from consecutive runs can "
                "be averaged."
            )
    # A run whose network gained one of these parts started from these extended weights.
    states = [extended(weights.network, config).state_dict() for weights in loaded]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0)
        if tensor.is_floating_point()
        else tensor
        for name, tensor in states[-1].items()
    }
    if half:
        mean = {
            name: tensor.to(torch.float16) if tensor.is_floating_point() else tensor
            for name, tensor in mean.items()
        }
    card = {**last.card, "mean_of": [x[-1] for x in lines]} if len(lines) > 1 else last.card
    save_weights(out, config, mean, card)
