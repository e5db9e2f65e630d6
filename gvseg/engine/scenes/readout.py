"""Convert the predictions of a clip to tubes, and tubes to masks at source size.

Instance: things only. Semantic: each pixel gets its most probable class. Panoptic: things first,
then each remaining pixel gets a stuff class.

Legend: N queries, T frames, K classes, h/w at stride 4, H/W size of the source frame.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.scenes.tubes import Tube
from gvseg.masks import Mask, masks_by_label
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.scene import ScenePrediction
from gvseg.model.shape_position import shape_position_descriptor
from gvseg.task import Task

COVERS_FRAME = {Task.INSTANCE: False, Task.SEMANTIC: True, Task.PANOPTIC: True}
"""Whether a task assigns a class to every pixel."""
CLAIMED_SHARE = 0.5
"""A part is a duplicate if things with higher scores cover more than this share of it."""
ELSEWHERE_LOGIT = -6.0
SMALLEST_PART_SHARE = 0.05
"""Smallest size of a separate part, as a share of the thing's largest part."""
MOST_PARTS = 16
SMALLEST_CELLS = 6
"""Smallest area of a thing in its best frame, in cells at stride 4."""


def read_tubes(
    network: GvSegNet,
    prediction: ScenePrediction,
    features: FrameFeatures,
    smallest_score: float,
) -> list[Tube]:
    """Return the tubes of one clip: things by descending score without duplicates, then classes.

    Args:
        network: network that made the prediction.
        prediction: prediction for one clip.
        features: features of its T frames.
        smallest_score: lowest score of a thing.
    """
    logits_NThw = prediction.mask_logits[-1][0].float()
    probability_NK = prediction.class_logits[0].float().softmax(1)[:, :-1]
    vocabulary = network.config.vocabulary
    is_thing_K = torch.tensor([entry.is_thing for entry in vocabulary], device=logits_NThw.device)
    certainty_N, category_N = (probability_NK * is_thing_K)[: prediction.things].max(1)
    parts = scored_parts(logits_NThw[: prediction.things], certainty_N, smallest_score)
    things = without_duplicates(parts)
    classes = [
        ScoredPart(row, logits_NThw[row], float(probability_NK[row, category]))
        for row, category in enumerate(prediction.classes, start=prediction.things)
    ]
    appearance_NE, descriptor_NTF = _looks(network, features, things, len(things) + len(classes))
    tubes = []
    for index, (row, logits_Thw, score) in enumerate([*things, *classes]):
        is_thing = row < prediction.things
        category = int(category_N[row]) if is_thing else prediction.classes[row - prediction.things]
        tubes.append(
            Tube(
                logits_Thw=logits_Thw,
                probability_K=probability_NK[row],
                category=category,
                score=score,
                appearance_E=appearance_NE[index],
                query_D=prediction.query[0, row].float(),
                descriptor_TF=descriptor_NTF[index],
                is_thing=is_thing,
            )
        )
    return tubes


class ScoredPart(NamedTuple):
    """A thing that a query detected.

    Attributes:
        row: row of the query.
        logits_Thw: logits of its mask.
        score: 0..1.
    """

    row: int
    logits_Thw: Tensor
    score: float


def _looks(
    network: GvSegNet, features: FrameFeatures, things: list[ScoredPart], tubes: int
) -> tuple[Tensor, Tensor]:
    """Return the appearance and the descriptors of tubes: N x E and N x T x F.

    Only the first tubes, those of things, are described: stuff is linked by its class.
    """
    config = network.config
    frames, device = len(features.key), features.key.device
    appearance_NE = torch.zeros(tubes, config.identity_width, device=device)
    descriptor_NTF = torch.zeros(
        tubes, frames, config.angle_bins * config.radius_bins, device=device
    )
    if things:
        masks_NThw = torch.stack([part.logits_Thw for part in things]).sigmoid()
        embedded_TNE = network.require_scene().embed(features, masks_NThw.transpose(0, 1))
        weight_TN1 = masks_NThw.flatten(2).sum(2).T[..., None]
        appearance_NE[: len(things)] = F.normalize((embedded_TNE * weight_TN1).sum(0), dim=1)
        descriptor_NTF[: len(things)] = shape_position_descriptor(
            masks_NThw.flatten(0, 1), config.angle_bins, config.radius_bins, config.width
        ).unflatten(0, masks_NThw.shape[:2])
    return appearance_NE, descriptor_NTF


