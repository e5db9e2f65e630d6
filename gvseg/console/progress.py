"""Progress on stderr: a bar with ETA on a terminal, and a final line."""

import sys
import time
from types import TracebackType

from tqdm import tqdm

from gvseg.counted import counted


class Progress:
    """Progress bar over frames; use as a context manager.

    Attributes:
        done: number of finished frames.
    """

    def __init__(self, title: str, total: int) -> None:
        self.done = 0
        self._title = title
        self._start_s = time.perf_counter()
        self._bar = tqdm(
            total=total,
            desc=title,
            unit="frame",
            file=sys.stderr,
            leave=False,
            dynamic_ncols=True,
            disable=not sys.stderr.isatty(),
        )

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()
        if kind is None and self.done:
            spent_s = max(time.perf_counter() - self._start_s, 1e-9)
            frames = counted(self.done, "frame")
            print(
                f"{self._title}: {frames} in {spent_s:.1f} s ({self.done / spent_s:.1f} frames/s)",
                file=sys.stderr,
            )

    def reach(self, done: int) -> None:
        """Set the number of finished frames."""
        self._bar.update(done - self.done)
        self.done = done

    def advance(self, frames: int = 1) -> None:
        """Report that more frames are finished."""
        self.reach(self.done + frames)


class FractionProgress:
    """Progress bar for work that reports the finished fraction; call it with 0..1."""

    def __init__(self, title: str) -> None:
        self._bar = tqdm(
            total=1.0,
            desc=title,
            file=sys.stderr,
            leave=False,
            dynamic_ncols=True,
            bar_format="{l_bar}{bar}| {elapsed}<{remaining}",
            disable=not sys.stderr.isatty(),
        )

    def __enter__(self) -> "FractionProgress":
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.close()

    def __call__(self, fraction: float) -> None:
        """Set the finished fraction, 0..1."""
        self._bar.update(max(0.0, fraction - self._bar.n))
