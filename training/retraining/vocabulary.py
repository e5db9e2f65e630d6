"""New categories join the vocabulary of weights; what the weights know of the others stays."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import torch
from torch import Tensor

from gvseg.annotation.start import DEFAULT_CATEGORY
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.weights import LoadedWeights
from gvseg.vocabulary import VocabularyEntry
from training.retraining.corrections import NamedTrack

FALLBACK = "thing"
"""Class of objects of no other class, in bundled weights; a new thing starts as one of these, and
new stuff as the mean of the old."""
NEWCOMER_BIAS = -2.0
"""How much less likely than that a new class is, until training shows it."""


def new_entries(
    vocabulary: Sequence[VocabularyEntry], tracks: Iterable[NamedTrack]
) -> tuple[VocabularyEntry, ...]:
    """The kinds of things and of stuff that corrections name and a vocabulary lacks, by name."""
    known = {entry.name.casefold() for entry in vocabulary} | {DEFAULT_CATEGORY.casefold()}
    found: dict[str, VocabularyEntry] = {}
    for track in tracks:
        key = track.category.casefold()
        if key not in known:
            found.setdefault(key, VocabularyEntry(track.category, track.is_thing))
    return tuple(found[key] for key in sorted(found))


def widen(weights: LoadedWeights, added: Sequence[VocabularyEntry]) -> LoadedWeights:
    """Weights with more classes; what they answer for the old ones is as before."""
    if not added:
        return weights
    old = weights.network.config.vocabulary
    config = replace(weights.network.config, vocabulary=(*old, *added))
    network = build_network(config)
    sources = [_models(old, entry) for entry in added]
    own = network.state_dict()
    state = {
        name: _widened(name, tensor, own[name], sources)
        for name, tensor in weights.network.state_dict().items()
    }
    network.load_state_dict(state)
    return LoadedWeights(network.eval(), weights.card, weights.track_confidence)


def hold_old_classes(network: GvSegNet, old_count: int) -> None:
    """Keep gradients from the class head's old rows: no frame here speaks of those classes."""
    if network.scene is not None:
        for parameter in network.scene.classify.parameters():
            parameter.register_hook(partial(_without_old_rows, old_count))


def _without_old_rows(old_count: int, gradient: Tensor) -> Tensor:
    kept = torch.zeros_like(gradient)
    kept[old_count:-1] = gradient[old_count:-1]
    return kept


def _models(old: Sequence[VocabularyEntry], entry: VocabularyEntry) -> list[int]:
    """Places of the old classes that a new one starts as: the mean of."""
    likely = [
        place
        for place, one in enumerate(old)
        if one.is_thing == entry.is_thing and (one.name == FALLBACK or not entry.is_thing)
    ]
    return likely or list(range(len(old)))


def _widened(name: str, tensor: Tensor, own: Tensor, sources: Sequence[list[int]]) -> Tensor:
    if tensor.shape == own.shape:
        return tensor
    if not name.startswith("scene.classify."):
        # Classes stand last: new rows are as fresh as those of a network that never trained.
        return torch.cat((tensor, own[-len(sources) :]))
    # The last row of the class head is «no object».
    rows = torch.stack([tensor[places].mean(0) for places in sources])
    if name.endswith("bias"):
        rows += NEWCOMER_BIAS
    return torch.cat((tensor[:-1], rows, tensor[-1:]))
