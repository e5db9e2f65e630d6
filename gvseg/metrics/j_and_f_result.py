"""The figures that DAVIS reports of J and F: per object and over all."""

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
    """What DAVIS says of a measure over the frames of an object.

    Attributes:
        mean: over the frames, 0..1.
        recall: part of the frames above one half, 0..1.
        decay: mean of the first quarter less mean of the last, -1..1; NaN where a quarter has
            no frame.
    """

    mean: float
    recall: float
    decay: float

    @classmethod
    def of_frames(cls, values: NDArray[np.float64]) -> "Statistics":
        """The statistics of one value (0..1) per frame, at least one."""
        bounds = np.round(np.linspace(1, len(values), _DECAY_BINS + 1) + 1e-10).astype(int) - 1
        first, last = values[: bounds[1] + 1], values[bounds[-2] : bounds[-1] + 1]
        return cls(
            mean=float(values.mean()),
            recall=float((values > _RECALL_THRESHOLD).mean()),
            decay=float(first.mean() - last.mean()),
        )

    @classmethod
    def mean_of(cls, several: Iterable["Statistics"]) -> "Statistics":
        """Each figure averaged, every object counting alike."""
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
        """Mean of the two means."""
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
        """The benchmark's one figure, 0..1."""
        return (self.j.mean + self.f.mean) / 2

    def to_json(self) -> dict[str, Any]:
        """Figures for a json file, global and per object, with their values per frame."""
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
        """Figures for a person, a line per object and one for all."""
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
