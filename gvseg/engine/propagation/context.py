"""Existing masks of objects that a propagation does not change.

They compete with the propagated objects for pixels. Drawn and verified masks always count. Other
masks count only if the network agrees with them, so that a mask on the wrong object does not block
the right one.

Legend: one video (B = 1), N objects, h/w at stride 4.
"""

from dataclasses import dataclass
from functools import reduce

import torch
from torch import Tensor

from gvseg.engine.propagation.mask_evidence import soft_iou
from gvseg.engine.request import KnownMasks
from gvseg.masks import Mask
from gvseg.model.network import aggregate

AGREES_FROM = 0.5
"""Smallest IoU with the predicted mask at which a known mask counts."""
SURE_LOGIT = 10.0

NOTHING_KNOWN = KnownMasks({})


@dataclass(frozen=True, slots=True)
class HeldMasks:
    """The known masks that count in a frame.

    Attributes:
        logits_1Nhw: logits of all objects, in which the known masks own their pixels.
        is_held_N: whether the mask of object n is a known mask.
        masks: the known masks that count, at source size.
    """

    logits_1Nhw: Tensor
    is_held_N: Tensor
    masks: tuple[Mask, ...]


def rows_of(known: KnownMasks, tracks: list[int]) -> list[Mask | None]:
    """Return the known mask of each object, then the union of settled masks of other objects."""
    others = [known.masks[i] for i in sorted(known.settled & known.masks.keys()) if i not in tracks]
    last = reduce(Mask.__or__, others) if others else None
    return [*(known.masks.get(track) for track in tracks), last]


def hold(
    known: KnownMasks,
    tracks: list[int],
    known_1Mhw: Tensor,
    logits_1Nhw: Tensor,
) -> HeldMasks:
    """Insert the known masks that count into the logits of a frame.

    Args:
        known: known masks of the frame.
        tracks: object ids, in the order of the rows.
        known_1Mhw: the masks of `rows_of` at stride 4, 0..1; M = N + 1.
        logits_1Nhw: predicted logits.
    """
    if not known.masks:
        nobody_N = torch.zeros(len(tracks), dtype=torch.bool, device=logits_1Nhw.device)
        return HeldMasks(logits_1Nhw, nobody_N, ())
    known_1Nhw, other_11hw = known_1Mhw[:, :-1], known_1Mhw[:, -1:]
    masks_1Nhw = aggregate(logits_1Nhw).softmax(1)[:, 1:]
    agreement = soft_iou(masks_1Nhw[0], known_1Nhw[0]).tolist()
    is_held = [
        track in known.masks and (track in known.settled or agreement[row] >= AGREES_FROM)
        for row, track in enumerate(tracks)
    ]
    is_held_N = torch.tensor(is_held, device=logits_1Nhw.device)
    is_inside_1Nhw = known_1Nhw > 0.5
    is_taken_11hw = (is_inside_1Nhw & is_held_N[:, None, None]).any(1, keepdim=True)
    is_taken_11hw |= other_11hw > 0.5
    sure = torch.where(is_inside_1Nhw, SURE_LOGIT, -SURE_LOGIT)
    others = torch.where(is_taken_11hw, -SURE_LOGIT, logits_1Nhw)
    holds = {track for track, held in zip(tracks, is_held, strict=True) if held} | known.settled
    return HeldMasks(
        torch.where(is_held_N[:, None, None], sure, others),
        is_held_N,
        tuple(mask for track, mask in known.masks.items() if track in holds),
    )
