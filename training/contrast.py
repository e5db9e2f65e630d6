"""Task-oriented temporal contrastive learning (paper, section 3.4).

Instance targets: the same thing on another frame is a positive while its shape and position have
changed little (relative change of the descriptor below 0.2); other things are negatives; the same
thing after a larger change is left out (the paper makes it a negative: switchable). Semantic
targets: a queue of each class, fed from the whole training set; the same class is positive, other
classes negative.

Legend: A anchors, R references, E channels of an embedding, K classes.
"""

import torch
from torch import Tensor, nn

from gvseg.model.shape_position import relative_change

QUEUE_LENGTH = 100
SHARPNESS = 5.0
"""Multiplies cosines: unit vectors alone differ too little for the exponential to bite."""


def multi_positive_loss(similarity_AR: Tensor, positive_AR: Tensor, negative_AR: Tensor) -> Tensor:
    """Mean over anchors of log(1 + sum of exp(v.k- - v.k+)); 0 where no anchor has both kinds.

    Args:
        similarity_AR: of anchors and references.
        positive_AR, negative_AR: which pairs are; pairs that are neither do not count.
    """
    has_both_A = positive_AR.any(1) & negative_AR.any(1)
    if not bool(has_both_A.any()):
        return similarity_AR.sum() * 0.0
    lowest = -1e4
    similarity_AR = similarity_AR[has_both_A]
    up_A = torch.where(positive_AR[has_both_A], -similarity_AR, lowest).logsumexp(1)
    down_A = torch.where(negative_AR[has_both_A], similarity_AR, lowest).logsumexp(1)
    return nn.functional.softplus(up_A + down_A).mean()


def instance_contrast(
    embedding_AE: Tensor,
    identity_A: Tensor,
    frame_A: Tensor,
    descriptor_AD: Tensor,
    *,
    small_change: float = 0.2,
    changed_is_negative: bool = False,
) -> Tensor:
    """Loss between all targets of a batch.

    Args:
        embedding_AE: of unit length.
        identity_A: number of the thing, unique in the batch.
        frame_A: number of the frame, unique in the batch.
        descriptor_AD: shape-position descriptors.
        small_change: relative change of the descriptor below which the same thing is a positive
            (paper: 0.2).
        changed_is_negative: count the same thing after a large change as a negative, as the
            paper does, and do not leave it out.
    """
    count = len(embedding_AE)
    is_same = identity_A[:, None] == identity_A
    is_other_frame = frame_A[:, None] != frame_A
    before = descriptor_AD.repeat_interleave(count, 0)
    change_AA = relative_change(before, descriptor_AD.repeat(count, 1)).reshape(count, count)
    is_near = change_AA < small_change
    positive = is_same & is_other_frame & is_near
    negative = ~is_same
    if changed_is_negative:
        negative = negative | (is_same & is_other_frame & ~is_near)
    return multi_positive_loss(SHARPNESS * embedding_AE @ embedding_AE.T, positive, negative)


class ClassQueues(nn.Module):
    """The last embeddings of each class, over the whole training set; no parameters."""

    kept_KLE: Tensor
    pushed_K: Tensor

    def __init__(self, classes: int, width: int, length: int = QUEUE_LENGTH) -> None:
        super().__init__()
        self.register_buffer("kept_KLE", torch.zeros(classes, length, width))
        self.register_buffer("pushed_K", torch.zeros(classes, dtype=torch.long))

    def loss(self, embedding_AE: Tensor, class_A: Tensor) -> Tensor:
        """Loss of anchors against everything queued; then the anchors join their queues."""
        length = self.kept_KLE.shape[1]
        places_L = torch.arange(length, device=class_A.device)
        class_R, slot_R = (places_L < self.pushed_K[:, None]).nonzero(as_tuple=True)
        is_same = class_A[:, None] == class_R
        # Cloned: the queue moves on before the gradient is taken.
        reference_RE = self.kept_KLE[class_R, slot_R].clone()
        similarity = SHARPNESS * embedding_AE @ reference_RE.T
        loss = multi_positive_loss(similarity, is_same, ~is_same)
        for place, vector in zip(class_A.tolist(), embedding_AE.detach().float(), strict=True):
            self.kept_KLE[place, int(self.pushed_K[place]) % length] = vector
            self.pushed_K[place] += 1
        return loss
