"""Add new categories to the vocabulary of weights without changing the existing ones."""

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
"""Class of the bundled weights for objects that have no other class. New thing classes start as a
copy of it, new stuff classes as the mean of all stuff.
"""
NEW_CLASS_BIAS = -2.0
"""Added to the logit of a new class, to make it less likely than its source before training."""


def new_entries(
    vocabulary: Sequence[VocabularyEntry], tracks: Iterable[NamedTrack]
) -> tuple[VocabularyEntry, ...]:
    """Return the categories of tracks that a vocabulary lacks, sorted by name."""
    known = {entry.name.casefold() for entry in vocabulary} | {DEFAULT_CATEGORY.casefold()}
    found: dict[str, VocabularyEntry] = {}
    for track in tracks:
        key = track.category.casefold()
        if key not in known:
            found.setdefault(key, VocabularyEntry(track.category, track.is_thing))
    return tuple(found[key] for key in sorted(found))


def add_classes(weights: LoadedWeights, added: Sequence[VocabularyEntry]) -> LoadedWeights:
    """Return weights with more classes; the logits of existing classes do not change."""
    if not added:
        return weights
    old = weights.network.config.vocabulary
    config = replace(weights.network.config, vocabulary=(*old, *added))
    network = build_network(config)
    sources = [_source_classes(old, entry) for entry in added]
    own = network.state_dict()
    state = {
        name: _extend(name, tensor, own[name], sources)
        for name, tensor in weights.network.state_dict().items()
    }
    network.load_state_dict(state)
    return LoadedWeights(network.eval(), weights.card, weights.track_confidence)


def freeze_old_classes(network: GvSegNet, old_count: int) -> None:
    """Block gradients of the class head for old classes, which have no training data here."""
    if network.scene is not None:
        for parameter in network.scene.classify.parameters():
            parameter.register_hook(partial(_mask_old_rows, old_count))


def _mask_old_rows(old_count: int, gradient: Tensor) -> Tensor:
    masked = torch.zeros_like(gradient)
    masked[old_count:-1] = gradient[old_count:-1]
    return masked


def _source_classes(old: Sequence[VocabularyEntry], entry: VocabularyEntry) -> list[int]:
    """Return the indices of the old classes whose mean initialises a new class."""
    sources = [
        index
        for index, one in enumerate(old)
        if one.is_thing == entry.is_thing and (one.name == FALLBACK or not entry.is_thing)
    ]
    return sources or list(range(len(old)))


def _extend(name: str, tensor: Tensor, own: Tensor, sources: Sequence[list[int]]) -> Tensor:
    if tensor.shape == own.shape:
        return tensor
    if not name.startswith("scene.classify."):
        # The rows of new classes come last and keep their random initialisation.
        return torch.cat((tensor, own[-len(sources) :]))
    # The last row of the class head is "no object".
    rows = torch.stack([tensor[indices].mean(0) for indices in sources])
    if name.endswith("bias"):
        rows += NEW_CLASS_BIAS
    return torch.cat((tensor[:-1], rows, tensor[-1:]))
