"""Loss of a batch of an automatic task.

Thing queries: Hungarian matching over the clip, class cross-entropy (no-object weight 0.1), mask
cross-entropy and dice. Class queries: cross-entropy over their masks, dice of the classes present,
and cross-entropy of class presence. Both use deep supervision. A temporal contrastive loss is
added.

Legend: B clips, T frames, N queries, M things, K class queries, C classes, h/w at stride 4.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.losses.encoding import encode_frames
from gvseg.losses.exemplar_rollout import ClipLoss
from gvseg.losses.masks import dice
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.scene import ScenePrediction
from gvseg.model.shape_position import shape_position_descriptor
from gvseg.task import Task
from training.contrast import ClassQueues, instance_contrast
from training.matching import (
    IGNORED,
    ClipTargets,
    clip_targets,
    match_cells,
    match_things,
    target_classes,
)
from training.scenes import SceneBatch

NO_OBJECT_WEIGHT = 0.1
MIDDLE_WEIGHT = 0.8
ABSENT_LOGIT = -1e4
"""Logit of a class that a dataset does not label."""
WEIGHTS = {"mask": 5.0, "dice": 1.0, "class": 1.0, "pixel": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastRule:
    """Settings of the temporal contrastive loss.

    Attributes:
        weight: weight of the loss; 0 disables it.
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
    class_balance: float = 0.5,
) -> ClipLoss:
    """Segment the clips of a batch and return the loss.

    The completely labelled clips of a semantic batch also update the global class representations.
    `class_balance` is explained in `ScenesRecipe`.
    """
    scene = network.require_scene()
    clips, frames = batch.ids.shape[:2]
    images = batch.images.contiguous(memory_format=torch.channels_last)
    features = encode_frames(network, images)
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
        competes_BC = torch.tensor(
            [[label in one for label in range(len(batch.vocabulary))] for one in batch.competing],
            device=images.device,
        )
        _class_terms(
            terms, prediction, targets, masks_BCThw, is_complete_B, competes_BC, class_balance
        )
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
    """Add the losses of thing queries; `grid_side` is 0 if queries have no cells."""
    for clip, target in enumerate(targets):
        logits = [one[clip, : prediction.things] for one in prediction.mask_logits]
        class_logits_NK = prediction.class_logits[clip, : prediction.things]
        query, thing = match_things(logits[-1], class_logits_NK, target, rng)
        nothing = class_logits_NK.shape[1] - 1
        target_N = target_classes(logits[-1], query, thing, target, nothing)
        weight_K = torch.ones(nothing + 1, device=query.device)
        weight_K[nothing] = NO_OBJECT_WEIGHT
        terms.setdefault("class", []).append(_class_loss(class_logits_NK, target_N, weight_K))
        cells = match_cells(target.things, grid_side) if grid_side else (query, thing)
        for layer, one in enumerate(logits):
            is_last = layer == len(logits) - 1
            rows, things = (query, thing) if is_last else cells
            if len(rows):
                weight = 1.0 if is_last else MIDDLE_WEIGHT / (len(logits) - 1)
                _mask_terms(terms, one[rows], target.things[things], target, weight * len(logits))


def _mask_terms(
    terms: dict[str, list[Tensor]],
    logits_MThw: Tensor,
    truth_MThw: Tensor,
    target: ClipTargets,
    weight: float,
) -> None:
    """Add cross-entropy and dice of masks against their things."""
    known = target.known.flatten()[None, None]
    chosen = logits_MThw.flatten(1)[:, None].float()
    truth = truth_MThw.flatten(1)[:, None]
    cross = F.binary_cross_entropy_with_logits(chosen, truth, reduction="none")
    # This is an average over the frame, so small things count little; the dice loss makes up for
    # it.
    terms.setdefault("mask", []).append(weight * (cross * known).mean())
    overlap = dice(chosen.sigmoid()[None, :, 0, None], truth[None, :, 0, None], known[None])
    terms.setdefault("dice", []).append(weight * overlap.mean())


