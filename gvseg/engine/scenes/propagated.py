"""Propagate the things of a clip into the next one with exemplar memory (not in the paper).

The masks in the last frame of a clip serve as exemplars for the next clip. A thing that the next
clip's queries miss can continue with the propagated mask; otherwise the two masks are combined.

Legend: N things, T frames of a clip, h/w at stride 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from gvseg.engine.memory import MemoryLimits, VideoMemory
from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.scenes.readout import connected_parts, only_in
from gvseg.engine.window_segmenter import WindowSegmenter
from gvseg.model.network import aggregate
from gvseg.model.pixel_decoder import FrameFeatures

MOST_THINGS = 32
"""Largest number of things that are propagated at once, oldest first."""


@dataclass(frozen=True, slots=True)
class PropagatedTube:
    """A thing propagated through a clip by memory.

    Attributes:
        logits_Thw: mask logits after competing with the other things, including the first frame.
        confidence: mean predicted IoU of the frames after the first, 0..1.
    """

    logits_Thw: Tensor
    confidence: float


def propagate_things(
    windows: WindowSegmenter,
    features: Mapping[int, FrameFeatures],
    logits_hw: Mapping[int, Tensor],
    calibration: Calibration,
    limits: MemoryLimits,
) -> dict[int, PropagatedTube]:
    """Propagate things through a clip.

    Args:
        windows: segments the things; knows those of the previous clip.
        features: frame index -> features of the clip's frames, in order.
        logits_hw: object id -> mask logits in the first frame.
        calibration: calibration of the confidence.
        limits: limits of the memory.
    """
    ids = list(logits_hw)[:MOST_THINGS]
    indexes = list(features)
    if not ids or len(indexes) < 2:
        return {}
    start_1Nhw = torch.stack([logits_hw[object_id] for object_id in ids])[None]
    masks_1Nhw = aggregate(start_1Nhw).softmax(1)[:, 1:]
    memory = VideoMemory(windows.network, len(ids), masks_1Nhw.device, limits)
    named_1N = torch.ones(masks_1Nhw.shape[:2], device=masks_1Nhw.device)
    memory.add_exemplar(indexes[0], features[indexes[0]], masks_1Nhw, named_1N)
    memory.set_previous(masks_1Nhw)
    logits, confidences = [masks_1Nhw.logit(1e-4)], []
    trusted = [True] * len(ids)  # the masks of the first frame were combined with detections
    for index in indexes[1:]:
        lookback = memory.lookback(index)
        prediction = windows.segment(features[index], lookback, ids, trusted)
        masks_1Nhw = aggregate(prediction.mask_logits[-1].float()).softmax(1)[:, 1:]
        confidence_1N = calibration.apply(prediction.confidence_logit.float())
        is_trusted_1N = (confidence_1N >= limits.trust) & (masks_1Nhw.flatten(2).amax(2) > 0.5)
        memory.remember(
            index, features[index], masks_1Nhw, prediction.query.float(), is_trusted_1N.float()
        )
        trusted = is_trusted_1N[0].tolist()
        logits.append(masks_1Nhw.logit(1e-4))
        confidences.append(confidence_1N)
    return _tubes(ids, torch.cat(logits), torch.cat(confidences).mean(0))


def connected_to_first_frame(logits_Thw: Tensor) -> Tensor:
    """Remove the parts of a mask that are not connected, through time, to the first frame's mask.

    Memory matches appearance, so without this a car's mask would spread to other cars.
    """
    inside_Thw, labels, count = connected_parts(logits_Thw)
    if count < 2:
        return logits_Thw
    own = np.unique(labels[0][inside_Thw[0]])
    return only_in(np.isin(labels, own[own > 0]), logits_Thw)


def _tubes(
    ids: Sequence[int], logits_TNhw: Tensor, confidence_N: Tensor
) -> dict[int, PropagatedTube]:
    return {
        object_id: PropagatedTube(
            connected_to_first_frame(logits_TNhw[:, row]), float(confidence_N[row])
        )
        for row, object_id in enumerate(ids)
    }
