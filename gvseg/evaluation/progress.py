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
"""Takes the number of frames to score, and returns a context manager for the scoring."""


def unreported(_frames: int) -> AbstractContextManager[FrameProgress]:
    """Return a progress that reports nothing."""
    return nullcontext(_Unreported())
