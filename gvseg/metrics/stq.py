"""Segmentation and tracking quality STQ = sqrt(AQ x SQ), as in KITTI-STEP's evaluation.

See Weber et al., "STEP: Segmenting and Tracking Every Pixel". SQ is the mean IoU of classes over
all frames. AQ measures how consistently predicted ids cover the true tubes of things: the mean over
the tubes of the sum over predicted ids of TPA x IoU / size of the tube, for any predicted class.

As in that evaluation, ground-truth void is left out of SQ, and predicted void counts as an
additional class that is always wrong. A thing in the ground truth without an instance number is a
crowd, which AQ leaves out. Without any tube, AQ is 0.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.metrics.figures import json_figures, text_table
from gvseg.metrics.frame_pairs import check_same_size, count_values, pair_frames

StepMap: TypeAlias = NDArray[np.uint32]
"""H x W: class x 65536 + instance; class 255 is void, instance 0 is none."""

INSTANCE_BITS = 16


@dataclass(frozen=True, slots=True)
class StqScore:
    """The figures of one sequence or of all.

    Attributes:
        sequence: name of the sequence.
        aq: association quality, 0..1.
        sq: segmentation quality, 0..1; NaN if everything is void.
        tubes: number of ground-truth tubes of things.
        frames: number of scored frames.
    """

    sequence: str
    aq: float
    sq: float
    tubes: int
    frames: int

    @property
    def stq(self) -> float:
        """The benchmark's main score, 0..1."""
        return math.sqrt(self.aq * self.sq)


@dataclass(frozen=True, slots=True)
class StqResult:
    """STQ overall and per sequence, and the classes used as things."""

    total: StqScore
    sequences: tuple[StqScore, ...]
    things: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain JSON values."""
        return {
            "metric": "stq",
            **_score_json(self.total),
            "things": list(self.things),
            "sequences": [{"sequence": one.sequence, **_score_json(one)} for one in self.sequences],
        }

    def table(self) -> str:
        """Return a text table: one line per sequence and one for all."""
        rows = [
            (one.sequence, (one.stq, one.aq, one.sq, one.tubes, one.frames))
            for one in (*self.sequences, self.total)
        ]
        table = text_table(("sequence", "STQ", "AQ", "SQ", "tubes", "frames"), rows)
        things = " ".join(map(str, self.things)) or "none"
        return f"{table}\nclasses with things: {things}"


@dataclass(slots=True)
class _SequenceCounts:
    """Pixel counts of one sequence, by truth and prediction."""

    frames: int = 0
    classes: Counter[tuple[int, int]] = field(default_factory=Counter)
    true_tubes: Counter[int] = field(default_factory=Counter)
    found_tubes: Counter[int] = field(default_factory=Counter)
    shared: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(slots=True)
class Stq:
    """Counts shared pixels of classes and of tubes.

    Attributes:
        things: numbers of the classes with instances.
    """

    things: frozenset[int]
    _sequences: dict[str, _SequenceCounts] = field(default_factory=dict, repr=False)

    def update(
        self, truth: Iterable[StepMap], prediction: Iterable[StepMap], *, sequence: str = ""
    ) -> None:
        """Score a whole sequence, frame by frame.

        Args:
            truth: H x W class x 65536 + instance of every frame; class 255 void.
            prediction: the same for the result.
            sequence: unique name.

        Raises:
            FormatError: lengths or sizes differ, or the sequence was scored before.
        """
        if sequence in self._sequences:
            raise FormatError(f"The sequence {sequence} was scored twice.")
        counts = _SequenceCounts()
        for frame_index, (true, found) in enumerate(pair_frames(truth, prediction, sequence)):
            check_same_size(true, found, frame_index, sequence)
            both = (true.astype(np.uint64) << np.uint64(32)) | found.astype(np.uint64)
            for value, pixels in count_values(both).items():
                self._count(counts, value >> 32, value & 0xFFFFFFFF, pixels)
            counts.frames += 1
        self._sequences[sequence] = counts

    def merge(self, other: "Stq") -> None:
        """Add the counts of another instance, for other sequences and the same things.

        Raises:
            FormatError: both scored the same sequence.
        """
        if both := self._sequences.keys() & other._sequences.keys():
            raise FormatError(f"The sequence {min(both)} was scored twice.")
        self._sequences.update(other._sequences)

    def result(self) -> StqResult:
        """Return the figures.

        Raises:
            FormatError: no ground-truth pixel has a class.
        """
        all_classes: Counter[tuple[int, int]] = Counter()
        aq_sum, tubes, frames = 0.0, 0, 0
        scores = []
        for name, counts in self._sequences.items():
            association = _association(counts)
            count = len(counts.true_tubes)
            aq = association / count if count else 0.0
            scores.append(StqScore(name, aq, _mean_iou(counts.classes), count, counts.frames))
            all_classes.update(counts.classes)
            aq_sum, tubes, frames = aq_sum + association, tubes + count, frames + counts.frames
        if not all_classes:
            raise FormatError("No pixel of the truth has a class; nothing was scored.")
        aq = aq_sum / tubes if tubes else 0.0
        total = StqScore("all sequences", aq, _mean_iou(all_classes), tubes, frames)
        return StqResult(total, tuple(scores), tuple(sorted(self.things)))

    def _count(self, counts: _SequenceCounts, true: int, found: int, pixels: int) -> None:
        true_class, found_class = true >> INSTANCE_BITS, found >> INSTANCE_BITS
        if true_class != VOID:
            counts.classes[true_class, found_class] += pixels
        has_instance = true & ((1 << INSTANCE_BITS) - 1) != 0
        is_thing = true_class in self.things
        if is_thing and not has_instance:
            return  # a crowd
        if is_thing:
            counts.true_tubes[true] += pixels
        if found_class in self.things:
            counts.found_tubes[found] += pixels
            if is_thing:
                counts.shared[true, found] += pixels


def _association(counts: _SequenceCounts) -> float:
    """Return the sum of the association quality over the ground-truth tubes."""
    return math.fsum(
        pixels
        * (pixels / (counts.true_tubes[true] + counts.found_tubes[found] - pixels))
        / counts.true_tubes[true]
        for (true, found), pixels in counts.shared.items()
    )


def _mean_iou(classes: Mapping[tuple[int, int], int]) -> float:
    """Return the mean IoU over the classes of either side; NaN if there are none."""
    right: Counter[int] = Counter()
    union: Counter[int] = Counter()
    for (true, found), pixels in classes.items():
        union[true] += pixels
        if true == found:
            right[true] += pixels
        else:
            union[found] += pixels
    return math.fsum(right[one] / union[one] for one in union) / len(union) if union else math.nan


def _score_json(score: StqScore) -> dict[str, Any]:
    figures = json_figures({"stq": score.stq, "aq": score.aq, "sq": score.sq})
    return {**figures, "tubes": score.tubes, "frames": score.frames}
