"""Work in the background: for later frames, and on masks that wait for nothing else.

The large parts of the network run in OpenVINO and optical flow in OpenCV, outside Python's lock, so
they use a core that segmentation leaves idle.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, pairwise
from typing import Generic, TypeVar, cast

import numpy as np
import torch
from numpy.typing import NDArray

Item = TypeVar("Item")
Result = TypeVar("Result")

_worker = ThreadPoolExecutor(1, "prepare frames")
_reader = ThreadPoolExecutor(1, "read out masks")


class Ahead(Generic[Result]):
    """Results for frames that were begun but not taken yet."""

    def __init__(self) -> None:
        self._begun: list[tuple[NDArray[np.uint8], Future[Result]]] = []

    def begin(self, frame: NDArray[np.uint8], work: Callable[[], Result]) -> None:
        """Call `work` for a frame in the background, after all work begun before."""
        self._begun.append((frame, _worker.submit(torch.inference_mode()(work))))

    def take(self, frame: NDArray[np.uint8]) -> Result | None:
        """Return the result for a frame, once it is done; None if it was not begun.

        Results for frames begun earlier are dropped.
        """
        for place, (begun, future) in enumerate(self._begun):
            if begun is frame:
                del self._begun[: place + 1]
                return future.result()
        return None


def beside(work: Callable[[], Result], *, is_wanted: bool) -> Callable[[], Result]:
    """Begin work in the background, if that is wanted; return a function that waits for the result.

    Otherwise the work is done at once.
    """
    if is_wanted:
        return _reader.submit(torch.inference_mode()(work)).result
    result = work()
    return lambda: result


def with_next(items: Iterable[Item]) -> Iterator[tuple[Item, Item | None]]:
    """Yield each item with the next one, and the last with None."""
    return cast(Iterator[tuple[Item, Item | None]], pairwise(chain(items, (None,))))
