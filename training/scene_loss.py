"""The loss of one batch of an automatic task.

Things: Hungarian over the clip, class cross-entropy (no-object 0.1), mask cross-entropy and dice.
Classes: cross-entropy over the class queries' masks, dice of the classes shown, and whether each
is shown. Both with deep supervision; temporal contrast beside them.

Legend: B clips, T frames, N queries, M things, K class queries, C classes, h/w at stride 4.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.losses.exemplar_rollout import ClipLoss
from gvseg.losses.masks import dice
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.scene import ScenePrediction
from gvseg.model.shape_position import shape_position_descriptor
from gvseg.task import Task
from training.contrast import ClassQueues, instance_contrast
from training.matching import (
    UNJUDGED,
    ClipTargets,
    clip_targets,
    match_cells,
    match_things,
    wanted_classes,
)
from training.scenes import SceneBatch

NO_OBJECT_WEIGHT = 0.1
MIDDLE_WEIGHT = 0.8
WEIGHTS = {"mask": 5.0, "dice": 1.0, "class": 1.0, "pixel": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastRule:
    """How temporal contrastive learning is done.

    Attributes:
        weight: of its loss; 0 leaves it out (ablation switch).
        small_change, changed_is_negative: see `contrast.instance_contrast`.
    """

    weight: float = 0.25
    small_change: float = 0.2
    changed_is_negative: bool = False


def scene_loss(
    network: GvSegNet,
    batch: SceneBatch,
    rng: np.random.Generator,
    queues: ClassQueues,
    rule: ContrastRule,
) -> ClipLoss:
    """Parse the batch's clips by its task and compare with the truth.

    A semantic batch also moves the global class representations, by clips of which every pixel has
    a class.
    """
    scene = network.require_scene()
    clips, frames = batch.ids.shape[:2]
    images = batch.images.contiguous(memory_format=torch.channels_last)
    features = network.encode(images)
    targets = [clip_targets(batch, clip) for clip in range(clips)]
    masks_BCThw = torch.stack([_class_masks(one, len(batch.vocabulary)) for one in targets])
    frame_masks = masks_BCThw.transpose(1, 2).flatten(0, 1)
    complete = torch.tensor(batch.is_complete, device=images.device).repeat_interleave(frames)
    if batch.task is Task.SEMANTIC and bool(complete.any()):
        scene.queries.update_classes(features.select(complete), frame_masks[complete])
    prediction = network.segment_scene(features, frames, batch.task)
    terms: dict[str, list[Tensor]] = {}
    if prediction.things:
        config = network.config
        _thing_terms(
            terms, prediction, targets, rng, config.grid_side if config.use_task_queries else 0
        )
    if prediction.classes:
        is_complete_B = torch.tensor(batch.is_complete, device=images.device)
        _class_terms(terms, prediction, targets, masks_BCThw, is_complete_B)
    if rule.weight:
        terms["contrast"] = [
            class_contrast(network, features.select(complete), frame_masks[complete], queues)
            if batch.task is Task.SEMANTIC
            else _thing_contrast(network, features, targets, rule)
        ]
    total = images.new_zeros(())
    for name, values in terms.items():
        weight = rule.weight if name == "contrast" else WEIGHTS[name]
        total = total + weight * torch.stack(values).mean()
    parts = {
        f"{batch.task.value}_{name}": float(torch.stack(values).mean().detach())
        for name, values in terms.items()
    }
    return ClipLoss(total, parts)


def _thing_terms(
    terms: dict[str, list[Tensor]],
    prediction: ScenePrediction,
    targets: list[ClipTargets],
    rng: np.random.Generator,
    grid_side: int,
) -> None:
    """Losses of things; `grid_side` 0 where queries have no cells of their own."""
    for clip, target in enumerate(targets):
        logits = [one[clip, : prediction.things] for one in prediction.mask_logits]
        class_logits_NK = prediction.class_logits[clip, : prediction.things]
        query, thing = match_things(logits[-1], class_logits_NK, target, rng)
        nothing = class_logits_NK.shape[1] - 1
        wanted_N = wanted_classes(logits[-1], query, thing, target, nothing)
        weight_K = torch.ones(nothing + 1, device=query.device)
        weight_K[nothing] = NO_OBJECT_WEIGHT
        terms.setdefault("class", []).append(_naming(class_logits_NK, wanted_N, weight_K))
        cells = match_cells(target.things, grid_side) if grid_side else (query, thing)
        for layer, one in enumerate(logits):
            is_last = layer == len(logits) - 1
            rows, wanted = (query, thing) if is_last else cells
            if len(rows):
                weight = 1.0 if is_last else MIDDLE_WEIGHT / (len(logits) - 1)
                _mask_terms(terms, one[rows], target.things[wanted], target, weight * len(logits))


def _mask_terms(
    terms: dict[str, list[Tensor]],
    logits_MThw: Tensor,
    truth_MThw: Tensor,
    target: ClipTargets,
    weight: float,
) -> None:
    """Cross-entropy and dice of masks and the things that they should show."""
    known = target.known.flatten()[None, None]
    chosen = logits_MThw.flatten(1)[:, None].float()
    truth = truth_MThw.flatten(1)[:, None]
    cross = F.binary_cross_entropy_with_logits(chosen, truth, reduction="none")
    # A share of the frame that a thing covers is a share of the loss; small things count by dice.
    terms.setdefault("mask", []).append(weight * (cross * known).mean())
    overlap = dice(chosen.sigmoid()[None, :, 0, None], truth[None, :, 0, None], known[None])
    terms.setdefault("dice", []).append(weight * overlap.mean())


def _class_terms(
    terms: dict[str, list[Tensor]],
    prediction: ScenePrediction,
    targets: list[ClipTargets],
    masks_BCThw: Tensor,
    is_complete_B: Tensor,
) -> None:
    classes = list(prediction.classes)
    table = torch.full((masks_BCThw.shape[1] + 1,), -1, device=masks_BCThw.device)
    table[classes] = torch.arange(len(classes), device=table.device)
    class_map_BTHW = torch.stack([target.class_map for target in targets])
    wanted_BTHW = table[class_map_BTHW]  # -1 finds the last row, which says nothing
    truth_BKThw = masks_BCThw[:, classes]
    known_BThw = (masks_BCThw.sum(1) > 0.5).float()
    if len(classes) < masks_BCThw.shape[1]:
        known_BThw = known_BThw * (truth_BKThw.sum(1) > 0.5)
    is_shown_BK = truth_BKThw.flatten(2).amax(2) > 0.5
    weight_K = _rarity(truth_BKThw)
    layers = [one[:, prediction.things :] for one in prediction.mask_logits]
    for layer, logits_BKThw in enumerate(layers):
        is_last = layer == len(layers) - 1
        weight = 1.0 if is_last else MIDDLE_WEIGHT / (len(layers) - 1)
        size = wanted_BTHW.shape[2:] if is_last else logits_BKThw.shape[3:]
        scaled = F.interpolate(
            logits_BKThw.transpose(1, 2).flatten(0, 1).float(), size, mode="bilinear"
        )
        wanted = wanted_BTHW.flatten(0, 1)
        if not is_last:
            wanted = wanted[:, 2::4, 2::4]
        cross = F.cross_entropy(scaled, wanted, weight_K, ignore_index=-1)
        terms.setdefault("pixel", []).append(weight * cross.nan_to_num() * len(layers))
        probability_BKP = logits_BKThw.float().softmax(1).flatten(2)[:, :, None]
        overlap_BK = dice(
            probability_BKP,
            truth_BKThw.flatten(2)[:, :, None],
            known_BThw.flatten(1)[:, None, None],
        )
        terms.setdefault("dice", []).append(
            weight * overlap_BK[is_shown_BK].mean() * len(layers)
            if bool(is_shown_BK.any())
            else overlap_BK.sum() * 0.0
        )
    class_logits = prediction.class_logits[:, prediction.things :]
    nothing = class_logits.shape[2] - 1
    named_K = torch.tensor(classes, device=class_logits.device)
    # Where not every pixel has a class, one that has none may be there all the same.
    absent_B1 = torch.where(is_complete_B, nothing, UNJUDGED)[:, None]
    wanted_BK = torch.where(is_shown_BK, named_K, absent_B1)
    terms.setdefault("class", []).append(_naming(class_logits.flatten(0, 1), wanted_BK.flatten()))


def _naming(logits_NK: Tensor, wanted_N: Tensor, weight_K: Tensor | None = None) -> Tensor:
    """Weighted mean cross-entropy of the queries that can be judged; 0 where none can."""
    if not bool((wanted_N != UNJUDGED).any()):
        return logits_NK.sum() * 0.0
    return F.cross_entropy(logits_NK.float(), wanted_N, weight_K, ignore_index=UNJUDGED)


def _rarity(truth_BKThw: Tensor) -> Tensor:
    """Weights of a batch's classes: rare ones count more, by the root of how rare they are."""
    area_K = truth_BKThw.sum((0, 2, 3, 4))
    mean = area_K.sum() / (area_K > 0).sum().clamp(min=1)
    return (mean / area_K.clamp(min=1.0)).sqrt().clamp(0.4, 3.0)