def scored_parts(
    logits_NThw: Tensor, certainty_N: Tensor, smallest_score: float
) -> list[ScoredPart]:
    """Return the things of all queries, by descending score.

    Args:
        logits_NThw: mask logits of the thing queries.
        certainty_N: confidence of their classes, 0..1. A thing's score is this times the mean
            probability inside its mask, so a fragment next to a clear object scores low.
        smallest_score: lowest score of a thing.
    """
    rows = (certainty_N >= smallest_score).nonzero()[:, 0].tolist()
    parts = [(row, part) for row in rows for part in separate_parts(logits_NThw[row])]
    if not parts:
        return []
    sure_N = _mean_probability(torch.stack([part for _, part in parts]))
    scores = [float(certainty_N[row] * sure) for (row, _), sure in zip(parts, sure_N, strict=True)]
    scored = [
        ScoredPart(row, part, score)
        for (row, part), score in zip(parts, scores, strict=True)
        if score >= smallest_score
    ]
    return sorted(scored, key=lambda part: -part.score)


def without_duplicates(parts: list[ScoredPart]) -> list[ScoredPart]:
    """Return the parts, sorted by score, without those that higher-scoring parts cover."""
    kept: list[ScoredPart] = []
    claimed_Thw: Tensor | None = None
    for part in parts:
        inside_Thw = part.logits_Thw > 0
        own = int(inside_Thw.sum())
        claimed_Thw = torch.zeros_like(inside_Thw) if claimed_Thw is None else claimed_Thw
        if own and int((inside_Thw & claimed_Thw).sum()) <= CLAIMED_SHARE * own:
            kept.append(part)
            claimed_Thw = claimed_Thw | inside_Thw
    return kept


def separate_parts(logits_Thw: Tensor) -> list[Tensor]:
    """Split a mask into its well-separated parts, the largest first, without tiny parts.

    If weights were trained with connected components as instances (see their card), a query may
    detect several similar things. Parts may be connected through time.
    """
    inside_Thw, labels, count = connected_parts(logits_Thw)
    if count < 2:
        return [logits_Thw]
    area = np.bincount(labels[inside_Thw], minlength=count + 1)[1:]
    smallest = max(SMALLEST_CELLS * len(inside_Thw), SMALLEST_PART_SHARE * area.max())
    wanted = [int(part) + 1 for part in np.argsort(-area) if area[part] >= smallest]
    if len(wanted) < 2:
        return [logits_Thw]
    return [only_in(labels == part, logits_Thw) for part in wanted[:MOST_PARTS]]


def connected_parts(logits_Thw: Tensor) -> tuple[NDArray[np.bool_], NDArray[np.int32], int]:
    """Return a mask as bools, the part number (1..) of each cell, and the number of parts.

    Parts are connected in space and time. A gap of one cell does not separate parts, so a thing
    behind a pole stays whole.
    """
    inside_Thw = (logits_Thw > 0).cpu().numpy()
    square = np.ones((3, 3), np.uint8)
    joined = np.stack([cv2.dilate(inside_hw.view(np.uint8), square) for inside_hw in inside_Thw])
    labels, count = ndimage.label(joined, np.ones((3, 3, 3), bool))
    return inside_Thw, labels, count


def only_in(cells_Thw: NDArray[np.bool_], logits_Thw: Tensor) -> Tensor:
    """Return the logits in the given cells, and a strongly negative logit elsewhere."""
    is_kept_Thw = torch.from_numpy(cells_Thw).to(logits_Thw.device)
    return torch.where(is_kept_Thw, logits_Thw, logits_Thw.clamp(max=ELSEWHERE_LOGIT))


def _mean_probability(logits_NThw: Tensor) -> Tensor:
    """Return the mean probability inside each mask; 0 for a mask with too few cells."""
    probability_NP = logits_NThw.sigmoid().flatten(1)
    inside_NP = probability_NP > 0.5
    cells_N = (logits_NThw > 0).flatten(2).sum(2).amax(1)
    sure_N = (probability_NP * inside_NP).sum(1) / inside_NP.sum(1).clamp(min=1)
    return torch.where(cells_N >= SMALLEST_CELLS, sure_N, 0.0)


