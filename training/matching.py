"""Which query answers for which target, by task (paper: standard set prediction).

Things: Hungarian assignment over the clip between the queries of things and the true things;
intermediate predictions are taught by the cells that things fill, which is far quicker to learn.
Classes (semantic; stuff of panoptic): fixed, the query of a class answers for the class.

Legend: N queries of things, M true things, K classes, T frames, P sampled points, h/w at stride 4.
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
"""Points of a clip at which masks are compared for matching."""
UNJUDGED = -100
"""The wanted class of a query of which it cannot be said whether it finds a thing."""
UNSAID_SHARE = 0.5
"""A query that finds no labelled thing, and whose mask is so much unsaid, cannot be judged."""
SMALLEST_CELL_SHARE = 0.25
"""A thing must fill so much of a cell for the cell to answer for it."""
CLASS_WEIGHT, MASK_WEIGHT, DICE_WEIGHT = 2.0, 5.0, 5.0


class ClipTargets(NamedTuple):
    """The truth of one clip.

    Attributes:
        things: M x T x h x w, 0..1.
        thing_classes: M.
        known: T x h x w, 1 where an answer for things can be judged.
        unsaid: T x h x w, 1 where there may be a thing that has no label.
        class_map: T x H x W, class of each pixel, -1 where unlabelled.
    """

    things: Tensor
    thing_classes: Tensor
    known: Tensor
    unsaid: Tensor
    class_map: Tensor


def clip_targets(batch: SceneBatch, clip: int) -> ClipTargets:
    """The truth of one clip of a batch, things with any pixel only."""
    ids_THW = batch.ids[clip].long()
    device = ids_THW.device
    classes = batch.classes[clip]
    table = torch.full((256,), -1, dtype=torch.long, device=device)
    table[1 : len(classes) + 1] = torch.tensor(classes, dtype=torch.long, device=device)
    present = set(ids_THW.unique().tolist())
    numbers = [
        n for n, is_thing in enumerate(batch.is_thing[clip], start=1) if is_thing and n in present
    ]
    wanted = torch.tensor(numbers, dtype=torch.long, device=device)
    masks_MTHW = (ids_THW == wanted[:, None, None, None]).float()
    things = F.avg_pool2d(masks_MTHW, 4)
    is_shown = things.amax((1, 2, 3)) > 0.5
    # Of a crowd (of a class of things, and yet no thing) nothing can be said.
    crowds = [
        n
        for n, (place, is_thing) in enumerate(
            zip(classes, batch.is_thing[clip], strict=True), start=1
        )
        if batch.vocabulary[place].is_thing and not is_thing
    ]
    unknown_THW = (ids_THW == VOID) | torch.isin(ids_THW, torch.tensor(crowds, device=device))
    # In a set that does not label every thing, what has no label may be one.
    unsaid_THW = unknown_THW if batch.is_exhaustive[clip] else unknown_THW | (ids_THW == 0)
    return ClipTargets(
        things=things[is_shown],
        thing_classes=table[wanted][is_shown],
        known=1 - F.max_pool2d(unknown_THW.float(), 4),
        unsaid=F.avg_pool2d(unsaid_THW.float(), 4),
        class_map=table[ids_THW],
    )


@torch.no_grad()
def match_things(
    mask_logits_NThw: Tensor,
    class_logits_NK: Tensor,
    targets: ClipTargets,
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor]:
    """Assign queries to things: indexes of queries, and of the things they answer for."""
    device = mask_logits_NThw.device
    if not len(targets.things):
        nothing = torch.zeros(0, dtype=torch.long, device=device)
        return nothing, nothing
    where = targets.known.flatten().nonzero()[:, 0]
    if not len(where):
        where = torch.arange(targets.known.numel(), device=device)
    drawn = torch.from_numpy(rng.integers(0, len(where), POINTS)).to(device)
    points_P = where[drawn]
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
def wanted_classes(
    mask_logits_NThw: Tensor, query: Tensor, thing: Tensor, targets: ClipTargets, nothing: int
) -> Tensor:
    """The class that each query is to name.

    Args:
        mask_logits_NThw: of the queries.
        query: those that answer for a thing.
        thing: the things that they answer for.
        targets: the truth of the clip.
        nothing: stands for no object, which the other queries are to say; but `UNJUDGED` where
            their masks lie on what no label speaks of.
    """
    inside_NP = (mask_logits_NThw > 0).flatten(1).float()
    unsaid_N = inside_NP @ targets.unsaid.flatten()
    is_unjudged_N = unsaid_N > UNSAID_SHARE * inside_NP.sum(1)
    wanted_N = torch.where(is_unjudged_N, UNJUDGED, nothing)
    wanted_N[query] = targets.thing_classes[thing]
    return wanted_N


def match_cells(things_MThw: Tensor, side: int) -> tuple[Tensor, Tensor]:
    """Cells of the query grid and the things that fill them: for intermediate predictions.

    Many cells may answer for one thing; a thing too small for any has the cell that it fills most.
    """
    device = things_MThw.device
    middle_MHW = things_MThw[:, things_MThw.shape[1] // 2]
    share_MN = F.adaptive_avg_pool2d(middle_MHW, side).flatten(1)
    if not len(share_MN):
        nothing = torch.zeros(0, dtype=torch.long, device=device)
        return nothing, nothing
    most_N, thing_N = share_MN.max(0)
    thing_N = torch.where(most_N > SMALLEST_CELL_SHARE, thing_N, -1)
    is_shown = share_MN.amax(1) > 0
    thing_N[share_MN.argmax(1)[is_shown]] = torch.arange(len(share_MN), device=device)[is_shown]
    cell = (thing_N >= 0).nonzero()[:, 0]
    return cell, thing_N[cell]
