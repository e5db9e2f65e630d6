"""Segmentation and tracking quality STQ = sqrt(AQ x SQ), as KITTI-STEP's evaluation counts it.

Weber et al., «STEP: Segmenting and Tracking Every Pixel». SQ is the mean IoU of classes over all
frames. AQ says how well the true tubes of things are held together by predicted ids: over the
tubes, the mean of the sum over predicted ids of TPA x IoU / size of the tube, whatever class was
predicted for them.

As in that evaluation: void of the truth is left out of SQ; predicted void there counts as one
more class that is never right; a thing of the truth without an instance number is a crowd, which
AQ leaves out; without any tube AQ is 0.
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
    """The figures of one sequence, or of all.

    Attributes:
        sequence: its name.
        aq: association quality, 0..1.
        sq: segmentation quality, 0..1; NaN where all is void.
        tubes: true tubes of things.
        frames: how many were scored.
    """

    sequence: str
    aq: float
    sq: float
    tubes: int
    frames: int

    @property
    def stq(self) -> float:
        """The benchmark's one figure, 0..1."""
        return math.sqrt(self.aq * self.sq)


@dataclass(frozen=True, slots=True)
class StqResult:
    """STQ over all sequences, of each, and the classes taken for things."""

    total: StqScore
    sequences: tuple[StqScore, ...]
    things: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Figures for a json file."""
        return {
            "metric": "stq",
            **_score_json(self.total),
            "things": list(self.things),
            "sequences": [{"sequence": one.sequence, **_score_json(one)} for one in self.sequences],
        }

    def table(self) -> str:
        """Figures for a person, a line per sequence and one for all."""
        rows = [
            (one.sequence, (one.stq, one.aq, one.sq, one.tubes, one.frames))
            for one in (*self.sequences, self.total)
        ]
        table = text_table(("sequence", "STQ", "AQ", "SQ", "tubes", "frames"), rows)
        things = " ".join(map(str, self.things)) or "none"
        return f"{table}\nclasses with things: {things}"


@dataclass(slots=True)
class _SequenceCounts:
    """Pixels of one sequence, by what truth and prediction say of them."""

    frames: int = 0
    classes: Counter[tuple[int, int]] = field(default_factory=Counter)
    true_tubes: Counter[int] = field(default_factory=Counter)
    found_tubes: Counter[int] = field(default_factory=Counter)
    shared: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(slots=True)
class Stq:
    """Counts shared pixels of classes and of tubes.

    Attributes:
        things: numbers of the classes whose objects are told apart.
    """

    things: frozenset[int]
    _sequences: dict[str, _SequenceCounts] = field(default_factory=dict, repr=False)

    def update(
        self, truth: Iterable[StepMap], prediction: Iterable[StepMap], *, sequence: str = ""
    ) -> None:
        """Score one whole sequence, reading frame by frame.

        Args:
            truth: H x W class x 65536 + instance of every frame; class 255 void.
            prediction: the same for the result.
            sequence: a name, once in an evaluation.

        Raises:
            FormatError: lengths or sizes differ, or the sequence was scored before.
        """
        if sequence in self._sequences:
            raise FormatError(f"The sequence {sequence} was scored twice.")
        counts = _SequenceCounts()
        for place, (true, found) in enumerate(pair_frames(truth, prediction, sequence)):
            check_same_size(true, found, place, sequence)
            both = (true.astype(np.uint64) << np.uint64(32)) | found.astype(np.uint64)
            for value, pixels in count_values(both).items():
                self._count(counts, value >> 32, value & 0xFFFFFFFF, pixels)
            counts.frames += 1
        self._sequences[sequence] = counts

    def merge(self, other: "Stq") -> None:
        """Add what another counted, of other sequences and the same things.

        Raises:
            FormatError: both scored the same sequence.
        """
        if both := self._sequences.keys() & other._sequences.keys():
            raise FormatError(f"The sequence {min(both)} was scored twice.")
        self._sequences.update(other._sequences)

    def result(self) -> StqResult:
        """The figures.

        Raises:
            FormatError: the truth had no pixel of any class.
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
    """Sum over the true tubes of their association quality."""
    return math.fsum(
        pixels
        * (pixels / (counts.true_tubes[true] + counts.found_tubes[found] - pixels))
        / counts.true_tubes[true]
        for (true, found), pixels in counts.shared.items()
    )


def _mean_iou(classes: Mapping[tuple[int, int], int]) -> float:
    """Mean over the classes that either side has; NaN without any."""
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
