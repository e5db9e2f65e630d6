"""Sparse memory read on CPUs.

Only the largest entries of each pixel's affinity are read. Gathering their values is much cheaper
than a product with all values, and masks do not change: the J&F of six sequences is the same.

Legend: N objects, F frames in memory, G groups of objects, P pixels of a frame at stride 16, R
compared pixels, C channels, S slots, E entries, B bags (pairs of an object and a pixel to read),
L entries of all bags.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

SMALLEST_SHARE = 1e-6
"""Lower bound of the total affinity, to avoid division by zero."""
LARGEST_GAP = 11.5
"""Entries this far below a pixel's largest similarity are ignored; they weigh less than 1e-5."""
TOP_ENTRIES = 24
"""Number of entries per pixel that are read at most, except for a few more."""
SLOTS = 64
"""Smallest number of slots of entries in all frames, see `_floors`."""
MOST_ENTRIES = 64
"""Largest mean number of entries per pixel and group for which the sparse read is faster."""


class _Entries(NamedTuple):
    """The largest entries of the affinity, sorted by pixel.

    Attributes:
        frame_E: frame in memory of each entry.
        place_E: pixel of that frame.
        share_E: share of the entry in the affinity of its pixel.
        first_R: first entry of each pixel.
        count_R: number of its entries.
        is_used_GE: whether a group reads an entry; objects of a group are known in the same frames.
        group_N: group of each object.
    """

    frame_E: Tensor
    place_E: Tensor
    share_E: Tensor
    first_R: Tensor
    count_R: Tensor
    is_used_GE: Tensor
    group_N: Tensor


class _Bags(NamedTuple):
    """The entries of each pair of an object and a pixel to read.

    Attributes:
        row_B: row of each object.
        pixel_B: compared pixel.
        bag_L: bag of each entry, ascending.
        entry_L: the entry.
    """

    row_B: Tensor
    pixel_B: Tensor
    bag_L: Tensor
    entry_L: Tensor


def read_sparsely(
    similarity_RFP: Tensor,
    values_FNCP: Sequence[Sequence[Tensor]],
    weight_NF: Tensor,
    is_read_NR: Tensor | None = None,
) -> list[Tensor] | None:
    """Return each object's mean values weighted by affinity, N x R x C.

    They are zero without memory, and where they are not read. Returns None if a dense read is
    faster.

    Args:
        similarity_RFP: logits of the affinity.
        values_FNCP: one or more kinds of values of each frame; fastest if stored as N x P x C.
        weight_NF: 1 if the frame has information about the object, less for a distant exemplar,
            else 0.
        is_read_NR: the pixels to read for each object; None for all.
    """
    entries = _entries(similarity_RFP, weight_NF)
    if entries is None:
        return None
    bags = _bags(entries, weight_NF, is_read_NR)
    row_L, frame_L = bags.row_B[bags.bag_L], entries.frame_E[bags.entry_L]
    share_L = weight_NF.flatten()[row_L * weight_NF.shape[1] + frame_L]
    share_L = share_L * entries.share_E[bags.entry_L]
    total_B = share_L.new_zeros(len(bags.row_B)).index_add_(0, bags.bag_L, share_L)
    share_L = share_L / total_B.clamp(min=SMALLEST_SHARE)[bags.bag_L]
    pixels = similarity_RFP.shape[2]
    value_L = row_L * pixels + entries.place_E[bags.entry_L]
    sums = [share_L.new_zeros(len(total_B), kind[0].shape[1]) for kind in values_FNCP]
    bag_B = torch.arange(len(total_B))
    for frame in range(weight_NF.shape[1]):
        own_L = (frame_L == frame).nonzero()[:, 0]
        if not len(own_L):
            continue
        first_B = torch.searchsorted(bags.bag_L[own_L], bag_B)
        for sum_BC, kind in zip(sums, values_FNCP, strict=True):
            sum_BC += F.embedding_bag(
                value_L[own_L],
                kind[frame].float().transpose(1, 2).flatten(0, 1),
                first_B,
                mode="sum",
                per_sample_weights=share_L[own_L],
            )
    return [_spread(sum_BC, bags, weight_NF, is_read_NR, len(similarity_RFP)) for sum_BC in sums]


