"""Attribute time to stages by wrapping methods of live objects during a measurement."""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

_ABSENT = object()


class StageClock:
    """Sums the seconds spent in each stage; a nested stage's time counts only once.

    Use as a context manager: on exit, every wrapped method is restored.

    Args:
        wait: called at each boundary to finish pending work on the device.
        now: returns the time in seconds.
    """

    def __init__(
        self,
        wait: Callable[[], None] | None = None,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._now = now
        self._wait = wait or (lambda: None)
        self._inner_s: list[float] = []
        self._wrapped: list[tuple[Any, str, Any]] = []

    def watch(self, owner: Any, method: str, stage: str) -> None:
        """Add the time of every call of `owner.method` to the stage; `owner` is an object, class or
        module.
        """
        original = getattr(owner, method)
        before = vars(owner).get(method, _ABSENT)

        def timed(*given: Any, **options: Any) -> Any:
            return self.measure(stage, lambda: original(*given, **options))

        setattr(owner, method, timed)
        self._wrapped.append((owner, method, before))

    def measure(self, stage: str, work: Callable[[], Any]) -> Any:
        """Run `work` and add its time to the stage."""
        self._wait()
        start_s = self._now()
        self._inner_s.append(0.0)
        try:
            return work()
        finally:
            self._wait()
            spent_s = self._now() - start_s
            self.seconds[stage] += spent_s - self._inner_s.pop()
            if self._inner_s:
                self._inner_s[-1] += spent_s

    def __enter__(self) -> "StageClock":
        return self

    def __exit__(self, *_error: object) -> None:
        for owner, method, before in reversed(self._wrapped):
            if before is _ABSENT:
                delattr(owner, method)  # uncovers the class attribute
            else:
                setattr(owner, method, before)
        self._wrapped.clear()
