"""The mean of weights that came of one another: often better than each of them.

Source: Wortsman et al., Model soups (ICML 2022). Weights of one line of training lie in one valley
of the loss, and their mean nearer to its floor.
"""

from collections.abc import Sequence
from pathlib import Path

import torch

from gvseg.errors import WeightsError
from gvseg.model.weights import load_weights, save_weights
from training.starting import earlier_runs


def average(paths: Sequence[Path], out: Path, *, half: bool = False) -> None:
    """Write the mean of weights files, with the card of the last.

    Args:
        paths: as `gvseg-train fit` left them, each trained on from the one before.
        out: weights file to write.
        half: write 16-bit numbers, as `release` does; the network computes with 32 all the same.

    Raises:
        WeightsError: the files are of different networks, or one does not come of the one before.
        OutputError: the place cannot be written.
    """
    loaded = [load_weights(path) for path in paths]
    last = loaded[-1]
    lines = [[run["recipe"] for run in earlier_runs(weights.card)] for weights in loaded]
    for path, weights, line in zip(paths, loaded, lines, strict=True):
        if weights.network.config != last.network.config:
            raise WeightsError(f"{path} and {paths[-1]} are of different networks.")
        if not line or line != lines[-1][: len(line)]:
            raise WeightsError(
                f"{paths[-1]} was not trained on from {path}; only weights of one line of training "
                "have a mean that works."
            )
    states = [weights.network.state_dict() for weights in loaded]
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
    save_weights(out, last.network.config, mean, card)
