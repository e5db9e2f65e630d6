"""Assign targets to queries (paper: standard set prediction).

Thing queries are matched with the true things of the clip by Hungarian assignment. Intermediate
predictions are supervised by the grid cells that each thing covers instead, which learns much
faster. The target of a class query (semantic, and stuff in panoptic) is always its own class.

Legend: N thing queries, M true things, K classes, T frames, P sampled points, h/w at stride 4.
"""

from typing import NamedTuple

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from torch import Tensor
from torch.nn import functional as F

from gvseg.masks import VOID
from training.scenes import SceneBatch

POINTS = 3072
"""Number of points per clip at which masks are compared for matching."""
IGNORED = -100
"""Target class of queries that the loss ignores."""
AMBIGUOUS_SHARE = 0.5
"""An unmatched query is ignored if more than this share of its mask is ambiguous."""
SMALLEST_CELL_SHARE = 0.25
"""A thing is assigned to the cells of which it covers more than this share."""
CLASS_WEIGHT, MASK_WEIGHT, DICE_WEIGHT = 2.0, 5.0, 5.0


class ClipTargets(NamedTuple):
    """Ground truth of one clip.

    Attributes:
        things: masks of the things, M x T x h x w, 0 to 1.
        thing_classes: class of each thing, M.
        known: T x h x w, 1 where thing labels are reliable.
        ambiguous: T x h x w, share of each cell that may show an unlabelled thing.
        class_map: class of each pixel, T x H x W; -1 where unlabelled.
    """

    things: Tensor
    thing_classes: Tensor
    known: Tensor
    ambiguous: Tensor
    class_map: Tensor


def clip_targets(batch: SceneBatch, clip: int) -> ClipTargets:
    """Return the ground truth of a clip, without things too small for a cell."""
    ids_THW = batch.ids[clip].long()
    device = ids_THW.device
    classes = batch.classes[clip]
    table = torch.full((256,), -1, dtype=torch.long, device=device)
    table[1 : len(classes) + 1] = torch.tensor(classes, dtype=torch.long, device=device)
    present = set(ids_THW.unique().tolist())
    numbers = [
        n for n, is_thing in enumerate(batch.is_thing[clip], start=1) if is_thing and n in present
    ]
    thing_ids = torch.tensor(numbers, dtype=torch.long, device=device)
    masks_MTHW = (ids_THW == thing_ids[:, None, None, None]).float()
    things = F.avg_pool2d(masks_MTHW, 4)
    is_shown = things.amax((1, 2, 3)) > 0.5
    # A crowd has a thing class, but its things are not separate.
    crowds = [
        n
        for n, (label, is_thing) in enumerate(
            zip(classes, batch.is_thing[clip], strict=True), start=1
        )
        if batch.vocabulary[label].is_thing and not is_thing
    ]
    unknown_THW = (ids_THW == VOID) | torch.isin(ids_THW, torch.tensor(crowds, device=device))
    # If a dataset does not label every thing, an unlabelled pixel may show one.
    ambiguous_THW = unknown_THW if batch.is_exhaustive[clip] else unknown_THW | (ids_THW == 0)
    return ClipTargets(
        things=things[is_shown],
        thing_classes=table[thing_ids][is_shown],
        known=1 - F.max_pool2d(unknown_THW.float(), 4),
        ambiguous=F.avg_pool2d(ambiguous_THW.float(), 4),
        class_map=table[ids_THW],
    )


@torch.no_grad()
def match_things(
    mask_logits_NThw: Tensor,
    class_logits_NK: Tensor,
    targets: ClipTargets,
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor]:
    """Return the indices of matched queries, and the index of the thing matched with each."""
    device = mask_logits_NThw.device
    if not len(targets.things):
        empty = torch.zeros(0, dtype=torch.long, device=device)
        return empty, empty
    known = targets.known.flatten().nonzero()[:, 0]
    if not len(known):
        known = torch.arange(targets.known.numel(), device=device)
    drawn = torch.from_numpy(rng.integers(0, len(known), POINTS)).to(device)
    points_P = known[drawn]
    logits_NP = mask_logits_NThw.flatten(1)[:, points_P].float()
    truth_MP = targets.things.flatten(1)[:, points_P]
    mask_NM = (
        F.softplus(-logits_NP) @ truth_MP.T + F.softplus(logits_NP) @ (1 - truth_MP).T
    ) / len(points_P)
    probability_NP = logits_NP.sigmoid()
    total_NM = probability_NP.sum(1)[:, None] + truth_MP.sum(1)[None]
    dice_NM = 1 - (2 * probability_NP @ truth_MP.T + 1) / (total_NM + 1)
    class_NM = -class_logits_NK.float().softmax(1)[:, targets.thing_classes]
    cost = CLASS_WEIGHT * class_NM + MASK_WEIGHT * mask_NM + DICE_WEIGHT * dice_NM
    query, thing = linear_sum_assignment(cost.cpu().numpy())
    return torch.as_tensor(query, device=device), torch.as_tensor(thing, device=device)


@torch.no_grad()
def target_classes(
    mask_logits_NThw: Tensor, query: Tensor, thing: Tensor, targets: ClipTargets, nothing: int
) -> Tensor:
    """Return the target class of each query: N.

    A matched query gets its thing's class. Any other gets `nothing`, or `IGNORED` if its mask is
    mostly ambiguous.

    Args:
        mask_logits_NThw: mask logits of the queries.
        query: indices of the matched queries.
        thing: index of the thing matched with each.
        targets: ground truth of the clip.
        nothing: number of the no-object class.
    """
    inside_NP = (mask_logits_NThw > 0).flatten(1).float()
    ambiguous_N = inside_NP @ targets.ambiguous.flatten()
    is_ignored_N = ambiguous_N > AMBIGUOUS_SHARE * inside_NP.sum(1)
    target_N = torch.where(is_ignored_N, IGNORED, nothing)
    target_N[query] = targets.thing_classes[thing]
    return target_N


def match_cells(things_MThw: Tensor, side: int) -> tuple[Tensor, Tensor]:
    """Return the cells of the query grid that are inside a thing, and the index of that thing.

    A thing can have many cells. A thing too small for any gets the cell that it covers most.
    """
    device = things_MThw.device
    middle_MHW = things_MThw[:, things_MThw.shape[1] // 2]
    share_MN = F.adaptive_avg_pool2d(middle_MHW, side).flatten(1)
    if not len(share_MN):
        empty = torch.zeros(0, dtype=torch.long, device=device)
        return empty, empty
    most_N, thing_N = share_MN.max(0)
    thing_N = torch.where(most_N > SMALLEST_CELL_SHARE, thing_N, -1)
    is_shown = share_MN.amax(1) > 0
    thing_N[share_MN.argmax(1)[is_shown]] = torch.arange(len(share_MN), device=device)[is_shown]
    cell = (thing_N >= 0).nonzero()[:, 0]
    return cell, thing_N[cell]
