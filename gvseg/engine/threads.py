"""Decide how many threads compute on the CPU.

Compiled parts use all threads of torch. What is left to torch are many small operations, for which
waking a second thread costs more than it saves; while it waits for the next one, it also takes
time from the frame that is encoded in the background.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

_outside: int | None = None
"""Torch's threads outside `one_torch_thread`, while it is entered."""


def thread_count() -> int:
    """Return the number of threads that compiled parts may use."""
    return torch.get_num_threads() if _outside is None else _outside


@contextmanager
def one_torch_thread(*, is_wanted: bool) -> Iterator[None]:
    """Let torch compute on one thread, if that is wanted; compiled parts still use all."""
    global _outside
    if not is_wanted or _outside is not None:
        yield
        return
    _outside = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(_outside)
        _outside = None