def _class_terms(
    terms: dict[str, list[Tensor]],
    prediction: ScenePrediction,
    targets: list[ClipTargets],
    masks_BCThw: Tensor,
    is_complete_B: Tensor,
    competes_BC: Tensor,
    class_balance: float,
) -> None:
    classes = list(prediction.classes)
    competes_BK = competes_BC[:, classes]
    table = torch.full((masks_BCThw.shape[1] + 1,), -1, device=masks_BCThw.device)
    table[classes] = torch.arange(len(classes), device=table.device)
    class_map_BTHW = torch.stack([target.class_map for target in targets])
    wanted_BTHW = table[class_map_BTHW]  # the index -1 selects the last row, which is -1 (ignored)
    truth_BKThw = masks_BCThw[:, classes]
    known_BThw = (masks_BCThw.sum(1) > 0.5).float()
    if len(classes) < masks_BCThw.shape[1]:
        known_BThw = known_BThw * (truth_BKThw.sum(1) > 0.5)
    is_shown_BK = truth_BKThw.flatten(2).amax(2) > 0.5
    weight_K = _class_weights(truth_BKThw, class_balance)
    layers = [
        one[:, prediction.things :].masked_fill(~competes_BK[:, :, None, None, None], ABSENT_LOGIT)
        for one in prediction.mask_logits
    ]
    for layer, logits_BKThw in enumerate(layers):
        is_last = layer == len(layers) - 1
        weight = 1.0 if is_last else MIDDLE_WEIGHT / (len(layers) - 1)
        size = wanted_BTHW.shape[2:] if is_last else logits_BKThw.shape[3:]
        scaled = F.interpolate(
            logits_BKThw.transpose(1, 2).flatten(0, 1).float(), size, mode="bilinear"
        )
        wanted = (wanted_BTHW if is_last else wanted_BTHW[..., 2::4, 2::4]).flatten(0, 1)
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
    # In an incompletely labelled clip, a class without a label may still be present.
    is_absent_BK = ~is_shown_BK & is_complete_B[:, None] & competes_BK
    terms.setdefault("class", []).append(_presence_loss(prediction, is_shown_BK, is_absent_BK))


def _presence_loss(
    prediction: ScenePrediction, is_shown_BK: Tensor, is_absent_BK: Tensor
) -> Tensor:
    """Return the cross-entropy of whether the class of each class query is in the clip."""
    class_logits = prediction.class_logits[:, prediction.things :]
    nothing = class_logits.shape[2] - 1
    wanted_BK = torch.where(is_absent_BK, nothing, IGNORED)
    classes_K = torch.tensor(prediction.classes, device=class_logits.device)
    wanted_BK = torch.where(is_shown_BK, classes_K, wanted_BK)
    return _class_loss(class_logits.flatten(0, 1), wanted_BK.flatten())


def _class_loss(logits_NK: Tensor, target_N: Tensor, weight_K: Tensor | None = None) -> Tensor:
    """Return the cross-entropy of the queries that are not ignored; 0 if all are."""
    if not bool((target_N != IGNORED).any()):
        return logits_NK.sum() * 0.0
    return F.cross_entropy(logits_NK.float(), target_N, weight_K, ignore_index=IGNORED)


def _class_weights(truth_BKThw: Tensor, balance: float) -> Tensor:
    """Return class weights: the inverse relative area, clipped to 0.16 to 9, to a power."""
    area_K = truth_BKThw.sum((0, 2, 3, 4))
    mean = area_K.sum() / (area_K > 0).sum().clamp(min=1)
    return (mean / area_K.clamp(min=1.0)).clamp(0.16, 9.0) ** balance


def class_contrast(
    network: GvSegNet, features: FrameFeatures, masks_FChw: Tensor, queues: ClassQueues
) -> Tensor:
    """Return the contrastive loss of each class in each frame against the queues."""
    if not len(masks_FChw):
        return masks_FChw.new_zeros(())
    embedding_FCE = network.require_scene().embed(features, masks_FChw)
    frame, label = (masks_FChw.flatten(2).sum(2) > 4).nonzero(as_tuple=True)
    return queues.loss(embedding_FCE[frame, label], label)


def _thing_contrast(
    network: GvSegNet, features: FrameFeatures, targets: list[ClipTargets], rule: ContrastRule
) -> Tensor:
    """Return the contrastive loss of each thing in each frame against all things of the batch."""
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
    """Return the share of each class in each cell at stride 4: C x T x h x w."""
    planes = [(target.class_map == label).float() for label in range(classes)]
    return F.avg_pool2d(torch.stack(planes), 4)
