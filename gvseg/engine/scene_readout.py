"""Predictions of a clip to tubes, and tubes to masks at source size: the rules of each task.

Instance: things alone. Semantic: every pixel to the class that claims it most. Panoptic: things
first, then every pixel that is left to a class of stuff.

Legend: N queries, T frames, K classes, h/w at stride 4, H/W the source frame.
"""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.tubes import Tube
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.scene import ScenePrediction
from gvseg.model.shape_position import shape_position_descriptor
from gvseg.task import Task

COVERS_FRAME = {Task.INSTANCE: False, Task.SEMANTIC: True, Task.PANOPTIC: True}
"""Whether a task gives every pixel a class."""
CLAIMED_SHARE = 0.5
"""A tube of which surer ones claim more shows no thing of its own."""
ELSEWHERE_LOGIT = -6.0
SMALLEST_PART_SHARE = 0.05
"""Of a thing's largest part: below it a part is no thing of its own."""
MOST_PARTS = 16
SMALLEST_CELLS = 6
"""A thing must claim so many cells of stride 4 in its best frame."""


def read_tubes(
    network: GvSegNet,
    prediction: ScenePrediction,
    features: FrameFeatures,
    smallest_score: float,
) -> list[Tube]:
    """Tubes of one clip: things by falling score without duplicates, then classes.

    Args:
        network: whose prediction it is.
        prediction: for one clip.
        features: of its T frames.
        smallest_score: things below it are left out.
    """
    logits_NThw = prediction.mask_logits[-1][0].float()
    probability_NK = prediction.class_logits[0].float().softmax(1)[:, :-1]
    vocabulary = network.config.vocabulary
    is_thing_K = torch.tensor([entry.is_thing for entry in vocabulary], device=logits_NThw.device)
    score_N, category_N = (probability_NK * is_thing_K).max(1)
    things = torch.arange(len(score_N), device=score_N.device) < prediction.things
    score_N = score_N * _sureness(logits_NThw)
    chosen = (things & (score_N >= smallest_score)).nonzero()[:, 0]
    chosen = chosen[score_N[chosen].argsort(descending=True)]
    kept = _without_duplicates(logits_NThw, chosen.tolist())
    drawn = [(row, part) for row in kept for part in separate_parts(logits_NThw[row])]
    drawn += [(row, logits_NThw[row]) for row in range(prediction.things, len(logits_NThw))]
    if not drawn:
        return []
    masks_NThw = torch.stack([logits_Thw for _, logits_Thw in drawn]).sigmoid()
    embedded_TNE = network.require_scene().embed(features, masks_NThw.transpose(0, 1))
    weight_TN1 = masks_NThw.flatten(2).sum(2).T[..., None]
    appearance_NE = F.normalize((embedded_TNE * weight_TN1).sum(0), dim=1)
    config = network.config
    descriptor_NTF = shape_position_descriptor(
        masks_NThw.flatten(0, 1), config.angle_bins, config.radius_bins, config.width
    ).unflatten(0, masks_NThw.shape[:2])
    tubes = []
    for place, (row, logits_Thw) in enumerate(drawn):
        is_thing = row < prediction.things
        category = int(category_N[row]) if is_thing else prediction.classes[row - prediction.things]
        score = score_N[row] if is_thing else probability_NK[row, category]
        tubes.append(
            Tube(
                logits_Thw=logits_Thw,
                probability_K=probability_NK[row],
                category=category,
                score=float(score),
                appearance_E=appearance_NE[place],
                query_D=prediction.query[0, row].float(),
                descriptor_TF=descriptor_NTF[place],
                is_thing=is_thing,
            )
        )
    return tubes


