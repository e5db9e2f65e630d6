"""Average precision and recall of video instances, as YouTube-VIS reports them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gvseg.metrics.figures import json_figures, mean_of, text_table

_RECALLS = np.linspace(0, 1, 101)
_AP50, _AP75 = 0, 5
"""Indices of these thresholds in 0.50, 0.55 to 0.95."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches of the tubes of one class in one video, for one range of areas.

    Attributes:
        scores: scores of the predictions, descending.
        is_right: thresholds x predictions, matched to a ground-truth tube.
        is_ignored: the same shape, neither right nor wrong.
        wanted: number of ground-truth tubes to find.
    """

    scores: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    is_ignored: NDArray[np.bool_]
    wanted: int


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Figures of one class over all videos, for one range of areas.

    Attributes:
        wanted: number of ground-truth tubes to find.
        precisions: for each IoU threshold, the mean over 101 recall values, 0..1; NaN if none is
            wanted.
        recalls: number of predictions used per video -> share of the wanted tubes that are found,
            averaged over IoU thresholds, 0..1; NaN if none is wanted.
    """

    wanted: int
    precisions: tuple[float, ...]
    recalls: Mapping[int, float]

    @classmethod
    def of_matches(cls, videos: Sequence[Matches], limits: Sequence[int]) -> "ClassScore":
        """Rank the predictions of all videos together.

        Args:
            videos: one item per video, at least one; predictions with equal scores are ranked in
                their order.
            limits: numbers of predictions to use per video, ascending; precision uses the last.
        """
        wanted = sum(one.wanted for one in videos)
        if not wanted:
            thresholds = len(videos[0].is_right)
            return cls(0, (math.nan,) * thresholds, dict.fromkeys(limits, math.nan))
        precisions: tuple[float, ...] = ()
        recalls = {}
        for limit in limits:
            order = np.argsort(-np.concatenate([o.scores[:limit] for o in videos]), kind="stable")
            is_right = np.concatenate([o.is_right[:, :limit] for o in videos], axis=1)[:, order]
            ignored = np.concatenate([o.is_ignored[:, :limit] for o in videos], axis=1)[:, order]
            right = np.cumsum(is_right, axis=1)
            wrong = np.cumsum(~is_right & ~ignored, axis=1)
            recalls[limit] = float(is_right.sum(axis=1).mean()) / wanted
            precisions = tuple(
                _mean_precision(*rows, wanted) for rows in zip(right, wrong, strict=True)
            )
        return cls(wanted, precisions, recalls)

    @property
    def ap(self) -> float:
        """Mean over IoU thresholds."""
        return math.fsum(self.precisions) / len(self.precisions)


@dataclass(frozen=True, slots=True)
class VisApResult:
    """Average precision (AP) and recall (AR), 0..1; NaN if no tube has that size.

    Attributes:
        names: class number -> name, of the ground-truth classes.
        scores: (class number, "all", "small", "medium" or "large") -> figures.
    """

    names: Mapping[int, str]
    scores: Mapping[tuple[int, str], ClassScore]

    @property
    def ap(self) -> float:
        """Mean over IoU thresholds and classes."""
        return self.ap_of_area("all")

    @property
    def ap50(self) -> float:
        """AP at an IoU of 0.50."""
        return mean_of([self.scores[one, "all"].precisions[_AP50] for one in self.names])

    @property
    def ap75(self) -> float:
        """AP at an IoU of 0.75."""
        return mean_of([self.scores[one, "all"].precisions[_AP75] for one in self.names])

    def ap_of_area(self, area: str) -> float:
        """Return the AP of tubes of one size."""
        return mean_of([self.scores[one, area].ap for one in self.names])

    def ar(self, limit: int, area: str = "all") -> float:
        """Return the AR with 1, 10 or 100 predictions per class and video."""
        return mean_of([self.scores[one, area].recalls[limit] for one in self.names])

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain JSON values."""
        return {
            "metric": "vis-ap",
            **json_figures(self._figures()),
            "classes": [
                {
                    "class": one,
                    "name": name,
                    "tracks": self.scores[one, "all"].wanted,
                    "ap": self.scores[one, "all"].ap,
                    "ap50": self.scores[one, "all"].precisions[_AP50],
                    "ap75": self.scores[one, "all"].precisions[_AP75],
                    **{f"ar{n}": ar for n, ar in self.scores[one, "all"].recalls.items()},
                }
                for one, name in self.names.items()
            ],
        }

    def table(self) -> str:
        """Return text tables: one line per class and one for all; then one per size."""
        rows = []
        for one, name in self.names.items():
            score = self.scores[one, "all"]
            precisions = (score.ap, score.precisions[_AP50], score.precisions[_AP75])
            rows.append((name, (*precisions, *score.recalls.values(), score.wanted)))
        figures = self._figures()
        means = [figures[name] for name in ("ap", "ap50", "ap75", "ar1", "ar10", "ar100")]
        rows.append(("all classes", (*means, sum(row[1][-1] for row in rows))))
        titles = ("class", "AP", "AP50", "AP75", "AR1", "AR10", "AR100", "tracks")
        sizes = [
            (area, (figures[f"ap_{area}"], figures[f"ar100_{area}"]))
            for area in ("small", "medium", "large")
        ]
        return f"{text_table(titles, rows)}\n\n{text_table(('size', 'AP', 'AR100'), sizes)}"

    def _figures(self) -> dict[str, float]:
        sizes = ("small", "medium", "large")
        return {
            "ap": self.ap,
            "ap50": self.ap50,
            "ap75": self.ap75,
            **{f"ap_{area}": self.ap_of_area(area) for area in sizes},
            **{f"ar{limit}": self.ar(limit) for limit in (1, 10, 100)},
            **{f"ar100_{area}": self.ar(100, area) for area in sizes},
        }


def _mean_precision(right: NDArray[np.int64], wrong: NDArray[np.int64], wanted: int) -> float:
    """Return the mean precision over 101 recall values. The precision at a recall value is the
    highest at that recall or above; 0 if there is none.
    """
    precision = right / (right + wrong + np.spacing(1))
    best = np.append(np.maximum.accumulate(precision[::-1])[::-1], 0.0)
    return float(best[np.searchsorted(right / wanted, _RECALLS, side="left")].mean())
