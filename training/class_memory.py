"""What training remembers of classes, kept the same however a step is shared out.

Global representations and the queues of the contrastive loss are moved by the forward pass, not by
gradients. Within a step every part (a batch of one rank) starts from what was known before the
step; at its end what all parts saw is joined, in the order of the parts. So two ranks of one batch
and one rank of two batches end with the same memory.

Legend: P parts, K classes, C channels, L length of a queue, E channels of an embedding.
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
        queries: hold the global representations.
        queues: hold the last embeddings of each class.
    """

    def __init__(self, queries: SceneQueries, queues: ClassQueues) -> None:
        self.queries, self.queues = queries, queues
        self._before = self._copy()
        self._parts: list[_State] = []

    def begin_step(self) -> None:
        """Note what is known before a step."""
        self._before, self._parts = self._copy(), []

    def begin_part(self) -> None:
        """Start a part from what was known before the step."""
        for own, before in zip(self._own(), self._before, strict=True):
            own.copy_(before)

    def end_part(self) -> None:
        """Note what a part has seen."""
        self._parts.append(self._copy())

    def end_step(self, gather: Callable[[Tensor], Tensor]) -> None:
        """Join what all parts have seen.

        Args:
            gather: this rank's parts (A x ...) to those of all ranks in order (P x ...).
        """
        parts = _State(*(gather(torch.stack(values)) for values in zip(*self._parts, strict=True)))
        before = self._before
        joined = _State(
            _joined_representation(before.representation, parts.representation),
            parts.is_seen.amax(0),
            *_joined_queues(before, parts),
        )
        for own, value in zip(self._own(), joined, strict=True):
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


def _joined_representation(before_KC: Tensor, after_PKC: Tensor) -> Tensor:
    """The mean of where the parts that showed a class have moved it to."""
    has_moved_PK1 = (after_PKC != before_KC).any(2, keepdim=True)
    count_K1 = has_moved_PK1.sum(0)
    mean_KC = (after_PKC * has_moved_PK1).sum(0) / count_K1.clamp(min=1)
    return torch.where(count_K1 > 0, mean_KC, before_KC)


def _joined_queues(before: _State, parts: _State) -> tuple[Tensor, Tensor]:
    """The queues after the pushes of all parts, one part after the other."""
    kept_KLE, pushed_K = before.kept.clone(), before.pushed.clone()
    length = kept_KLE.shape[1]
    fresh_PK = (parts.pushed - before.pushed).clamp(max=length)
    for part, place in fresh_PK.nonzero().tolist():
        back_F = torch.arange(int(fresh_PK[part, place]), 0, -1, device=pushed_K.device)
        source_F = (parts.pushed[part, place] - back_F) % length
        target_F = (pushed_K[place] + len(back_F) - back_F) % length
        kept_KLE[place, target_F] = parts.kept[part, place, source_F]
        pushed_K[place] += len(back_F)
    return kept_KLE, pushed_K
