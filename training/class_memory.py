"""Class memory whose updates do not depend on how a step is divided among ranks.

The forward pass, not a gradient, updates the global representations and the queues of the
contrastive loss. Every part of a step (one batch on one rank) starts from the state before the
step. At the end of the step the updates of all parts are merged in order, so two ranks with one
batch each end in the same state as one rank with two batches.

Legend: P parts, K classes, C channels, L queue length, E embedding channels.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from gvseg.model.queries import SceneQueries
from training.contrast import ClassQueues


class _State(NamedTuple):
    representation: Tensor
    is_seen: Tensor
    kept: Tensor
    pushed: Tensor


class ClassMemory:
    """Class representations and queues of a run.

    Args:
        queries: module with the global representations.
        queues: latest embeddings of each class.
    """

    def __init__(self, queries: SceneQueries, queues: ClassQueues) -> None:
        self.queries, self.queues = queries, queues
        self._before = self._copy()
        self._parts: list[_State] = []

    def begin_step(self) -> None:
        """Record the state before a step."""
        self._before, self._parts = self._copy(), []

    def begin_part(self) -> None:
        """Restore the state before the step."""
        for own, before in zip(self._own(), self._before, strict=True):
            own.copy_(before)

    def end_part(self) -> None:
        """Record the state after a part."""
        self._parts.append(self._copy())

    def end_step(self, gather: Callable[[Tensor], Tensor]) -> None:
        """Merge the updates of all parts.

        Args:
            gather: collects this rank's parts (A x ...) from all ranks, in order (P x ...).
        """
        parts = _State(*(gather(torch.stack(values)) for values in zip(*self._parts, strict=True)))
        before = self._before
        merged = _State(
            _merge_representations(before.representation, parts.representation),
            parts.is_seen.amax(0),
            *_merge_queues(before, parts),
        )
        for own, value in zip(self._own(), merged, strict=True):
            own.copy_(value)

    def _own(self) -> _State:
        return _State(
            self.queries.representation_KC,
            self.queries.is_seen_K,
            self.queues.kept_KLE,
            self.queues.pushed_K,
        )

    def _copy(self) -> _State:
        return _State(*(tensor.clone() for tensor in self._own()))


def _merge_representations(before_KC: Tensor, after_PKC: Tensor) -> Tensor:
    """Average each class over the parts that updated it."""
    has_moved_PK1 = (after_PKC != before_KC).any(2, keepdim=True)
    count_K1 = has_moved_PK1.sum(0)
    mean_KC = (after_PKC * has_moved_PK1).sum(0) / count_K1.clamp(min=1)
    return torch.where(count_K1 > 0, mean_KC, before_KC)


def _merge_queues(before: _State, parts: _State) -> tuple[Tensor, Tensor]:
    """Return the queues after the embeddings of each part have been added in order."""
    kept_KLE, pushed_K = before.kept.clone(), before.pushed.clone()
    length = kept_KLE.shape[1]
    new_PK = (parts.pushed - before.pushed).clamp(max=length)
    for part, label in new_PK.nonzero().tolist():
        back_F = torch.arange(int(new_PK[part, label]), 0, -1, device=pushed_K.device)
        source_F = (parts.pushed[part, label] - back_F) % length
        target_F = (pushed_K[label] + len(back_F) - back_F) % length
        kept_KLE[label, target_F] = parts.kept[part, label, source_F]
        pushed_K[label] += len(back_F)
    return kept_KLE, pushed_K