def class_contrast(
    network: GvSegNet, features: FrameFeatures, masks_FChw: Tensor, queues: ClassQueues
) -> Tensor:
    """Contrast of classes: each class on each frame against the queues."""
    if not len(masks_FChw):
        return masks_FChw.new_zeros(())
    embedding_FCE = network.require_scene().embed(features, masks_FChw)
    frame, place = (masks_FChw.flatten(2).sum(2) > 4).nonzero(as_tuple=True)
    return queues.loss(embedding_FCE[frame, place], place)


def _thing_contrast(
    network: GvSegNet, features: FrameFeatures, targets: list[ClipTargets], rule: ContrastRule
) -> Tensor:
    """Contrast of things: each thing on each frame against all of the batch."""
    config = network.config
    embeddings, identities, frames_of, descriptors = [], [], [], []
    identity = 0
    frames = targets[0].known.shape[0]
    for clip, target in enumerate(targets):
        if not len(target.things):
            continue
        masks_TMhw = target.things.transpose(0, 1)
        own = features.select(slice(clip * frames, (clip + 1) * frames))
        embedding_TME = network.require_scene().embed(own, masks_TMhw)
        frame, thing = (masks_TMhw.flatten(2).amax(2) > 0.5).nonzero(as_tuple=True)
        embeddings.append(embedding_TME[frame, thing])
        identities.append(identity + thing)
        frames_of.append(clip * frames + frame)
        descriptors.append(
            shape_position_descriptor(
                masks_TMhw[frame, thing], config.angle_bins, config.radius_bins, config.width
            )
        )
        identity += len(target.things)
    if not embeddings:
        return features.key.new_zeros(())
    return instance_contrast(
        torch.cat(embeddings),
        torch.cat(identities),
        torch.cat(frames_of),
        torch.cat(descriptors),
        small_change=rule.small_change,
        changed_is_negative=rule.changed_is_negative,
    )


def _class_masks(target: ClipTargets, classes: int) -> Tensor:
    """Shares of each class in each cell of stride 4: C x T x h x w."""
    planes = [(target.class_map == place).float() for place in range(classes)]
    return F.avg_pool2d(torch.stack(planes), 4)
