"""Batches in step order, made in worker processes, shared out among ranks."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

import cv2
import torch
from torch.utils.data import DataLoader, IterableDataset

from gvseg.losses.exemplar_rollout import ClipBatch
from training.scenes import SceneBatch

Batch: TypeAlias = ClipBatch | SceneBatch


class BatchSource(Protocol):
    """Makes any batch of a run; the same numbers always give the same batch."""

    def batch(self, step: int, part: int = 0) -> Batch:
        """One of the batches of a step.

        Args:
            step: of the run, from 0.
            part: a step is as many parts as there are ranks times accumulated batches.
        """


class _Stream(IterableDataset[Batch]):
    def __init__(self, source: BatchSource, first_step: int, parts: Sequence[int]) -> None:
        super().__init__()
        self.source, self.first_step, self.parts = source, first_step, parts

    def __iter__(self) -> Iterator[Batch]:
        worker = torch.utils.data.get_worker_info()
        place, stride = (worker.id, worker.num_workers) if worker else (0, 1)
        while True:
            step, part = divmod(place, len(self.parts))
            yield self.source.batch(self.first_step + step, self.parts[part])
            place += stride


def batches(
    source: BatchSource, first_step: int, workers: int, parts: Sequence[int] = (0,)
) -> Iterator[Batch]:
    """An endless run of batches.

    Args:
        source: makes them.
        first_step: where to begin.
        workers: processes that make them; 0 for this one.
        parts: those of each step that are wanted, in order.
    """
    loader = DataLoader(
        _Stream(source, first_step, parts),
        batch_size=None,
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_quiet_worker,
    )
    return iter(loader)


def _quiet_worker(_: int) -> None:
    """One thread a worker: the cores belong to the network."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
