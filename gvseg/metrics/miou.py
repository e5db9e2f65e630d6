"""Mean IoU over classes, as in semantic segmentation benchmarks (VSPW, CamVid).

A single confusion matrix counts all pixels of all frames of all videos. The mean is taken over the
classes that occur in the ground truth.
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
    """The IoU of one class.

    Attributes:
        class_id: class number.
        name: display name.
        iou: intersection over union of truth and prediction, 0..1.
        pixels: number of ground-truth pixels.
    """

    class_id: int
    name: str
    iou: float
    pixels: int


@dataclass(frozen=True, slots=True)
class MIouResult:
    """IoU of each ground-truth class, and the pixel accuracy (0..1)."""

    classes: tuple[ClassIou, ...]
    pixel_accuracy: float

    @property
    def miou(self) -> float:
        """Mean over classes, 0..1."""
        return mean_of([one.iou for one in self.classes])

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain JSON values."""
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
        """Return a text table: one line per class and one for all."""
        total = sum(one.pixels for one in self.classes)
        rows = [(one.name, (one.iou, one.pixels / total)) for one in self.classes]
        table = text_table(
            ("class", "IoU", "share"), [*rows, ("mean of classes", (self.miou, 1.0))]
        )
        return f"{table}\npixel accuracy: {self.pixel_accuracy:.3f}"


@dataclass(slots=True)
class MIou:
    """Counts pixels by true and predicted class.

    Attributes:
        void: ground-truth values to ignore; in a prediction they are wrong.
        names: class names, for the table.
    """

    void: frozenset[int] = frozenset({VOID})
    names: Mapping[int, str] = field(default_factory=dict)
    _confusion: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((256, 256), np.int64), repr=False
    )

    def update(
        self, truth: Iterable[ClassMap], prediction: Iterable[ClassMap], *, sequence: str = ""
    ) -> None:
        """Count the pixels of a sequence, frame by frame.

        Args:
            truth: H x W uint8 class numbers of every frame.
            prediction: the same for the result.
            sequence: name for messages.

        Raises:
            FormatError: lengths or sizes differ.
        """
        confusion = np.zeros_like(self._confusion)
        for frame_index, (true, found) in enumerate(pair_frames(truth, prediction, sequence)):
            check_same_size(true, found, frame_index, sequence)
            both = (true.astype(np.int64) << 8) | found
            confusion += np.bincount(both.ravel(), minlength=2**16).reshape(256, 256)
        self._confusion += confusion

    def merge(self, other: "MIou") -> None:
        """Add the counts of another instance."""
        self._confusion += other._confusion

    def result(self) -> MIouResult:
        """Return the figures.

        Raises:
            FormatError: no ground-truth pixel has a class.
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
