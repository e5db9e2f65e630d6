"""Mean IoU over classes, as the benchmarks of semantic segmentation count it (VSPW, CamVid).

One confusion matrix over all pixels of all frames of all videos; the mean goes over the classes
that the truth has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.metrics.figures import json_figure, mean_of, text_table
from gvseg.metrics.frame_pairs import check_same_size, pair_frames

ClassMap: TypeAlias = NDArray[np.uint8]
"""H x W class numbers."""


@dataclass(frozen=True, slots=True)
class ClassIou:
    """How well one class was found.

    Attributes:
        class_id: its number.
        name: what a person reads.
        iou: pixels that truth and prediction share of those that either has, 0..1.
        pixels: how many the truth has.
    """

    class_id: int
    name: str
    iou: float
    pixels: int


@dataclass(frozen=True, slots=True)
class MIouResult:
    """IoU of each class of the truth, and what part of all pixels is right (0..1)."""

    classes: tuple[ClassIou, ...]
    pixel_accuracy: float

    @property
    def miou(self) -> float:
        """Mean of the classes, 0..1."""
        return mean_of([one.iou for one in self.classes])

    def to_json(self) -> dict[str, Any]:
        """Figures for a json file."""
        return {
            "metric": "miou",
            "miou": self.miou,
            "pixel_accuracy": self.pixel_accuracy,
            "classes": [
                {
                    "class": one.class_id,
                    "name": one.name,
                    "iou": json_figure(one.iou),
                    "pixels": one.pixels,
                }
                for one in self.classes
            ],
        }

    def table(self) -> str:
        """Figures for a person, a line per class and one for all."""
        total = sum(one.pixels for one in self.classes)
        rows = [(one.name, (one.iou, one.pixels / total)) for one in self.classes]
        table = text_table(
            ("class", "IoU", "share"), [*rows, ("mean of classes", (self.miou, 1.0))]
        )
        return f"{table}\npixels that are right: {self.pixel_accuracy:.3f}"


@dataclass(slots=True)
class MIou:
    """Counts pixels by true and predicted class.

    Attributes:
        void: values of the truth that do not count; in a prediction they are wrong answers.
        names: of the classes, for the table.
    """

    void: frozenset[int] = frozenset({VOID})
    names: Mapping[int, str] = field(default_factory=dict)
    _confusion: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((256, 256), np.int64), repr=False
    )

    def update(
        self, truth: Iterable[ClassMap], prediction: Iterable[ClassMap], *, sequence: str = ""
    ) -> None:
        """Count the pixels of some frames, reading frame by frame.

        Args:
            truth: H x W uint8 class numbers, a frame each.
            prediction: the same for the result.
            sequence: a name for messages.

        Raises:
            FormatError: lengths or sizes differ.
        """
        confusion = np.zeros_like(self._confusion)
        for place, (true, found) in enumerate(pair_frames(truth, prediction, sequence)):
            check_same_size(true, found, place, sequence)
            both = (true.astype(np.int64) << 8) | found
            confusion += np.bincount(both.ravel(), minlength=2**16).reshape(256, 256)
        self._confusion += confusion

    def merge(self, other: "MIou") -> None:
        """Add what another counted."""
        self._confusion += other._confusion

    def result(self) -> MIouResult:
        """The figures.

        Raises:
            FormatError: the truth had no pixel of any class.
        """
        counted = self._confusion.copy()
        counted[sorted(self.void)] = 0
        true, found, right = counted.sum(axis=1), counted.sum(axis=0), counted.diagonal()
        present = np.flatnonzero(true).tolist()
        if not present:
            raise FormatError("No pixel of the truth has a class; nothing was scored.")
        classes = tuple(
            ClassIou(
                class_id=number,
                name=self.names.get(number, f"class {number}"),
                iou=int(right[number]) / int(true[number] + found[number] - right[number]),
                pixels=int(true[number]),
            )
            for number in present
        )
        return MIouResult(classes, int(right.sum()) / int(true.sum()))
