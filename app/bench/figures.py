"""Benchmark results as a table and as JSON."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Lap:
    """The time of one repetition of an action.

    Attributes:
        wall_s: elapsed wall-clock seconds.
        busy_s: CPU seconds of all threads: less than wall_s on a busy machine, more if
            threads ran in parallel.
    """

    wall_s: float
    busy_s: float

    def __add__(self, other: "Lap") -> "Lap":
        return Lap(self.wall_s + other.wall_s, self.busy_s + other.busy_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The measured times of one action.

    Attributes:
        laps: one entry per repetition.
        bar_s: upper limit for the median wall time, or None for no limit.
    """

    name: str
    laps: tuple[Lap, ...]
    bar_s: float | None = None

    @property
    def median_s(self) -> float:
        return statistics.median(lap.wall_s for lap in self.laps)

    @property
    def worst_s(self) -> float:
        return max(lap.wall_s for lap in self.laps)

    @property
    def busy_s(self) -> float:
        """Median CPU time in seconds."""
        return statistics.median(lap.busy_s for lap in self.laps)

    @property
    def is_met(self) -> bool:
        return self.bar_s is None or self.median_s < self.bar_s

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "median_ms": 1000 * self.median_s,
            "worst_ms": 1000 * self.worst_s,
            "processor_ms": 1000 * self.busy_s,
            "bar_ms": None if self.bar_s is None else 1000 * self.bar_s,
            "count": len(self.laps),
            "is_met": self.is_met,
        }


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table of text lines, in milliseconds."""
    heads = ("median", "worst", "processor", "bar")
    lines = [f"{'milliseconds':<60}" + "".join(f"{head:>11}" for head in heads)]
    for one in figures:
        times_s = (one.median_s, one.worst_s, one.busy_s)
        row = "".join(f"{1000 * time_s:>11.1f}" for time_s in times_s)
        bar = "-" if one.bar_s is None else f"{1000 * one.bar_s:.0f}"
        lines.append(f"{one.name:<60}{row}{bar:>11}{'' if one.is_met else '  over'}")
    return "\n".join(lines)
