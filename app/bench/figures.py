"""What was measured, for a person and for a file."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Times of one act.

    Attributes:
        name: what was done.
        times_s: one entry each time it was done.
        bar_s: what the median must stay below.
    """

    name: str
    times_s: tuple[float, ...]
    bar_s: float

    @property
    def median_s(self) -> float:
        return statistics.median(self.times_s)

    @property
    def is_met(self) -> bool:
        return self.median_s < self.bar_s

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "median_ms": 1000 * self.median_s,
            "worst_ms": 1000 * max(self.times_s),
            "bar_ms": 1000 * self.bar_s,
            "count": len(self.times_s),
            "is_met": self.is_met,
        }


def table(figures: Sequence[Figure]) -> str:
    """Lines to read."""
    lines = [f"{'milliseconds':<58}{'median':>8}{'worst':>8}{'bar':>8}"]
    for figure in figures:
        median, worst, bar = (
            f"{1000 * one:.1f}" for one in (figure.median_s, max(figure.times_s), figure.bar_s)
        )
        mark = "" if figure.is_met else "  over"
        lines.append(f"{figure.name:<58}{median:>8}{worst:>8}{bar:>8}{mark}")
    return "\n".join(lines)
