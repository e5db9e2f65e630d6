"""Task-oriented temporal contrastive learning (paper, section 3.4).

Instance targets: the same object in another frame is a positive if its shape and position have
changed little (relative change of the descriptor below 0.2). Other objects are negatives. The same
object after a larger change is ignored; the paper makes it a negative, which is an option here.

Semantic targets: embeddings from the whole training set are queued by class. The same class is a
positive, other classes are negatives.

Legend: A anchors, R references, E embedding channels, K classes, L queue length.
"""

import torch
from torch import Tensor, nn

from gvseg.model.shape_position import relative_change

QUEUE_LENGTH = 100
SHARPNESS = 5.0
"""Inverse temperature, because cosine similarities alone differ too little for the exponential."""


def multi_positive_loss(similarity_AR: Tensor, positive_AR: Tensor, negative_AR: Tensor) -> Tensor:
    """Return the mean over anchors of log(1 + sum of exp(v.k- - v.k+)).

    Anchors without a positive or without a negative are ignored; the loss is 0 if none remain.

    Args:
        similarity_AR: similarity of anchors and references.
        positive_AR, negative_AR: masks of positive and negative pairs; other pairs are ignored.
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
    """Return the contrastive loss between all objects of a batch.

    Args:
        embedding_AE: embeddings of unit length.
        identity_A: id of each object, unique in the batch.
        frame_A: id of each frame, unique in the batch.
        descriptor_AD: shape-position descriptors.
        small_change: relative change of the descriptor below which the same object is a positive
            (paper: 0.2).
        changed_is_negative: make the same object after a larger change a negative, as in the
            paper, instead of ignoring it.
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
    """Queues of the latest embeddings of each class, without parameters."""

    kept_KLE: Tensor
    pushed_K: Tensor

    def __init__(self, classes: int, width: int, length: int = QUEUE_LENGTH) -> None:
        super().__init__()
        self.register_buffer("kept_KLE", torch.zeros(classes, length, width))
        self.register_buffer("pushed_K", torch.zeros(classes, dtype=torch.long))

    def loss(self, embedding_AE: Tensor, class_A: Tensor) -> Tensor:
        """Return the loss of anchors against all queued embeddings, then queue the anchors."""
        length = self.kept_KLE.shape[1]
        slots_L = torch.arange(length, device=class_A.device)
        class_R, slot_R = (slots_L < self.pushed_K[:, None]).nonzero(as_tuple=True)
        is_same = class_A[:, None] == class_R
        # Clone, because the queue changes before the backward pass.
        reference_RE = self.kept_KLE[class_R, slot_R].clone()
        similarity = SHARPNESS * embedding_AE @ reference_RE.T
        loss = multi_positive_loss(similarity, is_same, ~is_same)
        for label, vector in zip(class_A.tolist(), embedding_AE.detach().float(), strict=True):
            self.kept_KLE[label, int(self.pushed_K[label]) % length] = vector
            self.pushed_K[label] += 1
        return loss