def _spread(
    sum_BC: Tensor, bags: _Bags, weight_NF: Tensor, is_read_NR: Tensor | None, pixels: int
) -> Tensor:
    """Return the values of bags for each object and compared pixel, N x R x C."""
    objects, channels = len(weight_NF), sum_BC.shape[1]
    if is_read_NR is None:
        return sum_BC.view(objects, pixels, channels)
    whole_NRC = sum_BC.new_zeros(objects, pixels, channels)
    whole_NRC.flatten(0, 1)[bags.row_B * pixels + bags.pixel_B] = sum_BC
    return whole_NRC


def _entries(similarity_RFP: Tensor, weight_NF: Tensor) -> _Entries | None:
    """Return the largest entries for all objects; None if there are too many."""
    compared, frames, pixels = similarity_RFP.shape
    is_known_GF, group_N = (weight_NF > 0).unique(dim=0, return_inverse=True)
    floor_GR, top_R = _floors(similarity_RFP, is_known_GF)
    lowest_RF = floor_GR.T[..., None].where(is_known_GF, torch.inf).amin(1)
    flat_E = torch.from_numpy(np.flatnonzero((similarity_RFP >= lowest_RF[..., None]).numpy()))
    if len(flat_E) > MOST_ENTRIES * compared * len(is_known_GF):
        return None
    found_E = similarity_RFP.flatten()[flat_E]
    pixel_E, column_E = flat_E // (frames * pixels), flat_E % (frames * pixels)
    frame_E = column_E // pixels
    share_E = (found_E - top_R[pixel_E]).exp()
    total_R = torch.zeros_like(top_R).index_add_(0, pixel_E, share_E)
    count_R = torch.bincount(pixel_E, minlength=compared)
    return _Entries(
        frame_E=frame_E,
        place_E=column_E % pixels,
        share_E=share_E / total_R[pixel_E],
        first_R=count_R.cumsum(0) - count_R,
        count_R=count_R,
        is_used_GE=is_known_GF[:, frame_E] & (found_E >= floor_GR[:, pixel_E]),
        group_N=group_N,
    )


def _floors(similarity_RFP: Tensor, is_known_GF: Tensor) -> tuple[Tensor, Tensor]:
    """Return the smallest similarity that each group reads, G x R, and the largest one, R.

    At least `TOP_ENTRIES` entries of each pixel reach the smallest one if they are near enough to
    the largest, and few more do. It is one of the largest similarities of slots, because sorting
    all entries would be slow. Neighbours are often alike, so they belong to different slots.
    """
    best_RFS = similarity_RFP
    while best_RFS.shape[2] % 2 == 0 and best_RFS.shape[1:].numel() >= 2 * SLOTS:
        best_RFS = torch.maximum(*best_RFS.chunk(2, 2))
    top_RF = best_RFS.amax(2)
    floors = []
    for is_known_F in is_known_GF:
        if not is_known_F.any():
            floors.append(top_RF.new_full((len(top_RF),), torch.inf))
            continue
        best_RK = best_RFS[:, is_known_F].flatten(1).numpy()
        place = max(0, best_RK.shape[1] - TOP_ENTRIES)
        least_R = torch.from_numpy(np.partition(best_RK, place, 1)[:, place])
        floors.append(torch.maximum(least_R, top_RF[:, is_known_F].amax(1) - LARGEST_GAP))
    return torch.stack(floors), top_RF.amax(1)


def _bags(entries: _Entries, weight_NF: Tensor, is_read_NR: Tensor | None) -> _Bags:
    if is_read_NR is None:
        is_read_NR = torch.ones(len(weight_NF), len(entries.count_R), dtype=torch.bool)
    row_B, pixel_B = is_read_NR.nonzero(as_tuple=True)
    count_B = entries.count_R[pixel_B]
    bag_L = torch.arange(len(row_B)).repeat_interleave(count_B)
    before_B = count_B.cumsum(0) - count_B
    entry_L = torch.arange(len(bag_L)) + (entries.first_R[pixel_B] - before_B)[bag_L]
    if not bool(entries.is_used_GE.all()):
        group_L = entries.group_N[row_B][bag_L]
        of_group = entries.is_used_GE.flatten()[group_L * len(entries.frame_E) + entry_L]
        used_L = of_group.nonzero()[:, 0]
        bag_L, entry_L = bag_L[used_L], entry_L[used_L]
    return _Bags(row_B, pixel_B, bag_L, entry_L)


def placed(read_NRC: Tensor, pixel_R: Tensor, pixels: int) -> Tensor:
    """Return values at some pixels of a frame, and zero at the others: N x P x C."""
    placed_NPC = read_NRC.new_zeros(len(read_NRC), pixels, read_NRC.shape[2])
    placed_NPC[:, pixel_R] = read_NRC
    return placed_NPC
