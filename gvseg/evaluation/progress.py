"""Progress of an evaluation, independent of how it is displayed."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeAlias


class FrameProgress(Protocol):
    """Counts scored frames."""

    def advance(self, frames: int = 1) -> None:
        """Report that more frames were scored."""


class _Unreported:
    def advance(self, frames: int = 1) -> None:
        pass


StartProgress: TypeAlias = Callable[[int], AbstractContextManager[FrameProgress]]
"""Called with the number of frames to score; returns a context manager that reports progress."""


def unreported(_frames: int) -> AbstractContextManager[FrameProgress]:
    """Return a progress object that reports nothing."""
    return nullcontext(_Unreported())
