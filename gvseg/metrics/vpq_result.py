"""Video panoptic quality results, as VIPSeg reports them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gvseg.metrics.figures import json_figure, json_figures, mean_of, text_table
from gvseg.vocabulary import VocabularyEntry


@dataclass(slots=True)
class ClassCounts:
    """Tubes of one class over all windows of one length.

    Attributes:
        matched: ground-truth tubes that were found.
        missed: ground-truth tubes that were not found.
        false: predicted tubes without a match.
        iou_sum: sum of the matches' IoU.
    """

    matched: int = 0
    missed: int = 0
    false: int = 0
    iou_sum: float = 0.0

    def match(self, iou: float) -> None:
        """Count a match with the given IoU."""
        self.matched += 1
        self.iou_sum += iou

    def add(self, other: "ClassCounts") -> None:
        """Add other counts."""
        self.matched += other.matched
        self.missed += other.missed
        self.false += other.false
        self.iou_sum += other.iou_sum

    @property
    def pq(self) -> float:
        """Panoptic quality, 0..1; NaN without any tube."""
        weight = self.matched + 0.5 * self.missed + 0.5 * self.false
        return self.iou_sum / weight if weight else math.nan


@dataclass(frozen=True, slots=True)
class VpqResult:
    """VPQ per window length and class.

    Attributes:
        categories: class number -> class.
        windows: window lengths.
        counts: (length, class number) -> tubes; absent classes are left out.
    """

    categories: Mapping[int, VocabularyEntry]
    windows: tuple[int, ...]
    counts: Mapping[tuple[int, int], ClassCounts]

    def of_window(self, length: int, *, is_thing: bool | None = None) -> float:
        """Return the mean PQ over classes (optionally only things or stuff), 0..1; NaN if none."""
        return mean_of(
            [
                self.of_class(category, length)
                for category, entry in self.categories.items()
                if is_thing is None or entry.is_thing == is_thing
            ]
        )

    def of_class(self, category: int, length: int) -> float:
        """Return the PQ of a class over windows of one length, 0..1; NaN if it is absent."""
        counts = self.counts.get((length, category))
        return math.nan if counts is None else counts.pq

    @property
    def vpq(self) -> float:
        """Mean over the window lengths that were scored, 0..1."""
        return mean_of([self.of_window(length) for length in self.windows])

    @property
    def vpq_things(self) -> float:
        """Mean over things only; NaN if there are none."""
        return mean_of([self.of_window(length, is_thing=True) for length in self.windows])

    @property
    def vpq_stuff(self) -> float:
        """Mean over stuff only; NaN if there is none."""
        return mean_of([self.of_window(length, is_thing=False) for length in self.windows])

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain JSON values."""
        return {
            "metric": "vpq",
            **json_figures(
                {"vpq": self.vpq, "vpq_things": self.vpq_things, "vpq_stuff": self.vpq_stuff}
            ),
            "windows": [
                {
                    "frames": length,
                    "vpq": json_figure(self.of_window(length)),
                    "vpq_things": json_figure(self.of_window(length, is_thing=True)),
                    "vpq_stuff": json_figure(self.of_window(length, is_thing=False)),
                    "classes": [
                        {
                            "class": category,
                            "name": self.categories[category].name,
                            "pq": counts.pq,
                            "matched": counts.matched,
                            "missed": counts.missed,
                            "false": counts.false,
                        }
                        for category in sorted(self.categories)
                        if (counts := self.counts.get((length, category))) is not None
                    ],
                }
                for length in self.windows
            ],
        }

    def table(self) -> str:
        """Return a text table: one line per class that occurs, and three for the means."""
        lengths = self.windows
        rows = []
        for category, entry in sorted(self.categories.items()):
            figures = [self.of_class(category, length) for length in lengths]
            if not math.isnan(mean_of(figures)):
                rows.append((entry.name, [*figures, mean_of(figures)]))
        for name, is_thing, mean in (
            ("things", True, self.vpq_things),
            ("stuff", False, self.vpq_stuff),
            ("all classes", None, self.vpq),
        ):
            figures = [self.of_window(length, is_thing=is_thing) for length in lengths]
            rows.append((name, [*figures, mean]))
        titles = ("class", *(f"VPQ{length}" for length in lengths), "VPQ")
        return text_table(titles, rows)