def without_overlap(logits_Nhw: Tensor, scores: Sequence[float]) -> Tensor:
    """Return disjoint masks of a frame; a cell claimed by several things goes to the strongest."""
    score_N11 = torch.tensor(scores, device=logits_Nhw.device)[:, None, None]
    claim_Nhw = logits_Nhw.sigmoid() * score_N11 * (logits_Nhw > 0)
    wins_Nhw = claim_Nhw >= claim_Nhw.amax(0, keepdim=True)
    return torch.where(wins_Nhw, logits_Nhw, logits_Nhw.clamp(max=ELSEWHERE_LOGIT))


def frame_masks(
    rows: Sequence[tuple[int, Tensor, float]],
    classes: Sequence[tuple[int, Tensor]],
    height: int,
    width: int,
) -> dict[int, Mask]:
    """Return disjoint masks of one frame at source size.

    Args:
        rows: object id, mask logits (h x w) and score of each thing; the stronger claim wins.
        classes: object id and mask logits (h x w) of each class; every remaining pixel gets the
            most probable one.
        height: height of the source frame, in pixels.
        width: width of the source frame, in pixels.
    """
    wanted = [*(object_id for object_id, _, _ in rows), *(object_id for object_id, _ in classes)]
    labels = np.zeros((height, width), np.min_scalar_type(len(wanted)))
    plane = np.empty((height, width), np.float32)
    best = np.full((height, width), -np.inf, np.float32)
    for label, (_, logits) in enumerate(classes, start=1 + len(rows)):
        _fill_at_source(plane, logits)
        # Labels ascend, so the largest that wins is the last.
        np.maximum(labels, (plane > best) * labels.dtype.type(label), out=labels)
        np.maximum(best, plane, out=best)
    claimed = np.zeros((height, width), np.float32)
    for label, (_, logits, score) in enumerate(rows, start=1):
        _fill_at_source(plane, logits)
        near = _box_at_source(logits, height, width)
        probability = 1 / (1 + np.exp(-plane[near]))
        claim = np.where(probability > 0.5, probability * np.float32(score), 0)
        wins = claim > claimed[near]
        np.copyto(claimed[near], claim, where=wins)
        labels[near][wins] = label
    masks = masks_by_label(labels, range(1, 1 + len(wanted)))
    return {object_id: masks[label] for label, object_id in enumerate(wanted, start=1)}


def _fill_at_source(plane: NDArray[np.float32], logits_hw: Tensor) -> None:
    """Write logits, resized to the source frame, to an existing plane: a new one is slower."""
    height, width = plane.shape
    coarse = logits_hw.float().cpu().numpy()
    cv2.resize(coarse, (width, height), dst=plane, interpolation=cv2.INTER_LINEAR)


def _box_at_source(logits_hw: Tensor, height: int, width: int) -> tuple[slice, slice]:
    """Return the rows and columns of the source frame where resized logits can be positive."""
    inside_hw = (logits_hw > 0).cpu().numpy()
    rows, columns = (np.flatnonzero(inside_hw.any(axis)) for axis in (1, 0))
    return (
        _reach(rows, height / inside_hw.shape[0]),
        _reach(columns, width / inside_hw.shape[1]),
    )


def _reach(cells: NDArray[np.intp], scale: float) -> slice:
    """Return the pixels, `scale` per cell, that interpolate at least one of some cells."""
    if not cells.size:
        return slice(0, 0)
    return slice(max(0, int((cells[0] - 0.5) * scale) - 1), int((cells[-1] + 1.5) * scale) + 1)


def mostly_settled(
    found: Mapping[int, Mask], settled: Mapping[int, Mask], things: Iterable[int]
) -> frozenset[int]:
    """Return the things of which settled (drawn or verified) masks cover more than half."""
    return frozenset(
        object_id
        for object_id, mask in subtract_settled({i: found[i] for i in things}, settled).items()
        if 2 * mask.area < found[object_id].area
    )


def subtract_settled(found: Mapping[int, Mask], settled: Mapping[int, Mask]) -> dict[int, Mask]:
    """Return the predicted masks without the pixels of settled masks."""
    if not settled:
        return dict(found)
    taken = reduce(Mask.__or__, settled.values())
    return {object_id: mask - taken for object_id, mask in found.items()}
