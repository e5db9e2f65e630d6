"""Load batches in step order, in worker processes and divided among ranks."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

import cv2
import torch
from torch.utils.data import DataLoader, IterableDataset

from gvseg.losses.exemplar_rollout import ClipBatch
from gvseg.losses.prompts import PromptBatch
from training.scenes import SceneBatch

Batch: TypeAlias = ClipBatch | SceneBatch | PromptBatch


class BatchSource(Protocol):
    """Creates the batches of a run; the same arguments always give the same batch."""

    def batch(self, step: int, part: int = 0) -> Batch:
        """Return a batch of a step.

        Args:
            step: training step, from 0.
            part: batch of the step, from 0; a step has ranks x accumulated batches.
        """


class _Stream(IterableDataset[Batch]):
    def __init__(self, source: BatchSource, first_step: int, parts: Sequence[int]) -> None:
        super().__init__()
        self.source, self.first_step, self.parts = source, first_step, parts

    def __iter__(self) -> Iterator[Batch]:
        worker = torch.utils.data.get_worker_info()
        position, stride = (worker.id, worker.num_workers) if worker else (0, 1)
        while True:
            step, part = divmod(position, len(self.parts))
            yield self.source.batch(self.first_step + step, self.parts[part])
            position += stride


def batches(
    source: BatchSource, first_step: int, workers: int, parts: Sequence[int] = (0,)
) -> Iterator[Batch]:
    """Return an endless iterator over batches.

    Args:
        source: source of the batches.
        first_step: step of the first batch.
        workers: number of worker processes; 0 for this process.
        parts: parts of each step to load, in order.
    """
    loader = DataLoader(
        _Stream(source, first_step, parts),
        batch_size=None,
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_use_one_thread,
    )
    return iter(loader)


def _use_one_thread(_: int) -> None:
    """Leave the other cores to the network."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