def separate_parts(logits_Thw: Tensor) -> list[Tensor]:
    """A thing's mask as one mask for each of its parts that lie well apart, the largest first.

    Weights that were taught connected parts as instances (see their card) let one query take
    several things that look alike and do not touch. Parts touch through time, too; what is next to
    nothing beside the largest part goes with none.
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
    """A mask's cells, the part that each belongs to (1.., through time), and how many there are.

    Things that a pole or a leg's gap cuts in two stay whole: a cell of distance is none.
    """
    inside_Thw = (logits_Thw > 0).cpu().numpy()
    joined = ndimage.binary_dilation(inside_Thw, np.ones((1, 3, 3), bool))
    labels, count = ndimage.label(joined, np.ones((3, 3, 3), bool))
    return inside_Thw, labels, count


def only_in(cells_Thw: NDArray[np.bool_], logits_Thw: Tensor) -> Tensor:
    """The mask in some of its cells; surely not elsewhere."""
    is_kept_Thw = torch.from_numpy(cells_Thw).to(logits_Thw.device)
    return torch.where(is_kept_Thw, logits_Thw, logits_Thw.clamp(max=ELSEWHERE_LOGIT))


def _sureness(logits_NThw: Tensor) -> Tensor:
    """Mean probability inside each mask; 0 for a mask of hardly any cells."""
    probability_NP = logits_NThw.sigmoid().flatten(1)
    inside_NP = probability_NP > 0.5
    cells_N = (logits_NThw > 0).flatten(2).sum(2).amax(1)
    sure_N = (probability_NP * inside_NP).sum(1) / inside_NP.sum(1).clamp(min=1)
    return torch.where(cells_N >= SMALLEST_CELLS, sure_N, 0.0)


def _without_duplicates(logits_NThw: Tensor, order: list[int]) -> list[int]:
    """Rows that show something which surer rows do not."""
    kept: list[int] = []
    inside_NP = (logits_NThw > 0).flatten(1)
    claimed_P = torch.zeros_like(inside_NP[0])
    for row in order:
        own = inside_NP[row].sum()
        if int(own) and float((inside_NP[row] & claimed_P).sum() / own) <= CLAIMED_SHARE:
            kept.append(row)
            claimed_P = claimed_P | inside_NP[row]
    return kept


def apart(logits_Nhw: Tensor, scores: Sequence[float]) -> Tensor:
    """Masks of one frame that share no cell: below zero wherever a surer thing claims the cell."""
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
    """Masks of one frame at source size; no pixel in two.

    Args:
        rows: things: object id, mask logits h x w, score; the surer one wins a pixel.
        classes: classes that share what things leave: object id, mask logits h x w; every pixel
            goes to one of them.
        height: of the source frame, pixels.
        width: of the source frame, pixels.
    """
    labels = np.zeros((height, width), np.int32)
    if classes:
        best = np.full((height, width), -np.inf, np.float32)
        for object_id, logits in classes:
            plane = _to_source(logits, height, width)
            wins = plane > best
            best[wins] = plane[wins]
            labels[wins] = object_id
    claimed = np.zeros((height, width), np.float32)
    for object_id, logits, score in rows:
        probability = 1 / (1 + np.exp(-_to_source(logits, height, width)))
        claim = np.where(probability > 0.5, probability * np.float32(score), 0)
        wins = claim > claimed
        claimed[wins] = claim[wins]
        labels[wins] = object_id
    wanted = [*(object_id for object_id, _, _ in rows), *(object_id for object_id, _ in classes)]
    return {object_id: Mask.from_array(labels == object_id) for object_id in wanted}


def _to_source(logits: Tensor, height: int, width: int) -> NDArray[np.float32]:
    plane = logits.float().cpu().numpy()
    return np.asarray(
        cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR), np.float32
    )


def give_way(
    found: Mapping[int, Mask], settled: Mapping[int, Mask], things: frozenset[int]
) -> dict[int, Mask]:
    """Take what a person drew or verified out of what was found.

    A thing of which half or more was settled is that settled object: it goes.
    """
    if not settled:
        return dict(found)
    taken: Mask | None = None
    for mask in settled.values():
        taken = mask if taken is None else taken | mask
    left: dict[int, Mask] = {}
    for object_id, mask in found.items():
        rest = mask if taken is None else mask - taken
        if object_id in things and 2 * rest.area < mask.area:
            continue
        left[object_id] = rest
    return left
