"""J and F results, as DAVIS reports them: per object and overall."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gvseg.metrics.figures import json_figures, text_table

_RECALL_THRESHOLD = 0.5
_DECAY_BINS = 4


@dataclass(frozen=True, slots=True)
class Statistics:
    """Statistics of J or F over the frames of an object, as DAVIS defines them.

    Attributes:
        mean: mean over the frames, 0..1.
        recall: share of the frames above one half, 0..1.
        decay: mean of the first quarter minus mean of the last, -1..1; NaN if a quarter has no
            frame.
    """

    mean: float
    recall: float
    decay: float

    @classmethod
    def of_frames(cls, values: NDArray[np.float64]) -> "Statistics":
        """Return the statistics of per-frame values (0..1), at least one."""
        bounds = np.round(np.linspace(1, len(values), _DECAY_BINS + 1) + 1e-10).astype(int) - 1
        first, last = values[: bounds[1] + 1], values[bounds[-2] : bounds[-1] + 1]
        return cls(
            mean=float(values.mean()),
            recall=float((values > _RECALL_THRESHOLD).mean()),
            decay=float(first.mean() - last.mean()),
        )

    @classmethod
    def mean_of(cls, several: Iterable["Statistics"]) -> "Statistics":
        """Average each figure over objects with equal weights."""
        rows = [(one.mean, one.recall, one.decay) for one in several]
        return cls(*(float(figure) for figure in np.mean(rows, axis=0)))


@dataclass(frozen=True, slots=True)
class ObjectScore:
    """The scores of one object in one sequence.

    Attributes:
        j_frames: region similarity per scored frame, 0..1.
        f_frames: contour accuracy per scored frame, 0..1.
    """

    sequence: str
    object_id: int
    j: Statistics
    f: Statistics
    j_frames: tuple[float, ...]
    f_frames: tuple[float, ...]

    @property
    def j_and_f(self) -> float:
        """Mean of J and F."""
        return (self.j.mean + self.f.mean) / 2


@dataclass(frozen=True, slots=True)
class JAndFResult:
    """Scores of all objects of all sequences, by sequence name and object id."""

    objects: tuple[ObjectScore, ...]

    @property
    def j(self) -> Statistics:
        """Region similarity, averaged over objects."""
        return Statistics.mean_of(one.j for one in self.objects)

    @property
    def f(self) -> Statistics:
        """Contour accuracy, averaged over objects."""
        return Statistics.mean_of(one.f for one in self.objects)

    @property
    def j_and_f(self) -> float:
        """The benchmark's main score, 0..1."""
        return (self.j.mean + self.f.mean) / 2

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain JSON values, global and per object, with per-frame values."""
        return {
            "metric": "jf",
            "j_and_f": self.j_and_f,
            "j": _statistics_json(self.j),
            "f": _statistics_json(self.f),
            "objects": [
                {
                    "sequence": one.sequence,
                    "object": one.object_id,
                    "j_and_f": one.j_and_f,
                    "j": {**_statistics_json(one.j), "frames": list(one.j_frames)},
                    "f": {**_statistics_json(one.f), "frames": list(one.f_frames)},
                }
                for one in self.objects
            ],
        }

    def table(self) -> str:
        """Return a text table: one line per object and one for all."""
        titles = ("object", "J&F", "J mean", "J recall", "J decay", "F mean", "F recall", "F decay")
        rows = [
            (f"{one.sequence} {one.object_id}", _figures(one.j_and_f, one.j, one.f))
            for one in self.objects
        ]
        rows.append(("all objects", _figures(self.j_and_f, self.j, self.f)))
        return text_table(titles, rows)


def _figures(both: float, j: Statistics, f: Statistics) -> tuple[float, ...]:
    return (both, j.mean, j.recall, j.decay, f.mean, f.recall, f.decay)


def _statistics_json(statistics: Statistics) -> dict[str, float | None]:
    figures = {"mean": statistics.mean, "recall": statistics.recall, "decay": statistics.decay}
    return json_figures(figures)
