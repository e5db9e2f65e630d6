"""Sparse memory read on CPUs.

Only the largest entries of each pixel's affinity are read. Gathering their values is much cheaper
than a product with all values, and masks do not change: the J&F of six sequences is the same.

Legend: N objects, P pixels of a frame at stride 16, M pixels of memory, C channels, E entries.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

SMALLEST_SHARE = 1e-6
"""Lower bound of the total affinity, to avoid division by zero."""
LARGEST_GAP = 11.5
"""Entries this far below a pixel's largest similarity are ignored; they weigh less than 1e-5."""
TOP_ENTRIES = 24
"""Number of entries per pixel that are read at most, except for a few more."""
GROUPS = 64
"""Number of groups of entries, see `_least`."""
MOST_ENTRIES = 64
"""Largest mean number of entries per pixel for which the sparse read is faster."""
MOST_GROUPS = 4
"""Largest number of groups of objects for which the sparse read is faster."""


class Entries(NamedTuple):
    """The largest entries of the affinity.

    Attributes:
        pixel_E: pixel of the frame, ascending.
        memory_E: pixel of the memory.
        share_E: exponential of the similarity minus the pixel's largest similarity.
    """

    pixel_E: Tensor
    memory_E: Tensor
    share_E: Tensor


def read_sparsely(
    similarity_PM: Tensor, values_NCM: Sequence[Tensor], weight_NM: Tensor
) -> list[Tensor] | None:
    """Return each object's mean values weighted by affinity, N x P x C; zero without memory.

    Returns None if a dense read is faster.

    Args:
        similarity_PM: logits of the affinity.
        values_NCM: one or more kinds of values of each object.
        weight_NM: 1 where the memory has information about the object, else 0.
    """
    groups = _groups(weight_NM > 0)
    if len(groups) > MOST_GROUPS:
        return None
    top_P = similarity_PM.amax(1)
    sharpest = _entries(similarity_PM, top_P)
    if sharpest is None:
        return None
    total_P = torch.zeros_like(top_P).index_add_(0, sharpest.pixel_E, sharpest.share_E)
    values_NCM = [value_NCM.float() for value_NCM in values_NCM]
    read_NPC = [
        value_NCM.new_zeros(len(value_NCM), len(top_P), value_NCM.shape[1])
        for value_NCM in values_NCM
    ]
    for rows in groups:
        known_M = weight_NM[rows[0]] > 0
        entries: Entries | None = sharpest
        if not bool(known_M.all()):
            entries = _entries(similarity_PM.masked_fill(~known_M, -torch.inf), top_P)
        if entries is None:
            return None
        if len(rows) == len(weight_NM):
            return _means(entries, total_P, values_NCM, weight_NM)
        means_NPC = _means(entries, total_P, [one[rows] for one in values_NCM], weight_NM[rows])
        for read, mean in zip(read_NPC, means_NPC, strict=True):
            read[rows] = mean
    return read_NPC


def _groups(is_known_NM: Tensor) -> list[list[int]]:
    """Group the rows of objects with the same memory pixels, without objects that have none."""
    groups: dict[bytes, list[int]] = {}
    for row, is_known_M in enumerate(is_known_NM.numpy()):
        if is_known_M.any():
            groups.setdefault(is_known_M.tobytes(), []).append(row)
    return list(groups.values())


def _entries(similarity_PM: Tensor, top_P: Tensor) -> Entries | None:
    """Return the entries near each pixel's largest similarity; None if there are too many."""
    floor_P = torch.maximum(similarity_PM.amax(1) - LARGEST_GAP, _least(similarity_PM))
    flat_E = (similarity_PM >= floor_P[:, None]).flatten().nonzero()[:, 0]
    if len(flat_E) > MOST_ENTRIES * len(top_P):
        return None
    pixel_E = flat_E // similarity_PM.shape[1]
    share_E = (similarity_PM.flatten()[flat_E] - top_P[pixel_E]).exp()
    return Entries(pixel_E, flat_E % similarity_PM.shape[1], share_E)


def _least(similarity_PM: Tensor) -> Tensor:
    """Return a similarity that at least `TOP_ENTRIES` entries of each pixel reach, and few more.

    It is one of the largest similarities of groups, because sorting all entries would be slow.
    Neighbours are often alike, so they belong to different groups.
    """
    groups = min(GROUPS, similarity_PM.shape[1])
    whole = similarity_PM.shape[1] // groups * groups
    best_PG = similarity_PM[:, :whole].unflatten(1, (-1, groups)).amax(1)
    return best_PG.topk(min(TOP_ENTRIES, groups), dim=1).values[:, -1]


def _means(
    entries: Entries, total_P: Tensor, values_NCM: Sequence[Tensor], weight_NM: Tensor
) -> list[Tensor]:
    """Return the means of the entries' values for each object and pixel, N x P x C."""
    objects, memory_pixels = weight_NM.shape
    pixels, count = len(total_P), len(entries.pixel_E)
    share_NE = weight_NM[:, entries.memory_E] * (entries.share_E / total_P[entries.pixel_E])
    share_NP = share_NE.new_zeros(objects, pixels).index_add_(1, entries.pixel_E, share_NE)
    share_NE = share_NE / share_NP.clamp(min=SMALLEST_SHARE)[:, entries.pixel_E]
    row_N1 = torch.arange(objects)[:, None]
    first_P = torch.searchsorted(entries.pixel_E, torch.arange(pixels))
    means_KC = (
        F.embedding_bag(
            (entries.memory_E + row_N1 * memory_pixels).flatten(),
            value_NCM.transpose(1, 2).reshape(objects * memory_pixels, -1),
            (first_P + row_N1 * count).flatten(),
            mode="sum",
            per_sample_weights=share_NE.flatten(),
        )
        for value_NCM in values_NCM
    )
    return [mean_KC.view(objects, pixels, -1) for mean_KC in means_KC]
